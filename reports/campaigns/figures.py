"""Figures that a request may ask for, and how those of a school leave it."""

from collections.abc import Iterable, Mapping

from reports.campaigns.amounts import Amount
from reports.campaigns.fields import Field, FieldKind
from reports.figures import FIGURES, FORM_KEYS, OWED, PAIRS, Cell
from reports.figures.cells import total
from reports.figures.counting import of_school

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


def counted_keys(fields: Iterable[Field]) -> list[str]:
    """Of the catalogue, what has to be counted for these fields: each with what it is a part of."""
    asked = [field.key for field in fields if field.kind == FieldKind.FIGURE]
    keys = [key for each in asked for key in (FORM_KEYS if each == PAIRS else [each])]
    return list(dict.fromkeys([*keys, *(part for key in keys for part in FIGURES[key].parts_of)]))


def exact_of(live: Mapping[str, int], fields: Iterable[Field]) -> dict[str, str]:
    """The figures of a school that the fields ask for, as it sees them itself."""
    known = dict(live) | {PAIRS: sum(live.get(key, 0) for key in FORM_KEYS)}
    return {field.key: str(known.get(field.key, 0)) for field in fields if field.kind == FieldKind.FIGURE}


def published(live: Mapping[str, int], fields: Iterable[Field]) -> dict[str, Amount]:
    """The same as the levels above may see them, by the rule of their rows. `live` has all of `counted_keys`."""
    row = of_school(live)
    return amounts_of(cells_of_row(row.values, row.hidden), fields)


def amounts_of(cells: Mapping[str, Cell], fields: Iterable[Field]) -> dict[str, Amount]:
    """Of a published row of figures."""
    known = dict(cells) | {PAIRS: total(cells.get(key, Cell()) for key in FORM_KEYS)}
    return {field.key: Amount(known.get(field.key, Cell())) for field in fields if field.kind == FieldKind.FIGURE}


def cells_of_row(values: Mapping[str, int], hidden: Iterable[str]) -> dict[str, Cell]:
    """Of what was kept of a row of `Figures`."""
    left_out = set(hidden)
    cells = {key: Cell(value, key not in left_out) for key, value in values.items()}
    return cells | {key: Cell(0, exact=False) for key in left_out - cells.keys()}
