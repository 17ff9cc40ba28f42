"""What a score is made of, and how much each criterion weighs in an organization."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import NamedTuple

from django.db.models import TextChoices

FULL = 1000  # values of a criterion are thousandths
UNKNOWN = 500  # nothing to compare: half, so that silence neither helps nor harms
MOST_WEIGHT, MOST_POINTS = 10, 100


class Criterion(TextChoices):
    REQUEST = "request", "запрос"
    SUBJECT = "subject", "предмет"
    TIME = "time", "время"
    WISHES = "wishes", "пожелания"
    INTERESTS = "interests", "интересы"
    AGE = "age", "возраст"
    PLACE = "place", "корпус, смена, язык"
    WAITING = "waiting", "ожидание"
    PREVIOUS = "previous", "прежняя пара"


# What an organization may mark «обязательно»: a pair that misses it altogether is excluded. Age has a rule of its own.
CAN_BE_REQUIRED = (
    Criterion.REQUEST,
    Criterion.SUBJECT,
    Criterion.TIME,
    Criterion.WISHES,
    Criterion.INTERESTS,
    Criterion.PLACE,
)


@dataclass(frozen=True, slots=True)
class Weights:
    """Importance of each criterion, 0 to 10; 0 leaves it out. Raises ValueError outside that, and if all are 0."""

    request: int = 7
    subject: int = 5
    time: int = 4
    wishes: int = 4
    interests: int = 3
    age: int = 2
    place: int = 1
    waiting: int = 1
    previous: int = 1

    def __post_init__(self) -> None:
        values = [getattr(self, field.name) for field in fields(self)]
        if not all(0 <= value <= MOST_WEIGHT for value in values):
            raise ValueError("Важность признака – от 0 до 10.")
        if not any(values):
            raise ValueError("Хотя бы один признак должен быть важен.")

    @classmethod
    def of(cls, kept: Mapping[str, int]) -> "Weights":
        """From {criterion: weight} as it is stored; what is missing keeps its default, unknown names are left out."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: int(value) for name, value in kept.items() if name in known})

    def points(self) -> dict[Criterion, int]:
        """The most that each criterion gives, together exactly 100; criteria without weight are left out."""
        weights = {criterion: getattr(self, criterion.value) for criterion in Criterion}
        weighed = {criterion: weight for criterion, weight in weights.items() if weight}
        total = sum(weighed.values())
        points = {criterion: MOST_POINTS * weight // total for criterion, weight in weighed.items()}
        remainders = sorted(weighed, key=lambda criterion: -(MOST_POINTS * weighed[criterion] % total))
        for criterion in remainders[: MOST_POINTS - sum(points.values())]:  # equal ones in the order of `Criterion`
            points[criterion] += 1
        return points


class Part(NamedTuple):
    """What one criterion gives: «предмет: математика», 25 of 25. `speaks`: for (True), against, or nothing known."""

    criterion: Criterion
    points: int
    out_of: int
    words: str
    speaks: bool | None
