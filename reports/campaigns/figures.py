"""Figures that a request may ask for, and how those of a school leave it."""

from collections.abc import Iterable, Mapping

from reports.campaigns.amounts import Amount
from reports.campaigns.fields import Field, FieldKind
from reports.figures import FIGURES, FORM_KEYS, OWED, PAIRS, Cell
from reports.figures.counting import cells_of, of_school

ALL_PAIRS = Field(PAIRS, FieldKind.FIGURE, "Пары всего", "Сумма пар всех форм", people=True)
USUAL = ("agreed", "activities", "done", "overdue", "mentors", "mentees", PAIRS, "meetings", "uncovered")


def figure_fields() -> dict[str, Field]:
    """Every figure that says something of a school; all pairs stand before their forms."""
    found: dict[str, Field] = {}
    for figure in FIGURES.values():
        if figure.key in ("schools", OWED):
            continue
        if figure.key in FORM_KEYS:
            found.setdefault(PAIRS, ALL_PAIRS)
        found[figure.key] = Field(figure.key, FieldKind.FIGURE, figure.title, figure.how, figure.people)
    return found


def counted_keys(asked: Iterable[str]) -> list[str]:
    """Of the catalogue, what has to be counted for these figures: each with what it is a part of."""
    keys = [key for each in asked for key in (FORM_KEYS if each == PAIRS else [each])]
    return list(dict.fromkeys([*keys, *(part for key in keys for part in FIGURES[key].parts_of)]))


def exact_of(live: Mapping[str, int], fields: Iterable[Field]) -> dict[str, str]:
    """The figures of a school that the fields ask for, as it sees them itself."""
    known = dict(live) | {PAIRS: sum(live.get(key, 0) for key in FORM_KEYS)}
    return {field.key: str(known.get(field.key, 0)) for field in fields if field.kind == FieldKind.FIGURE}


def published_cells(live: Mapping[str, int]) -> dict[str, Cell]:
    """The same as the levels above may see them, by the rule of their rows. `live` has all of `counted_keys`."""
    row = of_school(live)
    return cells_of(row.values, row.hidden)


def amounts_of(cells: Mapping[str, Cell], fields: Iterable[Field]) -> dict[str, Amount]:
    """Of a published row of figures."""
    return {field.key: Amount(cells.get(field.key, Cell())) for field in fields if field.kind == FieldKind.FIGURE}
