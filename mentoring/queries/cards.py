"""The card of a person, one tab at a time."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.audit import history
from core.event_words import words_of
from core.viewer import Viewer
from core.years import year_label
from mentoring.models import (
    Application,
    ClosedNote,
    Consent,
    Guardian,
    MenteeCard,
    MentorCard,
    Participation,
    Person,
    Request,
    Training,
)
from mentoring.queries.coverage import lacking_of
from mentoring.queries.pairs import pairs_of, pairs_with
from mentoring.queries.people_rows import FORMS, MODELS, waiting
from mentoring.queries.rules import Rules, rules_of
from schools.queries import names_of

TABS = {
    "profile": "Профиль",
    "questionnaires": "Анкеты",
    "consents": "Согласия",
    "pairs": "Пары",
    "training": "Обучение",
    "history": "История",
}
BLOCKED_TABS = ("consents", "history")
EVENTS = 50


@dataclass(frozen=True, slots=True)
class Place:
    """A participation in words."""

    row: Participation
    year: str
    model: str
    forms: str
    state: str
    mark: str
    requests: tuple[Request, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An event in words."""

    text: str
    who: str
    at: datetime


def tabs_of(person: Person) -> dict[str, str]:
    """Of whose data may not be worked with, only what says why."""
    if person.status == Person.Status.BLOCKED:
        return {name: TABS[name] for name in BLOCKED_TABS}
    return TABS


def tab_context(viewer: Viewer, person: Person, tab: str, today: date) -> dict[str, Any]:
    """`tab` is a key of TABS."""
    loaders = {
        "profile": _profile,
        "questionnaires": _questionnaires,
        "consents": _consents,
        "pairs": _pairs,
        "training": _training,
        "history": _history,
    }
    return loaders[tab](viewer, person, today) if tab in loaders else {}


def places_of(viewer: Viewer, person: Person, today: date, rules: Rules | None = None) -> tuple[Place, ...]:
    """Every year of the person in the programme, the latest first."""
    rows = Participation.objects.visible_to(viewer).filter(person=person).order_by("-school_year", "side", "model")
    asked: dict[int, list[Request]] = {}
    requests = Request.objects.visible_to(viewer).filter(participation__person=person)
    for request in requests.order_by("-is_main", "created_at", "pk"):
        asked.setdefault(request.participation_id, []).append(request)
    known = rules or rules_of(viewer.organization)
    return tuple(_place(row, asked.get(row.pk, []), today, known) for row in rows)


def _place(row: Participation, requests: list[Request], today: date, rules: Rules) -> Place:
    state, mark = waiting(row, today, rules)
    forms = ", ".join(FORMS[each] for each in row.forms)
    return Place(row, year_label(row.school_year), MODELS[row.model], forms, state, mark, tuple(requests))


def _profile(viewer: Viewer, person: Person, today: date) -> dict[str, Any]:
    mentee, rules = MenteeCard.objects.visible_to(viewer).filter(person=person).first(), rules_of(viewer.organization)
    return {
        "places": places_of(viewer, person, today, rules),
        "needs_clearance": person.kind in rules.clearance.kinds,
        "mentor": MentorCard.objects.visible_to(viewer).filter(person=person).first(),
        "mentee": mentee,
        "categories": mentee.category_words if mentee else [],
        "guardians": Guardian.objects.visible_to(viewer).filter(person=person, removed_at=None).order_by("pk"),
        "is_minor": person.is_minor(today),
        "age": person.age(today),
    }


def _questionnaires(viewer: Viewer, person: Person, today: date) -> dict[str, Any]:
    applications = Application.objects.visible_to(viewer).filter(person=person).select_related("link")
    return {
        "applications": applications.order_by("-submitted_at"),
        "places": places_of(viewer, person, today),
    }


def _consents(viewer: Viewer, person: Person, today: date) -> dict[str, Any]:
    rows = Consent.objects.visible_to(viewer).filter(person=person).select_related("guardian")
    return {"consents": rows.order_by("-asked_at", "pk"), "lacking": lacking_of(person, today)}


def _pairs(viewer: Viewer, person: Person, today: date) -> dict[str, Any]:
    return {"pairs": pairs_with(viewer, person)}


def _training(viewer: Viewer, person: Person, today: date) -> dict[str, Any]:
    rows = Training.objects.visible_to(viewer).filter(person=person)
    return {"trainings": rows.order_by("-finished_on", "course", "pk")}


def _history(viewer: Viewer, person: Person, today: date) -> dict[str, Any]:
    events = list(history(viewer, person)[:EVENTS])
    names = names_of(viewer, person.organization_id, [event.account_id for event in events])
    return {
        "events": [
            Told(words_of(event.verb), names.get(event.account_id or 0, "система"), event.at) for event in events
        ]
    }


def closed_notes(viewer: Viewer, person: Person) -> list[tuple[ClosedNote, str]]:
    """With the names of their authors, the latest first. The caller records the opening."""
    rows = list(ClosedNote.objects.visible_to(viewer).filter(person=person).order_by("-created_at", "pk"))
    names = names_of(viewer, person.organization_id, [row.author_id for row in rows])
    return [(row, names.get(row.author_id or 0, "")) for row in rows]


@dataclass(frozen=True, slots=True)
class Leaving:
    """What follows when a person leaves: shown before it happens."""

    places: tuple[Place, ...]
    consents: int
    guardians: int
    errands: int
    mentored: int


def leaving(viewer: Viewer, person: Person, today: date) -> Leaving:
    ends = [place for place in places_of(viewer, person, today) if place.row.state in ("waiting", "paired")]
    return Leaving(
        places=tuple(ends),
        consents=Consent.objects.visible_to(viewer).in_force(today).filter(person=person).count(),
        guardians=Guardian.objects.visible_to(viewer).filter(person=person, removed_at=None).count(),
        errands=person.errands.filter(closed_at=None).count(),
        mentored=pairs_of(viewer).open().filter(mentor=person).count(),
    )
