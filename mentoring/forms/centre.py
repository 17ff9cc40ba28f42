"""Forms of the personal-data centre."""

from collections.abc import Iterable
from typing import Any

from django import forms

from core.forms import DateField, Form
from mentoring.actions.retention import Chosen
from mentoring.models import Person, SubjectRequest
from mentoring.queries.centre import Term

SHORT = forms.Textarea(attrs={"rows": 3})


class TermsForm(Form):
    """A field of months for each category."""

    def __init__(self, *args: Any, terms: Iterable[Term], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for term in terms:
            self.fields[term.category] = forms.IntegerField(
                label=f"{term.title.capitalize()}, месяцев",
                min_value=1,
                max_value=term.longest,
                initial=term.months,
                help_text=f"Считается {term.counted_from}",
            )


class DueForm(Form):
    """What is to be destroyed: everything is ticked, what must stay is unticked."""

    people = forms.TypedMultipleChoiceField(
        label="Люди", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    applications = forms.BooleanField(label="Отклонённые заявки", required=False, initial=True)
    closed = forms.BooleanField(label="Закрытые сведения ушедших", required=False, initial=True)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(person.pk, person.full_name) for person in people]
        field = self.fields["people"]
        if isinstance(field, forms.TypedMultipleChoiceField):
            field.choices = choices
        field.initial = [pk for pk, _ in choices]

    @property
    def chosen(self) -> Chosen:
        data = self.cleaned_data
        return Chosen(tuple(data["people"]), data["applications"], data["closed"])


class SubjectRequestForm(Form):
    kind = forms.ChoiceField(label="О чём просят", choices=SubjectRequest.Kind.choices, widget=forms.RadioSelect)
    received_on = DateField(label="Когда получен")
    note = forms.CharField(
        label="Суть", required=False, max_length=2000, widget=SHORT, help_text="Кто просит и что именно, если это важно"
    )


class AnswerForm(Form):
    answer = forms.CharField(
        label="Что сделано", max_length=2000, widget=SHORT, help_text="Например «ответ выдан матери лично 25.11»"
    )


class EraseForm(Form):
    reason = forms.CharField(
        label="Основание",
        max_length=200,
        help_text="Без имён: например «запрос субъекта от 16.11.2026». Войдёт в акт",
    )


class HandoverForm(Form):
    purpose = forms.CharField(
        label="Зачем нужна выгрузка",
        max_length=200,
        help_text="Например «передача дел новому координатору». Запишется в журнал вместе с вашим именем",
    )
