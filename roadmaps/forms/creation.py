"""Forms of a new roadmap."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from core.forms import Form
from core.years import year_label
from roadmaps.models import Roadmap

DOCUMENT = "document"


def year_choices(years: tuple[int, ...]) -> list[tuple[str, str]]:
    return [(str(year), f"{year_label(year)} учебный год") for year in years]


class YearForm(Form):
    """The school year a template is made for."""

    school_year = forms.TypedChoiceField(label="Учебный год", coerce=int)

    def __init__(self, *args: Any, years: tuple[int, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school_year"].choices = year_choices(years)  # type: ignore[attr-defined]


class EmptyRoadmapForm(YearForm):
    title = forms.CharField(label="Название карты", max_length=300)
    target_model = forms.ChoiceField(label="Целевая модель", choices=Roadmap.TargetModel.choices)

    field_order = ["title", "target_model", "school_year"]


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
