"""Definitions of indicators and what is set for many cells at once."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.errors import DomainError
from core.forms import Form, ModelForm, field_of
from core.years import year_label
from reports.actions.indicators import may_count_nobody
from reports.figures import FIGURES, is_of_people
from reports.indicators.measures import PERCENT, YES_NO
from reports.indicators.reading import plan_text, read_plan
from reports.indicators.sets.model import levels_up_to
from reports.models import Indicator, IndicatorTarget
from reports.words import SMALL_NUMBERS
from schools.models import Organization

FIGURE_CHOICES = [("", "—"), *((key, figure.title) for key, figure in FIGURES.items())]
FIGURE_FIELDS = ("numerator_figure", "denominator_figure")
LEVEL_WORDS = {"school": "школы", "municipality": "муниципалитета", "region": "региона"}


class IndicatorForm(ModelForm):
    """A definition with the targets of the years offered; `seen` is the version that was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    not_people_because = forms.CharField(
        label="Почему это не люди",
        max_length=300,
        required=False,
        help_text="Если снимаете отметку «считает людей»: причина останется в журнале",
    )

    class Meta:
        model = Indicator
        fields = (
            *("number", "name", "numerator", "denominator", "unit", "people", "less_is_better", "source"),
            *("numerator_figure", "denominator_figure", "level", "rhythm", "method"),
        )
        widgets = {"method": forms.Textarea(attrs={"rows": 2}), "name": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "number": "Как в вашей таблице; можно не заполнять",
            "numerator": "Например: наставники, прошедшие обучение",
            "denominator": "Например: все наставники. Для простого числа оставьте пустым",
            "people": f"Выше школы: {SMALL_NUMBERS[0].lower()}{SMALL_NUMBERS[1:]} Снять отметку может регион",
            "source": "«Считает программа» — выберите готовые числа ниже",
            "level": "Для муниципалитета и региона показатель сложится автоматически",
            "method": "Опрос, списки, мониторинг: откуда берутся числа",
        }

    def __init__(self, *args: Any, organization: Organization, years: tuple[int, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_count_nobody(organization):
            del self.fields["not_people_because"]
            self.fields["people"].disabled = self.instance.people
        self.order_fields(["number", "name", "numerator", "denominator", "unit", "people", "not_people_because"])
        levels = levels_up_to(organization.level)
        words = dict(Organization.Level.choices) | {"school": "Школы"}
        field_of(self, "level", forms.TypedChoiceField).choices = [(level, words[level]) for level in levels]
        for name in FIGURE_FIELDS:
            label = "Готовое число" if name == "numerator_figure" else "Готовое число: от чего"
            self.fields[name] = forms.ChoiceField(label=label, choices=FIGURE_CHOICES, required=False)
        self.target_names = [(year, level, f"target_{year}_{level}") for year in years for level in levels]
        for year, level, name in self.target_names:
            label = f"Цель {LEVEL_WORDS[level]}, {year_label(year)}"
            self.fields[name] = forms.CharField(label=label, required=False, max_length=20)

    @property
    def why_not_people(self) -> str:
        return str(self.cleaned_data.get("not_people_because", ""))

    @property
    def targets(self) -> dict[tuple[int, str], Decimal | None]:
        return {(year, level): self.cleaned_data[name] for year, level, name in self.target_names}

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        unit = data.get("unit", PERCENT)
        counted = data.get("source") == Indicator.Source.FIGURES
        if unit == PERCENT and not data.get("denominator"):
            self.add_error("denominator", "У процента должно быть целое: от чего считать долю?")
        if unit == YES_NO:
            data |= {"denominator": "", "people": False}
            if counted:
                self.add_error("source", "«Да» или «нет» программа не считает: их вводят люди.")
        if counted and not data.get("numerator_figure"):
            self.add_error("numerator_figure", "Выберите, какое число берёт программа.")
        if counted and bool(data.get("denominator")) != bool(data.get("denominator_figure")):
            self.add_error("denominator_figure", "Заполните и слова, и число того, от чего считается доля.")
        if counted:
            data["people"] = any(is_of_people(data.get(name) or "") for name in FIGURE_FIELDS)
        else:
            data |= dict.fromkeys(FIGURE_FIELDS, "")
        self._read_targets(data, unit)
        return data

    def _read_targets(self, data: dict[str, Any], unit: str) -> None:
        for _year, _level, name in self.target_names:
            try:
                data[name] = read_plan(data.get(name) or "", unit)
            except DomainError as error:
                self.add_error(name, error.message)


def targets_shown(targets: Mapping[tuple[int, str], IndicatorTarget], unit: str) -> dict[str, str]:
    """Initial values of the fields of targets."""
    return {f"target_{year}_{level}": plan_text(row.value, unit) for (year, level), row in targets.items()}


class SamePlanForm(Form):
    """«Задать одинаковый план»."""

    value = forms.CharField(label="План", max_length=20)
    only_empty = forms.BooleanField(label="Только тем, у кого план не задан", required=False, initial=True)

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit

    def clean_value(self) -> Decimal:
        try:
            value = read_plan(self.cleaned_data["value"], self.unit)
        except DomainError as error:
            raise ValidationError(error.message) from None
        if value is None:
            raise ValidationError("Напишите план.")
        return value


class PasteForm(Form):
    """Cells copied from Excel; `first` names the cell they begin at, without scripts one of the first row."""

    first = forms.CharField(label="Начиная со столбца")
    text = forms.CharField(
        label="Ячейки из Excel", max_length=100_000, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )

    def __init__(self, *args: Any, tops: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"].widget = forms.Select(choices=tops)


class ReasonForm(Form):
    reason = forms.CharField(
        label="Почему открываете",
        max_length=300,
        error_messages={"required": "Укажите причину: она сохранится в журнале."},
    )
