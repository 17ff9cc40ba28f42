"""One cell of «Сроки» read against the frame of its document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from roadmaps.terms.cleaning import normalise
from roadmaps.terms.days import DAY, document_span, is_nominal, plan_years, same_day_later, school_year_of
from roadmaps.terms.expansion import due_day_rule, expand
from roadmaps.terms.model import Alternative, Confidence, Frame, Kind, Reading, Window
from roadmaps.terms.nodes import TABLE_MONTH, Clause, Continuous, Dated, Detail, External, Leftover, NextYear, OnDemand, Point, Recurring, Span, Then
from roadmaps.terms.parser import parse
from roadmaps.terms.phrases import BY_PAPER
from roadmaps.terms.resolving import kind_of, point_window, relative_window, repeat_yearly, resolve, without_years
from roadmaps.terms.tokens import tokenise
from roadmaps.terms.years import LONE_AUGUST, SEVERAL_YEARS, Findings, overlaps_document

NOT_A_TERM = "Срок не понят: укажите дату."
EMPTY = "Срок не указан."
NO_YEAR = "В документе не указан год: даты посчитаны для {first}–{last} учебного года."
OUT_OF_PERIOD = "Дата вне периода документа: возможно, осталась от прошлого плана."
EACH_MONTH = "Месяц не назван: считаем, что это каждый месяц."
ODD_ORDER = "Даты идут не по порядку: проверьте год."
UNREAD = "Не поняты слова: {words}."
TYPO = "Похоже на опечатку: «{words}»."
TWO_RULES = "Указано несколько периодичностей: взята первая."
REPORTED_YEAR = "Сказано «следующего за отчётным»: проверьте год."
FROM_THE_ORDER = "Срок отсчитан от первого дня периода документа: проверьте."
SCOPE = "Периодичность ограничена названными месяцами: проверьте."
WITH_YEAR_LONG = "Указаны и дата, и весь период: проверьте."
TAIL_UNREAD = "Не понято, что происходит «далее»."
ON_DEMAND_TOO = "А также: {words}."
AS_IN_DOCUMENT_YEAR = "Те же месяцы в периоде документа"
ONE_RANGE = "Один период"
IN_MONTH_TABLE = "План на один месяц, а повторяется весь год: проверьте."
ONLY_THIS_MONTH = "Только в этом месяце"
SUMMER_AFTER = "Летом после учебного года"
EVERY_YEAR = "Каждый год"
MONTH_INCLUDED = "Названный месяц или год включается"
YEARS = ("year", "schoolyear")
SHORTEST_SCOPE = 27
"""Days: a rule is said for a month or more; «ежемесячно, 15 сентября» is something else."""
LONGEST_PHRASE = 400


@dataclass
class Sorted:
    """The clauses of one half of a cell (before or after «далее»), by family."""

    spans: list[Span]
    rules: list[Recurring]
    continuous: list[Continuous]
    demands: list[OnDemand]
    externals: list[External]
    next_year: bool
    leftovers: list[str]


@lru_cache(maxsize=16384)
def read_term(phrase: str, frame: Frame) -> Reading:
    """Never raises and never looks at the clock: the same words in another frame give the term of another year."""
    tokens = tokenise(normalise(phrase[:LONGEST_PHRASE]))
    clauses = parse(tokens)
    found = Findings()
    for token in tokens:
        if token.typo:
            found.doubt(TYPO.format(words=token.text))
    head, tail = _halves(clauses)
    if not clauses:
        return Reading(Kind.UNKNOWN, confidence=Confidence.UNKNOWN, note=EMPTY)
    reading = _read_head(head, frame, found)
    if tail is not None and reading.windows:
        reading = _with_tail(reading, tail, frame, found)
    return _finished(reading, head, tail, frame, found)


def _halves(clauses: list[Clause]) -> tuple[Sorted, Sorted | None]:
    cut = next((i for i, clause in enumerate(clauses) if isinstance(clause, Then) and i > 0), None)
    head = _sorted(clauses[:cut])
    if cut is None or not (head.spans or head.rules or head.continuous):
        return _sorted(clauses), None
    return head, _sorted(clauses[cut + 1 :])


def _sorted(clauses: Sequence[Clause]) -> Sorted:
    return Sorted(
        spans=[span for clause in clauses if isinstance(clause, Dated) for span in clause.spans],
        rules=[clause for clause in clauses if isinstance(clause, Recurring)],
        continuous=[clause for clause in clauses if isinstance(clause, Continuous)],
        demands=[clause for clause in clauses if isinstance(clause, OnDemand)],
        externals=[clause for clause in clauses if isinstance(clause, External)],
        next_year=any(isinstance(clause, NextYear) for clause in clauses),
        leftovers=[clause.words for clause in clauses if isinstance(clause, Leftover)],
    )


def _read_head(head: Sorted, frame: Frame, found: Findings) -> Reading:
    if head.rules or head.next_year:
        return _recurring(head, frame, found)
    if head.continuous:
        return _continuous(head, frame, found)
    if head.spans:
        return _dated(head.spans, frame, found)
    if head.demands:
        return Reading(Kind.ON_DEMAND)
    note = head.externals[0].note if head.externals else NOT_A_TERM
    window = next((relative_window(e.length, frame) for e in head.externals if e.length is not None), None)
    if window is not None:
        found.doubt(FROM_THE_ORDER)
        return Reading(Kind.RANGE, (window,))
    return Reading(Kind.UNKNOWN, note=note)


def _dated(spans: Sequence[Span], frame: Frame, found: Findings) -> Reading:
    windows = resolve(spans, frame, found)
    if not windows and all(_is_weekday_of_any_month(span) for span in spans):
        return _each_month(spans, frame, found)
    if not windows:
        return Reading(Kind.UNKNOWN, note=found.missing or NOT_A_TERM)
    alternatives: list[Alternative] = []
    if not all(overlaps_document(window, frame) for window in windows):
        found.doubt(OUT_OF_PERIOD)
        alternatives += _in_document_year(spans, windows, frame)
    if any(later.start < earlier.start for earlier, later in zip(windows, windows[1:], strict=False)):
        found.doubt(ODD_ORDER)
        own_year = frame if frame.academic_year is not None else Frame(school_year_of(windows[0].start))
        alternatives += _in_document_year(spans, windows, own_year)
        whole = Window(min(w.start for w in windows), max(w.end for w in windows))
        alternatives.append(Alternative(Kind.RANGE, (whole,), ONE_RANGE))
    alternatives += _month_included(spans, frame)
    if LONE_AUGUST in found.doubts:
        after = resolve(spans, replace(frame, summer_after=True), Findings())
        alternatives.append(Alternative(kind_of(spans, after), tuple(after), SUMMER_AFTER))
    if SEVERAL_YEARS in found.doubts:
        yearly = repeat_yearly(spans, frame, Findings())
        if len(yearly) > 1:
            alternatives.append(Alternative(Kind.LIST, tuple(yearly), EVERY_YEAR))
    return Reading(kind_of(spans, windows), tuple(windows), alternatives=tuple(dict.fromkeys(alternatives)))


def _is_weekday_of_any_month(span: Span) -> bool:
    piece = span.first.piece
    return piece is not None and piece.unit == "weekday" and span.first.number == TABLE_MONTH and span.last is None


def _each_month(spans: Sequence[Span], frame: Frame, found: Findings) -> Reading:
    """«второй вторник месяца» outside a month's table."""
    pieces = [span.first.piece for span in spans if span.first.piece is not None]
    detail = Detail("weekday", tuple(piece.number for piece in pieces), weekday=pieces[0].weekday)
    windows, rrule = expand(Recurring("month", detail=detail, doubt=EACH_MONTH), frame, found)
    found.leaned = found.leaned or is_nominal(frame)
    return Reading(Kind.RECURRING, tuple(windows), rrule)


