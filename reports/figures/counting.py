"""Numbers of schools → what stands in the rows of schools, municipalities and a region. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reports.figures.catalogue import COUNTED, OWED, SUMS
from reports.figures.cells import Cell, cell_of, total
from reports.figures.publishing import publish

LIGHTS = ("on_track", "risk", "behind", "no_data")  # keys of sums: how many schools have the light
SHOWS = ("show_overdue", "show_lacking", "show_silent", "show_owed")  # how many schools a chip of the dashboard keeps
Numbers = Mapping[str, int]  # figure → number of one school


@dataclass(frozen=True, slots=True)
class Published:
    """The two columns of a row of `Figures`."""

    values: dict[str, int] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)


def of_school(numbers: Numbers) -> Published:
    return _kept(_cells(numbers))


def of_municipality(schools: Iterable[Numbers], lights: Iterable[str]) -> Published:
    """From the numbers of its schools and the codes of their lights."""
    rows, codes = [_cells(school) for school in schools], list(lights)
    sums = {key: total(row[key] for row in rows) for key in COUNTED}
    return _kept(sums | {code: Cell(codes.count(code)) for code in LIGHTS} | _shows(rows))


def of_region(municipalities: Iterable[Mapping[str, Cell]]) -> Published:
    """From what its municipalities publish."""
    rows = list(municipalities)
    return _kept({key: total(row.get(key, Cell()) for row in rows) for key in (*COUNTED, *LIGHTS, *SHOWS)})


def _cells(school: Numbers) -> dict[str, Cell]:
    """What is published of each figure of one school."""
    found = {key: school.get(key, 0) for key in COUNTED}
    return {
        key: publish(number, *(found[part] for part in COUNTED[key].parts_of)) if COUNTED[key].people else Cell(number)
        for key, number in found.items()
    }


def cells_of(values: Mapping[str, int], hidden: Iterable[str]) -> dict[str, Cell]:
    """Of what was kept of a row; sums are added from their parts."""
    left_out = set(hidden)
    cells = {key: cell_of(value, key not in left_out) for key, value in values.items()}
    cells |= {key: Cell(0, exact=False) for key in left_out - cells.keys()}
    return cells | {key: total(cells.get(part, Cell()) for part in each.sum_of) for key, each in SUMS.items()}


def _shows(schools: list[dict[str, Cell]]) -> dict[str, Cell]:
    """By what is published of each: a school whose number is hidden is kept by its chip."""
    kept = {key: sum(row[key] != Cell(0) for row in schools) for key in ("overdue", "silent", OWED)}
    kept["lacking"] = sum(row["agreed"] == Cell(0) for row in schools)
    return {f"show_{key}": Cell(number) for key, number in kept.items()}


def _kept(cells: Mapping[str, Cell]) -> Published:
    return Published(
        {key: cell.value for key, cell in cells.items()}, [key for key, cell in cells.items() if not cell.exact]
    )
