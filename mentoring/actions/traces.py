"""Where words of a person stand in rows of many people: uploads, files out, letters, saved filters, other applications.

Called under the scope of the system by `mentoring.actions.erasing` alone; every filter names the organization.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import unquote_plus

from django.db.models.functions import Lower

from core.files import delete_file_after_commit
from core.words import folded
from jobs.actions import begin_anew
from jobs.models import Job
from mentoring.models import Application, PeopleImport, SavedFilter, VariantRow
from mentoring.personal.matching_tables import VARIANT_ROWS
from mentoring.personal.tables import APPLICATIONS, EXPORTS, IMPORTS
from notifications.models import Letter
from schools.models import Membership, Organization

Status = PeopleImport.Status
OPEN = (Status.READING, Status.COLUMNS, Status.CHECKING, Status.REVIEW, Status.LOADING)
DESTROYING = "destroy"  # the long job that calls this
TAKEN_AWAY = "В таблице был человек, данные которого уничтожены. Загрузите её заново без него."


@dataclass(frozen=True, slots=True)
class Trace:
    """A person to be looked for. Names are folded; `emails` in small letters: own, of the representatives, of the
    applications."""

    person_id: int
    last_name: str
    first_name: str
    birth_date: date | None
    emails: frozenset[str]

    def named_in(self, text: str) -> bool:
        """`text` is folded. A last name is enough: what is destroyed too much can be loaded again."""
        return self.last_name in text

    def is_applicant(self, answers: str) -> bool:
        """`answers` is folded. A namesake born on another day is somebody else."""
        if not self.named_in(answers) or self.first_name not in answers:
            return False
        days = (f"{self.birth_date:%Y-%m-%d}", f"{self.birth_date:%d.%m.%Y}") if self.birth_date else ()
        known_otherwise = any(email in answers for email in self.emails)
        return not days or known_otherwise or any(day in answers for day in days) or '"birth' not in answers


def remove_traces(traces: Sequence[Trace], organization: Organization, *, emails: Iterable[str]) -> dict[str, int]:
    """How many rows were emptied, by the titles of an act; what was not found is not named.

    `emails` are addresses of sign-ins that are forgotten too.
    """
    found = {
        APPLICATIONS.title: _applications(traces, organization),
        IMPORTS.title: _imports(traces, organization),
        EXPORTS.title: _exports(traces, organization),
        "Письма": _letters(traces, organization, emails),
        "Сохранённые отборы": _filters(traces, organization),
        VARIANT_ROWS.title: _proposals(traces, organization),
    }
    return {title: count for title, count in found.items() if count}


def _applications(traces: Sequence[Trace], organization: Organization) -> int:
    """Applications of the same person that never became a card: declined, or sent twice."""
    rows = Application.objects.filter(organization=organization, person=None).exclude(answers={})
    own = [row.pk for row in rows if _any(traces, Trace.is_applicant, row.answers)]
    return Application.objects.filter(pk__in=own).update(**APPLICATIONS.blanks)


def _imports(traces: Sequence[Trace], organization: Organization) -> int:
    """A table in work that names the person, or cannot be read for the name, is closed with a word why."""
    ids = {trace.person_id for trace in traces}
    hit = [row for row in PeopleImport.objects.filter(organization=organization) if _holds(row, traces, ids)]
    for row in hit:
        for name, blank in IMPORTS.blanks.items():
            setattr(row, name, blank)
        if row.status in OPEN:
            row.status, row.problem = Status.FAILED, TAKEN_AWAY
    PeopleImport.objects.bulk_update(hit, [*IMPORTS.blanks, "status", "problem"])
    return len(hit)


def _holds(row: PeopleImport, traces: Sequence[Trace], ids: set[int]) -> bool:
    unread = row.source is not None and not row.rows
    made = ids & set(_numbers(row.made))
    return unread or bool(made) or _any(traces, Trace.named_in, [row.rows, row.made, row.choices, row.file_name])


def _numbers(value: Any) -> Iterable[int]:
    if isinstance(value, dict):
        value = [*value.values(), *(int(key) for key in value if str(key).isdigit())]
    if isinstance(value, list):
        for each in value:
            yield from _numbers(each)
    elif isinstance(value, int):
        yield value


def _exports(traces: Sequence[Trace], organization: Organization) -> int:
    """Every file that still waits to be fetched: who is inside is not known. It can be asked for again.

    Whoever is writing one now begins anew, without the person.
    """
    begin_anew(organization.pk, but=frozenset({DESTROYING}))
    rows = list(Job.objects.filter(organization=organization).exclude(file="", file_name=""))
    for row in rows:
        if row.file:
            delete_file_after_commit(row.file)
        for name, blank in EXPORTS.blanks.items():
            setattr(row, name, blank)
    Job.objects.bulk_update(rows, list(EXPORTS.blanks))
    told = Job.objects.filter(organization=organization).exclude(purpose="")
    named = [row.pk for row in told if _any(traces, Trace.named_in, row.purpose)]
    Job.objects.filter(pk__in=named).update(purpose="")
    return len(rows)


def _letters(traces: Sequence[Trace], organization: Organization, more: Iterable[str]) -> int:
    """A letter that waits is never sent."""
    emails = frozenset(email.lower() for email in more).union(*(trace.emails for trace in traces))
    rows = Letter.objects.annotate(small=Lower("address")).filter(organization=organization, small__in=emails)
    rows.waiting().update(status=Letter.Status.SKIPPED)
    return rows.update(address="", payload={})


def _filters(traces: Sequence[Trace], organization: Organization) -> int:
    staff = Membership.objects.filter(organization=organization).values("account_id")
    rows = SavedFilter.objects.filter(account__in=staff)
    named = [row.pk for row in rows if _any(traces, Trace.named_in, [unquote_plus(row.query), row.name])]
    return SavedFilter.objects.filter(pk__in=named).delete()[0]


def _proposals(traces: Sequence[Trace], organization: Organization) -> int:
    """Words about other people that name this one: the nearest mentor, why a pair was not made."""
    words = ("cause", "comment", "refused", "parts")
    rows = VariantRow.objects.filter(organization=organization).values_list("pk", *words)
    named = [pk for pk, *said in rows if _any(traces, Trace.named_in, said)]
    return VariantRow.objects.filter(pk__in=named).update(**dict.fromkeys(words[:3], ""), parts=[])


def _any(traces: Sequence[Trace], test: Any, value: Any) -> bool:
    text = folded(json.dumps(value, ensure_ascii=False))
    return any(test(trace, text) for trace in traces)
