"""Terms of keeping: set by the organization, confirmed by a person, never run by a machine alone."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.tenancy import SYSTEM
from core.viewer import Viewer
from mentoring.actions.erasing import anonymise
from mentoring.actions.errands import Cause, open_errands
from mentoring.models import Application, ClosedNote, DestructionAct, Errand, RetentionRule
from mentoring.personal.retention import LONGEST, MOST
from mentoring.personal.tables import APPLICATIONS, CLOSED_NOTES
from mentoring.queries.retention import due_on, months_of
from schools.models import Organization

REASON = "Истёк срок хранения: цель обработки достигнута или согласие отозвано"
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


@transaction.atomic
def destroy_due(
    people: Collection[int], *, applications: bool, closed: bool, by: Viewer, now: datetime
) -> DestructionAct:
    """What was chosen in the preview and is still due; what has come back into work since stays.

    Raises NobodyToErase, core.pdf.PdfUnavailable.
    """
    today = by.organization.local_date(now)
    with tenancy.scope(SYSTEM):
        due = due_on(today, by.organization)
        ids = list(due.everybody.filter(pk__in=people).values_list("pk", flat=True))
        also: Counter[str] = Counter()
        if applications:
            rows = Application.objects.filter(pk__in=list(due.applications.values_list("pk", flat=True)))
            also[APPLICATIONS.title] = rows.update(**APPLICATIONS.blanks)
        if closed:
            notes = ClosedNote.objects.filter(pk__in=list(due.closed.values_list("pk", flat=True)))
            also[CLOSED_NOTES.title] = notes.delete()[0]
    act = anonymise(ids, reason=REASON, by=by, now=now, also=+also)
    _settle(today, by, now)
    return act


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
