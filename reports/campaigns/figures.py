"""Figures that a request may ask for, and how those of a school leave it."""

from collections.abc import Iterable, Mapping

from reports.campaigns.amounts import Amount
from reports.campaigns.fields import Field, FieldKind
from reports.figures import COUNTED, FIGURES, OF_SCHOOL, OWED, PAIRS, Cell, counted_parts
from reports.figures.counting import cells_of, of_school

USUAL = ("agreed", "activities", "done", "overdue", "mentors", "mentees", PAIRS, "meetings", "uncovered")


def figure_fields() -> dict[str, Field]:
    """Every figure that says something of a school."""
    told = [FIGURES[key] for key in OF_SCHOOL if key != OWED]
    return {each.key: Field(each.key, FieldKind.FIGURE, each.title, each.how, each.people) for each in told}


def counted_keys(asked: Iterable[str]) -> list[str]:
    """Of the catalogue, what has to be counted for these figures: each with what it is a part of."""
    keys = [key for each in asked for key in counted_parts(each)]
    return list(dict.fromkeys([*keys, *(whole for key in keys for whole in COUNTED[key].parts_of)]))


def exact_of(live: Mapping[str, int], fields: Iterable[Field]) -> dict[str, str]:
    """The figures of a school that the fields ask for, as it sees them itself."""
    asked = [field.key for field in fields if field.kind == FieldKind.FIGURE]
    return {key: str(sum(live.get(part, 0) for part in counted_parts(key))) for key in asked}


def published_cells(live: Mapping[str, int]) -> dict[str, Cell]:
    """The same as the levels above may see them, by the rule of their rows. `live` has all of `counted_keys`."""
    row = of_school(live)
    return cells_of(row.values, row.hidden)


def amounts_of(cells: Mapping[str, Cell], fields: Iterable[Field]) -> dict[str, Amount]:
    """Of a published row of figures."""
    return {field.key: Amount(cells.get(field.key, Cell())) for field in fields if field.kind == FieldKind.FIGURE}
