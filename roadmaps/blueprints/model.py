"""The shape of a template."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from mentoring.models import MentoringForm
from roadmaps.parties.reading import read_parties
from roadmaps.states.plans import PlannedActivity, PlannedStage
from roadmaps.terms import Frame, read_term


@dataclass(frozen=True, slots=True)
class Row:
    """One activity: name, term, who answers, what comes out, what it consists of.

    `only_for` are the forms of mentoring it belongs to; empty: to every form. A row of a plan of events has its kind
    and whom it is for.
    """

    name: str
    term: str
    responsible: str
    result: str = ""
    lines: tuple[str, ...] = ()
    only_for: frozenset[MentoringForm] = frozenset()
    event_kind: str = ""
    audience: str = ""

    @property
    def only_for_names(self) -> list[str]:
        return [str(form.label) for form in MentoringForm if form in self.only_for]

    def belongs_to(self, mentoring_forms: Collection[str]) -> bool:
        return not self.only_for or not self.only_for.isdisjoint(mentoring_forms)


@dataclass(frozen=True, slots=True)
class Blueprint:
    """`years` is the length of the period: 1 makes a school-year map, more a multi-year one.

    `phases` names the phase of a stage by the stage's name, `events` the stage that is a plan of events.
    """

    slug: str
    title: str
    target_model: str
    about: str
    stages: tuple[tuple[str, tuple[Row, ...]], ...]
    mentoring_forms: tuple[MentoringForm, ...]
    years: int = 1
    phases: Mapping[str, str] = field(default_factory=dict)
    events: str = ""

    @property
    def size(self) -> int:
        return sum(len(rows) for _name, rows in self.stages)


def planned_stages(
    blueprint: Blueprint, frame: Frame, mentoring_forms: Collection[str] | None = None
) -> tuple[PlannedStage, ...]:
    """Rows that belong to the forms (None: all offered), their terms read in the frame of a year or period."""
    forms = blueprint.mentoring_forms if mentoring_forms is None else mentoring_forms
    return tuple(
        PlannedStage(
            name,
            tuple(_planned(row, frame) for row in rows if row.belongs_to(forms)),
            phase=blueprint.phases.get(name, ""),
            kind="events" if name == blueprint.events else "stage",
        )
        for name, rows in blueprint.stages
    )


def _planned(row: Row, frame: Frame) -> PlannedActivity:
    return PlannedActivity(
        name=row.name,
        term_text=row.term,
        reading=read_term(row.term, frame),
        content_lines=row.lines,
        responsible_text=row.responsible,
        parties=read_parties(row.responsible),
        expected_result=row.result,
        audience=row.audience,
        event_kind=row.event_kind,
    )
