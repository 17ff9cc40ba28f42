"""Who takes over when somebody leaves."""

from typing import Any

from django import forms

from core.forms import Form, field_of


class DeactivateForm(Form):
    hand_over_to: Any = forms.ModelChoiceField(None, label="Кому передать", empty_label="Выберите", required=False)

    def __init__(self, *args: Any, people: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = field_of(self, "hand_over_to", forms.ModelChoiceField)
        field.queryset, field.required = people, needed
        field.error_messages["required"] = "Выберите, кому передать мероприятия."
        if not needed:
            del self.fields["hand_over_to"]
