"""A set that is being matched: wishes after a meeting, a variant with a locked pair, a next step. All invented."""

from datetime import date, datetime, timedelta
from typing import Any

from core.viewer import Viewer
from core.years import school_year_of
from mentoring.actions import Entry, Kin, add_entries
from mentoring.actions.moves import lock_row
from mentoring.actions.next_steps import assign_step
from mentoring.actions.variants import run_variant
from mentoring.actions.votes import open_round, write_paper
from mentoring.models import Participation, Person, VariantRow
from mentoring.queries.cohorts import Terms
from mentoring.queries.votes import Ballot
from orders.demo.consents import sign_named
from schools.models import Membership

FORM = "pupil_pupil"
# (name, gender, class, age, subjects, topics or the request, places)
OLDER = (
    ("Тетрадкина Лада Ильинична", "f", "10 «А»", 16, ("математика",), "олимпиады", 2),
    ("Чернилов Глеб Маркович", "m", "11 «Б»", 17, ("физика",), "подготовка к экзаменам", 1),
    ("Циркулева Майя Львовна", "f", "10 «А»", 16, ("английский язык",), "публичные выступления", 2),
)
YOUNGER = (
    ("Линейкин Артём Олегович", "m", "6 «А»", 12, ("математика",), "готовиться к олимпиаде", 24),
    ("Ластикова Зоя Петровна", "f", "7 «В»", 13, ("английский язык",), "увереннее выступать", 19),
    ("Пеналов Кирилл Юрьевич", "m", "8 «А»", 14, ("физика",), "подтянуть физику", 15),
    ("Скрепкина Уля Денисовна", "f", "6 «Б»", 12, (), "найти друзей в новом классе", 11),
    ("Точилин Марк Егорович", "m", "5 «А»", 11, ("математика",), "привыкнуть к средней школе", 8),
    ("Указкина Ника Павловна", "f", "9 «Б»", 15, ("химия",), "выбрать профессию", 5),
)


def match_pupils(now: datetime, psychologist: Membership, by: Viewer) -> None:
    """Six who wait and five places: somebody stays alone and gets a next step."""
    today = by.organization.local_date(now)
    year = school_year_of(today)
    older = [row.pk for row in add_entries([_older(row, year, today) for row in OLDER], by=by, now=now)]
    younger = [row.pk for row in add_entries([_younger(row, year, today) for row in YOUNGER], by=by, now=now)]
    sign_named([name.split()[0] for name, *_ in (*OLDER, *YOUNGER)], 12, by, now)
    _wish(older, younger, year, now, by)
    variant = run_variant(Terms(FORM), school_year=year, by=by, now=now).variant
    first = VariantRow.objects.visible_to(by).filter(variant=variant, mentor__isnull=False).order_by("-score", "pk")[0]
    lock_row(first, seen=variant.version, by=by, now=now)
    alone = Participation.objects.visible_to(by).get(pk=younger[-1])
    assign_step(
        alone,
        kind="psychologist",
        responsible=psychologist.account_id,
        due_on=today + timedelta(days=7),
        note="поговорить о выборе профессии",
        by=by,
        now=now,
    )


def _wish(older: list[int], younger: list[int], year: int, now: datetime, by: Viewer) -> None:
    """A group meeting half an hour ago; two have answered on paper, the others may on their phones."""
    row = open_round(
        school_year=year,
        form=FORM,
        came=[*older, *younger],
        closes_at=now + timedelta(days=1),
        by=by,
        now=now - timedelta(minutes=30),
    )
    write_paper(row, younger[0], Ballot((older[0], older[1])), by=by, now=now)
    write_paper(row, older[0], Ballot((younger[0],)), by=by, now=now)


def _older(row: tuple[str, str, str, int, tuple[str, ...], str, int], year: int, today: date) -> Entry:
    name, gender, class_name, age, subjects, topic, capacity = row
    return Entry(
        **_pupil(name, gender, class_name, age, subjects, 30, year, today),
        side="mentor",
        competences=(topic,),
        capacity=capacity,
        time_resource="час в неделю",
    )


def _younger(row: tuple[str, str, str, int, tuple[str, ...], str, int], year: int, today: date) -> Entry:
    name, gender, class_name, age, subjects, request, days = row
    return Entry(**_pupil(name, gender, class_name, age, subjects, days, year, today), side="mentee", request=request)


def _pupil(
    name: str, gender: str, class_name: str, age: int, subjects: tuple[str, ...], days: int, year: int, today: date
) -> dict[str, Any]:
    last, first, patronymic = name.split()
    since = today - timedelta(days=days)
    family = last if last.endswith("а") else f"{last}а"
    mother = Kin(last_name=family, first_name="Ольга", patronymic="Игоревна", relation="mother")
    return {
        "last_name": last,
        "first_name": first,
        "patronymic": patronymic,
        "gender": gender,
        "kind": Person.Kind.PUPIL,
        "class_name": class_name,
        "birth_date": date(today.year - age, 2, 10),
        "model": "pupil",
        "school_year": year,
        "forms": (FORM,),
        "waiting_since": since,
        "questionnaire_on": since,
        "subjects": subjects,
        "guardian": mother,
    }
