"""What many rows get at once: a term, those who answer, a shift."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms

from core.forms import Form
from roadmaps.editing.cells import Move, by_week, by_working_days, shifted, with_people
from roadmaps.forms.activities import frame_of
from roadmaps.forms.cells import CellForm, reason_field
from roadmaps.models import Roadmap
from roadmaps.states.snapshots import ActivityState

States = dict[int, ActivityState]
Finished = Mapping[int, set[tuple[str, str]]]
FARTHEST = 250  # working days: about a year


class BulkForm(Form):
    """Without fields of its own the thing is done at once; `asks` adds the reason of a new change set.

    `week` is how many days of a week the organization works.
    """

    def __init__(self, *args: Any, roadmap: Roadmap, asks: bool, week: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roadmap, self.week = roadmap, week
        if asks:
            self.fields["reason"] = reason_field()

    def after(self, before: States, finished: Finished) -> States:
        """Copying and removing change no state."""
        return before


class WeekForm(BulkForm):
    def after(self, before: States, finished: Finished) -> States:
        return _moved(self.roadmap, before, finished, by_week(self.week))


class ShiftForm(BulkForm):
    days = forms.IntegerField(
        label="На сколько рабочих дней",
        min_value=-FARTHEST,
        max_value=FARTHEST,
        initial=5,
        help_text="Раньше — со знаком минус: −3. Выходные и праздники не считаются, выполненное не сдвигается",
        error_messages={"invalid": "Напишите число, например 5 или −3."},
    )

    def clean_days(self) -> int:
        if not self.cleaned_data["days"]:
            raise forms.ValidationError("Сдвиг на ноль дней ничего не изменит.")
        days: int = self.cleaned_data["days"]
        return days

    def after(self, before: States, finished: Finished) -> States:
        move = by_working_days(self.cleaned_data["days"], self.week)
        return _moved(self.roadmap, before, finished, move)


def _moved(roadmap: Roadmap, before: States, finished: Finished, move: Move) -> States:
    frame = frame_of(roadmap)
    return {pk: shifted(state, move, frame, finished.get(pk, ())) for pk, state in before.items()}


class TermForm(CellForm):
    def __init__(self, *args: Any, week: int, **kwargs: Any) -> None:
        super().__init__(*args, cell="term", **kwargs)

    def after(self, before: States, finished: Finished) -> States:
        return {pk: self.state(state) for pk, state in before.items()}


class PeopleForm(CellForm):
    """Every row gets the same people, instead of those it has or beside them."""

    how = forms.ChoiceField(
        label="Что сделать с теми, кто указан сейчас",
        choices=[("replace", "Заменить"), ("add", "Оставить и добавить")],
        widget=forms.RadioSelect,
        initial="replace",
    )

    def __init__(self, *args: Any, week: int, **kwargs: Any) -> None:
        super().__init__(*args, cell="people", **kwargs)

    def kept_fields(self) -> tuple[str, ...]:
        return (*super().kept_fields(), "how")

    def after(self, before: States, finished: Finished) -> States:
        matches, add = self._matches(), self.cleaned_data["how"] == "add"
        return {pk: with_people(state, matches, add=add) for pk, state in before.items()}


AnyBulkForm = BulkForm | TermForm | PeopleForm
BULK: dict[str, tuple[str, type[BulkForm] | type[TermForm] | type[PeopleForm]]] = {
    "week": ("Сдвинуть на неделю", WeekForm),
    "shift": ("Сдвинуть сроки", ShiftForm),
    "term": ("Назначить срок", TermForm),
    "people": ("Назначить ответственных", PeopleForm),
    "copy": ("Копировать", BulkForm),
    "remove": ("Удалить", BulkForm),
}


def copies(before: States) -> list[ActivityState]:
    """The same activities as new rows."""
    return [replace(state, pk=None, number="") for state in before.values()]
