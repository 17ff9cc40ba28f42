"""The two bases of the school in the middle of its year. Every person is invented."""

from datetime import date, datetime, timedelta
from typing import Any

from core.viewer import Viewer
from core.years import school_year_of
from mentoring.actions import Entry, Kin, add_entries
from mentoring.actions.cards import add_training, save_partner
from mentoring.models import Person

# (name, gender, class, days waiting, born years ago, main request, subjects, mother)
PUPILS = (
    (
        "Азбукина Ева Марковна",
        "f",
        "6 «А»",
        46,
        12,
        "подтянуть математику",
        ("математика",),
        "Азбукина Ольга Ильинична",
    ),
    ("Буквин Пётр Олегович", "m", "7 «Б»", 33, 13, "найти друзей в новом классе", (), "Буквина Анна Львовна"),
    (
        "Глаголев Лев Юрьевич",
        "m",
        "8 «А»",
        21,
        14,
        "подготовиться к олимпиаде",
        ("физика",),
        "Глаголева Ирина Петровна",
    ),
    ("Дробинская Аля Тимуровна", "f", "9 «В»", 17, 15, "выбрать профессию", ("химия", "биология"), ""),
    ("Запятая Нина Сергеевна", "f", "10 «А»", 9, 16, "вести свой проект", ("информатика",), "Запятая Вера Олеговна"),
    ("Кавычкин Ян Артёмович", "m", "5 «Г»", 4, 11, "привыкнуть к средней школе", (), "Кавычкина Юлия Игоревна"),
)
# (name, gender, post, days waiting, request)
NOVICES = (
    ("Новосёлова Кира Павловна", "f", "учитель начальных классов", 28, "вести уроки в первом классе"),
    ("Первушин Глеб Романович", "m", "учитель истории", 12, "освоить электронный журнал"),
)
# (name, gender, kind, post or class, days, subjects, capacity, trained, form)
MENTORS = (
    ("Опытнова Мария Фёдоровна", "f", "teacher", "учитель математики", 40, ("математика",), 3, True, "teacher_pupil"),
    ("Знаев Виктор Ильич", "m", "teacher", "учитель физики", 25, ("физика", "астрономия"), 2, True, "teacher_pupil"),
    ("Мудрова Алла Егоровна", "f", "teacher", "методист", 18, ("методика урока",), 2, False, "teacher_teacher"),
    ("Старшинов Марк Денисович", "m", "pupil", "11 «А»", 15, ("информатика",), 1, False, "pupil_pupil"),
    ("Заводцев Роман Ильич", "m", "employee", "инженер", 8, ("черчение", "профессии"), 2, False, "employer_pupil"),
)
PARTNER = "ООО «Условный завод»"


def fill_bases(now: datetime, by: Viewer) -> None:
    """Mentees of every age, young teachers, mentors of the school and of a partner; some have been trained."""
    today = by.organization.local_date(now)
    year = school_year_of(today)
    partner = save_partner(None, {"name": PARTNER, "tax_number": "", "agreement": "№ 7"}, by=by, now=now)
    mentors = add_entries([_mentor(row, year, today, partner.pk) for row in MENTORS], by=by, now=now)
    add_entries([_pupil(row, year, today) for row in PUPILS], by=by, now=now)
    add_entries([_novice(row, year, today) for row in NOVICES], by=by, now=now)
    ready = [row.person for row, known in zip(mentors, MENTORS, strict=True) if known[7]]
    course = {"course": "Школа наставников", "hours": 16, "finished_on": today - timedelta(days=20), "certificate": ""}
    add_training(ready, course, by=by, now=now)


def _named(name: str) -> dict[str, Any]:
    last, first, patronymic = name.split()
    return {"last_name": last, "first_name": first, "patronymic": patronymic}


def _pupil(row: tuple[str, str, str, int, int, str, tuple[str, ...], str], year: int, today: date) -> Entry:
    name, gender, class_name, days, age, request, subjects, mother = row
    since = today - timedelta(days=days)
    return Entry(
        **_named(name),
        gender=gender,
        kind=Person.Kind.PUPIL,
        class_name=class_name,
        birth_date=date(today.year - age, 3, 14),
        side="mentee",
        model="pupil",
        school_year=year,
        forms=("teacher_pupil",),
        waiting_since=since,
        questionnaire_on=since if days > 5 else None,
        subjects=subjects,
        request=request,
        guardian=Kin(**_named(mother), relation="mother", phone="+7 900 000-00-00") if mother else None,
    )


def _novice(row: tuple[str, str, str, int, str], year: int, today: date) -> Entry:
    name, gender, post, days, request = row
    return Entry(
        **_named(name),
        gender=gender,
        kind=Person.Kind.TEACHER,
        position=post,
        birth_date=date(today.year - 24, 5, 20),
        email="novyi.uchitel@example.org",
        side="mentee",
        model="teacher",
        school_year=year,
        forms=("teacher_teacher",),
        waiting_since=today - timedelta(days=days),
        questionnaire_on=today - timedelta(days=days),
        categories=("novice",),
        request=request,
    )


def _mentor(
    row: tuple[str, str, str, str, int, tuple[str, ...], int, bool, str], year: int, today: date, partner: int
) -> Entry:
    name, gender, kind, post, days, subjects, capacity, _trained, form = row
    pupil = kind == Person.Kind.PUPIL
    since = today - timedelta(days=days)
    return Entry(
        **_named(name),
        gender=gender,
        kind=kind,
        class_name=post if pupil else "",
        position="" if pupil else post,
        workplace=PARTNER if kind == Person.Kind.EMPLOYEE else "",
        partner_id=partner if kind == Person.Kind.EMPLOYEE else None,
        birth_date=date(today.year - (17 if pupil else 45), 4, 2),
        phone="+7 900 000-00-00",
        side="mentor",
        model="teacher" if form == "teacher_teacher" else "pupil",
        school_year=year,
        forms=(form,),
        waiting_since=since,
        questionnaire_on=since,
        subjects=subjects,
        capacity=capacity,
        time_resource="час в неделю",
    )
