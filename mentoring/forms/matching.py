"""Forms of the workspace: what a set is matched by, a move, a ban, the rules of the organization."""

from dataclasses import fields as fields_of
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import Form
from core.versions import VersionForm
from mentoring.matching import CAN_BE_REQUIRED, Criterion, Weights
from mentoring.models import MentoringForm, PairRules, Variant
from mentoring.queries.cohorts import Terms

MOST_WEIGHT, LONGEST_REASON = 10, 300
DEFAULTS = {field.name: int(getattr(Weights(), field.name)) for field in fields_of(Weights)}
WEIGHT = "weight_"


class WeightsForm(Form):
    """A whole number 0 … 10 for every criterion, and which of them are «обязательно»."""

    required = forms.MultipleChoiceField(
        label="Обязательно",
        choices=[(criterion.value, criterion.label) for criterion in CAN_BE_REQUIRED],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Пара, у которой отмеченное не совпало совсем, не предлагается",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion in Criterion:
            self.fields[f"{WEIGHT}{criterion.value}"] = forms.IntegerField(
                label=str(criterion.label).capitalize(),
                min_value=0,
                max_value=MOST_WEIGHT,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    @property
    def weight_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(WEIGHT)]

    def weights(self) -> dict[str, int]:
        return {criterion.value: int(self.cleaned_data[f"{WEIGHT}{criterion.value}"]) for criterion in Criterion}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        given = [value for name, value in data.items() if name.startswith(WEIGHT)]
        if given and not any(given):
            raise ValidationError("Хотя бы один признак должен быть важнее нуля.")
        return data


def weights_initial(weights: dict[str, int]) -> dict[str, int]:
    """As the fields of the form want them; what was never decided has its default."""
    return {f"{WEIGHT}{name}": value for name, value in (DEFAULTS | weights).items() if name in DEFAULTS}


class RunForm(WeightsForm):
    """What a proposal is computed by."""

    form = forms.ChoiceField(choices=MentoringForm.choices, widget=forms.HiddenInput)
    goal = forms.ChoiceField(label="Цель", choices=Variant.Goal.choices, widget=forms.RadioSelect)
    minimum = forms.IntegerField(label="Не ниже, баллов", min_value=0, max_value=100)

    def terms(self) -> Terms:
        data = self.cleaned_data
        return Terms(data["form"], self.weights(), frozenset(data["required"]), data["minimum"], data["goal"])


def run_initial(form: str, source: Variant | PairRules) -> dict[str, Any]:
    """Of the latest variant, or of the rules where there is none."""
    goal, minimum = (source.goal, source.minimum) if isinstance(source, Variant) else (Variant.Goal.COVERAGE, 0)
    return {
        "form": form,
        "goal": goal,
        "minimum": minimum,
        "required": source.required,
        **weights_initial(source.weights),
    }


class RulesForm(WeightsForm, VersionForm):
    """What an organization decides about its pairs."""

    weak_below = forms.IntegerField(label="Слабое совпадение – ниже, баллов", min_value=0, max_value=100)
    most_mentees = forms.IntegerField(label="Наставляемых у одного наставника, не больше", min_value=1, max_value=20)
    age_slack = forms.IntegerField(
        label="На сколько лет возраст может не совпасть с пожеланием наставника",
        min_value=0,
        max_value=20,
        help_text="Дальше пара не предлагается, ближе – теряет баллы.",
    )
    training_required = forms.BooleanField(label="Без обучения наставник не попадает в пару", required=False)
    first_meeting_days = forms.IntegerField(label="Первая встреча за", min_value=1, max_value=90)
    silence_days = forms.IntegerField(label="Тишина дольше", min_value=7, max_value=180)
    too_early_days = forms.IntegerField(label="Рано судить первые", min_value=0, max_value=60)
    answer_days = forms.IntegerField(label="Ответ на предложение за", min_value=1, max_value=60)
    edit_days = forms.IntegerField(label="Наставник правит встречу", min_value=1, max_value=60)

    def values(self) -> dict[str, Any]:
        """Columns of `PairRules`."""
        plain = {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "version" and not name.startswith(WEIGHT)
        }
        return plain | {"weights": self.weights()}


LIMITS = ("weak_below", "most_mentees", "age_slack", "training_required")
DAYS = ("first_meeting_days", "silence_days", "too_early_days", "answer_days", "edit_days")


class SeenForm(VersionForm):
    """A change of a variant carries the version that was seen."""


class MoveForm(SeenForm):
    """`mentor` empty: stays alone. `chain`: who stands in the way moves on as shown."""

    mentor = forms.IntegerField(required=False, min_value=1, max_value=2**31)
    chain = forms.BooleanField(required=False)


class BanForm(SeenForm):
    reason = forms.CharField(
        label="Почему не эти двое",
        max_length=LONGEST_REASON,
        help_text="Например «родственники», «был конфликт». Увидят кураторы",
    )


class BanPairForm(Form):
    """«Не эти двое» outside a variant, by participations."""

    mentee = forms.IntegerField(min_value=1, max_value=2**31, widget=forms.HiddenInput)
    mentor = forms.IntegerField(min_value=1, max_value=2**31, widget=forms.HiddenInput)
    reason = forms.CharField(label="Почему не эти двое", max_length=LONGEST_REASON)


class ProposeForm(Form):
    form = forms.ChoiceField(choices=MentoringForm.choices)
    mentee = forms.IntegerField(min_value=1, max_value=2**31)
    mentor = forms.IntegerField(min_value=1, max_value=2**31)


class CommentForm(Form):
    comment = forms.CharField(label="Почему всё же так", max_length=LONGEST_REASON, required=False)
