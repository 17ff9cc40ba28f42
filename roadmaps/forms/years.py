"""The forms of a school year's end."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import Form, field_of
from core.http import whole
from roadmaps.models import Activity


class CloseYearForm(Form):
    """What is left undone: ticked rows go to the next year, the others are cancelled with a reason.

    `seen` is the list as the person saw it.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    carried = forms.TypedMultipleChoiceField(
        label="Отметьте, что перенести",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Неотмеченное отменится.",
    )
    reason = forms.CharField(
        label="Почему отменяются неотмеченные",
        max_length=300,
        required=False,
        help_text="Причина останется в истории каждого мероприятия.",
    )

    def __init__(self, *args: Any, left: Sequence[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = " ".join(str(row.pk) for row in left)
        choices = [(str(row.pk), f"{row.number} {row.name}") for row in left]
        field_of(self, "carried", forms.ChoiceField).choices = choices
        if not left:
            del self.fields["carried"], self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        seen = {pk for pk in map(whole, values.get("seen", "").split()) if pk is not None}
        if "reason" in self.fields and len(values.get("carried", ())) < len(seen) and not values.get("reason"):
            self.add_error("reason", "Напишите, почему отменяются неотмеченные мероприятия.")
        return values

    def values(self) -> dict[str, Any]:
        """Arguments of `close_year`."""
        seen = [pk for pk in map(whole, self.cleaned_data["seen"].split()) if pk is not None]
        taken = self.cleaned_data.get("carried", [])
        return {"seen": seen, "carried": taken, "reason": self.cleaned_data.get("reason", "")}


class ReopenYearForm(Form):
    reason = forms.CharField(label="Почему открываете", max_length=300, help_text="Причина останется в истории.")

    def __init__(self, *args: Any, left: Sequence[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        """Arguments of `reopen_year`."""
        return {"reason": self.cleaned_data["reason"]}
