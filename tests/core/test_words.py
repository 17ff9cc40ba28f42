"""Words of the screen and of comparisons."""

from core.words import folded, thousands


def test_folded_words_differ_in_nothing_but_letters() -> None:
    assert folded("Отчёт ЕЁ") == folded("отчет ее")


def test_thousands_are_parted_by_a_space_that_does_not_break() -> None:
    assert [thousands(number) for number in (124, 5000, 1234567)] == ["124", "5\u00a0000", "1\u00a0234\u00a0567"]
