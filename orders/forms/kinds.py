"""The few questions a draft of a kind begins with."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from core.forms import DateField, Form
from orders.kinds.base import Ask, Kind
from orders.kinds.choices import Choices

NOTHING_TO_CHOOSE = {
    "pair": "Действующих пар пока нет.",
    "mentor": "В базе наставников этого года пока никого нет.",
    "roadmap": "Нет карты в состоянии «Черновик»: утверждают ту, которую составляют.",
}


class KindForm(Form):
    """Fields by the questions of the kind; `params` are the answers as `draft_order` takes them."""

    def __init__(self, data: Any = None, *, kind: Kind, choices: Mapping[str, Choices], today: date) -> None:
        super().__init__(data)
        for ask in kind.asks:
            self.fields[ask.name] = _field(ask, choices.get(ask.name, ()), today)

    @property
    def params(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}


def _field(ask: Ask, choices: Choices, today: date) -> forms.Field:
    common: dict[str, Any] = {"label": ask.label, "required": ask.required, "help_text": ask.help}
    if ask.type == "date":
        return DateField(**common, initial=today if ask.name in ("starts", "day") else None)
    if ask.type == "text":
        return forms.CharField(**common, max_length=300)
    if ask.type == "lines":
        return forms.CharField(**common, max_length=20_000, widget=forms.Textarea({"rows": 6}))
    if ask.type == "staff_many":
        widget = forms.CheckboxSelectMultiple
        return forms.TypedMultipleChoiceField(**common, choices=choices, coerce=int, widget=widget)
    coerce = str if ask.type == "choice" else int
    empty = [] if ask.type == "choice" else [("", "выберите")]
    common["help_text"] = ask.help if choices else NOTHING_TO_CHOOSE.get(ask.type, ask.help)
    return forms.TypedChoiceField(**common, choices=[*empty, *choices], coerce=coerce, empty_value=None)
