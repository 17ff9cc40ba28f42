"""What is done to many people at once, and what a list keeps for its reader."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from core.audit import record, record_many
from core.errors import DomainError
from core.viewer import Viewer
from jobs.actions import note_file
from jobs.models import Job
from mentoring.models import Participation, Person, SavedFilter
from mentoring.queries.people import LIST

MOST_FILTERS = 20
AT_ONCE = {"xlsx": 2_000, "docx": 1_000, "pdf": 400}  # rows that a page waits for; more is a long job


class TooManyFilters(DomainError):
    message = f"Сохранено уже {MOST_FILTERS} отборов. Удалите ненужный."


@transaction.atomic
def mark_filled(rows: Collection[int], *, on: date, by: Viewer) -> int:
    """The questionnaire came on the day; returns how many rows of the bases had none before."""
    blank = [row for row in _live(rows, by) if row.questionnaire_on is None]
    return _write(blank, by, "participation.filled", questionnaire_on=on)


@transaction.atomic
def set_forms(rows: Collection[int], forms: Sequence[str], *, by: Viewer) -> int:
    return _write(_live(rows, by), by, "participation.formed", forms=list(forms))


def _live(rows: Collection[int], by: Viewer) -> list[Participation]:
    found = Participation.objects.visible_to(by).select_for_update(of=("self",)).filter(pk__in=rows)
    return list(found.filter(person__status=Person.Status.ACTIVE).select_related("person").order_by("pk"))


def _write(rows: list[Participation], by: Viewer, verb: str, **values: object) -> int:
    ids = [row.pk for row in rows]
    Participation.objects.filter(pk__in=ids).update(version=F("version") + 1, **values)
    record_many(by, verb, [row.person for row in rows])
    return len(ids)


def note_export(*, kind: str, purpose: str, side: str, year: int, people: list[int], by: Viewer, now: datetime) -> Job:
    """Who takes whose data out and what for, before the file exists."""
    parameters = {"file": kind, "year": year, "rows": len(people)}
    return note_file(
        side, parameters, purpose=purpose, rows=len(people), by=by, now=now, file=kind, list=side, ids=people
    )


def note_read(page: str, people: list[int], *, by: Viewer, now: datetime) -> None:
    """A page with personal data was opened: one event, whoever stood on it."""
    record(by, "people.viewed", by.organization, at=now, page=page, ids=people)


def note_card(person: Person, tab: str, *, by: Viewer, now: datetime) -> None:
    record(by, "person.viewed", person, at=now, page=tab, ids=[person.pk])


@transaction.atomic
def save_filter(name: str, query: str, *, by: Viewer) -> SavedFilter:
    """The same name again is the same filter with another content. Raises TooManyFilters."""
    own = SavedFilter.objects.filter(account=by.user, page=LIST)
    if own.exclude(name=name).count() >= MOST_FILTERS:
        raise TooManyFilters
    row, _ = SavedFilter.objects.update_or_create(account=by.user, page=LIST, name=name, defaults={"query": query})
    return row


@transaction.atomic
def delete_filter(pk: int, *, by: Viewer) -> None:
    SavedFilter.objects.filter(account=by.user, page=LIST, pk=pk).delete()
