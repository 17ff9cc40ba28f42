"""Invented people and pairs for papers, never stored."""

from datetime import date
from typing import Any

from mentoring.models import MentorCard, Pair, Partner, Person, Training
from orders.papers.kinds import PaperKind, Subject
from orders.papers.sources import PairFacts, PersonFacts, Source
from schools.models import Membership, Organization

DAY = date(2027, 5, 20)
ORGANIZATION = Organization(
    full_name="МБОУ «Средняя школа № 9 посёлка Светлые Ключи»",
    short_name="МБОУ СШ № 9",
    place="п. Светлые Ключи",
    address="ул. Школьная, д. 1",
)
DIRECTOR = Membership(
    last_name="Осокина", first_name="Наталья", patronymic="Сергеевна", gender="f", roles=["director"], post="Директор"
)
WOMAN = Person(
    pk=1,
    last_name="Берёзкина",
    first_name="Анна",
    patronymic="Петровна",
    gender="f",
    kind="teacher",
    position="учитель начальных классов",
)
MAN = Person(pk=2, last_name="Лисий", first_name="Иван", gender="m", kind="pupil", class_name="9А")
UNKNOWN = Person(pk=3, last_name="Заяц", first_name="Саша", kind="pupil")
PAIR = Pair(
    pk=1,
    school_year=2026,
    form="teacher_teacher",
    mentor=WOMAN,
    theme="Первый класс",
    status="active",
    starts_on=date(2026, 10, 1),
    ends_on=date(2027, 5, 31),
)
BARE_PAIR = Pair(pk=2, school_year=2026, form="teacher_teacher", mentor=UNKNOWN, status="active")


def source(words: dict[str, str] | None = None, *, bare: bool = False) -> Source:
    if bare:
        return Source(Organization(full_name="Школа", short_name="Школа"), None, (), 2026, DAY, words or {})
    return Source(ORGANIZATION, DIRECTOR, (DIRECTOR,), 2026, DAY, words or {})


def person(row: Person = WOMAN) -> PersonFacts:
    course = Training(course="Школа наставников", hours=76, finished_on=date(2026, 9, 20))
    card = MentorCard(competences=["классное руководство"], subjects=["математика"])
    pairs = (PairFacts(PAIR, (MAN, UNKNOWN), 7, 315, ("№ 71-б от 01.10.2026",)),)
    return PersonFacts(row, frozenset({"mentor"}), pairs, (course,), card, ("teacher_teacher",), "Открытый урок.")


def subject_of(kind: PaperKind, *, bare: bool = False) -> Any:
    """What a builder of the kind takes; a bare one knows next to nothing."""
    return {
        Subject.PERSON: PersonFacts(UNKNOWN) if bare else person(),
        Subject.PAIR: PairFacts(BARE_PAIR, ()) if bare else person().pairs[0],
        Subject.PARTNER: Partner(name="ООО «Светлый завод»"),
        Subject.NONE: None,
    }[kind.subject]
