"""What a field of a report comes to: a number, or a part of a whole with its unit. Added up by published cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.figures import Cell
from reports.figures.cells import total
from reports.indicators.measures import NUMBER, YES_NO, Measure


@dataclass(frozen=True, slots=True)
class Amount:
    """`unit` is that of an indicator, empty for a figure of the catalogue; `whole` is what a share is taken of."""

    cell: Cell
    whole: Cell | None = None
    unit: str = ""

    def __str__(self) -> str:
        return str(Measure(self.unit, self.cell, self.whole)) if self.unit else str(self.cell)

    @property
    def in_sheet(self) -> str | int:
        """A whole number as one; what is hidden, a lower bound or a share in the words of the page."""
        return self.cell.value if self.cell.exact and not self.unit else str(self)


NOTHING = Amount(Cell())


def summed(amounts: Sequence[Amount]) -> Amount:
    """Of one field of several reports; of a yes and a no how many said yes."""
    if not amounts:
        return NOTHING
    unit, wholes = amounts[0].unit, [each.whole for each in amounts if each.whole is not None]
    whole = total(wholes) if wholes else None
    return Amount(total(each.cell for each in amounts), whole, NUMBER if unit == YES_NO else unit)
