"""People enter a base: the card, the participation, what is offered or asked for. One row or ten thousand."""

from collections.abc import Callable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db import transaction

from core.inserts import insert_rows
from core.viewer import Viewer
from mentoring.entries import Entry
from mentoring.models import Guardian, MenteeCard, MentorCard, Participation, Person, Request, Side

Key = tuple[int, int, str, str]
Row = dict[str, Any]
Entered = tuple[int, int]  # ids of the person and of the participation

PERSON_FIELDS = (
    *("last_name", "first_name", "patronymic", "gender", "birth_date", "birth_year", "phone", "email", "kind"),
    *("class_name", "position", "workplace", "partner_id"),
)
PARTICIPATION_FIELDS = (
    *("school_year", "side", "model", "forms", "questionnaire_on", "entered_on", "finished_on", "results"),
    *("case_link", "passed"),
)
MENTOR_FIELDS = (
    *("competences", "subjects", "achievements", "interests", "age_from", "age_to", "time_resource", "slots"),
    *("capacity", "is_qualified"),
)
MENTEE_FIELDS = ("categories", "subjects", "interests", "wishes", "slots")
KIN_FIELDS = ("last_name", "first_name", "patronymic", "gender", "relation", "phone", "email")


def add_entries(entries: Sequence[Entry], *, by: Viewer, now: datetime) -> list[Participation]:
    """The participations, in the order of the entries; as many statements for one entry as for all of a school.

    Cards, requests and participations that a known person has already stay as they are: the same entries twice, with
    their `person_id`, change nothing. The caller has compared with `twins_of` and records what happened: a person, an
    accepted application, an import.
    """
    entered = enter(entries, by=by, now=now)
    rows = Participation.objects.visible_to(by).in_bulk([pk for _, pk in entered])
    return [rows[pk] for _, pk in entered]


@transaction.atomic
def enter(entries: Sequence[Entry], *, by: Viewer, now: datetime) -> list[Entered]:
    """As `add_entries`, for thousands of people of whom only the ids are wanted."""
    if not entries:
        return []
    people = _write_people(entries, by, now)
    participations = _write_participations(entries, people, by, now)
    _write_cards(entries, people, by)
    _write_requests(entries, participations, by, now)
    _write_guardians(entries, people, by)
    return list(zip(people, participations, strict=True))


def _reader(names: Sequence[str]) -> Callable[[Any], Row]:
    """Values of an entry by the names of columns."""
    values = attrgetter(*names)
    return lambda source: dict(zip(names, values(source), strict=True))


of_person, of_participation = _reader(PERSON_FIELDS), _reader(PARTICIPATION_FIELDS)
of_mentor, of_mentee, of_kin = _reader(MENTOR_FIELDS), _reader(MENTEE_FIELDS), _reader(KIN_FIELDS)


def _shared(by: Viewer) -> Row:
    return {"organization_id": by.organization.pk}


def _write_people(entries: Sequence[Entry], by: Viewer, now: datetime) -> list[int]:
    """Ids of the people, in the order of the entries."""
    fresh = [of_person(entry) for entry in entries if entry.person_id is None]
    made = iter(insert_rows(Person, fresh, _shared(by) | {"created_at": now}))
    return [next(made) if entry.person_id is None else entry.person_id for entry in entries]


def _write_participations(entries: Sequence[Entry], people: Sequence[int], by: Viewer, now: datetime) -> list[int]:
    keys = [(pk, e.school_year, e.side, e.model) for pk, e in zip(people, entries, strict=True)]
    found = _existing(entries, by)
    today = by.organization.local_date(now)
    fresh: dict[Key, Row] = {}
    for key, entry in zip(keys, entries, strict=True):
        if key not in found and key not in fresh:
            state = Participation.State.WAITING if entry.finished_on is None else Participation.State.COMPLETED
            since = entry.waiting_since or today
            fresh[key] = of_participation(entry) | {"person_id": key[0], "state": state, "waiting_since": since}
    made = insert_rows(Participation, list(fresh.values()), _shared(by))
    found |= dict(zip(fresh, made, strict=True))
    return [found[key] for key in keys]


def _existing(entries: Sequence[Entry], by: Viewer) -> dict[Key, int]:
    known = [entry.person_id for entry in entries if entry.person_id is not None]
    if not known:
        return {}
    rows = Participation.objects.visible_to(by).filter(organization=by.organization, person_id__in=known)
    keys = rows.values_list("person_id", "school_year", "side", "model", "pk")
    return {(person, year, side, model): pk for person, year, side, model, pk in keys}


def _write_cards(entries: Sequence[Entry], people: Sequence[int], by: Viewer) -> None:
    both = list(zip(people, entries, strict=True))
    for model, side, values in ((MentorCard, Side.MENTOR, of_mentor), (MenteeCard, Side.MENTEE, of_mentee)):
        cards = [values(entry) | {"person_id": pk} for pk, entry in both if entry.side == side]
        insert_rows(model, cards, _shared(by), lenient=True)


def _write_requests(entries: Sequence[Entry], participations: Sequence[int], by: Viewer, now: datetime) -> None:
    rows = [
        {"participation_id": pk, "text": entry.request, "source": entry.request_source}
        for entry, pk in zip(entries, participations, strict=True)
        if entry.request and entry.side == Side.MENTEE
    ]
    author = by.user.pk if by.user else None
    shared = {"is_main": True, "author_id": author, "created_at": now}
    insert_rows(Request, rows, _shared(by) | shared, lenient=True)


def _write_guardians(entries: Sequence[Entry], people: Sequence[int], by: Viewer) -> None:
    rows = [
        of_kin(entry.guardian) | {"person_id": pk}
        for pk, entry in zip(people, entries, strict=True)
        if entry.guardian is not None and entry.person_id is None
    ]
    insert_rows(Guardian, rows, _shared(by))
