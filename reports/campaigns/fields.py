"""What a request asks: figures and indicators that the program fills in, and questions that are answered in words.

The form is kept as JSON, a list of fields in their order. A question keeps its key for good: a later edition that drops
or adds one never gives an old key to another question.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

MOST_QUESTIONS = 20
QUESTION = "question_"


class FieldKind(StrEnum):
    FIGURE = "figure"
    INDICATOR = "indicator"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Field:
    """`how` is «как посчитано» of a number; `people` whether it counts people or pairs; `unit` of an indicator."""

    key: str
    kind: str
    title: str
    how: str = ""
    people: bool = False
    unit: str = ""

    @property
    def is_figure(self) -> bool:
        """Filled in by the program: a figure of the catalogue or an indicator."""
        return self.kind != FieldKind.TEXT


def to_json(fields: Iterable[Field]) -> list[dict[str, Any]]:
    return [asdict(field) for field in fields]


def from_json(stored: Iterable[Mapping[str, Any]]) -> tuple[Field, ...]:
    known = Field.__dataclass_fields__
    return tuple(Field(**{name: value for name, value in each.items() if name in known}) for each in stored)


def figures_in(fields: Iterable[Field]) -> list[Field]:
    return [field for field in fields if field.is_figure]


def questions_in(fields: Iterable[Field]) -> list[Field]:
    return [field for field in fields if not field.is_figure]


def numbered(questions: Sequence[str], before: Iterable[Field]) -> list[Field]:
    """Questions as fields: one asked already keeps its key, a new one takes a number that was never given."""
    known = {field.title: field.key for field in before if not field.is_figure}
    taken = [int(field.key.removeprefix(QUESTION)) for field in before if not field.is_figure]
    following = max(taken, default=0) + 1
    found = []
    for words in dict.fromkeys(questions):
        key = known.get(words)
        if key is None:
            key, following = f"{QUESTION}{following}", following + 1
        found.append(Field(key, FieldKind.TEXT, words))
    return found


def added(before: Iterable[Field], after: Iterable[Field]) -> list[Field]:
    """What a report sent by the former edition lacks."""
    known = {field.key for field in before}
    return [field for field in after if field.key not in known]
