"""Figures that a request may ask for, and how those of a school leave it."""

from collections.abc import Iterable, Mapping

from reports.campaigns.fields import Field, FieldKind
from reports.figures import FIGURES, FORM_KEYS, PAIRS, Cell, publish
from reports.figures.cells import total

ALL_PAIRS = Field(PAIRS, FieldKind.FIGURE, "Пары всего", "Сумма пар всех форм", people=True)
USUAL = ("agreed", "activities", "done", "overdue", "mentors", "mentees", PAIRS, "meetings", "uncovered")


def figure_fields() -> dict[str, Field]:
    """Every figure of the catalogue but the number of schools; all pairs stand before their forms."""
    found: dict[str, Field] = {}
    for figure in FIGURES.values():
        if figure.key == "schools":
            continue
        if figure.key in FORM_KEYS:
            found.setdefault(PAIRS, ALL_PAIRS)
        found[figure.key] = Field(figure.key, FieldKind.FIGURE, figure.title, figure.how, figure.people)
    return found


def counted_keys(fields: Iterable[Field]) -> list[str]:
    """Of the catalogue, what has to be counted for these fields."""
    asked = [field.key for field in fields if field.is_figure]
    return list(dict.fromkeys(key for each in asked for key in (FORM_KEYS if each == PAIRS else [each])))


def exact_of(live: Mapping[str, int], fields: Iterable[Field]) -> dict[str, int]:
    """The figures of a school that the fields ask for, as it sees them itself."""
    known = dict(live) | {PAIRS: sum(live.get(key, 0) for key in FORM_KEYS)}
    return {field.key: known.get(field.key, 0) for field in fields if field.is_figure}


def published(live: Mapping[str, int], fields: Iterable[Field]) -> dict[str, Cell]:
    """The same as the levels above may see them: a small number of people is left out of its cell and of all sums."""
    return {field.key: _cell(field, live) for field in fields if field.is_figure}


def _cell(field: Field, live: Mapping[str, int]) -> Cell:
    if field.key == PAIRS:
        return total(publish(live.get(key, 0)) for key in FORM_KEYS)
    number = live.get(field.key, 0)
    return publish(number) if field.people else Cell(number)


def cells_of_row(values: Mapping[str, int], hidden: Iterable[str]) -> dict[str, Cell]:
    """Of a row of `Figures`, or of what was kept of one, with the sum of all pairs."""
    left_out = set(hidden)
    cells = {key: Cell(value, key not in left_out) for key, value in values.items()}
    cells |= {key: Cell(0, exact=False) for key in left_out - cells.keys()}
    return cells | {PAIRS: total(cells.get(key, Cell()) for key in FORM_KEYS)}
