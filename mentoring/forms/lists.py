"""Forms of a list: one thing for many people, a file, a kept filter."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import DateField, Form
from mentoring.forms.cards import LeaveForm, TrainingForm
from mentoring.forms.fields import forms_field

FILES = {"xlsx": "Таблица Excel (.xlsx)", "docx": "Документ Word (.docx)", "pdf": "PDF"}
BULK = {
    "training": "Отметить обучение",
    "filled": "Анкеты заполнены",
    "forms": "Назначить форму",
    "leave": "Сообщить об уходе",
}


class FilledForm(Form):
    questionnaire_on = DateField(label="Когда заполнены")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_questionnaire_on(self) -> date:
        day: date = self.cleaned_data["questionnaire_on"]
        if day > self.today:
            raise ValidationError("Этот день ещё не наступил.")
        return day


class FormsForm(Form):
    forms = forms_field("Форма наставничества")

    def clean_forms(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["forms"]
        if not chosen:
            raise ValidationError("Отметьте хотя бы одну форму.")
        return chosen


def bulk_form(do: str, data: Any, today: date, course: str) -> Form:
    """`do` is a key of BULK; `data` None: not sent yet; `course` is what the training is called here."""
    if do == "training":
        return TrainingForm(data, initial={"course": course, "finished_on": today})
    if do == "filled":
        return FilledForm(data, today=today, initial={"questionnaire_on": today})
    if do == "forms":
        return FormsForm(data)
    return LeaveForm(data, today=today, initial={"left_on": today})


class ExportForm(Form):
    """A file with personal data is asked for a purpose, and the purpose is written down."""

    file = forms.ChoiceField(label="Вид файла", choices=list(FILES.items()), widget=forms.RadioSelect, initial="xlsx")
    purpose = forms.CharField(
        label="Зачем нужен файл",
        max_length=200,
        help_text="Например «для педсовета 25 ноября». Запишется в журнал вместе с вашим именем",
    )


class FilterForm(Form):
    name = forms.CharField(label="Название отбора", max_length=60)
