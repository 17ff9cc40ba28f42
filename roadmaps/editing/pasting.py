"""Rows pasted under a stage: read by the reader of imports, taken as activities. Pure but for the directory given."""

from dataclasses import replace
from typing import Any

from roadmaps.importing.columns import Columns, recognise
from roadmaps.importing.document import interpret, read_pasted
from roadmaps.importing.results import Choices, Document, Role
from roadmaps.importing.review import Target, planned_stages
from roadmaps.parties.people import Directory
from roadmaps.states.plans import state_of, windows_of
from roadmaps.states.snapshots import ActivityState
from roadmaps.terms import Frame, read_term

ORDER = ("activity", "term", "responsible", "result", "content")


def read_rows(text: str, frame: Frame, directory: Directory) -> list[ActivityState]:
    """One column is names. Raises the refusals of `roadmaps.importing`."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines and not any("\t" in line for line in lines):
        empty = read_term("", frame)
        return [ActivityState(line[:2000], term_kind=empty.kind.value, windows=windows_of(empty)) for line in lines]
    document = read_pasted(text, delimiter="\t")
    result = interpret(document, frame, _choices(document))
    stages = planned_stages(result, {}, Target(frame))
    states = [state_of(row, directory) for stage in stages for row in stage.activities]
    return [replace(state, name=state.name[:2000], term_text=state.term_text[:500]) for state in states]


def _choices(document: Document) -> Choices:
    """Without a header the columns stand in the order of the table; the year is that of the roadmap."""
    grid = document.grids[0]
    columns = recognise(grid)
    if columns.guessed or columns.activity is None:
        first = 1 if all(row.text(0).strip(" .").replace(".", "").isdigit() for row in grid.rows) else 0
        places: dict[str, Any] = {name: first + place for place, name in enumerate(ORDER) if first + place < grid.width}
        columns = Columns(titles=("",) * grid.width, number=0 if first else None, **places)
    return Choices(columns={grid.index: columns}, roles={grid.index: Role.ROADMAP}, year_confirmed=True)
