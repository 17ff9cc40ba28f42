"""People enter a base: the card, the participation, what is offered or asked for. One row or ten thousand."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from core.viewer import Viewer
from mentoring.entries import Entry
from mentoring.models import Guardian, MenteeCard, MentorCard, Participation, Person, Request, Side

Key = tuple[int, int, str, str]

PERSON_FIELDS = (
    *("last_name", "first_name", "patronymic", "gender", "birth_date", "birth_year", "phone", "email", "kind"),
    *("class_name", "position", "workplace", "partner_id"),
)
PARTICIPATION_FIELDS = (
    *("school_year", "side", "model", "questionnaire_on", "entered_on", "finished_on", "results", "case_link"),
    "passed",
)
MENTOR_FIELDS = (
    *("competences", "subjects", "achievements", "interests", "age_from", "age_to", "time_resource", "slots"),
    *("capacity", "is_qualified"),
)
MENTEE_FIELDS = ("categories", "subjects", "interests", "wishes", "slots")
KIN_FIELDS = ("last_name", "first_name", "patronymic", "gender", "relation", "phone", "email")


@transaction.atomic
def add_entries(entries: Sequence[Entry], *, by: Viewer, now: datetime) -> list[Participation]:
    """The participations, in the order of the entries; as many statements for one entry as for all of a school.

    Cards, requests and participations that a known person has already stay as they are: the same entries twice, with
    their `person_id`, change nothing. The caller has compared with `twins_of` and records what happened: a person, an
    accepted application, an import.
    """
    if not entries:
        return []
    people = _write_people(entries, by, now)
    rows = _write_participations(entries, people, by, now)
    _write_cards(entries, people, by)
    _write_requests(entries, rows, by, now)
    _write_guardians(entries, people, by)
    return rows


def _values(source: Entry | Any, names: Sequence[str]) -> dict[str, Any]:
    values = ((name, getattr(source, name)) for name in names)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}


def _insert(model: type[models.Model], rows: Sequence[models.Model], *, lenient: bool = False) -> None:
    if rows:
        model._default_manager.bulk_create(rows, ignore_conflicts=lenient)


def _write_people(entries: Sequence[Entry], by: Viewer, now: datetime) -> list[int]:
    """Ids of the people, in the order of the entries."""
    fresh = [
        Person(organization=by.organization, created_at=now, **_values(entry, PERSON_FIELDS))
        for entry in entries
        if entry.person_id is None
    ]
    _insert(Person, fresh)
    made = iter(fresh)
    return [next(made).pk if entry.person_id is None else entry.person_id for entry in entries]


def _write_participations(
    entries: Sequence[Entry], people: Sequence[int], by: Viewer, now: datetime
) -> list[Participation]:
    keys = [(pk, e.school_year, e.side, e.model) for pk, e in zip(people, entries, strict=True)]
    found = _existing(entries, by)
    today = by.organization.local_date(now)
    fresh: dict[Key, Participation] = {}
    for key, entry in zip(keys, entries, strict=True):
        if key not in found and key not in fresh:
            fresh[key] = _participation(entry, key[0], by, today)
    _insert(Participation, list(fresh.values()))
    return [fresh.get(key) or found[key] for key in keys]


def _existing(entries: Sequence[Entry], by: Viewer) -> dict[Key, Participation]:
    known = [entry.person_id for entry in entries if entry.person_id is not None]
    rows = Participation.objects.visible_to(by).filter(organization=by.organization, person_id__in=known)
    return {(row.person_id, row.school_year, row.side, row.model): row for row in rows} if known else {}


def _participation(entry: Entry, person_id: int, by: Viewer, today: date) -> Participation:
    state = Participation.State.WAITING if entry.finished_on is None else Participation.State.COMPLETED
    return Participation(
        organization=by.organization,
        person_id=person_id,
        forms=list(entry.forms),
        state=state,
        waiting_since=entry.waiting_since or today,
        **_values(entry, PARTICIPATION_FIELDS),
    )


def _write_cards(entries: Sequence[Entry], people: Sequence[int], by: Viewer) -> None:
    both = list(zip(people, entries, strict=True))
    for model, side, names in ((MentorCard, Side.MENTOR, MENTOR_FIELDS), (MenteeCard, Side.MENTEE, MENTEE_FIELDS)):
        cards = [
            model(organization=by.organization, person_id=pk, **_values(entry, names))
            for pk, entry in both
            if entry.side == side
        ]
        _insert(model, cards, lenient=True)


def _write_requests(
    entries: Sequence[Entry], participations: Sequence[Participation], by: Viewer, now: datetime
) -> None:
    requests = [
        Request(
            organization=by.organization,
            participation_id=row.pk,
            text=entry.request,
            source=entry.request_source,
            is_main=True,
            author_id=by.user.pk if by.user else None,
            created_at=now,
        )
        for entry, row in zip(entries, participations, strict=True)
        if entry.request and entry.side == Side.MENTEE
    ]
    _insert(Request, requests, lenient=True)


def _write_guardians(entries: Sequence[Entry], people: Sequence[int], by: Viewer) -> None:
    guardians = [
        Guardian(organization=by.organization, person_id=pk, **_values(entry.guardian, KIN_FIELDS))
        for pk, entry in zip(people, entries, strict=True)
        if entry.guardian is not None and entry.person_id is None
    ]
    _insert(Guardian, guardians)
