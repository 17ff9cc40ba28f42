"""A roadmap before its responsibles are known: what a template or a file gives, and the states it becomes. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from roadmaps.parties.people import Directory, Match, match_parties
from roadmaps.parties.reading import Party
from roadmaps.states.snapshots import NO_TERM, ActivityState, Answerer, TermWindow
from roadmaps.terms import Reading


@dataclass(frozen=True, slots=True)
class PlannedActivity:
    name: str
    term_text: str
    reading: Reading
    number: str = ""
    content_lines: tuple[str, ...] = ()
    responsible_text: str = ""
    parties: tuple[Party, ...] = ()
    expected_result: str = ""
    audience: str = ""
    event_kind: str = ""
    levels: tuple[str, ...] = ()
    """Beside the windows of the reading, for whom each is; empty for everybody."""


@dataclass(frozen=True, slots=True)
class PlannedStage:
    name: str
    activities: tuple[PlannedActivity, ...]
    phase: str = ""
    kind: str = "stage"


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the rows. `school_year` is the first calendar year, None for a multi-year period."""

    title: str
    target_model: str
    starts_on: date
    ends_on: date
    school_year: int | None
    mentoring_forms: tuple[str, ...] = ()


def school_year_heading(
    title: str, target_model: str, school_year: int, mentoring_forms: Iterable[str] = ()
) -> Heading:
    """A map of one school year: the teaching year, 1 September to 31 May, the span of its year-long terms."""
    starts, ends = date(school_year, 9, 1), date(school_year + 1, 5, 31)
    return Heading(title, target_model, starts, ends, school_year, tuple(mentoring_forms))


def state_of(planned: PlannedActivity, directory: Directory) -> ActivityState:
    """With the people, roles and bodies of the directory; what it is about and to whom it goes is not said yet."""
    reading = planned.reading
    return ActivityState(
        name=planned.name,
        audience=planned.audience,
        term_text=planned.term_text,
        term_kind=reading.kind.value,
        term_rrule=reading.rrule or "",
        term_note=reading.note[:500],
        expected_result=planned.expected_result,
        responsible_text=planned.responsible_text,
        event_kind=planned.event_kind,
        lines=planned.content_lines,
        windows=windows_of(reading, planned.levels),
        responsibles=tuple(answerer_of(match) for match in match_parties(planned.parties, directory)),
    )


def windows_of(reading: Reading, levels: Sequence[str] = ()) -> tuple[TermWindow, ...]:
    """Never empty. `levels` stand beside the windows; of another number they say nothing."""
    known = levels if len(levels) == len(reading.windows) else ("",) * len(reading.windows)
    days = zip(reading.windows, known, strict=True)
    return tuple(TermWindow(day.start.isoformat(), day.end.isoformat(), level) for day, level in days) or (NO_TERM,)


def answerer_of(match: Match) -> Answerer:
    return Answerer(match.kind, match.text, match.person_id, match.role, match.body_id)
