"""What differs between the appendix of a draft and the roadmap as it is now. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from orders.blocks import Appendix

NAME = "Мероприятие"
SHOWN = 20  # rows; the rest is seen when the appendix is built anew


@dataclass(frozen=True, slots=True)
class CellChange:
    label: str
    old_words: str
    new_words: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """`cells` are those that differ; of a row that came or went there are none. `kind`: added, removed, changed."""

    kind: str
    name: str
    cells: tuple[CellChange, ...] = ()


def appendix_changes(old: Appendix, new: Appendix) -> tuple[RowChange, ...]:
    """Rows are paired by their name; at most SHOWN of them."""
    before, after = _rows(old), _rows(new)
    found = [*_came_or_changed(before, after), *(RowChange("removed", name) for name in before if name not in after)]
    return tuple(found[:SHOWN])


def _came_or_changed(before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]) -> Iterator[RowChange]:
    for name, cells in after.items():
        if name not in before:
            yield RowChange("added", name)
            continue
        labels = [label for label in {**before[name], **cells} if before[name].get(label, "") != cells.get(label, "")]
        if labels:
            changes = (CellChange(each, before[name].get(each, ""), cells.get(each, "")) for each in labels)
            yield RowChange("changed", name, tuple(changes))


def _rows(appendix: Appendix) -> dict[str, dict[str, str]]:
    """Name of the row → its cells by the title of their column; namesakes get their number."""
    titles = [column.title for column in appendix.table.columns]
    found: dict[str, dict[str, str]] = {}
    for group in appendix.table.groups:
        for row in group.rows:
            cells = dict(zip(titles, row, strict=False))
            name = cells.pop(NAME, "") or " ".join(row)
            found[f"{name} ({len(found) + 1})" if name in found else name] = cells
    return found
