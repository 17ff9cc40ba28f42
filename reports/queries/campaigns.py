"""Requests for reports: who asks, what for, who has handed in what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.text import capfirst

from core.viewer import Viewer
from core.years import year_label
from reports.campaigns import answers, fields
from reports.campaigns.answers import Content
from reports.campaigns.fields import Field
from reports.campaigns.indicators import indicator_fields
from reports.campaigns.states import LATE, MARKS, UNFINISHED, mark_of
from reports.campaigns.summary import Line, Summary, summary
from reports.models import Campaign, CampaignForm, CampaignReport, CampaignSending
from reports.queries.indicator_rows import indicators_of
from schools.models import Organization
from schools.queries import RussianKey

State = CampaignReport.State


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A request as the viewer's organization sees it: how many right below have handed in, how many are late."""

    campaign: Campaign
    asked: int
    handed_in: int
    accepted: int
    late: int


def campaigns_of(viewer: Viewer, school_year: int) -> QuerySet[Campaign]:
    """Own requests and those of the bodies above, newest first."""
    places = (viewer.organization.pk, *viewer.scope.ancestors)
    rows = Campaign.objects.visible_to(viewer).filter(organization_id__in=places, school_year=school_year)
    return rows.select_related("organization").order_by("-published_at", "-pk")


def campaign_rows(viewer: Viewer, school_year: int, today: date) -> list[CampaignRow]:
    """Three queries, however many requests. A request that asks nothing of the organization is left out."""
    found = list(campaigns_of(viewer, school_year))
    counts = _counts(viewer, found, today)
    owed = {row.campaign_id for row in own_reports(viewer, school_year)}
    own = viewer.organization.pk
    return [
        CampaignRow(row, *counts.get(row.pk, (0, 0, 0, 0)))
        for row in found
        if row.organization_id == own or row.pk in counts or row.pk in owed
    ]


def own_reports(viewer: Viewer, school_year: int) -> QuerySet[CampaignReport]:
    """What the viewer's organization owes or has handed in, wherever it stood then; the nearest day first."""
    rows = CampaignReport.objects.visible_to(viewer).filter(sender=viewer.organization, school_year=school_year)
    return rows.select_related("organization", "asker").order_by("-due_on", "-pk")


@dataclass(frozen=True, slots=True)
class OwnLine:
    """What the viewer's organization owes; `to_do` while it has to be filled in."""

    report: CampaignReport
    mark: str
    words: str
    to_do: bool


def own_lines(viewer: Viewer, school_year: int, today: date) -> list[OwnLine]:
    """Two queries. What still has to be done stands first."""
    reports = list(own_reports(viewer, school_year).select_related("sender"))
    campaigns = {row.pk: row for row in Campaign.objects.visible_to(viewer).filter(reports__in=reports)}
    found = [_own_line(report, campaigns.get(report.campaign_id), today) for report in reports]
    return sorted(found, key=lambda line: not line.to_do)


def _own_line(report: CampaignReport, campaign: Campaign | None, today: date) -> OwnLine:
    mark, words, _key = standing(report, campaign, today)
    return OwnLine(report, mark, words, takes_answers(report, campaign))


def _counts(viewer: Viewer, campaigns: Iterable[Campaign], today: date) -> dict[int, tuple[int, int, int, int]]:
    rows = CampaignReport.objects.visible_to(viewer)
    rows = rows.filter(organization=viewer.organization, campaign__in=[row.pk for row in campaigns])
    handed_in = Q(state__in=CampaignReport.HANDED_IN)
    found = rows.values("campaign").annotate(
        asked=Count("pk"),
        sent=Count("pk", filter=handed_in),
        taken=Count("pk", filter=Q(state=State.ACCEPTED)),
        late=Count("pk", filter=~handed_in & Q(due_on__lt=today, sender__archived_at=None)),
    )
    return {row["campaign"]: (row["asked"], row["sent"], row["taken"], row["late"]) for row in found}


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line of the table of a request. `below` is (handed in, asked) where the sender asks others itself."""

    report: CampaignReport
    mark: str
    words: str
    key: str  # of the filter
    below: tuple[int, int] | None = None


def report_rows(viewer: Viewer, campaign: Campaign, place: Organization, today: date) -> list[ReportRow]:
    """What `place` is sent, by the names of the senders. Two queries at most."""
    reports = list(reports_at(viewer, campaign, place))
    below = _sent_below(viewer, campaign, place) if place.level == Organization.Level.REGION else {}
    return [_row(report, campaign, today, below.get(report.sender_id)) for report in reports]


def reports_at(viewer: Viewer, campaign: Campaign, place: Organization) -> Any:
    rows = CampaignReport.objects.visible_to(viewer).filter(campaign=campaign, organization=place)
    return rows.select_related("sender", "organization").order_by(RussianKey("sender__short_name"), "sender_id")


def owing(viewer: Viewer, campaign: Campaign) -> Any:
    """What the viewer's organization still waits for: not sent, given back, or short of fields asked later."""
    return reports_at(viewer, campaign, viewer.organization).owing()


