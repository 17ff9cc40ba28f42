"""Forms of organizations: every field is listed, place in the tree and labels are never among them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import Form, ModelForm, field_of
from schools.actions.organizations import REQUISITES
from schools.models import Organization

ZONES = [
    ("Europe/Kaliningrad", "Калининград (Москва − 1 час)"),
    ("Europe/Moscow", "Москва"),
    ("Europe/Samara", "Самара (Москва + 1 час)"),
    ("Asia/Yekaterinburg", "Екатеринбург (Москва + 2 часа)"),
    ("Asia/Omsk", "Омск (Москва + 3 часа)"),
    ("Asia/Novosibirsk", "Новосибирск, Красноярск (Москва + 4 часа)"),
    ("Asia/Irkutsk", "Иркутск (Москва + 5 часов)"),
    ("Asia/Yakutsk", "Якутск (Москва + 6 часов)"),
    ("Asia/Vladivostok", "Владивосток (Москва + 7 часов)"),
    ("Asia/Magadan", "Магадан (Москва + 8 часов)"),
    ("Asia/Kamchatka", "Камчатка (Москва + 9 часов)"),
]


class OrganizationEditForm(ModelForm):
    """Requisites of the own organization."""

    time_zone = forms.ChoiceField(label="Часовой пояс", choices=ZONES)

    working_week = forms.TypedChoiceField(
        label="Рабочая неделя",
        help_text="В рабочие дни приходят сводки и напоминания",
        choices=[("", "Как у вышестоящей организации"), (5, "Пять дней"), (6, "Шесть дней, с субботой")],
        coerce=int,
        empty_value=None,
        required=False,
    )

    class Meta:
        model = Organization
        fields = REQUISITES
        labels = {
            "genitive_name": "Полное название в родительном падеже",
            "place": "Место издания документов",
            "address": "Адрес",
            "phone": "Телефон",
            "email": "Эл. почта",
            "tax_number": "ИНН",
            "web_pages": "Сайт и страницы в социальных сетях",
            "parent_body": "Учредитель для шапки документов",
        }
        help_texts = {
            "genitive_name": "Кого? чего? Например: муниципального бюджетного общеобразовательного учреждения …",
            "place": "Как в приказах, например: г. Примерск",
            "web_pages": "Через запятую. Стоят в согласии на публикацию: где именно",
        }

    def clean_tax_number(self) -> str:
        number = self.cleaned_data["tax_number"].strip()
        if number and not (number.isdecimal() and len(number) in (10, 12)):
            raise ValidationError("ИНН состоит из 10 или 12 цифр.")
        return number


class ArchiveForm(Form):
    """A press of the button says it all."""


class MoveForm(Form):
    parent: Any = forms.ModelChoiceField(None, label="Новый муниципалитет", empty_label="Выберите")

    def __init__(self, *args: Any, towns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "parent", forms.ModelChoiceField).queryset = towns


class OrganizationCreateForm(Form):
    """A new organization below; the rest it fills in itself."""

    short_name = forms.CharField(label="Краткое название", max_length=120, help_text="Например: СОШ № 1")
    full_name = forms.CharField(label="Полное название", max_length=400, help_text="Как в уставе")
    body = forms.ChoiceField(
        label="Вид организации",
        choices=[choice for choice in Organization.Body.choices if choice[0] != Organization.Body.AUTHORITY],
        initial=Organization.Body.SCHOOL,
    )

    def __init__(self, *args: Any, level: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if level != Organization.Level.SCHOOL:
            del self.fields["body"]
