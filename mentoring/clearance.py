"""Which grown people from outside show papers before they work with children, and when the end of a term calls.

ТК РФ, ст. 351.1 names the bans; which papers a school asks for, of whom and how long before is its own order.
"""

from dataclasses import dataclass
from datetime import date

from mentoring.models import Person
from mentoring.models.people import OWN_PEOPLE

OUTSIDERS = tuple(
    kind.value for kind in Person.Kind if kind not in OWN_PEOPLE
)  # the school looks at its own when hired


@dataclass(frozen=True, slots=True)
class Clearance:
    """`days` before the end of a term: each opens an errand. `gates`: without it no pair with minors; else a word."""

    days: tuple[int, ...] = (60, 30, 7, 0)
    kinds: tuple[str, ...] = OUTSIDERS
    papers: tuple[str, ...] = ("справка об отсутствии судимости",)
    gates: bool = True

    def step(self, end: date, today: date) -> int | None:
        """The step a term has come to; nothing before the first one and after the end."""
        left = (end - today).days
        return min((days for days in self.days if 0 <= left <= days), default=None)

    @property
    def farthest(self) -> int:
        return max(self.days)


USUAL_CLEARANCE = Clearance()
