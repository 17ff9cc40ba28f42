"""Forms of what belongs to a card."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import DateField, Form, field_of
from mentoring.forms.fields import NameField, email_field, gender_field, phone_field, text_field
from mentoring.models import ClosedNote, Guardian, Request

REASONS = (
    ("school", "Перешёл в другую школу"),
    ("graduated", "Окончил школу"),
    ("dismissed", "Уволился"),
    ("own", "Больше не хочет участвовать"),
    ("other", "Другое"),
)
READERS_OF: dict[str, str] = {Request.Source.SELF: Request.Reader.PAIR}
"""Whose words a pair may read at once; what others have said of a person stays with the curators until allowed."""


class GuardianForm(Form):
    last_name = NameField(label="Фамилия")
    first_name = NameField(label="Имя")
    patronymic = NameField(label="Отчество", required=False)
    relation = forms.ChoiceField(label="Кем приходится", choices=Guardian.Relation.choices)
    phone = phone_field()
    email = email_field()
    gender = gender_field()


class RequestForm(Form):
    text = text_field("Запрос", required=True, max_length=2000)
    source = forms.ChoiceField(label="Кто назвал", choices=Request.Source.choices)
    readers = forms.ChoiceField(
        label="Кто видит",
        choices=[("", "по тому, кто назвал"), *Request.Reader.choices],
        required=False,
        help_text="Слова самого человека видит и пара, сказанное другими — только куратор и координатор",
    )
    topics = forms.MultipleChoiceField(label="Темы", required=False, widget=forms.CheckboxSelectMultiple)
    is_main = forms.BooleanField(label="Это основной запрос", required=False)

    def __init__(self, *args: Any, topics: Iterable[str], **kwargs: Any) -> None:
        """`topics` are those the organization offers and those the request has already; none: nothing is asked."""
        super().__init__(*args, **kwargs)
        offered = [(topic, topic) for topic in dict.fromkeys(topics)]
        if offered:
            field_of(self, "topics", forms.MultipleChoiceField).choices = offered
        else:
            del self.fields["topics"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("readers"):
            data["readers"] = READERS_OF.get(data.get("source", ""), Request.Reader.CURATORS)
        return data


class TrainingForm(Form):
    course = forms.CharField(label="Курс", max_length=200)
    hours = forms.IntegerField(label="Часов", min_value=1, max_value=2000, required=False)
    finished_on = DateField(label="Когда пройден", required=False, help_text="Пусто: ещё учится")
    certificate = forms.CharField(
        label="Документ", max_length=120, required=False, help_text="Номер удостоверения или сертификата"
    )


class ClosedNoteForm(Form):
    kind = forms.ChoiceField(label="О чём", choices=ClosedNote.Kind.choices, widget=forms.RadioSelect)
    text = text_field("Запись", rows=4, required=True)


class LeaveForm(Form):
    """Raises no day in the future: who is going to leave is still here."""

    left_on = DateField(label="Когда ушёл")
    reason = forms.ChoiceField(label="Почему", choices=REASONS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_left_on(self) -> date:
        day: date = self.cleaned_data["left_on"]
        if day > self.today:
            raise ValidationError("Этот день ещё не наступил.")
        return day

    def clean_reason(self) -> str:
        return dict(REASONS)[self.cleaned_data["reason"]]


class PartnerForm(Form):
    name = forms.CharField(label="Название", max_length=300)
    tax_number = forms.RegexField(
        r"^\d{10}(\d{2})?$",
        label="ИНН",
        max_length=12,
        required=False,
        error_messages={"invalid": "В ИНН 10 или 12 цифр."},
    )
    agreement = forms.CharField(
        label="Соглашение о сотрудничестве", max_length=200, required=False, help_text="Номер и дата"
    )
