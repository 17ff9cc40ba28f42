"""Kinds of letters to choose from."""

from typing import Any

from django import forms

from core.forms import DateField, Form
from notifications.models import OPTIONAL_KINDS

EXPLAINED = {
    "digest": "Утренняя сводка: в 8:00 по рабочим дням, если есть что сделать",
    "weekly": "Итоги недели директору и специалистам: в понедельник утром, пять чисел",
    "assigned": "Вам поручено: сразу, когда вас назначили ответственным",
    "sent": "Карта ждёт вашего решения: сразу, когда её отправили на согласование",
    "returned": "Карта возвращена с замечаниями: сразу, с самими замечаниями",
    "endorsed": "Карта согласована: сразу",
    "offered": "Мероприятия от вышестоящей организации: сразу, одним письмом о новых и об изменившихся",
    "mention": "Вас упомянули: сразу, когда коллега обратился к вам в обсуждении мероприятия",
    "proof_returned": "Подтверждение возвращено: сразу, со словами того, кто проверял",
    "errand": "Дело куратора: сразу, когда участник отозвал согласие",
    "meeting": "Отметить встречу: когда назначенная встреча прошла, а отметки нет",
    "report": "Отчёт по запросу: запрошен, возвращён с замечаниями, пора сдать",
    "report_ready": "Отчёт по расписанию: ссылка на отчёт первого числа, если вы её попросили",
    "agreement": "Согласование приказа: сразу, когда вас просят согласовать текст",
    "pair_news": "Новости пары: просьба о встрече, отметка для куратора",
    "survey": "Опрос: вас просят ответить на вопросы о программе",
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
    pause_from = DateField(label="Перерыв: не писать с", required=False, help_text="Например, на время отпуска.")
    pause_to = DateField(label="Перерыв: по", required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, last = values.get("pause_from"), values.get("pause_to")
        if "pause_from" in values and "pause_to" in values and bool(first) != bool(last):
            self.add_error("pause_to" if first else "pause_from", "Укажите оба дня или ни одного.")
        elif first and last and last < first:
            self.add_error("pause_to", "Последний день перерыва раньше первого.")
        return values
