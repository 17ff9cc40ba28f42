"""Terms of keeping: set by the organization, confirmed by a person, never run by a machine alone."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse

from accounts.roles import Permission
from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.tenancy import SYSTEM
from core.viewer import Viewer
from jobs.actions import JobKind, Run, ask_job, finish_in_step
from jobs.models import Job
from mentoring.actions.acts import make_act
from mentoring.actions.erasing import Erased, NobodyToErase, erase_people
from mentoring.actions.errands import Cause, open_errands
from mentoring.actions.ledger import note_erased
from mentoring.models import Application, ClosedNote, DestructionAct, Errand, RetentionRule
from mentoring.personal.retention import LONGEST, MOST
from mentoring.personal.tables import APPLICATIONS, CLOSED_NOTES
from mentoring.queries.retention import due_on, months_of
from schools.models import Organization

REASON = "Истёк срок хранения: цель обработки достигнута или согласие отозвано"
KIND = "destroy"
HERE, GROUP = 20, 50  # people destroyed while the page waits, and by one transaction of a long job
TO_CONFIRM = timedelta(days=10)
TEXT = "Истёк срок хранения данных. Проверьте список и подтвердите уничтожение."


class TermTooLong(DomainError):
    message = "Данные отозвавших согласие хранятся не дольше месяца, остальные не дольше 120 месяцев."


@transaction.atomic
def set_terms(months: Mapping[str, int], *, by: Viewer) -> None:
    """Months by category. Raises TermTooLong."""
    if any(not 1 <= value <= LONGEST.get(category, MOST) for category, value in months.items()):
        raise TermTooLong
    before = months_of(by.organization)
    changed = {category: value for category, value in months.items() if before[category] != value}
    for category, value in changed.items():
        RetentionRule.objects.update_or_create(
            organization=by.organization, category=category, defaults={"months": value}
        )
    if changed:
        record(by, "retention.changed", by.organization, months=changed)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was ticked in the preview; what has come back into work since stays."""

    people: tuple[int, ...]
    applications: bool = False
    closed: bool = False


@transaction.atomic
def destroy_due(chosen: Chosen, *, by: Viewer, now: datetime) -> DestructionAct:
    """Everything in one transaction with its act: for few people. Raises NobodyToErase, core.pdf.PdfUnavailable."""
    erased = erase_people(_still_due(chosen.people, by, now), by=by, now=now)
    return _end(chosen, erased.pseudonyms, erased.categories, by=by, now=now)


def ask_destruction(chosen: Chosen, *, by: Viewer, now: datetime) -> Job:
    """The same for many, as a long job. Raises jobs.actions.AlreadyAsked."""
    parameters = {"people": list(chosen.people), "applications": chosen.applications, "closed": chosen.closed}
    return ask_job(
        KIND,
        parameters,
        purpose=REASON,
        total=len(chosen.people),
        by=by,
        now=now,
        verb="retention.confirmed",
        ids=parameters["people"],
    )


def _destroy(run: Run) -> None:
    """By groups, each in a transaction that keeps with the job what its act will tell; then the act.

    A worker that dies leaves whole groups destroyed, and the next one goes on with the others.
    """
    kept = run.job.parameters
    chosen = Chosen(tuple(kept["people"]), kept["applications"], kept["closed"])
    for start in range(0, len(chosen.people), GROUP):
        ids = chosen.people[start : start + GROUP]
        with run.step() as row:
            now = run.clock()
            erased = erase_people(_still_due(ids, run.by, now), by=run.by, now=now)
            _keep(row, erased)
            row.done = min(start + GROUP, row.total)
    with run.step() as row:
        now = run.clock()
        names, categories = row.state.get("pseudonyms", []), Counter(row.state.get("categories", {}))
        act = _end(chosen, names, categories, by=run.by, now=now)
        finish_in_step(row, run.by, now, url=reverse("act_detail", args=[act.pk]))


def _keep(row: Job, erased: Erased) -> None:
    """Pseudonyms and numbers: nothing that leads to anybody."""
    before = row.state
    categories = Counter(before.get("categories", {})) + erased.categories
    row.state = {"pseudonyms": [*before.get("pseudonyms", []), *erased.pseudonyms], "categories": dict(categories)}


def _still_due(people: Collection[int], by: Viewer, now: datetime) -> list[int]:
    with tenancy.scope(SYSTEM):
        due = due_on(by.organization.local_date(now), by.organization)
        return list(due.everybody.filter(pk__in=people).values_list("pk", flat=True))


def _end(
    chosen: Chosen, pseudonyms: Sequence[str], categories: Counter[str], *, by: Viewer, now: datetime
) -> DestructionAct:
    """What goes without its person, the act of everything, the errand that called for it."""
    told = categories + _nameless(chosen, by, now)
    if not told:
        raise NobodyToErase
    act = make_act(pseudonyms, told, reason=REASON, by=by, now=now)
    _settle(by.organization.local_date(now), by, now)
    return act


def _nameless(chosen: Chosen, by: Viewer, now: datetime) -> Counter[str]:
    found: Counter[str] = Counter()
    with tenancy.scope(SYSTEM):
        due = due_on(by.organization.local_date(now), by.organization)
        sent = list(due.applications.values_list("pk", flat=True)) if chosen.applications else []
        closed = list(due.closed.values_list("pk", flat=True)) if chosen.closed else []
        found[APPLICATIONS.title] = Application.objects.filter(pk__in=sent).update(**APPLICATIONS.blanks)
        found[CLOSED_NOTES.title] = ClosedNote.objects.filter(pk__in=closed).delete()[0]
    if sent or closed:
        note_erased({}, applications=sent, closed=closed, by=by, now=now)
    return +found


def _settle(today: date, by: Viewer, now: datetime) -> None:
    """The errand is done when nothing is left."""
    with tenancy.scope(SYSTEM):
        left = due_on(today, by.organization).count()
    if not left:
        open_ones = Errand.objects.filter(organization=by.organization, kind=Errand.Kind.RETENTION, closed_at=None)
        open_ones.update(closed_at=now, closed_by=by.user)


def watch_retention(now: datetime) -> int:
    """One errand a month for each organization where something is due; returns how many are new."""
    with tenancy.tx(SYSTEM):
        organizations = list(Organization.objects.active().filter(level=Organization.Level.SCHOOL))
    new = 0
    for organization in organizations:
        with tenancy.tx(SYSTEM):
            today = organization.local_date(now)
            if due_on(today, organization).count():
                new += open_errands([_cause(organization, today)], now=now)
    return new


def _cause(organization: Organization, today: date) -> Cause:
    occasion = f"retention:{today:%Y-%m}"
    return Cause(organization.pk, None, Errand.Kind.RETENTION, TEXT, occasion, today + TO_CONFIRM)


DESTROY = JobKind(
    "Уничтожение данных",
    Permission.DATA_CENTRE,
    _destroy,
    "data_centre",
    ready="Акт составлен",
    fetch="Скачать акт",
    can_stop=False,
)
