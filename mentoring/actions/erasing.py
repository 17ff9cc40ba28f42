"""A person becomes a pseudonym: numbers and states stay, everything that could lead back is destroyed.

By the registry (`mentoring.personal.tables`): a field that is added there cannot be forgotten here.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Coalesce, ExtractYear

from core import tenancy
from core.audit import record_many
from core.errors import DomainError
from core.files import delete_file_after_commit
from core.tenancy import SYSTEM
from core.viewer import Viewer
from core.words import folded
from mentoring.actions.acts import make_act
from mentoring.actions.ledger import note_erased
from mentoring.actions.pair_consequences import people_left
from mentoring.actions.traces import Trace, remove_traces
from mentoring.models import Application, DestructionAct, Errand, Guardian, Person
from mentoring.personal.fields import Table
from mentoring.personal.pseudonyms import new_pseudonym
from mentoring.personal.tables import PEOPLE, TABLES
from schools.actions import forget_members

AT_ONCE = 200  # people of one transaction


class NobodyToErase(DomainError):
    message = "Уничтожать нечего: эти данные уже уничтожены или срок ещё не прошёл. Обновите страницу."


@dataclass(frozen=True, slots=True)
class Erased:
    """What an act is made of: a pseudonym for each person and how many rows of each category were destroyed."""

    pseudonyms: list[str]
    categories: Counter[str]


@transaction.atomic
def anonymise(people: Sequence[int], *, reason: str, by: Viewer, now: datetime) -> DestructionAct:
    """The people of the viewer's organization among these ids, with one act of it: both are there or neither.

    At most AT_ONCE people. Raises NobodyToErase, core.pdf.PdfUnavailable.
    """
    erased = erase_people(people[:AT_ONCE], by=by, now=now)
    if not erased.pseudonyms:
        raise NobodyToErase
    return make_act(erased.pseudonyms, erased.categories, reason=reason, by=by, now=now)


@transaction.atomic
def erase_people(people: Sequence[int], *, by: Viewer, now: datetime, names: Mapping[int, str] | None = None) -> Erased:
    """Those of the viewer's organization among these ids who are not erased yet; the caller makes the act.

    The rows are written under the scope of the system: closed data and the outbox have to go whoever confirms.
    `names` are pseudonyms given before, by id. Raises core.ledger.LedgerUnavailable.
    """
    own = Person.objects.visible_to(by).filter(organization=by.organization, pk__in=list(people))
    rows = list(own.exclude(status=Person.Status.ANONYMISED).order_by("pk"))
    if not rows:
        return Erased([], Counter())
    with tenancy.scope(SYSTEM):
        erased = _erase(rows, names or {}, by, now)
        people_left([row.pk for row in rows], on=by.organization.local_date(now), by=by, now=now)
    record_many(by, "person.anonymised", rows)
    return erased


def _erase(rows: list[Person], names: Mapping[int, str], by: Viewer, now: datetime) -> Erased:
    locked = list(Person.objects.select_for_update(of=("self",)).filter(pk__in=[row.pk for row in rows]).order_by("pk"))
    ids = [person.pk for person in locked]
    pseudonyms = {person.pk: names.get(person.pk) or new_pseudonym() for person in locked}
    signing_in = {person.account_id: pseudonyms[person.pk] for person in locked if person.account_id}
    members, addresses = forget_members(signing_in, by.organization, by=by, now=now)
    destroyed = Counter(remove_traces(_traces(locked), by.organization, emails=addresses))
    if members:
        destroyed["Вход в программу"] = members
    for table in TABLES:
        if count := _destroy(table, ids):
            destroyed[table.title] += count
    Errand.objects.filter(person__in=ids, closed_at=None).update(closed_at=now, closed_by=by.user)
    _rename(ids, pseudonyms, now)
    note_erased(pseudonyms, by=by, now=now)
    return Erased(list(pseudonyms.values()), destroyed)


def _traces(people: list[Person]) -> list[Trace]:
    """What to look for in rows that hold many people, read before it is gone. Two statements."""
    contacts: dict[int, list[str]] = {person.pk: [person.email] for person in people}
    for pk, email in Guardian.objects.filter(person__in=people).values_list("person", "email"):
        contacts[pk].append(email)
    for pk, answers in Application.objects.filter(person__in=people).values_list("person", "answers"):
        contacts[pk] += [value for value in answers.values() if isinstance(value, str) and "@" in value]
    return [
        Trace(
            person.pk,
            folded(person.last_name),
            folded(person.first_name),
            person.birth_date,
            frozenset(contact.strip().lower() for contact in contacts[person.pk] if contact),
        )
        for person in people
    ]


def _destroy(table: Table, people: list[int]) -> int:
    """Rows that `go` are deleted with their files, of the others the fields are emptied; returns how many."""
    rows: models.QuerySet[Any] = table.model._default_manager.filter(**{f"{table.to_person}__in": people})
    if table is PEOPLE:
        return rows.count()  # renamed at the end
    if not table.goes:
        return rows.update(**table.blanks)
    found = list(rows.distinct())
    if table.file:
        for row in found:
            delete_file_after_commit(getattr(row, table.file))
    table.model._default_manager.filter(pk__in=[row.pk for row in found]).delete()
    return len(found)


def _rename(people: list[int], pseudonyms: Mapping[int, str], now: datetime) -> None:
    """The year of birth stays, the day goes. Two statements: only the pseudonym differs from row to row."""
    rows = Person.objects.filter(pk__in=people)
    same = {name: blank for name, blank in PEOPLE.blanks.items() if name != "last_name"}
    rows.update(
        **same,
        birth_year=Coalesce(ExtractYear("birth_date"), F("birth_year")),
        status=Person.Status.ANONYMISED,
        anonymised_at=now,
        version=F("version") + 1,
    )
    named = [When(pk=pk, then=Value(name)) for pk, name in pseudonyms.items()]
    rows.update(last_name=Case(*named, default=F("last_name"), output_field=CharField()))
