"""Whether a row begins an activity or goes on with the one above, and rows whose first cells were lost."""

from core.tables.grids import Row
from roadmaps.importing.columns import Columns
from roadmaps.importing.drafts import Cells, Draft, cells_of
from roadmaps.importing.phrases import is_term_tail, looks_like_number, looks_like_term
from roadmaps.importing.text import is_tail

LONGEST_LOST_TERM = 90


def read_cells(row: Row, columns: Columns) -> Cells:
    """The row by meaning; when its leading cells were lost, everything is moved back to its column."""
    lost = _lost_cells(row, columns)
    if not lost:
        return cells_of(row, columns)
    texts = ("",) * lost + row.cells[: len(row.cells) - lost]
    return cells_of(row, columns, texts=texts, shifted=lost)


def _lost_cells(row: Row, columns: Columns) -> int:
    """How many leading cells are missing: the term stands that far left of its column, the end of the row is empty."""
    term = columns.term
    if term is None or row.merged & {columns.term, columns.responsible}:
        return 0
    last = max((place + row.width_of(place) - 1 for place, _ in row.filled), default=0)
    free = len(row.cells) - 1 - last
    if free < 1 or looks_like_term(row.text(term)) or row.spans:
        return 0
    if columns.number is not None and looks_like_number(row.text(columns.number)):
        return 0
    for lost in range(1, min(free, term) + 1):
        text = row.text(term - lost)
        if looks_like_term(text) and len(text) <= LONGEST_LOST_TERM and _fits(row, columns, lost):
            return lost
    return 0


def _fits(row: Row, columns: Columns, lost: int) -> bool:
    """After the move some text stands where the activity or its content belongs, and nothing but it was moved there."""
    places = [place for place in (columns.activity, columns.content) if place is not None]
    moved = [row.text(place - lost) for place in places if place >= lost]
    return any(text and not looks_like_number(text) for text in moved)


def goes_on(draft: Draft | None, cells: Cells) -> bool:
    """Whether the row is the rest of the row above, cut by a page or by merged cells."""
    if draft is None or cells.get("number") or not cells.only:
        return False
    if cells.get("stage") and not is_tail(draft.stage.name or "", cells.get("stage")):
        return False
    if cells.get("activity"):
        return _name_goes_on(draft, cells)
    if cells.get("term"):
        return _term_goes_on(draft, cells)
    both = cells.get("responsible") and cells.get("content")
    return not both or _text_goes_on(draft, cells) or _people_go_on(draft, cells)


def _name_goes_on(draft: Draft, cells: Cells) -> bool:
    """A name goes on mid-sentence, and the row has neither a term nor people of its own."""
    if not is_tail(draft.get("activity"), cells.get("activity")):
        return False
    own_term = cells.get("term") and not is_term_tail(draft.get("term"), cells.get("term"))
    own_people = cells.get("responsible") and not _people_go_on(draft, cells)
    return not own_term and not (own_people and draft.get("responsible"))


def _term_goes_on(draft: Draft, cells: Cells) -> bool:
    if is_term_tail(draft.get("term"), cells.get("term")):
        return True
    if _text_goes_on(draft, cells):
        return True
    return cells.only == {"term"} and "responsible" not in cells.merged


def _text_goes_on(draft: Draft, cells: Cells) -> bool:
    name = "content" if cells.get("content") else "result"
    return is_tail(draft.get(name), cells.get(name))


def _people_go_on(draft: Draft, cells: Cells) -> bool:
    return is_tail(draft.get("responsible"), cells.get("responsible"))
