"""What an import found. Frozen, and kept between the steps of the wizard as plain data (`state`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from core.tables.grids import Grid
from roadmaps.importing.columns import Columns
from roadmaps.parties.reading import Party
from roadmaps.terms import Frame, Reading


class Role(StrEnum):
    ROADMAP = "roadmap"
    PLAN = "plan"
    INDICATORS = "indicators"
    STRUCTURE = "structure"
    OTHER = "other"

    @property
    def has_activities(self) -> bool:
        return self in (Role.ROADMAP, Role.PLAN)


class ProblemKind(StrEnum):
    UNUSED = "unused"
    """Text of the source that went nowhere."""
    JOINED = "joined"
    """A row taken for the continuation of the row above; can be set apart."""
    DOUBT = "doubt"
    """Read, but a person should look."""


@dataclass(frozen=True, slots=True)
class Problem:
    """`table` counts from 0, `row` from 1 as in the source; None when the problem is not about one of them."""

    kind: ProblemKind
    why: str
    table: int | None = None
    row: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """An opened file: its tables, nothing interpreted yet."""

    name: str
    kind: str
    grids: tuple[Grid, ...]
    encoding: str = ""
    delimiter: str = ""


@dataclass(frozen=True, slots=True)
class ActivityResult:
    name: str
    content: str | None
    content_lines: tuple[str, ...]
    term: str
    reading: Reading
    responsible: str
    parties: tuple[Party, ...]
    result: str | None
    number: str
    audience: str | None
    rows: tuple[int, ...]
    extra: tuple[tuple[str, str], ...] = ()
    """(title, text) of columns that have no field: nothing of the source is lost."""
    inherited: bool = False
    """The name stands in the row above: one activity with several terms."""
    event_kind: str = ""
    levels: tuple[str, ...] = ()
    """Beside `reading.windows`, for whom each is; empty for everybody."""


@dataclass(frozen=True, slots=True)
class StageResult:
    name: str | None
    activities: tuple[ActivityResult, ...]
    parent: str | None = None
    standard: int | None = None
    """1..7 when the name is one of the seven stages of the target model."""
    kind: str = "stage"
    """As `roadmaps.models.Stage.kind`."""


@dataclass(frozen=True, slots=True)
class TableResult:
    index: int
    role: Role
    caption: str
    columns: Columns
    frame: Frame | None
    """What the document itself says about the year; None when it must be asked."""
    stages: tuple[StageResult, ...] = ()
    sample: tuple[tuple[str, ...], ...] = ()
    """The first rows as they stand in the source, long cells cut."""
    exact: bool = False
    """Our own file (`own`): stages are not joined, their parents are phases."""

    @property
    def activities(self) -> tuple[ActivityResult, ...]:
        return tuple(activity for stage in self.stages for activity in stage.activities)


@dataclass(frozen=True, slots=True)
class ImportResult:
    name: str
    tables: tuple[TableResult, ...]
    problems: tuple[Problem, ...]
    frame: Frame | None
    """The year or period the document names; None: ask the user."""
    encoding: str = ""
    delimiter: str = ""
    """How a text was read; both empty for Word and Excel, the encoding for pasted rows."""

    @property
    def chosen(self) -> tuple[TableResult, ...]:
        """Tables with activities: what the wizard offers."""
        return tuple(table for table in self.tables if table.role.has_activities and table.stages)

    def only(self, indexes: frozenset[int]) -> "ImportResult":
        """The same result with the tables the user picked."""
        return replace(self, tables=tuple(table for table in self.tables if table.index in indexes))


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user corrected. Keys are table indexes; `apart` holds (table, row) that are no continuations."""

    columns: Mapping[int, Columns] = field(default_factory=dict)
    roles: Mapping[int, Role] = field(default_factory=dict)
    apart: frozenset[tuple[int, int]] = frozenset()
    frame: Frame | None = None
    """Set when the user says that the year of the document is wrong."""
    year_confirmed: bool = False
    """The user chose the year having seen the document: years in single terms cast no doubt on the others."""
