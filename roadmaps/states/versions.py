"""What differs between two states of a roadmap, row by row. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mentoring.models import MentoringForm
from roadmaps.states.diffs import LABELS, FieldChange, changed_fields, words_of
from roadmaps.states.snapshots import ActivityState, RoadmapState, StageState

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
SHOWN = ("term", "responsibles", "result", "content")  # of a row that came or went


@dataclass(frozen=True, slots=True)
class RowDiff:
    """One row: `fields` old and new of a changed one, with one empty side of a row that came or went."""

    kind: str
    number: str
    name: str
    stage: str
    fields: tuple[FieldChange, ...]
    pk: int | None

    @property
    def words(self) -> str:
        return {ADDED: "Добавлено", REMOVED: "Исключено", CHANGED: "Изменено"}[self.kind]


@dataclass(frozen=True, slots=True)
class RoadmapDiff:
    """`heading` are title, period and forms; `stages` their names; `reordered`: the same rows in another order."""

    heading: tuple[FieldChange, ...]
    stages: tuple[FieldChange, ...]
    rows: tuple[RowDiff, ...]
    reordered: bool

    def __bool__(self) -> bool:
        return bool(self.heading or self.stages or self.rows or self.reordered)

    @property
    def count(self) -> int:
        """How many changes a person has to look at."""
        return len(self.heading) + len(self.stages) + len(self.rows) + self.reordered


@dataclass(frozen=True, slots=True)
class _Row:
    stage: StageState
    state: ActivityState


def compare(before: RoadmapState, after: RoadmapState) -> RoadmapDiff:
    """Rows are paired by key, then by name inside their stage, then by name alone. Numbers are not compared."""
    old, new = list(_rows(before)), list(_rows(after))
    pairs = _paired(old, new)
    kept = {id(row) for row in pairs.values()}
    stages = _stage_pairs(before, after)
    rows = [*_came_or_changed(new, pairs, stages), *(_gone(row) for row in old if id(row) not in kept)]
    return RoadmapDiff(
        heading=tuple(_heading(before, after)),
        stages=tuple(_stage_changes(before, after, stages)),
        rows=tuple(rows),
        reordered=not rows and _order(old, pairs, new),
    )


def _rows(state: RoadmapState) -> Iterator[_Row]:
    for stage in state.stages:
        for activity in stage.activities:
            yield _Row(stage, activity)


def _paired(old: list[_Row], new: list[_Row]) -> dict[int, _Row]:
    """id() of a new row → the old row it was."""
    pairs: dict[int, _Row] = {}
    for key in (_by_pk, _by_place, _by_name):
        taken = {id(row) for row in pairs.values()}
        waiting: dict[object, list[_Row]] = {}
        for row in old:
            if id(row) not in taken and (value := key(row)) is not None:
                waiting.setdefault(value, []).append(row)
        for row in new:
            if id(row) not in pairs and (found := waiting.get(key(row))):
                pairs[id(row)] = found.pop(0)
    return pairs


def _by_pk(row: _Row) -> object:
    return row.state.pk


def _by_place(row: _Row) -> object:
    return name_key(row.stage.name), name_key(row.state.name)


def _by_name(row: _Row) -> object:
    return name_key(row.state.name)


def name_key(text: str) -> str:
    """How names are compared: lower case, «ё» as «е», one space."""
    return " ".join(text.lower().replace("ё", "е").split())


def _came_or_changed(new: list[_Row], pairs: dict[int, _Row], stages: dict[int, StageState]) -> Iterator[RowDiff]:
    for row in new:
        was = pairs.get(id(row))
        fields = _facts(row.state, new=True) if was is None else tuple(_changes(was, row, stages))
        if was is None or fields:
            kind = CHANGED if was else ADDED
            yield RowDiff(kind, row.state.number, row.state.name, row.stage.name, fields, row.state.pk)


def _changes(was: _Row, row: _Row, stages: dict[int, StageState]) -> Iterator[FieldChange]:
    if stages.get(id(row.stage)) is not was.stage:
        yield FieldChange("stage", "Этап", was.stage.name, row.stage.name)
    yield from changed_fields(was.state, row.state)


def _gone(row: _Row) -> RowDiff:
    return RowDiff(
        REMOVED, row.state.number, row.state.name, row.stage.name, _facts(row.state, new=False), row.state.pk
    )


def _facts(state: ActivityState, *, new: bool) -> tuple[FieldChange, ...]:
    """What a row says that stands on one side only."""
    words = [(field, words_of(field, state)) for field in SHOWN]
    return tuple(FieldChange(f, LABELS[f], "" if new else text, text if new else "") for f, text in words if text)


def _stage_pairs(before: RoadmapState, after: RoadmapState) -> dict[int, StageState]:
    """id() of a new stage → the old stage it was."""
    pairs: dict[int, StageState] = {}
    free = list(before.stages)
    for stage in after.stages:
        same = [old for old in free if stage.pk is not None and old.pk == stage.pk]
        same = same or [old for old in free if name_key(old.name) == name_key(stage.name)]
        if same:
            pairs[id(stage)] = same[0]
            free = [old for old in free if old is not same[0]]
    return pairs


def _stage_changes(before: RoadmapState, after: RoadmapState, pairs: dict[int, StageState]) -> Iterator[FieldChange]:
    for stage in after.stages:
        was = pairs.get(id(stage))
        if was is None or _title(was) != _title(stage):
            yield FieldChange("stage", "Этап", _title(was) if was else "", _title(stage))
    kept = {id(stage) for stage in pairs.values()}
    for stage in before.stages:
        if id(stage) not in kept:
            yield FieldChange("stage", "Этап", _title(stage), "")


def _title(stage: StageState) -> str:
    return f"{stage.phase}: {stage.name}" if stage.phase else stage.name


def _heading(before: RoadmapState, after: RoadmapState) -> Iterator[FieldChange]:
    for field, label, words in (
        ("title", "Название", lambda state: state.title),
        ("period", "Период", _period),
        ("forms", "Формы наставничества", lambda state: _forms(state.mentoring_forms)),
    ):
        old, new = words(before), words(after)
        if old != new:
            yield FieldChange(field, label, old, new)


def _period(state: RoadmapState) -> str:
    return " – ".join(f"{date.fromisoformat(day):%d.%m.%Y}" for day in (state.starts_on, state.ends_on))


def _forms(values: Iterable[str]) -> str:
    return ", ".join(sorted(str(MentoringForm(value).label) for value in values))


def _order(old: list[_Row], pairs: dict[int, _Row], new: list[_Row]) -> bool:
    return [id(pairs[id(row)]) for row in new] != [id(row) for row in old]
