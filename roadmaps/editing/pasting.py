"""Rows pasted under a stage: read by the reader of imports, taken as activities. Pure but for the directory given."""

from roadmaps.importing.columns import Columns, recognise
from roadmaps.importing.document import interpret, read_pasted
from roadmaps.importing.results import Choices, Document, Role
from roadmaps.importing.review import Target, planned_stages
from roadmaps.parties.people import Directory, Match, match_parties
from roadmaps.states.plans import PlannedActivity
from roadmaps.states.snapshots import NO_TERM, ActivityState, Answerer, TermWindow
from roadmaps.terms import Frame, read_term

ORDER = ("activity", "term", "responsible", "result", "content")


def read_rows(text: str, frame: Frame, directory: Directory) -> list[ActivityState]:
    """One column is names. Raises the refusals of `roadmaps.importing`."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines and not any("\t" in line for line in lines):
        empty = read_term("", frame)
        return [ActivityState(line[:2000], term_kind=empty.kind.value, windows=(NO_TERM,)) for line in lines]
    document = read_pasted(text, delimiter="\t")
    result = interpret(document, frame, _choices(document))
    stages = planned_stages(result, {}, Target(frame))
    return [_state(row, directory) for stage in stages for row in stage.activities]


def _choices(document: Document) -> Choices:
    """Without a header the columns stand in the order of the table; the year is that of the roadmap."""
    grid = document.grids[0]
    columns = recognise(grid)
    if columns.guessed or columns.activity is None:
        first = 1 if all(row.text(0).strip(" .").replace(".", "").isdigit() for row in grid.rows) else 0
        places = {name: first + place for place, name in enumerate(ORDER) if first + place < grid.width}
        number = {"number": 0} if first else {}
        columns = Columns(titles=("",) * grid.width, **places, **number)  # type: ignore[arg-type]
    return Choices(columns={grid.index: columns}, roles={grid.index: Role.ROADMAP}, year_confirmed=True)


def _state(row: PlannedActivity, directory: Directory) -> ActivityState:
    reading = row.reading
    windows = tuple(TermWindow(each.start.isoformat(), each.end.isoformat()) for each in reading.windows)
    return ActivityState(
        row.name[:2000],
        audience=row.audience,
        term_text=row.term_text[:500],
        term_kind=reading.kind.value,
        term_rrule=reading.rrule or "",
        term_note=reading.note[:500],
        expected_result=row.expected_result,
        responsible_text=row.responsible_text,
        lines=row.content_lines,
        windows=windows or (NO_TERM,),
        responsibles=tuple(_answerer(match) for match in match_parties(row.parties, directory)),
    )


def _answerer(match: Match) -> Answerer:
    return Answerer(match.kind, match.text, match.person_id, match.role, match.body_id)
