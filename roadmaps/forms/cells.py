"""One cell of the table."""

from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import QuerySet

from core.forms import renew
from roadmaps.editing.cells import with_people, with_term
from roadmaps.forms.activities import ActivityForm
from roadmaps.models import Responsible
from roadmaps.states.snapshots import ActivityState
from schools.models import Membership, Organization

PEOPLE = ("people", "roles", "bodies", "others")
CELLS: dict[str, tuple[str, tuple[str, ...]]] = {
    "name": ("Мероприятие", ("name",)),
    "content": ("Содержание", ("content",)),
    "term": ("Срок", ("term_text", "understood")),
    "people": ("Ответственные", PEOPLE),
    "result": ("Результат", ("expected_result",)),
}
REASON_HINT = "Спрашивается один раз: следующие правки войдут в то же изменение"


def reason_field() -> forms.CharField:
    return forms.CharField(
        label="Почему меняется карта",
        max_length=500,
        help_text=REASON_HINT,
        error_messages={"required": "Напишите причину: она останется в истории карты."},
    )


class CellForm(ActivityForm):
    """The part of the form of an activity that stands in one cell.

    `asks` adds the reason of a new change set. `version` and `change` are what the person saw.
    """

    change = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, cell: str, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cell = cell
        kept = self.kept_fields()
        for name in [name for name in self.fields if name not in kept]:
            del self.fields[name]
        first = next(field for name, field in self.fields.items() if name in CELLS[cell][1])
        first.widget.attrs["data-focus"] = ""
        if asks:
            self.fields["reason"] = reason_field()

    def kept_fields(self) -> tuple[str, ...]:
        return ("version", "change", *CELLS[self.cell][1])

    def offer(self, people: QuerySet[Membership], roles: list[str], bodies: QuerySet[Organization]) -> None:
        if self.cell == "people":
            super().offer(people, roles, bodies)

    def seen_anew(self, version: int, change: int) -> None:
        """After a stale answer showed the row as it is, the same form may be sent again: everything typed stays."""
        renew(self, version=version, change=change)

    def state(self, before: ActivityState) -> ActivityState:
        """The row with the new cell; raises nothing once the form is valid."""
        data = self.cleaned_data
        if self.cell == "people":
            return with_people(before, self._matches())
        if self.cell == "term":
            reading = self._chosen(data.get("understood"))
            return with_term(before, data["term_text"], reading) if reading else before
        if self.cell == "content":
            return replace(before, lines=tuple(line.strip() for line in data["content"].splitlines() if line.strip()))
        if self.cell == "result":
            return replace(before, expected_result=data["expected_result"].strip())
        return replace(before, name=" ".join(data["name"].split()))


def initial_of_state(state: ActivityState, version: int, change: int) -> dict[str, Any]:
    """What the form shows first."""
    named = state.responsibles
    return {
        "version": version,
        "change": change,
        "name": state.name,
        "term_text": state.term_text,
        "content": "\n".join(state.lines),
        "expected_result": state.expected_result,
        "people": [each.person for each in named if each.kind == Responsible.Kind.PERSON],
        "roles": [each.role for each in named if each.kind == Responsible.Kind.ROLE],
        "bodies": [each.body for each in named if each.kind == Responsible.Kind.BODY],
        "others": "; ".join(each.text for each in named if each.kind == Responsible.Kind.TEXT),
    }


def said(state: ActivityState, cell: str) -> str:
    """The cell in words, for the answer to a stale version."""
    return {
        "name": state.name,
        "content": "\n".join(state.lines),
        "term": state.term_text,
        "people": state.responsible_text,
        "result": state.expected_result,
    }[cell]
