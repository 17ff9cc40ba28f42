"""A message about an activity."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from core.forms import Form, field_of
from roadmaps.actions.discussion import LONGEST
from roadmaps.parties.mentions import mentioned
from roadmaps.queries.discussion import names_of
from schools.models import Membership


class CommentForm(Form):
    """`wanted`: who was picked and who is named in the text as «@Фамилия»."""

    text = forms.CharField(
        label="Сообщение",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Чтобы позвать коллегу, напишите @Фамилия или отметьте ниже",
        error_messages={"required": "Напишите сообщение."},
    )
    people: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Позвать коллег", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, colleagues: QuerySet[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = colleagues
        self.wanted: list[int] = []
        field_of(self, "people", forms.ModelChoiceField).queryset = colleagues

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        picked = [row.pk for row in data.get("people", ())]
        found, doubtful = mentioned(data.get("text", ""), names_of(self.colleagues))
        chosen = {row.last_name.casefold() for row in data.get("people", ())}
        unclear = [name for name in doubtful if name.casefold() not in chosen]
        if unclear:
            self.add_error("people", f"Коллег с фамилией {', '.join(unclear)} несколько. Отметьте, кого вы зовёте.")
        self.wanted = list(dict.fromkeys([*picked, *found]))
        return data
