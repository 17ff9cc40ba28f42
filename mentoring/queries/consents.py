"""The matrix of consents (S15): a line per person of the year, a cell per paper, each with its date."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from core.viewer import Viewer
from mentoring.models import Consent, Guardian, MentorCard, Participation, Person, Side, Training
from mentoring.models.consents import SOON
from mentoring.models.people import PersonQuerySet
from mentoring.queries.consent_cells import COLUMNS, Cell, paper_cells, plain_cells, state_of
from mentoring.queries.coverage import uncovered_people
from mentoring.queries.rules import lineage_of, rules_by

PAGE = 50
SHOWS = {
    "open": "Не завершено",
    "waiting": "Ждут подписи",
    "expiring": "Истекают",
    "withdrawn": "Отозвано",
    "all": "Все",
}
State = Consent.State


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; unknown values count as nothing chosen."""

    show: str = "open"
    class_name: str = ""
    side: str = ""

    @classmethod
    def read(cls, data: QueryDict | Mapping[str, Any]) -> Self:
        show, side = data.get("show", ""), data.get("side", "")
        return cls(
            show=show if show in SHOWS else "open",
            class_name=str(data.get("class", "")).replace("\0", "")[:20],
            side=side if side in Side.values else "",
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.class_name or self.side or self.show != "open")


@dataclass(frozen=True, slots=True)
class Line:
    """A person with the cells of COLUMNS; `may_write` when a letter can be sent about what is still open."""

    person: Person
    cells: tuple[Cell, ...]
    may_write: bool


def matrix_people(viewer: Viewer, school_year: int, filters: Filters, today: date) -> PersonQuerySet:
    """Whom the list shows, by class and name. Blocked people are not among them: they stay in the data centre."""
    rows = _of_year(viewer, school_year, filters.side)
    if filters.class_name:
        rows = rows.filter(class_name=filters.class_name)
    return _shown(rows, filters.show, today).order_by("class_name", "search_name", "pk")


def classes_of(viewer: Viewer, school_year: int) -> list[str]:
    found = _of_year(viewer, school_year, "").exclude(class_name="").values_list("class_name", flat=True)
    return sorted(set(found), key=_class_order)


def lines_of(people: Iterable[Person], school_year: int, today: date) -> list[Line]:
    """Six statements, however many people a page has."""
    everybody = list(people)
    papers = _grouped(Consent.objects.filter(person__in=everybody).exclude(state=State.VOID).order_by("asked_at", "pk"))
    places = _grouped(Participation.objects.filter(person__in=everybody, school_year=school_year))
    cards = _grouped(MentorCard.objects.filter(person__in=everybody))
    courses = _grouped(Training.objects.filter(person__in=everybody).order_by("finished_on"))
    writable, rules = _writable(everybody), rules_by(map(lineage_of, everybody))
    lines = []
    for person in everybody:
        key, asked = person.pk, person.kind in rules[person.organization_id].clearance.kinds
        cells = (
            *paper_cells(person, papers.get(key, []), places.get(key, []), today),
            *plain_cells(places.get(key, []), cards.get(key, []), courses.get(key, []), today, needs_clearance=asked),
        )
        lines.append(Line(person, tuple(_in_order(cells)), key in writable and any(cell.is_open for cell in cells)))
    return lines


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of one person with its state in words."""

    consent: Consent
    mark: str
    word: str
    day: date | None


def papers_of(viewer: Viewer, person: Person, today: date) -> list[Paper]:
    """Everything the person was asked for, the latest first."""
    rows = Consent.objects.visible_to(viewer).filter(person=person).select_related("wording", "guardian", "scan")
    return [Paper(row, *state_of(row, today)) for row in rows.order_by("-asked_at", "-pk")]


def _of_year(viewer: Viewer, school_year: int, side: str) -> PersonQuerySet:
    places = Participation.objects.filter(person=OuterRef("pk"), school_year=school_year)
    places = places.exclude(state=Participation.State.LEFT)
    if side:
        places = places.filter(side=side)
    own = Person.objects.visible_to(viewer).filter(organization=viewer.organization)
    return own.present().filter(Exists(places))


def _shown(people: PersonQuerySet, show: str, today: date) -> PersonQuerySet:
    papers = Consent.objects.filter(person=OuterRef("pk"))
    waiting = Exists(papers.filter(state=State.ASKED))
    ending = Exists(papers.filter(state=State.GIVEN, valid_until__lte=today + SOON))
    if show == "all":
        return people
    if show == "waiting":
        return people.filter(waiting)
    if show == "expiring":
        return people.filter(ending)
    if show == "withdrawn":
        return people.filter(Exists(papers.filter(state=State.WITHDRAWN)))
    uncovered = uncovered_people(people, today).values("pk")
    return people.filter(Q(pk__in=uncovered) | Q(waiting) | Q(ending))


def _grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found


def _writable(people: list[Person]) -> set[int]:
    """Who can be written to: the person, or a representative who still is one."""
    parents = Guardian.objects.filter(person__in=people, removed_at=None).exclude(email="")
    return {person.pk for person in people if person.email} | set(parents.values_list("person_id", flat=True))


def _in_order(cells: Iterable[Cell]) -> list[Cell]:
    known = {cell.column: cell for cell in cells}
    return [known[column] for column in COLUMNS]


def _class_order(name: str) -> tuple[int, str]:
    """«6 «А»» before «10 «Б»»."""
    digits = name[: len(name) - len(name.lstrip("0123456789"))]
    return int(digits or 0), name
