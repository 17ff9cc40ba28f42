from datetime import date

import pytest

from core.calendar import is_working_day, next_working_day


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 20), True),  # an ordinary Friday
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 11, 4), False),  # Unity Day, a Wednesday
        (date(2026, 1, 2), False),  # New Year holidays
        (date(2026, 1, 9), False),  # a day off moved from a Saturday
        (date(2026, 3, 9), False),  # moved from Sunday 8 March
        (date(2024, 4, 27), True),  # a working Saturday
        (date(2024, 4, 29), False),  # the day off given for it
        (date(2025, 11, 1), True),  # a working Saturday
    ],
)
def test_working_days_follow_the_production_calendar(day: date, working: bool) -> None:
    assert is_working_day(day) is working


def test_the_next_working_day_passes_weekends_and_holidays() -> None:
    assert next_working_day(date(2026, 11, 20)) == date(2026, 11, 23)
    assert next_working_day(date(2025, 12, 30)) == date(2026, 1, 12)
