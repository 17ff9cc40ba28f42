"""Kinds of letters to choose from."""

from django import forms

from core.forms import Form
from notifications.models import OPTIONAL_KINDS

EXPLAINED = {
    "digest": "Утренняя сводка: в 8:00 по рабочим дням, если есть что сделать",
    "weekly": "Итоги недели директору и специалистам: в понедельник утром, пять чисел",
    "assigned": "Вам поручено: сразу, когда вас назначили ответственным",
    "sent": "Карта ждёт вашего решения: сразу, когда её отправили на согласование",
    "returned": "Карта возвращена с замечаниями: сразу, с самими замечаниями",
    "endorsed": "Карта согласована: сразу",
}


class KindsForm(Form):
    hide_optional = True
    kinds = forms.MultipleChoiceField(
        label="Присылать письма",
        required=False,
        choices=[(kind.value, EXPLAINED[kind]) for kind in OPTIONAL_KINDS],
        widget=forms.CheckboxSelectMultiple,
        help_text="Во «Входящих» сообщения появляются всегда.",
    )
