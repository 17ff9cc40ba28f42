"""Who is told about a report: that it is asked for, given back, still awaited."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.urls import reverse

from accounts.roles import Permission
from notifications.actions import News, notify_each
from notifications.models import Kind
from reports.models import Campaign, CampaignReport
from roadmaps.actions.sides import people_below


def tell_asked(campaign: Campaign, asked: Mapping[int, int], *, now: datetime) -> int:
    """`asked`: organization below → its report. Three statements per 1,000 people."""
    title = f"Запрошен отчёт до {campaign.due_on:%d.%m.%Y}: {campaign.title}"
    return _tell(asked, title, f"asked:{campaign.pk}", now=now)


def tell_more_asked(campaign: Campaign, *, now: datetime) -> int:
    """Those who had sent by an earlier edition of the form."""
    rows = CampaignReport.objects.filter(campaign=campaign, sender__archived_at=None)
    lacking = rows.filter(sent_form__lt=campaign.whole_since).values_list("sender_id", "pk")
    title = f"Отчёт нужно дополнить: {campaign.title}"
    return _tell(dict(lacking), title, f"more:{campaign.pk}:{campaign.form_number}", now=now)


def tell_returned(report: CampaignReport, *, now: datetime) -> int:
    title = f"Отчёт возвращён с замечаниями: {report.title}"
    return _tell({report.sender_id: report.pk}, title, f"returned:{report.pk}:{report.sent_number}", now=now)


def tell_awaited(reports: Iterable[CampaignReport], *, now: datetime) -> int:
    rows = list(reports)
    if not rows:
        return 0
    title = f"Напоминание: отчёт до {rows[0].due_on:%d.%m.%Y}, {rows[0].title}"
    day = rows[0].organization.local_date(now)
    return _tell({row.sender_id: row.pk for row in rows}, title, f"awaited:{rows[0].campaign_id}:{day}", now=now)


def _tell(reports: Mapping[int, int], title: str, key: str, *, now: datetime) -> int:
    people = people_below(Permission.REPORT_FILL, sorted(reports)) if reports else []
    news = [
        News(person, title, reverse("campaign_report", args=[pk]), {"report": pk})
        for person in people
        for pk in (reports[person.organization_id],)
    ]
    return notify_each(news, kind=Kind.REPORT, key=key, now=now)
