"""Numbers of schools → what stands in the rows of schools, municipalities and a region. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reports.figures.catalogue import FIGURES, OWED
from reports.figures.cells import Cell, total
from reports.figures.publishing import publish_sum

LIGHTS = ("on_track", "risk", "behind", "no_data")  # keys of sums: how many schools have the light
SHOWS = ("show_overdue", "show_lacking", "show_silent", "show_owed")  # how many schools a chip of the dashboard keeps
Numbers = Mapping[str, int]  # figure → number of one school


@dataclass(frozen=True, slots=True)
class Published:
    """The two columns of a row of `Figures`."""

    values: dict[str, int] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)


def of_school(numbers: Numbers) -> Published:
    return _kept({key: _several(key, [numbers]) for key in FIGURES})


def of_municipality(schools: Iterable[Numbers], lights: Iterable[str]) -> Published:
    """From the numbers of its schools and the codes of their lights."""
    rows, codes = list(schools), list(lights)
    cells = {key: _several(key, rows) for key in FIGURES}
    return _kept(cells | {code: Cell(codes.count(code)) for code in LIGHTS} | _shows(rows))


def of_region(municipalities: Iterable[Mapping[str, Cell]]) -> Published:
    """From what its municipalities publish."""
    rows = list(municipalities)
    return _kept({key: total(row.get(key, Cell()) for row in rows) for key in (*FIGURES, *LIGHTS, *SHOWS)})


def _shows(schools: list[Numbers]) -> dict[str, Cell]:
    """By what is published of each: a school whose number is hidden is kept by its chip."""
    rows = [of_school(school) for school in schools]
    kept = {key: sum(key in row.hidden or row.values[key] > 0 for row in rows) for key in ("overdue", "silent", OWED)}
    kept["lacking"] = sum(row.values["agreed"] == 0 for row in rows)
    return {f"show_{key}": Cell(number) for key, number in kept.items()}


def _several(key: str, schools: list[Numbers]) -> Cell:
    figure, numbers = FIGURES[key], [school.get(key, 0) for school in schools]
    if not figure.people:
        return Cell(sum(numbers))
    wholes = [[school.get(part, 0) for part in figure.parts_of] for school in schools]
    return publish_sum(numbers, wholes if figure.parts_of else ())


def _kept(cells: Mapping[str, Cell]) -> Published:
    return Published(
        {key: cell.value for key, cell in cells.items()}, [key for key, cell in cells.items() if not cell.exact]
    )