def _in_document_year(spans: Sequence[Span], windows: Sequence[Window], frame: Frame) -> list[Alternative]:
    bare = without_years(spans)
    other = resolve(bare, frame, Findings())
    if not other or other == list(windows):
        return []
    return [Alternative(kind_of(bare, other), tuple(other), AS_IN_DOCUMENT_YEAR)]


def _month_included(spans: Sequence[Span], frame: Frame) -> list[Alternative]:
    """«до мая» also means «май included» to some."""
    if len(spans) != 1 or spans[0].mode != "till" or spans[0].first.piece or spans[0].first.unit not in ("month", "year"):
        return []
    plain = resolve([replace(spans[0], mode="plain")], frame, Findings())
    return [Alternative(Kind.DATE, tuple(plain), MONTH_INCLUDED)]


def _recurring(head: Sorted, frame: Frame, found: Findings) -> Reading:
    finer = [rule for rule in head.rules if rule.unit != "year"] or head.rules or [Recurring("year")]
    rule = finer[0]
    if len({(other.unit, other.every) for other in finer}) > 1:
        found.doubt(TWO_RULES)
    found.leaned = found.leaned or is_nominal(frame)
    if head.spans and rule.unit == "year" and not all(span.first.unit in YEARS for span in head.spans):
        windows = repeat_yearly(head.spans, frame, found)
        if not windows:
            return Reading(Kind.UNKNOWN, note=found.missing or NOT_A_TERM)
        if head.next_year and frame.calendar_basis:
            windows = [_years_later(window, 1) for window in windows]
        elif head.next_year:
            found.doubt(REPORTED_YEAR)
        return Reading(Kind.RECURRING, tuple(windows), due_day_rule(windows))
    windows, rrule = expand(rule, frame, found)
    if head.spans:
        limits = resolve(head.spans, frame, found)
        if len(limits) == len(windows) // len(plan_years(frame)) > 1:
            named = repeat_yearly(head.spans, frame, found)
            return Reading(Kind.RECURRING, tuple(named), due_day_rule(named))
        if len(limits) != 1 or (limits[0].end - limits[0].start).days < SHORTEST_SCOPE:
            found.doubt(SCOPE)
        within = _due_within(windows, limits)
        if not within:
            found.doubt(SCOPE)
        windows = within or windows
    elif frame.table_month is not None and rule.unit in ("day", "week", "month"):
        return replace(_year_or_month(windows, frame, found), rrule=rrule)
    return Reading(Kind.RECURRING, tuple(windows), rrule)


