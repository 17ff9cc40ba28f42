"""What is done to many people at once, and what a list keeps for its reader."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from core.audit import record, record_many
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.models import Export, Participation, Person, SavedFilter
from mentoring.queries.people import LIST

MOST_FILTERS = 20
LONGEST_PDF, LONGEST_FILE = 400, 10_000  # rows: more keeps a process busy for too long


class TooManyFilters(DomainError):
    message = f"Сохранено уже {MOST_FILTERS} отборов. Удалите ненужный."


class TooLong(DomainError):
    message = "Для этого вида файла строк слишком много. Отберите меньше или скачайте таблицу .xlsx."


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


@transaction.atomic
def note_export(
    *, kind: str, purpose: str, side: str, year: int, people: list[int], by: Viewer, now: datetime
) -> Export:
    """Who takes whose data out and what for, before the file exists. Raises TooLong."""
    if len(people) > (LONGEST_PDF if kind == "pdf" else LONGEST_FILE):
        raise TooLong
    row = Export(
        organization=by.organization,
        kind=side,
        purpose=purpose,
        parameters={"file": kind, "year": year, "rows": len(people)},
        account=by.user,
        done=len(people),
        total=len(people),
        asked_at=now,
        finished_at=now,
        expires_at=now,  # handed out at once, nothing is kept
    )
    row.save(force_insert=True)
    record(by, "export.asked", row, at=now, kind=kind, list=side, rows=len(people), ids=people)
    return row


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
