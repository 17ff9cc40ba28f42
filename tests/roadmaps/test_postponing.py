"""What deserves a second look when a term moves: told, never refused."""

from datetime import date

import pytest

from roadmaps.editing.postponing import doubts_about

PERIOD = {"starts_on": date(2026, 9, 1), "ends_on": date(2027, 5, 31), "today": date(2026, 11, 21)}


@pytest.mark.parametrize(
    ("to", "words"),
    [
        (date(2026, 12, 1), []),
        (date(2026, 11, 20), ["уже прошёл"]),
        (date(2027, 6, 1), ["вне периода"]),
        (date(2026, 12, 6), ["выходной или праздничный"]),
        (date(2027, 1, 1), ["выходной или праздничный"]),
        (date(2026, 8, 30), ["уже прошёл", "вне периода", "выходной или праздничный"]),
    ],
)
def test_a_day_in_the_past_outside_or_off_is_doubted(to: date, words: list[str]) -> None:
    found = doubts_about(to, **PERIOD)
    assert [word for word, said in zip(words, found, strict=True) if word in said] == words
