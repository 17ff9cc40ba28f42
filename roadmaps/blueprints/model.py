"""The shape of a template."""

from dataclasses import dataclass

from roadmaps.parties import read_parties
from roadmaps.plans import PlannedActivity, PlannedStage
from roadmaps.terms import Frame, read_term


@dataclass(frozen=True, slots=True)
class Row:
    """One activity: name, term, who answers, what comes out, what it consists of."""

    name: str
    term: str
    responsible: str
    result: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blueprint:
    """`years` is the length of the period: 1 makes a school-year map, more a multi-year one."""

    slug: str
    title: str
    target_model: str
    about: str
    stages: tuple[tuple[str, tuple[Row, ...]], ...]
    years: int = 1

    @property
    def size(self) -> int:
        return sum(len(rows) for _name, rows in self.stages)


def planned_stages(blueprint: Blueprint, frame: Frame) -> tuple[PlannedStage, ...]:
    """The template's rows with their terms read in the frame of a year or period."""
    return tuple(PlannedStage(name, tuple(_planned(row, frame) for row in rows)) for name, rows in blueprint.stages)


def _planned(row: Row, frame: Frame) -> PlannedActivity:
    return PlannedActivity(
        name=row.name,
        term_text=row.term,
        reading=read_term(row.term, frame),
        content_lines=row.lines,
        responsible_text=row.responsible,
        parties=read_parties(row.responsible),
        expected_result=row.result,
    )
