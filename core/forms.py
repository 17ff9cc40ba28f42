"""Bases of every form: no browser validation, dates as people type them, one crispy helper."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from core.dates import read_birth, read_date

F = TypeVar("F", bound=forms.Field)
MOST_DAYS = 6  # numbers in one field


def form_helper() -> FormHelper:
    """The one helper: the template writes `<form novalidate method="post">`, the token and the buttons itself."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.form_show_errors = True
    return helper


def field_of(form: forms.BaseForm, name: str, kind: type[F]) -> F:
    """The field as what it was declared to be. Raises TypeError."""
    field = form.fields[name]
    if not isinstance(field, kind):
        raise TypeError(name)
    return field


def renew(form: forms.BaseForm, **values: object) -> None:
    """The sent form may be sent again: hidden fields get these values, everything typed stays."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    for name, value in values.items():
        data[name] = str(value)
    form.data = data


class _Base:
    use_required_attribute = False

    @property
    def helper(self) -> FormHelper:
        return form_helper()


class Form(_Base, forms.Form):
    """A plain form of the program."""

    def value_in(self, row: Any, name: str) -> Any:
        """What a row holds for the field."""
        return getattr(row, name, None)


class ModelForm(_Base, forms.ModelForm):
    """A form of a model; it validates and never saves: actions do."""


class DateInput(forms.DateInput):
    """Text «дд.мм.гггг»; app.js adds a button with the native picker."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        defaults = {"inputmode": "numeric", "autocomplete": "off", "data-date": "", "maxlength": 12}
        super().__init__(attrs=defaults | (attrs or {}), format="%d.%m.%Y")


class DateField(forms.DateField):
    """Reads «21.11.2026», «21.11.26», «21 11», «сегодня», «завтра», «вчера»; years 2000 to 2100."""

    widget = DateInput
    default_error_messages = {
        "required": "Укажите дату, например 21.11.2026.",
        "invalid": "Не получилось прочитать дату. Напишите, например, 21.11.2026.",
    }

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            day = read_date(str(value), timezone.localdate())
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if not 2000 <= day.year <= 2100:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class BirthDateField(forms.DateField):
    """A date of birth, typed: «12.05.1985», «12.05.85»; never in the future."""

    widget = forms.DateInput(attrs={"inputmode": "numeric", "maxlength": 12}, format="%d.%m.%Y")
    default_error_messages = {
        "required": "Укажите дату рождения, например 12.05.1985.",
        "invalid": "Нет такой даты рождения. Напишите, например, 12.05.1985.",
    }

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            return read_birth(str(value), timezone.localdate())
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


def numbers(days: Iterable[int]) -> str:
    """«7, 3, 1»."""
    return ", ".join(str(day) for day in days)


class DaysField(forms.CharField):
    """Numbers of days, commas or spaces between them: «7, 3, 1». Cleans to a list, the earliest first, or to None.

    `ahead`: days before something, so the largest number comes first.
    """

    def __init__(self, *, least: int = 0, longest: int = 60, ahead: bool = True, **kwargs: Any) -> None:
        self.least, self.longest, self.ahead = least, longest, ahead
        super().__init__(**{"max_length": 40, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return numbers(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[int] | None:
        words = super().clean(value).replace(",", " ").split()
        if not words:
            return None
        if not all(self._fits(word) for word in words[:MOST_DAYS]):
            raise ValidationError(f"Числа от {self.least} до {self.longest} через запятую, например: 7, 3, 1.")
        if len(words) > MOST_DAYS:
            raise ValidationError(f"Не больше {MOST_DAYS} чисел.")
        return sorted({int(word) for word in words}, reverse=self.ahead)

    def _fits(self, word: str) -> bool:
        return word.isascii() and word.isdecimal() and self.least <= int(word) <= self.longest
