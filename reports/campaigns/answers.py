"""What a report says, as it is frozen when it is sent, and what of it has changed since.

Of figures only published cells are held: [value, is it exact]. No floats; the same content gives the same sha256.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.campaigns.fields import Field
from reports.figures import Cell


@dataclass(frozen=True, slots=True)
class Heading:
    """What the report is, so that the frozen one speaks for itself."""

    title: str
    period: str
    school_year: int
    sender: str
    receiver: str
    form_number: int


@dataclass(frozen=True, slots=True)
class Answer:
    """One field of a report: a figure with its comment, or words alone."""

    field: Field
    cell: Cell | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """`below` is (handed in, asked) of a consolidated report; nothing of a school's own."""

    heading: Heading
    answers: tuple[Answer, ...]
    below: tuple[int, int] | None = None

    def cell(self, key: str) -> Cell | None:
        return next((answer.cell for answer in self.answers if answer.field.key == key), None)

    def words(self, key: str) -> str:
        return next((answer.words for answer in self.answers if answer.field.key == key), "")


def answered(fields: Iterable[Field], cells: Mapping[str, Cell], words: Mapping[str, str]) -> tuple[Answer, ...]:
    return tuple(
        Answer(field, cells.get(field.key, Cell()) if field.is_figure else None, words.get(field.key, ""))
        for field in fields
    )


def to_json(content: Content) -> dict[str, Any]:
    head = content.heading
    return _normal(
        {
            "title": head.title,
            "period": head.period,
            "school_year": head.school_year,
            "sender": head.sender,
            "receiver": head.receiver,
            "form": head.form_number,
            "below": list(content.below) if content.below else None,
            "answers": [_answer_state(answer) for answer in content.answers],
        }
    )


def from_json(state: Mapping[str, Any]) -> Content:
    heading = Heading(
        state["title"], state["period"], state["school_year"], state["sender"], state["receiver"], state["form"]
    )
    below = state.get("below")
    answers = tuple(_answer_of(each) for each in state["answers"])
    return Content(heading, answers, (below[0], below[1]) if below else None)


def canonical(state: Mapping[str, Any]) -> bytes:
    return json.dumps(state, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(state: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(state)).hexdigest()


def changed_since(then: Sequence[Answer], now: Mapping[str, Cell]) -> list[tuple[Field, Cell, Cell]]:
    """(figure, as it was sent, as it is): what the reader would see differ; a figure unknown now has not changed."""
    pairs = ((answer.field, answer.cell, now.get(answer.field.key)) for answer in then)
    return [(field, was, is_) for field, was, is_ in pairs if was is not None and is_ is not None and was != is_]


def _answer_state(answer: Answer) -> dict[str, Any]:
    field = answer.field
    state = {"key": field.key, "kind": field.kind, "title": field.title, "how": field.how, "people": field.people}
    cell = [answer.cell.value, answer.cell.exact] if answer.cell is not None else None
    return {**state, "cell": cell, "words": answer.words}


def _answer_of(state: Mapping[str, Any]) -> Answer:
    field = Field(state["key"], state["kind"], state["title"], state.get("how", ""), state.get("people", False))
    cell = Cell(*state["cell"]) if state["cell"] is not None else None
    return Answer(field, cell, state["words"])


def _normal(value: Any) -> Any:
    if isinstance(value, float):
        raise TypeError("a report holds no floats")
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {key: _normal(item) for key, item in value.items()}
    return [_normal(item) for item in value] if isinstance(value, list) else value
