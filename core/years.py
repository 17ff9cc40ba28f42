"""School years: 1 September to 31 August, named by the first calendar year."""

from collections.abc import Container
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

SESSION_KEY = "school_year"
FIRST_MONTH = 9


def school_year_of(day: date) -> int:
    """2026 for any day from 01.09.2026 to 31.08.2027."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def year_label(year: int) -> str:
    """«2026/27»."""
    return f"{year}/{(year + 1) % 100:02d}"


def year_bounds(year: int) -> tuple[date, date]:
    """First and last day, both inclusive."""
    return date(year, FIRST_MONTH, 1), date(year + 1, FIRST_MONTH - 1, 31)


def offered_years(today: date) -> tuple[int, ...]:
    """Years of the switch: two before, the current and the next one."""
    current = school_year_of(today)
    return tuple(range(current - 2, current + 2))


def labelled_years(today: date, closed: Container[int] = ()) -> list[tuple[int, str, bool]]:
    """For the switch: (2026, «2026/27», is it closed) and so on."""
    return [(year, year_label(year), year in closed) for year in offered_years(today)]


def chosen_year(request: HttpRequest) -> int:
    """The year chosen in the switch, else today's (the clock of the acting organization)."""
    year = request.session.get(SESSION_KEY)
    return year if isinstance(year, int) else school_year_of(_today(request))


def _today(request: HttpRequest) -> date:
    organization = getattr(getattr(request, "viewer", None), "organization", None)
    return organization.local_date(timezone.now()) if organization else timezone.localdate()
