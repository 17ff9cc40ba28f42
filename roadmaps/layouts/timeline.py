"""The strip of terms: days of a period as units of an SVG. Pure.

Colours stand in attributes as well as in classes: paper (WeasyPrint) does not apply a page's style sheet to inline SVG,
and the grid is repeated in every row because it does not follow references either.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString

from core.calendar import is_working_day
from roadmaps.queries.status import Due, status_of

HEIGHT = 24
MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
SCALES = {"all": "Весь срок", "half": "Полугодие", "quarter": "Квартал", "months": "3 месяца"}
LENGTHS = {"half": 6, "quarter": 3, "months": 3}  # months
SHADED_DAYS = 100  # days off are shaded while the strip is not longer
COLOURS = {
    "done": ("b-ok", "#146c43"),
    "overdue": ("b-bad", "#b02a37"),
    "soon": ("b-warn", "#8a5a00"),
    "in_progress": ("b-pri", "#0b57d0"),
    "review": ("b-pri", "#0b57d0"),
    "not_started": ("b-no", "#6c757d"),
    "no_term": ("b-no", "#6c757d"),
    "cancelled": ("b-off", "#ced4da"),
}


@dataclass(frozen=True, slots=True)
class Month:
    """A column of the head; `days` is its width, `name` «ноя», with a year where the strip is longer than one."""

    name: str
    days: int
    current: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """From `first` to `last` inclusive, both ends of months."""

    first: date
    last: date
    today: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def months(self) -> list[Month]:
        found, day = [], self.first
        long = self.days > 366
        while day <= self.last:
            length = monthrange(day.year, day.month)[1]
            name = MONTHS[day.month - 1]
            if long:
                name = str(day.year) if day.month == 1 or day == self.first else ""
            found.append(Month(name, length, (day.year, day.month) == (self.today.year, self.today.month)))
            day += timedelta(days=length)
        return found

    def x(self, day: date) -> int:
        return (day - self.first).days


def strip_of(starts_on: date, ends_on: date, scale: str, at: date | None, today: date) -> Strip:
    """`at` is a day of the first month; without it the part of the period that holds today (or its beginning)."""
    first, last = starts_on.replace(day=1), _month_end(ends_on)
    if scale not in LENGTHS:
        return Strip(first, last, today)
    length = LENGTHS[scale]
    start = at.replace(day=1) if at else _beginning(scale, min(max(today, first), last), first)
    start = min(max(start, first), last.replace(day=1))
    return Strip(start, _month_end(add_months(start, length - 1)), today)


def _beginning(scale: str, day: date, first: date) -> date:
    if scale == "months":
        return day.replace(day=1)
    if scale == "quarter":
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    gone = (day.year - first.year) * 12 + day.month - first.month
    return add_months(first, gone // 6 * 6)


def add_months(day: date, months: int) -> date:
    """The first day of the month that many months away."""
    place = day.year * 12 + day.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def ground_of(strip: Strip, vacations: Collection[date] = ()) -> str:
    """What lies under the bars of every row: days off and days without lessons, borders of months."""
    lines, x = [], 0
    for month in strip.months()[:-1]:
        x += month.days
        lines.append(f"M{x} 0v{HEIGHT}")
    grid = (
        f'<path class="g" stroke="#ced4da" fill="none" vector-effect="non-scaling-stroke" d="{"".join(lines)}"/>'
        if lines
        else ""
    )
    if strip.days > SHADED_DAYS:
        return grid
    days = (strip.first + timedelta(days=n) for n in range(strip.days))
    off = (strip.x(day) for day in days if day in vacations or not is_working_day(day))
    return f'<path class="off" fill="#eef0f2" d="{"".join(f"M{x} 0h1v{HEIGHT}h-1z" for x in off)}"/>{grid}'


def bars_of(strip: Strip, ground: str, dues: Iterable[Due], continuous: bool, *, draft: bool = False) -> SafeString:
    """The whole SVG of a row; what lies outside the strip is cut off, a single day is a diamond.

    Nothing of a `draft` is late.
    """
    judged = None if draft else strip.today
    shapes = [_continuous(strip)] if continuous else [_shape(strip, due, judged) for due in dues if due.due_on]
    now = strip.x(strip.today)
    line = (
        f'<path class="now" stroke="#b02a37" fill="none" vector-effect="non-scaling-stroke" d="M{now} 0v{HEIGHT}"/>'
        if 0 <= now < strip.days
        else ""
    )
    return SafeString(
        f'<svg viewBox="0 0 {strip.days} {HEIGHT}" preserveAspectRatio="none" aria-hidden="true">'
        f"{ground}{''.join(shapes)}{line}</svg>"
    )


def _continuous(strip: Strip) -> str:
    return (
        f'<path class="b-long" stroke="#6c757d" stroke-width="2" stroke-dasharray="3 3" fill="none" '
        f'vector-effect="non-scaling-stroke" d="M0 {HEIGHT // 2}h{strip.days}"/>'
    )


def _shape(strip: Strip, due: Due, judged: date | None) -> str:
    if due.due_on is None:
        return ""
    start, end = max(due.starts_on or due.due_on, strip.first), min(due.due_on, strip.last)
    if start > end:
        return ""
    name, colour = COLOURS[status_of(due.state, due.due_on, judged).code]
    if due.starts_on is None or due.starts_on == due.due_on:
        return _diamond(strip, strip.x(end), name, colour)
    x = strip.x(start)
    return f'<rect class="{name}" fill="{colour}" x="{x}" y="6" width="{strip.x(end) - x + 1}" height="12" rx="1"/>'


def _diamond(strip: Strip, x: int, name: str, colour: str) -> str:
    half = round(strip.days / 55, 1)  # as wide as high where the strip is 660 pixels wide
    return f'<path class="{name}" fill="{colour}" d="M{x + 0.5} 5l{half} 7-{half} 7-{half}-7z"/>'


def outside(strip: Strip, dues: Sequence[Due]) -> bool:
    """Whether nothing of the row falls on the strip."""
    return not any(
        due.due_on and due.due_on >= strip.first and (due.starts_on or due.due_on) <= strip.last for due in dues
    )
