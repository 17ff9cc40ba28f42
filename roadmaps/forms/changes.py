"""Why a change is made, and on what ground it is written into the roadmap."""

from django import forms

from core.forms import Form


class ReasonForm(Form):
    reason = forms.CharField(
        label="Почему меняется карта",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Например: карантин, смена куратора, перенос мероприятия округа. Причина останется в истории",
    )


class BasisForm(Form):
    basis = forms.CharField(
        label="Основание",
        max_length=200,
        help_text="Например: приказ от 15.11.2026 № 98-б",
        error_messages={"required": "Укажите, чем утверждено изменение."},
    )
