"""The walk through the rows of one table: sections, stages, activities, and what was not used."""

from dataclasses import dataclass, field

from core.tables.grids import Grid, Row
from core.tables.text import shortened
from roadmaps.importing.columns import Columns
from roadmaps.importing.continuation import goes_on, read_cells
from roadmaps.importing.drafts import Cells, Draft, Stage
from roadmaps.importing.phrases import is_term_tail
from roadmaps.importing.results import Problem, ProblemKind
from roadmaps.importing.sections import nested, section_name, skipped_because
from roadmaps.importing.text import is_tail, join_cut

INHERITED = ("activity", "number", "result", "audience")
JOINED_FIELDS = ("activity", "content", "term", "responsible", "result", "audience")


@dataclass(slots=True)
class Walk:
    """The state of the walk. `apart` are rows that the user set apart from the row above."""

    grid: Grid
    columns: Columns
    apart: frozenset[int] = frozenset()
    stages: list[Stage] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    stage: Stage = field(default_factory=lambda: Stage(None))
    section: Stage | None = None
    number: str = ""

    def note(self, kind: ProblemKind, why: str, row: Row, text: str = "") -> None:
        text = shortened(text, 300)
        self.problems.append(Problem(kind=kind, why=why, table=self.grid.index, row=row.number, text=text))


def walk(grid: Grid, columns: Columns, apart: frozenset[int] = frozenset()) -> Walk:
    """Every row is an activity, part of one, a heading, or listed in `problems`: nothing goes missing."""
    state = Walk(grid=grid, columns=columns, apart=apart)
    body = grid.rows[columns.start :]
    for row, following in zip(body, (*body[1:], None), strict=True):
        if not row.filled:
            continue
        if why := skipped_because(row, columns, columns.titles):
            state.note(ProblemKind.UNUSED, why, row, " ¦ ".join(text for _, text in row.filled))
            continue
        if (name := section_name(row, columns, following)) is not None:
            _open_section(state, name)
            continue
        _read(state, read_cells(row, columns))
    nested(state.stages)
    return state


def _open_section(state: Walk, name: str) -> None:
    state.section = state.stage = Stage(name=" ".join(name.split()), is_section=True)
    state.stages.append(state.stage)
    state.number = ""


def _read(state: Walk, cells: Cells) -> None:
    draft = state.drafts[-1] if state.drafts and state.drafts[-1].stage is state.stage else None
    if cells.row.number not in state.apart and goes_on(draft, cells) and draft is not None:
        _append(state, draft, cells)
        return
    _enter_stage(state, cells)
    if cells.only <= {"stage", "number"} and not cells.extra and "activity" not in cells.merged:
        return
    _begin(state, cells)


def _enter_stage(state: Walk, cells: Cells) -> None:
    """A stage name stands on its first row only; its rest may stand beside the next rows."""
    name = " ".join(cells.get("stage").split())
    if not name:
        if state.columns.stage is not None and cells.get("number"):
            state.number = cells.get("number")
        return
    if state.stage.name and not state.stage.is_section and not cells.get("number") and is_tail(state.stage.name, name):
        state.stage.name = join_cut(state.stage.name, name)
        return
    if name != state.stage.name or state.stage.is_section or cells.get("number") not in ("", state.number):
        parent = state.section.name if state.section is not None else None
        state.stage = Stage(name=name, parent=parent)
        state.stages.append(state.stage)
    state.number = cells.get("number")


def _begin(state: Walk, cells: Cells) -> None:
    above = state.drafts[-1] if state.drafts and state.drafts[-1].stage is state.stage else None
    values = {name: text for name, text in cells.values.items() if name != "stage"}
    draft = Draft(stage=state.stage, values=values, extra=cells.extra, rows=[cells.row.number])
    if state.columns.stage is not None and not values.get("number"):
        values["number"] = state.number
    if not values.get("activity") and above is not None:
        draft.inherited = True
        for name in INHERITED:
            values[name] = values.get(name) or above.get(name)
    if above is not None:
        for name in cells.merged - {"stage", "activity", "content"}:
            values[name] = values.get(name) or above.get(name)
        _take_term_of_group(state.columns, draft, above)
    if not values.get("activity"):
        values["activity"] = values.get("content") or values.get("result") or ""
        if values["activity"] == values.get("content"):
            values["content"] = ""
        state.note(ProblemKind.DOUBT, "у строки нет названия мероприятия", cells.row, values["activity"])
    if cells.shifted:
        draft.doubts.append("в строке потеряны первые ячейки")
        why = f"строка сдвинута: потеряно ячеек слева — {cells.shifted}"
        state.note(ProblemKind.DOUBT, why, cells.row, values["activity"])
    state.drafts.append(draft)


def _take_term_of_group(columns: Columns, draft: Draft, above: Draft) -> None:
    """A column of months left of the activities names each month once for all rows below it."""
    if columns.term is None or columns.activity is None or columns.term > columns.activity or draft.get("term"):
        return
    if above.get("term"):
        draft.values["term"] = above.get("term")
        draft.doubts.append("срок взят из строки выше")


def _append(state: Walk, draft: Draft, cells: Cells) -> None:
    """Add the row to the activity above, field by field, and say so."""
    if text := cells.get("stage"):
        state.stage.name = join_cut(state.stage.name or "", " ".join(text.split()))
    for name in JOINED_FIELDS:
        if text := cells.get(name):
            draft.values[name] = _joined(name, draft.get(name), text)
    for place, text in cells.extra.items():
        draft.extra[place] = join_cut(draft.extra.get(place, ""), text)
    if cells.get("term"):
        draft.doubts.append("срок собран из двух строк")
    draft.rows.append(cells.row.number)
    why = f"строка {cells.row.number} присоединена к строке {draft.rows[-2]} как её продолжение"
    state.note(ProblemKind.JOINED, why, cells.row, " ¦ ".join(text for _, text in cells.row.filled))


def _joined(name: str, left: str, right: str) -> str:
    if not left:
        return right
    separate = name == "responsible" and not is_tail(left, right)
    separate = separate or (name == "term" and not is_term_tail(left, right))
    return f"{left}\n{right}" if separate else join_cut(left, right)
