"""Who takes over: the work of somebody who leaves, or one activity."""

from typing import Any

from django import forms

from core.forms import Form, field_of
from core.versions import VersionForm
from roadmaps.models import Responsible

SEVERAL = 2


class DeactivateForm(Form):
    hand_over_to: Any = forms.ModelChoiceField(None, label="Кому передать", empty_label="Выберите", required=False)

    def __init__(self, *args: Any, people: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = field_of(self, "hand_over_to", forms.ModelChoiceField)
        field.queryset, field.required = people, needed
        field.error_messages["required"] = "Выберите, кому передать мероприятия."
        if not needed:
            del self.fields["hand_over_to"]


class HandOverForm(VersionForm):
    """`instead` is asked where several answer for the activity; its value is the id of a row."""

    to: Any = forms.ModelChoiceField(None, label="Кому передать", empty_label="Выберите")
    instead = forms.ChoiceField(label="Вместо кого", widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, people: Any, present: list[Responsible], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "to", forms.ModelChoiceField).queryset = people
        self._present = {str(row.pk): row for row in present}
        if len(present) < SEVERAL:
            del self.fields["instead"]
            return
        field = field_of(self, "instead", forms.ChoiceField)
        field.choices, field.required = [(pk, row.text) for pk, row in self._present.items()], True
        field.error_messages["required"] = "Выберите, вместо кого."

    @property
    def instead_of(self) -> Responsible | None:
        """After cleaning; the only one when there was no choice, None when nobody answers for it yet."""
        if "instead" in self.fields:
            return self._present[self.cleaned_data["instead"]]
        return next(iter(self._present.values()), None)
