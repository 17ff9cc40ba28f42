"""Forms of a pair: coming into being, pause, end, extension, replacement."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import DateField, Form, field_of
from mentoring.forms.fields import text_field
from mentoring.models import MentoringForm, Pair, PairKind
from mentoring.pairing.steps import end_reasons

VERSION = {"widget": forms.HiddenInput}
Choices = Iterable[tuple[Any, str]]


class SeenForm(Form):
    """What was on the screen when the button was pressed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class DayForm(SeenForm):
    """A day that has come already: a pair changes when it changes, not in advance."""

    on = DateField(label="Когда")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise ValidationError("Этот день ещё не наступил.")
        return day


class PauseForm(DayForm):
    reason = forms.CharField(label="Почему", max_length=200)


class CompleteForm(DayForm):
    results = text_field("Результаты", help_text="Что получилось: войдёт в сводку года")


class EndForm(DayForm):
    reason = forms.ChoiceField(label="Почему", widget=forms.RadioSelect)
    note = forms.CharField(label="Примечание", max_length=300, required=False)

    def __init__(self, *args: Any, status: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(Pair.EndReason.choices)
        field_of(self, "reason", forms.ChoiceField).choices = [(key, labels[key]) for key in end_reasons(status)]


class ExtendForm(SeenForm):
    ends_on = DateField(label="Новый срок: по")
    agreed_on = DateField(label="Дата обоюдного согласия")


class ReplaceForm(DayForm):
    offered = forms.TypedChoiceField(label="Новый наставник", coerce=int)
    note = forms.CharField(
        label="Основание", max_length=300, help_text="Заявление наставника, ходатайство наставляемого, решение куратора"
    )

    def __init__(self, *args: Any, mentors: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "offered", forms.TypedChoiceField).choices = [("", "Выберите"), *mentors]


class MemberForm(Form):
    wanted = forms.TypedChoiceField(label="Наставляемый", coerce=int)
    agreed_on = DateField(label="Дата согласия")

    def __init__(self, *args: Any, mentees: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "wanted", forms.TypedChoiceField).choices = [("", "Выберите"), *mentees]


class PairForm(Form):
    """A pair made by hand. Several mentees make a group."""

    offered = forms.TypedChoiceField(label="Наставник", coerce=int)
    wanted = forms.TypedMultipleChoiceField(
        label="Наставляемый (наставляемые)",
        coerce=int,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="Несколько человек – группа: выбирайте, удерживая Ctrl.",
    )
    form = forms.ChoiceField(label="Форма наставничества", choices=MentoringForm.choices)
    kind = forms.ChoiceField(label="Вид", choices=PairKind.choices)
    theme = forms.CharField(
        label="Тема", max_length=300, required=False, help_text="Попадёт в приказ: ничего личного. Пусто: темы запроса"
    )

    def __init__(self, *args: Any, mentors: Choices, mentees: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "offered", forms.TypedChoiceField).choices = [("", "Выберите"), *mentors]
        field_of(self, "wanted", forms.TypedMultipleChoiceField).choices = list(mentees)


class PairEditForm(SeenForm):
    theme = forms.CharField(label="Тема", max_length=300, required=False)
    goal = text_field("Цель")
    kind = forms.ChoiceField(label="Вид", choices=PairKind.choices)
    rhythm_days = forms.IntegerField(
        label="Встречаются раз в, дней", min_value=1, max_value=90, required=False, help_text="Пусто: не договорились"
    )
    addendum = forms.CharField(
        label="Доп. соглашение к трудовому договору: номер",
        max_length=60,
        required=False,
        help_text="ТК РФ, ст. 351.8: для педагога, который наставляет педагогов",
    )
    addendum_on = DateField(label="Доп. соглашение: дата", required=False)
    pay = forms.CharField(label="Размер и условия выплаты", max_length=200, required=False)
