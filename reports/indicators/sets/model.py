"""The shape of a built-in set."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.indicators.measures import NUMBER, PERCENT, YES_NO

SCHOOL, MUNICIPALITY, REGION = "school", "municipality", "region"
LEVELS = (SCHOOL, MUNICIPALITY, REGION)


def levels_up_to(level: str) -> tuple[str, ...]:
    """Whose reports a body of the level may ask for: of its own level and of those below, the lowest first."""
    return LEVELS[: LEVELS.index(level) + 1]


@dataclass(frozen=True, slots=True)
class Sketch:
    """An indicator outside the database. `figures` are keys of the catalogue; without them people enter it.

    `targets`: school year (its first calendar year) → value, for the `aimed` levels.
    """

    code: str
    number: str
    name: str
    numerator: str
    denominator: str = ""
    unit: str = PERCENT
    level: str = SCHOOL
    yearly: bool = False
    people: bool = True
    less_is_better: bool = False
    figures: tuple[str, str] = ("", "")
    method: str = ""
    targets: Mapping[int, int] = field(default_factory=dict)
    aimed: tuple[str, ...] = LEVELS

    def __post_init__(self) -> None:
        if self.unit not in (PERCENT, NUMBER, YES_NO) or self.level not in LEVELS:
            raise ValueError(self.code)


@dataclass(frozen=True, slots=True)
class IndicatorSet:
    key: str
    name: str
    about: str
    basis: str
    sketches: tuple[Sketch, ...]
