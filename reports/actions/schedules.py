"""A letter to oneself with the link to a report: monthly or quarterly, written when it is due."""

from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse

from accounts.roles import Permission
from core import tenancy
from core.audit import record
from core.tenancy import SYSTEM, Scope
from core.viewer import Viewer
from core.years import school_year_of
from notifications.actions import News, notify_each
from notifications.models import Kind
from reports.indicators.periods import YEAR, quarter_of
from reports.models import ReportSchedule
from reports.papers.kinds import KINDS, Asked, ReportKind
from schools.access import own_memberships, viewer_as

DAYTIME = range(8, 20)  # hours of the organization in which people are written to


@transaction.atomic
def schedule_report(kind: ReportKind, every: str, *, by: Viewer, now: datetime) -> ReportSchedule:
    """One letter per report and person: the same report again only changes how often."""
    rows = ReportSchedule.objects.visible_to(by).filter(organization=by.organization, account=by.user, kind=kind.key)
    row = rows.first() or ReportSchedule(organization=by.organization, account=by.user, kind=kind.key, created_at=now)
    row.every, row.next_on = every, next_day(every, by.organization.local_date(now))
    row.save()
    record(by, "report.scheduled", row, at=now, report=kind.key, every=every)
    return row


@transaction.atomic
def stop_schedule(row: ReportSchedule, *, by: Viewer, now: datetime) -> None:
    record(by, "report.unscheduled", row, at=now, report=row.kind)
    row.delete()


def next_day(every: str, after: date) -> date:
    """The first day of the next month; of the next quarter of the school year: 1 December, March, June, September."""
    months = after.year * 12 + after.month  # counted from 0, this is the month after
    while every == ReportSchedule.Every.QUARTER and months % 3 != 2:
        months += 1
    return date(months // 12, months % 12 + 1, 1)


def send_due_reports(now: datetime) -> int:
    """Queues what is due in the morning of its organization; twice on a day is once. Returns how many letters."""
    with tenancy.tx(SYSTEM):
        due = ReportSchedule.objects.due(now.date()).select_related("organization", "account").order_by("pk")
        rows = [row for row in due if now.astimezone(row.organization.zone).hour in DAYTIME]
    return sum(_send(row, now) for row in rows)


def _send(row: ReportSchedule, now: datetime) -> int:
    """Nothing to whom the right was taken since; the row waits for its next day all the same."""
    today, day = row.organization.local_date(now), row.next_on
    with tenancy.tx(Scope(account=row.account_id)):
        own = [each.membership for each in own_memberships(row.account_id, today)]
        viewers = [viewer_as(each, today=today) for each in own if each.organization_id == row.organization_id]
    viewer = next((each for each in viewers if each.can(Permission.REPORT_VIEW)), None)
    with tenancy.tx(SYSTEM):
        moved = ReportSchedule.objects.filter(pk=row.pk, next_on=day).update(next_on=next_day(row.every, today))
        if not moved or viewer is None or viewer.membership is None or row.kind not in KINDS:
            return 0
        asked = asked_before(KINDS[row.kind], day)
        news = News(
            viewer.membership,
            f"Отчёт: {asked.kind.title}",
            report_address(asked),
            {"report": row.kind, "url": report_address(asked)},
        )
        return notify_each([news], kind=Kind.REPORT_READY, key=f"{row.pk}:{day}", now=now)


def asked_before(kind: ReportKind, day: date) -> Asked:
    """What a letter of the day leads to: the quarter that ran the day before, or its school year."""
    before = day - timedelta(days=1)
    return Asked(kind, school_year_of(before), quarter_of(before) if kind.quarterly else YEAR)


def report_address(asked: Asked) -> str:
    return f"{reverse('report_detail', args=[asked.kind.key])}?{urlencode(asked.pairs)}"
