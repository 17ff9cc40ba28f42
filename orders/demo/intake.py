"""Questionnaires of the first school and what has come back through them."""

from datetime import datetime, timedelta
from typing import Any

from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from mentoring.models import Application, IntakeLink

LINKS: tuple[dict[str, Any], ...] = (
    {
        "code": "uchitelyam",
        "title": "Стать наставником: учителям",
        "audience": "teacher",
        "side": "mentor",
        "model": "pupil",
        "greeting": "Школа ищет наставников для учеников 7–9 классов. Встречи раз в неделю, по 40 минут.",
        "questions": [{"label": "Готовы ли вы вести группу", "kind": "yes_no", "options": [], "required": False}],
    },
    {
        "code": "roditelyam",
        "title": "Нужен наставник: родителям",
        "audience": "parent",
        "side": "mentee",
        "model": "pupil",
        "greeting": "Если ребёнку трудно с предметом или он ищет своё дело, наставник поможет.",
        "questions": [],
    },
    {
        "code": "partneram",
        "title": "Наставники с предприятий",
        "audience": "partner",
        "side": "mentor",
        "model": "pupil",
        "greeting": "",
        "questions": [],
    },
)
ANSWERS: tuple[tuple[int, int, dict[str, Any]], ...] = (
    (
        0,
        9,
        {"last_name": "Заявкина", "first_name": "Инна", "patronymic": "Львовна", "gender": "f"}
        | {"birth_date": "1988-04-02", "phone": "8 900 000-00-11", "email": "zayavkina@example.org"}
        | {"position": "учитель биологии", "subjects": ["биология", "экология"], "slots": ["tue_pm", "thu_pm"]}
        | {"competences": ["исследовательские работы", "олимпиады"], "time_resource": "раз в неделю"}
        | {"capacity": "2", "own1": "yes"},
    ),
    (
        1,
        4,
        {"guardian_last_name": "Анкетова", "guardian_first_name": "Ольга", "relation": "mother"}
        | {"last_name": "Анкетов", "first_name": "Лев", "gender": "m", "birth_date": "2013-02-17"}
        | {"phone": "+7 900 000 00 12", "class_name": "7 «Б»", "slots": ["mon_pm", "wed_pm"]}
        | {"request": "Подтянуть алгебру и поверить в себя.", "interests": ["шахматы", "роботы"]},
    ),
    (
        1,
        1,
        {"guardian_last_name": "Вопросова", "guardian_first_name": "Майя", "relation": "mother"}
        | {"last_name": "Вопросова", "first_name": "Юлия", "gender": "f", "birth_date": "2012-09-30"}
        | {"phone": "8-900-000-00-13", "email": "voprosova@example.org", "class_name": "8 «А»"}
        | {"request": "Помочь выбрать профиль.", "slots": ["fri_pm"]},
    ),
)


def ask_people(year: int, now: datetime, by: Viewer) -> None:
    """Three questionnaires, the last one closed; applications of nine, four and one day ago."""
    links = [_link(fields, year, now, by) for fields in LINKS]
    with tenancy.scope(SYSTEM):
        for number, (place, days, answers) in enumerate(ANSWERS, start=1):
            _application(links[place], number, answers, now - timedelta(days=days))
        IntakeLink.objects.filter(pk=links[2].pk).update(closed_at=now - timedelta(days=2))


def _link(fields: dict[str, Any], year: int, now: datetime, by: Viewer) -> IntakeLink:
    link = IntakeLink(
        organization=by.organization,
        school_year=year,
        author=by.user,
        created_at=now - timedelta(days=20),
        last_number=len(ANSWERS),
        **fields,
    )
    link.save(force_insert=True)
    return link


def _application(link: IntakeLink, number: int, answers: dict[str, Any], at: datetime) -> None:
    row = Application(organization_id=link.organization_id, link=link, number=number, answers=answers, submitted_at=at)
    row.save(force_insert=True)
