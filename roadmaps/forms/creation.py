"""Forms of a new roadmap."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from core.forms import Form
from core.years import year_label
from roadmaps.models import MentoringForm, Roadmap

DOCUMENT = "document"


def year_choices(years: tuple[int, ...]) -> list[tuple[str, str]]:
    return [(str(year), f"{year_label(year)} учебный год") for year in years]


class YearForm(Form):
    """The school year a template is made for."""

    school_year = forms.TypedChoiceField(label="Учебный год", coerce=int)

    def __init__(self, *args: Any, years: tuple[int, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school_year"].choices = year_choices(years)  # type: ignore[attr-defined]


class MentoringFormsField(forms.TypedMultipleChoiceField):
    """Check boxes of the forms of mentoring."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"required": "Отметьте хотя бы одну форму наставничества."}

    def __init__(self, **kwargs: Any) -> None:
        defaults = {"label": "Формы наставничества", "choices": MentoringForm.choices, "empty_value": []}
        super().__init__(**(defaults | kwargs))

    def offer(self, offered: Iterable[MentoringForm]) -> None:
        self.choices = [(form.value, form.label) for form in offered]


class TemplateForm(YearForm):
    """The year and which of the offered forms of mentoring the school has: other rows stay out."""

    mentoring_forms = MentoringFormsField(help_text="Мероприятия остальных форм в карту не войдут.")

    def __init__(self, *args: Any, offered: tuple[MentoringForm, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentoring_forms"].offer(offered)  # type: ignore[attr-defined]
        self.initial.setdefault("mentoring_forms", [form.value for form in offered])


class EmptyRoadmapForm(YearForm):
    title = forms.CharField(label="Название карты", max_length=300)
    target_model = forms.ChoiceField(label="Целевая модель", choices=Roadmap.TargetModel.choices)
    mentoring_forms = MentoringFormsField(required=False)

    field_order = ["title", "target_model", "mentoring_forms", "school_year"]


class ArchiveForm(Form):
    reason = forms.CharField(label="Почему закрываете", max_length=300, help_text="Причина останется в истории.")


class LastYearForm(YearForm):
    """Which roadmap is taken as the pattern and which of its stages."""

    source: forms.ModelChoiceField = forms.ModelChoiceField(label="Прошлая карта", queryset=None, empty_label=None)
    skip = forms.CharField(
        label="Этапы, которые не переносить",
        required=False,
        help_text="Номера через запятую, например 3, 5.",
    )

    field_order = ["source", "school_year", "skip"]

    def offer(self, maps: QuerySet[Roadmap]) -> None:
        self.fields["source"].queryset = maps  # type: ignore[attr-defined]

    def clean_skip(self) -> frozenset[int]:
        words = self.cleaned_data["skip"].replace(",", " ").split()
        if any(not word.isdigit() for word in words):
            raise forms.ValidationError("Напишите номера этапов через запятую, например 3, 5.")
        return frozenset(int(word) for word in words)