def _due_within(windows: Sequence[Window], limits: Sequence[Window]) -> list[Window]:
    return [window for window in windows if any(limit.start <= window.end <= limit.end for limit in limits)]


def _year_or_month(windows: Sequence[Window], frame: Frame, found: Findings) -> Reading:
    """«еженедельно» in the plan of one month: in this month or all year long."""
    found.doubt(IN_MONTH_TABLE)
    month = resolve([Span(Point("month", TABLE_MONTH))], frame, Findings())
    here = Alternative(Kind.RECURRING, tuple(_due_within(windows, month)), ONLY_THIS_MONTH)
    return Reading(Kind.RECURRING, tuple(windows), alternatives=(here,) if here.windows else ())


def _continuous(head: Sorted, frame: Frame, found: Findings) -> Reading:
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
    found.doubt(WITH_YEAR_LONG)
    return Reading(Kind.CONTINUOUS, tuple(dict.fromkeys([*windows, whole])))


def _with_tail(reading: Reading, tail: Sorted, frame: Frame, found: Findings) -> Reading:
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
    if not tail.demands and not tail.externals:
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


def _finished(reading: Reading, head: Sorted, tail: Sorted | None, frame: Frame, found: Findings) -> Reading:
    """Add what the user must hear and decide how far the reading can be trusted."""
    if reading.kind is Kind.UNKNOWN:
        return replace(reading, confidence=Confidence.UNKNOWN)
    if head.leftovers and reading.kind is not Kind.ON_DEMAND:
        found.doubt(UNREAD.format(words=" ".join(head.leftovers)))
    halves = [head] if tail is None else [head, tail]
    dated = reading.kind is not Kind.ON_DEMAND
    aside = [demand.words for half in halves for demand in half.demands] if dated else []
    for external in (external for half in halves for external in half.externals):
        aside.append(external.words)
        if external.note != BY_PAPER or not dated:
            found.doubt(external.note)
    notes = list(found.doubts)
    if found.leaned:
        notes.append(NO_YEAR.format(first=frame.nominal_year, last=frame.nominal_year + 1))
    confidence = Confidence.CHECK if notes else Confidence.SURE
    if aside:
        notes.append(ON_DEMAND_TOO.format(words=", ".join(aside)))
    return replace(reading, confidence=confidence, note=" ".join(notes))
