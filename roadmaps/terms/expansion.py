"""From a recurrence to its windows and its RRULE (the rule generates due dates and has no UNTIL)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from roadmaps.terms.days import (
    DAY,
    clip,
    document_span,
    each_month,
    half_of_month,
    last_day,
    month_end,
    months_later,
    months_window,
    plan_years,
    school_year_of,
    tenth_of_month,
    week_of_month,
    weekday_of_month,
)  # fmt: skip
from roadmaps.terms.model import Frame, Window
from roadmaps.terms.nodes import Detail, Recurring
from roadmaps.terms.years import Findings

WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
UNEVEN = "Точная частота не раскладывается по календарю: проверьте окна."
LONG_STEP = "Шаг повторения длиннее года: проверьте год."
PART_OF_UNIT = "Начало и конец периода взяты целым месяцем: проверьте."
REPORTS_IN_SUMMER = "Отчётный период кончается вместе с учебным годом: проверьте последний срок."
_MONTHS_OF = {"quarter": 3, "half": 6, "trimester": 4}
_TIMES_A_YEAR = {1: "year", 2: "half", 3: "trimester", 4: "quarter"}
_SCHOOL_ENDS = {"quarter": (9, 12, 3, 5), "term": (10, 12, 3, 5), "half": (12, 5), "trimester": (11, 2, 5)}


def expand(rule: Recurring, frame: Frame, found: Findings) -> tuple[list[Window], str]:
    """Windows in the order of time over the whole document, and the rule of their due dates."""
    if rule.doubt:
        found.doubt(rule.doubt)
    if rule.detail is not None:
        return _expand_detail(rule, rule.detail, frame, found)
    if rule.unit == "day":
        return _daily(rule, frame, found)
    if rule.unit == "week":
        return _weekly(rule, frame, found)
    if rule.unit in ("month", "halfmonth", "decade"):
        return _monthly(rule, frame, found)
    return _yearly_units(rule, frame, found)


def _daily(rule: Recurring, frame: Frame, found: Findings) -> tuple[list[Window], str]:
    span = document_span(frame)
    if rule.every > 1:
        found.doubt(UNEVEN)
        windows = list(_blocks_of_days(span, rule.every))
        return windows, f"FREQ=DAILY;INTERVAL={rule.every}"
    return [span], "FREQ=DAILY"


def _weekly(rule: Recurring, frame: Frame, found: Findings) -> tuple[list[Window], str]:
    if rule.every > 1 or rule.count > 1:
        found.doubt(UNEVEN)
    interval = f";INTERVAL={rule.every}" if rule.every > 1 else ""
    if rule.weekdays:
        codes = ",".join(WEEKDAY_CODES[weekday] for weekday in sorted(set(rule.weekdays)))
        days = [day for year in plan_years(frame) for day in _days(year) if day.weekday() in rule.weekdays]
        return [Window(day, day) for day in days[:: rule.every]], f"FREQ=WEEKLY{interval};BYDAY={codes}"
    weeks = [week for year in plan_years(frame) for week in _weeks(year, rule.every)]
    return weeks, f"FREQ=WEEKLY{interval};BYDAY=SU"


def _days(span: Window) -> Iterable[date]:
    return (span.start + timedelta(days=shift) for shift in range((span.end - span.start).days + 1))


def _weeks(span: Window, every: int) -> Iterable[Window]:
    """Monday to Sunday; the first one may begin in the middle, an incomplete last one is dropped."""
    monday = span.start - timedelta(days=span.start.weekday())
    while (end := monday + timedelta(days=7 * every - 1)) <= span.end:
        yield Window(max(monday, span.start), end)
        monday = end + DAY


def _blocks_of_days(span: Window, length: int) -> Iterable[Window]:
    start = span.start
    while (end := start + timedelta(days=length - 1)) <= span.end:
        yield Window(start, end)
        start = end + DAY


def _monthly(rule: Recurring, frame: Frame, found: Findings) -> tuple[list[Window], str]:
    months = _months(frame)
    if rule.unit == "halfmonth" or (rule.unit == "month" and rule.every == 1 and rule.count == 2):
        return [half_of_month(*month, n) for month in months for n in (1, 2)], "FREQ=MONTHLY;BYMONTHDAY=15,-1"
    if rule.unit == "decade" or (rule.every == 1 and rule.count == 3):
        windows = [tenth_of_month(*month, n) for month in months for n in (1, 2, 3)]
        return windows, "FREQ=MONTHLY;BYMONTHDAY=10,20,-1"
    if rule.every == 1:
        if rule.count > 3:
            found.doubt(UNEVEN)
        return [months_window(*month) for month in months], "FREQ=MONTHLY;BYMONTHDAY=-1"
    if rule.count > 1:
        found.doubt(UNEVEN)
    windows = [block for year in plan_years(frame) for block in _blocks(year, rule.every)]
    if not windows:
        found.doubt(LONG_STEP)
        windows = [document_span(frame)]
    return windows, month_end_rule(windows)


def _months(frame: Frame) -> list[tuple[int, int]]:
    return [month for year in plan_years(frame) for month in each_month(year)]


def _blocks(year: Window, length: int) -> Iterable[Window]:
    """Whole blocks of months from the start of the year; an odd rest is dropped."""
    months = list(each_month(year))
    for index in range(0, len(months) - length + 1, length):
        yield months_window(*months[index], length)


def _yearly_units(rule: Recurring, frame: Frame, found: Findings) -> tuple[list[Window], str]:
    unit, count = rule.unit, rule.count
    if unit == "year" and rule.every == 1 and count > 4:
        found.doubt(UNEVEN)
        return _monthly(Recurring("month", every=2 if count == 6 else 1), frame, found)
    if unit == "year" and rule.every == 1:
        unit, count = _TIMES_A_YEAR[count], 1
    if count > 1:
        found.doubt(UNEVEN)
    if unit == "year":
        return _every_years(rule, frame, found)
    windows = [window for year in plan_years(frame) for window in unit_windows(unit, year, frame)]
    if rule.every > 1:
        found.doubt(UNEVEN)
        pairs = range(0, len(windows) - rule.every + 1, rule.every)
        windows = [Window(windows[i].start, windows[i + rule.every - 1].end) for i in pairs] or windows
    return windows, month_end_rule(windows)


def _every_years(rule: Recurring, frame: Frame, found: Findings) -> tuple[list[Window], str]:
    years = plan_years(frame)
    if rule.every > 1:
        found.doubt(LONG_STEP)
        years = years[:: rule.every]
    rrule = month_end_rule(years)
    return years, rrule.replace("YEARLY", f"YEARLY;INTERVAL={rule.every}") if rule.every > 1 else rrule


def unit_windows(unit: str, year: Window, frame: Frame) -> list[Window]:
    """The quarters, terms, half-years … of one teaching or calendar year."""
    if frame.calendar_basis and unit != "term":
        blocks = _blocks(Window(date(year.start.year, 1, 1), date(year.start.year, 12, 31)), _MONTHS_OF[unit])
        return [block for block in blocks if year.start <= block.end <= year.end]
    first = school_year_of(year.start)
    windows = [window for number in (first, first + 1) for window in _school_units(unit, number)]
    return [cut for cut in (clip(window, year) for window in windows) if cut is not None]


def _school_units(unit: str, first: int) -> Iterable[Window]:
    start = date(first, 9, 1)
    for month in _SCHOOL_ENDS[unit]:
        end = month_end(first + (month < 9), month)
        yield Window(start, end)
        start = end + DAY


def month_end_rule(windows: Sequence[Window]) -> str:
    """The yearly (or, where every month of the plan has one, monthly) rule of windows that end with a month."""
    months = sorted({window.end.month for window in windows})
    if len(months) in (9, 12):
        return "FREQ=MONTHLY;BYMONTHDAY=-1"
    return f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))};BYMONTHDAY=-1"


def due_day_rule(windows: Sequence[Window]) -> str | None:
    """The yearly rule of windows that come back every year on the same days; None when one rule cannot tell them."""
    ends = sorted({(w.end.month, -1 if w.end.day == last_day(w.end.year, w.end.month) else w.end.day) for w in windows})
    months = ",".join(str(month) for month in sorted({month for month, _ in ends}))
    days = {day for _, day in ends}
    return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={days.pop()}" if len(days) == 1 else None


def _expand_detail(rule: Recurring, detail: Detail, frame: Frame, found: Findings) -> tuple[list[Window], str]:
    if rule.unit in ("day", "week", "year") or rule.unit in ("halfmonth", "decade"):
        found.doubt(UNEVEN)
        return expand(Recurring("month" if rule.unit in ("halfmonth", "decade") else rule.unit), frame, found)
    if rule.count > 1 or rule.every > 1:
        found.doubt(UNEVEN)
    if rule.unit == "month":
        months = [months_later(*month, 1 if detail.following else 0) for month in _months(frame)]
        return _in_months(detail, months), f"FREQ=MONTHLY;{_inside_month_rule(detail)}"
    units = [w for year in plan_years(frame) for w in unit_windows(rule.unit, year, frame)]
    if detail.following:
        if not frame.calendar_basis:
            found.doubt(REPORTS_IN_SUMMER)
        months = [months_later(unit.end.year, unit.end.month, 1) for unit in units]
        return _in_months(detail, months), f"FREQ=MONTHLY;INTERVAL=3;{_inside_month_rule(detail)}"
    found.doubt(PART_OF_UNIT)
    edges = [_edge(unit, detail) for unit in units]
    months = [(edge.year, edge.month) for edge in edges]
    if detail.unit in ("begin", "mid", "end", "after"):
        windows = [months_window(*month) for month in months]
        return windows, month_end_rule(windows)
    windows = _in_months(detail, months)
    numbers = ",".join(str(month) for month in sorted({month for _, month in months}))
    return windows, f"FREQ=YEARLY;BYMONTH={numbers};{_inside_month_rule(detail)}"


def _edge(unit: Window, detail: Detail) -> date:
    """A day in the month of the unit that the detail is about: its first month, its last or the one after."""
    if detail.unit == "begin" or (detail.unit in ("week", "decade", "halfmonth") and detail.numbers[0] > 0):
        return unit.start
    return unit.end + DAY if detail.unit == "after" else unit.end


def _in_months(detail: Detail, months: Sequence[tuple[int, int]]) -> list[Window]:
    if detail.ranged:
        edges = [[_in_month(detail, number, *month) for number in detail.numbers] for month in months]
        return [Window(first.start, last.end) for first, last in edges if first and last and first.start <= last.end]
    found = [_in_month(detail, number, year, month) for year, month in months for number in detail.numbers or (1,)]
    return list(dict.fromkeys(window for window in found if window is not None))


def _in_month(detail: Detail, number: int, year: int, month: int) -> Window | None:
    if detail.unit == "weekday":
        day = weekday_of_month(year, month, number, detail.weekday)
        return Window(day, day) if day is not None else None
    if detail.unit == "week":
        return week_of_month(year, month, number)
    if detail.unit == "decade":
        return tenth_of_month(year, month, number)
    if detail.unit == "halfmonth":
        return half_of_month(year, month, number)
    if detail.unit in ("begin", "mid", "end", "after"):
        return tenth_of_month(year, month, {"begin": 1, "mid": 2}.get(detail.unit, 3))
    last = last_day(year, month)
    end = date(year, month, last if number == -1 else min(number, last))
    return Window(end.replace(day=1) if detail.till else end, end)


def _inside_month_rule(detail: Detail) -> str:
    if detail.unit == "weekday":
        return "BYDAY=" + ",".join(f"{number}{WEEKDAY_CODES[detail.weekday]}" for number in detail.numbers)
    ends = {
        "week": {1: 7, 2: 14, 3: 21, 4: 28}, "decade": {1: 10, 2: 20}, "halfmonth": {1: 15},
    }.get(detail.unit)  # fmt: skip
    if detail.unit in ("begin", "mid", "end", "after"):
        return f"BYMONTHDAY={ {'begin': 10, 'mid': 20}.get(detail.unit, -1) }"
    due = detail.numbers[-1:] if detail.ranged else detail.numbers
    days = [ends.get(number, -1) if ends is not None else number for number in due]
    return "BYMONTHDAY=" + ",".join(map(str, days))
