"""The form of a next step."""

from typing import Any

from django import forms

from core.forms import DateField, Form, field_of
from mentoring.models import NextStep
from schools.models import Membership


class StepForm(Form):
    """What is done for somebody without a pair, by whom and until when."""

    kind = forms.ChoiceField(label="Что дальше", choices=NextStep.Kind.choices, widget=forms.RadioSelect)
    responsible = forms.TypedChoiceField(label="Ответственный", coerce=int)
    due_on = DateField(label="Срок", required=False)
    note = forms.CharField(
        label="Примечание", max_length=300, required=False, help_text="Увидит ответственный. Ничего о здоровье и семье"
    )

    def __init__(self, *args: Any, people: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(row.account_id, f"{row.short_name}, {', '.join(row.role_names()).lower()}") for row in people]
        field_of(self, "responsible", forms.TypedChoiceField).choices = [("", "Выберите"), *names]
