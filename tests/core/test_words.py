"""Words of the screen and of comparisons."""

from core.words import folded, hours, thousands


def test_folded_words_differ_in_nothing_but_letters() -> None:
    assert folded("Отчёт ЕЁ") == folded("отчет ее")


def test_thousands_are_parted_by_a_space_that_does_not_break() -> None:
    assert [thousands(number) for number in (124, 5000, 1234567)] == ["124", "5\u00a0000", "1\u00a0234\u00a0567"]


def test_a_half_of_a_tenth_of_an_hour_goes_upwards() -> None:
    assert [hours(minutes) for minutes in (0, 30, 45, 75, 90, 120)] == ["0", "0,5", "0,8", "1,3", "1,5", "2"]
