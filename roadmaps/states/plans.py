"""A roadmap before it is rows: what a template, a file or last year's map give to `roadmaps.actions.maps`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from roadmaps.parties.reading import Party
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
