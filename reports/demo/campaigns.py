"""Two requests for reports: of the town, under way, and of the region, whose day has passed."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from core import tenancy
from core.viewer import Viewer
from core.years import school_year_of
from reports.actions.campaign_reports import accept_reports, return_report, send_report
from reports.actions.campaigns import Wanted, open_campaign
from reports.actions.counting import count_regions
from reports.campaigns.fields import Field, FieldKind
from reports.campaigns.figures import USUAL, figure_fields
from reports.models import Campaign, CampaignReport

OBSTACLES = Field("question_1", FieldKind.TEXT, "Что мешает наставничеству в вашей организации?")
PRACTICE = Field("question_2", FieldKind.TEXT, "Какой опыт вы советуете другим?")
WORDS = {
    "question_1": "Мало времени у наставников: уроки в две смены.",
    "question_2": "Первую встречу пары проводим вместе с куратором.",
}
LONGER = "Напишите, сколько смен и что уже пробовали."


def load(viewers: Mapping[str, Viewer], now: datetime) -> None:
    """In the town the second school was sent back, the third waits to be read, the first has not begun. To the region
    the first school has reported, the town has not. Counted again at the end: figures tell who owes a report.
    `viewers`: «login@code of the organization» → who acts.
    """
    town, region = viewers["town@demo-town"], viewers["region@demo-region"]
    logins = ("coordinator@demo-school-1", "coordinator2@demo-school-2", "curator2@demo-school-3")
    first, second, third = (viewers[login] for login in logins)
    quarter = _open("Мониторинг наставничества", "q1", -3, region, now, (OBSTACLES,))
    half = _open("Итоги первого полугодия", "h1", 24, town, now, (OBSTACLES, PRACTICE))
    for by, campaign in ((first, quarter), (third, quarter), (second, half), (third, half)):
        _send(campaign, by, now)
    with tenancy.scope(town.scope):
        report = CampaignReport.objects.get(campaign=half, sender=second.organization)
        return_report(report, {"question_1": LONGER}, seen_number=1, by=town, now=now)
        done = CampaignReport.objects.get(campaign=quarter, sender=first.organization)
        accept_reports({done.pk: 1}, quarter, by=town, now=now)
    count_regions(now)


def _open(title: str, period: str, days: int, by: Viewer, now: datetime, questions: Sequence[Field]) -> Campaign:
    today = by.organization.local_date(now)
    figures = [field for key, field in figure_fields().items() if key in USUAL]
    wanted = Wanted(title, "Для отчёта перед вышестоящим органом.", period, today + timedelta(days=days))
    with tenancy.scope(by.scope):
        return open_campaign(wanted, [*figures, *questions], school_year=school_year_of(today), by=by, now=now)


def _send(campaign: Campaign, by: Viewer, now: datetime) -> None:
    with tenancy.scope(by.scope):
        report = CampaignReport.objects.get(campaign=campaign, sender=by.organization)
        today = by.organization.local_date(now)
        send_report(report, WORDS, seen_version=0, by=by, now=now, today=today)
