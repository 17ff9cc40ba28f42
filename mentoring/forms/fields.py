"""Fields of people."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.words import folded
from mentoring.models import MentoringForm, TimeSlot

SEPARATORS = re.compile(r"[,;\n]+")
MOST_WORDS = 30


class WordsField(forms.CharField):
    """Words or phrases with commas between them, or each on its own line; cleans to a list without repetitions."""

    def __init__(self, *, longest: int = 120, **kwargs: Any) -> None:
        self.longest = longest
        super().__init__(**{"max_length": 2000, "required": False, "help_text": "Через запятую", **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        parts = (" ".join(part.split()) for part in SEPARATORS.split(super().clean(value)))
        found = list({folded(part): part for part in parts if part}.values())
        if len(found) > MOST_WORDS:
            raise ValidationError(f"Слишком много: оставьте не больше {MOST_WORDS}.")
        for part in found:
            if len(part) > self.longest:
                raise ValidationError(f"«{part[:40]}…» длиннее {self.longest} знаков: поставьте запятые.")
        return found


class NameField(forms.CharField):
    """A part of a name: any letters, hyphens, «оглы»; spaces are tidied."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 100, "widget": forms.TextInput(attrs={"autocomplete": "off"}), **kwargs})

    def clean(self, value: Any) -> str:
        words = " ".join(super().clean(value).split())
        if words and not any(sign.isalpha() for sign in words):
            raise ValidationError("Здесь должно быть имя, а в нём хотя бы одна буква.")
        return words


def phone_field() -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})
    return forms.CharField(label="Телефон", max_length=60, required=False, widget=widget)


def email_field() -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "off"})
    return forms.EmailField(label="Эл. почта", max_length=254, required=False, widget=widget)


def gender_field() -> forms.ChoiceField:
    choices = [("m", "мужской"), ("f", "женский"), ("", "не указан")]
    return forms.ChoiceField(label="Пол", choices=choices, required=False, widget=forms.RadioSelect)


def forms_field(label: str = "Формы наставничества") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=MentoringForm.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def slots_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="Когда удобно", choices=TimeSlot.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def text_field(label: str, rows: int = 3, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(**{"label": label, "max_length": 4000, "required": False, "widget": widget, **kwargs})
