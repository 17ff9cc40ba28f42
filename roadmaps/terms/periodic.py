"""Reading of cells that repeat, last all the year or go on after a first date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from roadmaps.terms.dated import NOT_A_TERM
from roadmaps.terms.days import DAY, document_span, is_nominal, plan_years, same_day_later
from roadmaps.terms.expansion import due_day_rule, expand
from roadmaps.terms.halves import Sorted
from roadmaps.terms.model import Alternative, Frame, Kind, Reading, Window
from roadmaps.terms.nodes import TABLE_MONTH, Point, Recurring, Span
from roadmaps.terms.resolving import point_window, repeat_yearly, resolve
from roadmaps.terms.years import Findings

TWO_RULES = "Указано несколько периодичностей: взята первая."
REPORTED_YEAR = "Сказано «следующего за отчётным»: проверьте год."
SCOPE = "Периодичность ограничена названными месяцами: проверьте."
WITH_YEAR_LONG = "Указаны и дата, и весь период: проверьте."
TAIL_UNREAD = "Не понято, что происходит «далее»."
IN_MONTH_TABLE = "План на один месяц, а повторяется весь год: проверьте."
ONLY_THIS_MONTH = "Только в этом месяце"
YEARS = ("year", "schoolyear")
SHORTEST_SCOPE = 27
"""Days: a rule is said for a month or more; «ежемесячно, 15 сентября» is something else."""


def read_recurring(head: Sorted, frame: Frame, found: Findings) -> Reading:
    finer = [rule for rule in head.rules if rule.unit != "year"] or head.rules or [Recurring("year")]
    rule = finer[0]
    if len({(other.unit, other.every) for other in finer}) > 1:
        found.doubt(TWO_RULES)
    found.leaned = found.leaned or is_nominal(frame)
    if head.spans and rule.unit == "year" and not all(span.first.unit in YEARS for span in head.spans):
        return _every_year(head, rule, frame, found)
    windows, rrule = expand(rule, frame, found)
    if not windows:
        return Reading(Kind.UNKNOWN, note=NOT_A_TERM)
    if head.spans:
        return _within_named(head, windows, rrule, frame, found)
    if frame.table_month is not None and rule.unit in ("day", "week", "month"):
        return replace(_year_or_month(windows, frame, found), rrule=rrule)
    return Reading(Kind.RECURRING, tuple(windows), rrule)


def _every_year(head: Sorted, rule: Recurring, frame: Frame, found: Findings) -> Reading:
    """«ежегодно в мае», «2 раза в год (октябрь, март)», «до 1 марта года, следующего за отчётным»"""
    windows = repeat_yearly(head.spans, frame, found)
    if not windows:
        return Reading(Kind.UNKNOWN, note=found.missing or NOT_A_TERM)
    if rule.every > 1 or rule.count not in (1, len(head.spans)):
        found.doubt(SCOPE)
    if head.next_year and frame.calendar_basis:
        windows = [_years_later(window, 1) for window in windows]
    elif head.next_year:
        found.doubt(REPORTED_YEAR)
    return Reading(Kind.RECURRING, tuple(windows), due_day_rule(windows))


def _within_named(head: Sorted, windows: list[Window], rrule: str, frame: Frame, found: Findings) -> Reading:
    """«ежемесячно с ноября по март» keeps the windows due there; «раз в полугодие (декабрь, май)» is those months."""
    limits = resolve(head.spans, frame, found)
    if len(limits) * len(plan_years(frame)) == len(windows) and len(limits) > 1:
        named = repeat_yearly(head.spans, frame, found)
        return Reading(Kind.RECURRING, tuple(named), due_day_rule(named))
    within = _due_within(windows, limits)
    if not within or len(limits) != 1 or (limits[0].end - limits[0].start).days < SHORTEST_SCOPE:
        found.doubt(SCOPE)
    return Reading(Kind.RECURRING, tuple(within or windows), rrule)


def _due_within(windows: Sequence[Window], limits: Sequence[Window]) -> list[Window]:
    return [window for window in windows if any(limit.start <= window.end <= limit.end for limit in limits)]


def _year_or_month(windows: Sequence[Window], frame: Frame, found: Findings) -> Reading:
    """«еженедельно» in the plan of one month: in this month or all year long."""
    found.doubt(IN_MONTH_TABLE)
    month = resolve([Span(Point("month", TABLE_MONTH))], frame, Findings())
    here = Alternative(Kind.RECURRING, tuple(_due_within(windows, month)), ONLY_THIS_MONTH)
    return Reading(Kind.RECURRING, tuple(windows), alternatives=(here,) if here.windows else ())


def read_continuous(head: Sorted, frame: Frame, found: Findings) -> Reading:
    said = head.continuous[0]
    if said.doubt:
        found.doubt(said.doubt)
    whole = document_span(frame)
    if said.point is not None:
        whole = point_window(said.point, said.point.number, frame, found) or whole
    else:
        found.leaned = found.leaned or is_nominal(frame)
    if not head.spans:
        return Reading(Kind.CONTINUOUS, (whole,))
    if all(span.first.unit == "edge" and span.first.year is None for span in head.spans):
        windows = repeat_yearly(head.spans, frame, found)
        return Reading(Kind.RECURRING, tuple(windows), due_day_rule(windows))
    windows = resolve(head.spans, frame, found)
    if len(head.spans) == 1 and head.spans[0].mode == "from" and windows:
        return Reading(Kind.CONTINUOUS, (Window(windows[0].start, max(windows[0].end, whole.end)),))
    if windows and len(head.spans) == 1 and head.spans[0].last is not None and all(c.bare for c in head.continuous):
        return Reading(Kind.CONTINUOUS, tuple(windows))  # «август – май (постоянно)»
    found.doubt(WITH_YEAR_LONG)
    return Reading(Kind.CONTINUOUS, tuple(dict.fromkeys([*windows, whole])))


def read_tail(reading: Reading, tail: Sorted, frame: Frame, found: Findings) -> Reading:
    """«X, далее – Y»: X is the due date of the deliverable, Y what goes on after it."""
    if tail.rules:
        return _repeated_after(reading, tail.rules[0], frame, found)
    after = max(window.end for window in reading.windows) + DAY
    end = document_span(frame).end
    if tail.continuous:
        windows = (*reading.windows, Window(after, end)) if after <= end else reading.windows
        return replace(reading, kind=Kind.CONTINUOUS, windows=windows)
    if tail.spans:
        windows = tuple(dict.fromkeys((*reading.windows, *resolve(tail.spans, frame, found))))
        return replace(reading, kind=Kind.LIST, windows=windows)
    if not tail.demands and not tail.externals and after <= end:
        found.doubt(TAIL_UNREAD)
    return reading


def _repeated_after(reading: Reading, rule: Recurring, frame: Frame, found: Findings) -> Reading:
    first = reading.windows
    end = document_span(frame).end
    if rule.unit == "year" and rule.count == 1:
        shifts = range(0, end.year - first[0].start.year + 1, rule.every)
        moved = [_years_later(window, shift) for shift in shifts for window in first]
        windows = [window for window in moved if window.start <= end]
        return Reading(Kind.RECURRING, tuple(windows or first), due_day_rule(first), alternatives=reading.alternatives)
    expanded, rrule = expand(rule, frame, found)
    last = max(window.end for window in first)
    rest = [Window(max(window.start, last + DAY), window.end) for window in expanded if window.end > last]
    return Reading(Kind.RECURRING, (*first, *rest), rrule, alternatives=reading.alternatives)


def _years_later(window: Window, years: int) -> Window:
    return Window(same_day_later(window.start, years), same_day_later(window.end, years))
