"""What a report says, as it is frozen when it is sent, and what of it has changed since.

Of numbers only published cells are held: [value, is it exact]. Its sha256 is that of `core.canonical`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from core.canonical import checked
from reports.campaigns import fields
from reports.campaigns.amounts import Amount
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
    """One field of a report: a number with its comment (none: there are no data), or words alone."""

    field: Field
    amount: Amount | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """`below` is (handed in, asked) of a consolidated report; nothing of a school's own."""

    heading: Heading
    answers: tuple[Answer, ...]
    below: tuple[int, int] | None = None

    def amount(self, key: str) -> Amount | None:
        return next((answer.amount for answer in self.answers if answer.field.key == key), None)

    def words(self, key: str) -> str:
        return next((answer.words for answer in self.answers if answer.field.key == key), "")


def answered(asked: Iterable[Field], amounts: Mapping[str, Amount], words: Mapping[str, str]) -> tuple[Answer, ...]:
    return tuple(Answer(field, amounts.get(field.key), words.get(field.key, "")) for field in asked)


def to_json(content: Content) -> dict[str, Any]:
    head = content.heading
    state: dict[str, Any] = checked(
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
    return state


def from_json(state: Mapping[str, Any]) -> Content:
    heading = Heading(
        state["title"], state["period"], state["school_year"], state["sender"], state["receiver"], state["form"]
    )
    below = state.get("below")
    answers = tuple(_answer_of(each) for each in state["answers"])
    return Content(heading, answers, (below[0], below[1]) if below else None)


def _answer_state(answer: Answer) -> dict[str, Any]:
    amount = answer.amount
    numbers = {"cell": _pair(amount.cell), "whole": _pair(amount.whole)} if amount else {"cell": None, "whole": None}
    return {**asdict(answer.field), **numbers, "words": answer.words}


def _pair(cell: Cell | None) -> list[int | bool] | None:
    return [cell.value, cell.exact] if cell is not None else None


def _answer_of(state: Mapping[str, Any]) -> Answer:
    field = fields.from_json([state])[0]
    whole = Cell(*state["whole"]) if state.get("whole") else None
    amount = Amount(Cell(*state["cell"]), whole, field.unit) if state["cell"] else None
    return Answer(field, amount, state["words"])
