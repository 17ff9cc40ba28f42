"""Letters about meetings and pairs. No surname, no topic, no word of a report of trouble."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from core.letters import LetterText
from core.viewer import Viewer
from mentoring.models import Meeting, PairMember
from mentoring.queries.meetings import find_planned, name_and_letter
from mentoring.queries.pairs import expected

TEXTS = {
    "unfit": (
        "Пара: участник отметил, что они не подошли друг другу",
        "После пробной встречи пару можно закончить до приказа. Поговорите с обоими.",
        "Открыть пару",
    ),
    "denied": (
        "Пара: наставляемый отметил, что встречи не было",
        "Наставник встречу отметил, наставляемый не подтвердил. Уточните у обоих.",
        "Открыть пару",
    ),
    "offered": (
        "Наставник передал вам отметку встречи",
        "Пара завершена или приостановлена, поэтому отметка ждёт вашего решения.",
        "Посмотреть отметку",
    ),
    "asked": (
        "Наставляемый просит о встрече",
        "Назначьте день, когда вам удобно: встреча попадёт в календарь.",
        "Назначить встречу",
    ),
    "concern": (
        "Новое сообщение о проблеме в паре",
        "Что случилось, написано в программе: его читают только куратор и педагог-психолог.",
        "Прочитать сообщение",
    ),
    "remind": (
        "Встречи пары: всё ли в порядке?",
        "Куратор давно не видел отметок. Если встреча была, отметьте её; если нет, назначьте день.",
        "Открыть мои пары",
    ),
    "step": (
        "Вам поручили помочь тому, кто остался без пары",
        "Кому, чем помочь и к какому сроку, написано в программе.",
        "Открыть поручение",
    ),
    "declined": (
        "Участник не согласился на пару",
        "Предложение закончилось, участники снова ждут пару с того же дня, что и раньше.",
        "Открыть пару",
    ),
    "plan_sent": (
        "Программа пары ждёт согласования",
        "Обе стороны составили программу. Согласуйте её или верните с замечанием.",
        "Открыть программу",
    ),
    "plan_agreed": (
        "Программа пары согласована",
        "Задания можно отмечать и переносить, сроки попадут в календарь.",
        "Открыть программу",
    ),
    "plan_returned": (
        "Куратор вернул программу пары",
        "Что изменить, написано на странице программы.",
        "Открыть программу",
    ),
}


def news(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    """Payload: `news`, a key of TEXTS, and `url`, a path of the site."""
    subject, line, button = TEXTS[payload["news"]]
    return LetterText(subject=subject, lines=(line,), link=payload["url"], button=button)


def meeting(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    """To the mentor, once the planned meeting is over; nothing when it was marked or moved meanwhile."""
    row: Meeting | None = find_planned(viewer).filter(pk=payload["meeting"], during__endswith__lte=now).first()
    if row is None:
        return None
    rows = PairMember.objects.visible_to(viewer).filter(pair=row.pair_id, left_on=None).select_related("mentee")
    names = ", ".join(name_and_letter(member.mentee) for member in expected(list(rows.order_by("slot"))))
    return LetterText(
        subject=f"Встреча: {names} — отметить?",
        lines=("Назначенное время прошло. Отметить встречу можно в одно нажатие, всё уже заполнено.",),
        link=reverse("meeting_mark", args=[row.pk]),
        button="Отметить встречу",
    )
