"""The rows of a file in the bases: new people with all they bring, changed values of known ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models

from core.viewer import Viewer
from mentoring.actions.entries import KIN_FIELDS, enter
from mentoring.entries import Entry
from mentoring.importing.differences import Change
from mentoring.models import Guardian, MenteeCard, MentorCard, Participation, Person, Request
from mentoring.queries.current import MENTEE, MENTOR, PARTICIPATION, PERSON
from mentoring.queries.judging import Verdict

BATCH = 500
MODELS: dict[str, type[models.Model]] = {
    "person": Person,
    "participation": Participation,
    "mentor": MentorCard,
    "mentee": MenteeCard,
    "request": Request,
}
# Attribute of an entry → field of the model.
FIELDS: dict[str, dict[str, str]] = {
    "person": dict(zip(PERSON, PERSON, strict=True)),
    "participation": dict(zip(PARTICIPATION, PARTICIPATION, strict=True)),
    "mentor": dict(zip(MENTOR, MENTOR, strict=True)),
    "mentee": dict(zip(MENTEE, MENTEE, strict=True)),
    "request": {"request": "text", "request_source": "source"},
}
ADDED = ("participation", "mentor", "mentee")
Made = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """A row of the file about somebody the base knows."""

    person_id: int
    entry: Entry
    changes: Sequence[Change]


def write_verdicts(verdicts: Sequence[Verdict], *, by: Viewer, now: datetime) -> Made:
    """What was written, as `PeopleImport.made` keeps it: ids of new rows, and what changed rows held before.

    The caller has opened the transaction and records the event.
    """
    entries = [verdict.entry for verdict in verdicts if verdict.entry is not None]
    known = [
        Known(verdict.entry.person_id, verdict.entry, verdict.changes)
        for verdict in verdicts
        if verdict.entry is not None and verdict.entry.person_id is not None
    ]
    ids = [each.person_id for each in known]
    before = _ids_of(ids)
    changed = _change(known)
    entered = enter(entries, by=by, now=now)
    after = _ids_of(ids)
    return {
        "people": [pk for (pk, _), entry in zip(entered, entries, strict=True) if entry.person_id is None],
        "added": {name: sorted(after[name] - before[name]) for name in ADDED},
        "guardians": _add_guardians(known, by),
        "changed": changed,
    }


def _ids_of(people: Sequence[int]) -> dict[str, set[int]]:
    """Ids of what known people have: to tell later what was added to them."""
    found: dict[str, set[int]] = {name: set() for name in ADDED}
    for name in ADDED if people else ():
        rows = MODELS[name]._default_manager.filter(person_id__in=people)
        found[name] = set(rows.values_list("pk", flat=True))
    return found


def _add_guardians(known: Iterable[Known], by: Viewer) -> list[int]:
    wanted = [each for each in known if any(name == "guardian" for name, _, _ in each.changes)]
    rows = [
        Guardian(
            organization=by.organization,
            person_id=each.person_id,
            **{name: getattr(each.entry.guardian, name) for name in KIN_FIELDS},
        )
        for each in wanted
    ]
    Guardian.objects.bulk_create(rows)
    return [row.pk for row in rows]


def _change(known: Sequence[Known]) -> list[list[Any]]:
    """[model, id, version after, {field: value before}] of every changed row."""
    told: list[list[Any]] = []
    if not known:
        return told
    for name in ("person", "participation", known[0].entry.side, "request"):
        rows = _rows_of(name, known)
        wanted = ((rows.get(each.person_id), _values(each.changes, FIELDS[name])) for each in known)
        touched = [(row, replaced(row, values)) for row, values in wanted if row is not None and values]
        save_rows(name, [row for row, _ in touched])
        told += [[name, row.pk, getattr(row, "version", 0), before] for row, before in touched]
    return told


def _rows_of(name: str, known: Sequence[Known]) -> Mapping[int, Any]:
    """Rows by the id of their person, locked."""
    ids, entry = [each.person_id for each in known], known[0].entry
    if name == "person":
        return Person.objects.select_for_update().in_bulk(ids)
    mine = {"side": entry.side, "model": entry.model, "school_year": entry.school_year}
    if name == "request":
        wanted = {f"participation__{key}": value for key, value in mine.items()}
        requests = Request.objects.select_for_update(of=("self",)).select_related("participation")
        requests = requests.filter(is_main=True, participation__person_id__in=ids, **wanted)
        return {row.participation.person_id: row for row in requests}
    rows: Any = MODELS[name]._default_manager.select_for_update().filter(person_id__in=ids)
    return {row.person_id: row for row in (rows.filter(**mine) if name == "participation" else rows)}


def _values(changes: Iterable[Change], fields: Mapping[str, str]) -> dict[str, Any]:
    values = {fields[name]: new for name, _, new in changes if name in fields}
    if "birth_date" in values:
        values["birth_year"] = None  # the date says it
    return values


def replaced(row: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """Sets the values; returns those before, as JSON keeps them."""
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    if hasattr(row, "version"):
        row.version += 1
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in before.items()}


def save_rows(name: str, rows: Sequence[models.Model]) -> None:
    if rows:
        fields = {*FIELDS[name].values(), *(["version"] if hasattr(rows[0], "version") else [])}
        MODELS[name]._default_manager.bulk_update(rows, sorted(fields), batch_size=BATCH)