def _sent_below(viewer: Viewer, campaign: Campaign, place: Organization) -> dict[int, tuple[int, int]]:
    rows = CampaignReport.objects.visible_to(viewer).filter(campaign=campaign).exclude(organization=place)
    handed_in = Count("pk", filter=Q(state__in=CampaignReport.HANDED_IN))
    found = rows.values("organization").annotate(asked=Count("pk"), sent=handed_in)
    return {row["organization"]: (row["sent"], row["asked"]) for row in found}


def _row(report: CampaignReport, campaign: Campaign, today: date, below: tuple[int, int] | None) -> ReportRow:
    mark, words, key = standing(report, campaign, today)
    return ReportRow(report, mark, words, key, below)


def standing(report: CampaignReport, campaign: Campaign | None, today: date) -> tuple[str, str, str]:
    """(mark, words, key): a report that lacks new fields is to be completed; one not handed in by its day is late."""
    if report.sender.archived_at and not report.is_handed_in:
        return "cancelled", "Организация в архиве", "archived"
    waits = campaign is not None and campaign.closed_at is None
    unfinished = campaign is not None and waits and report.is_handed_in and lacks_fields(report, campaign)
    late = waits and not report.is_handed_in and report.due_on < today
    mark, words = mark_of(report.state, late=late, unfinished=unfinished)
    return mark, words, UNFINISHED if unfinished else LATE if late else str(report.state)


def takes_answers(report: CampaignReport, campaign: Campaign | None) -> bool:
    """While the request is open: not handed in yet, or short of fields asked later."""
    if campaign is None or campaign.closed_at is not None:
        return False
    return not report.is_handed_in or lacks_fields(report, campaign)


def lacks_fields(report: CampaignReport, campaign: Campaign) -> bool:
    return report.sent_form is not None and report.sent_form < campaign.whole_since


FILTERS = {**{key: words for key, (_mark, words) in MARKS.items()}, "archived": "В архиве"}


def counted_filters(rows: Iterable[ReportRow]) -> list[tuple[str, str, int]]:
    """(key, words, how many) of every state that some report is in."""
    found: dict[str, int] = {}
    for row in rows:
        found[row.key] = found.get(row.key, 0) + 1
    return [(key, words, found[key]) for key, words in FILTERS.items() if key in found]


def form_of(viewer: Viewer, campaign: Campaign, number: int | None = None) -> tuple[Field, ...]:
    """What the request asks, by its last edition or by an earlier one. One query."""
    rows = CampaignForm.objects.visible_to(viewer).filter(campaign=campaign, number=number or campaign.form_number)
    return fields.from_json(rows.values_list("fields", flat=True).get())


def indicators_to_ask(viewer: Viewer) -> dict[str, Field]:
    """Those that schools report, of the own body and of the bodies above, as fields of a form."""
    found = indicators_of(viewer, viewer.organization)
    return indicator_fields(row for row in found if row.level == Organization.Level.SCHOOL)


def campaign_of_report(viewer: Viewer, report: CampaignReport) -> Campaign | None:
    """None for a school that has moved: the body that asked is not above it any more."""
    rows = Campaign.objects.visible_to(viewer).select_related("organization")
    return rows.filter(pk=report.campaign_id).first()


def last_sending(viewer: Viewer, report: CampaignReport) -> CampaignSending | None:
    return sendings_of(viewer, report).first()


def sendings_of(viewer: Viewer, report: CampaignReport) -> QuerySet[CampaignSending]:
    """Newest first."""
    rows = CampaignSending.objects.visible_to(viewer).filter(report=report, organization_id=report.organization_id)
    return rows.order_by("-number")


def contents_of(viewer: Viewer, reports: Iterable[CampaignReport]) -> dict[int, tuple[Content, datetime]]:
    """Report id → what it says now and since when; only of those handed in. One query."""
    numbers = {row.pk: row.sent_number for row in reports if row.is_handed_in}
    rows = CampaignSending.objects.visible_to(viewer).filter(report__in=numbers, number=F("report__sent_number"))
    return {row.report_id: (answers.from_json(row.content), row.sent_at) for row in rows}


def summary_of(viewer: Viewer, campaign: Campaign, place: Organization, today: date) -> Summary:
    """The reports that `place` was sent, added up. Three queries; the page, the PDF and the table are made of it."""
    rows = report_rows(viewer, campaign, place, today)
    contents = contents_of(viewer, [row.report for row in rows])
    lines = [_line(row, contents.get(row.report.pk)) for row in rows]
    title = f"{campaign.title}: {place.short_name}"
    return summary(title, about(campaign), form_of(viewer, campaign), lines)


def about(campaign: Campaign) -> str:
    return f"{capfirst(campaign.get_period_display())}, {year_label(campaign.school_year)} учебный год"


def _line(row: ReportRow, found: tuple[Content, datetime] | None) -> Line:
    content, sent_at = found or (None, None)
    sender = row.report.sender
    name = f"{sender.short_name} (в архиве)" if sender.archived_at else sender.short_name
    return Line(sender.pk, row.report.pk, name, row.key, row.mark, row.words, content, sent_at)


def heading_of(report: CampaignReport, campaign: Campaign) -> answers.Heading:
    return answers.Heading(
        campaign.title,
        campaign.get_period_display(),
        campaign.school_year,
        report.sender.short_name,
        report.organization.short_name,
        campaign.form_number,
    )


def words_now(content: Content | None) -> Mapping[str, str]:
    return {answer.field.key: answer.words for answer in content.answers} if content else {}
