"""Makers of requests for reports."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from core.canonical import digest
from reports.campaigns import answers, fields
from reports.campaigns.amounts import Amount
from reports.campaigns.answers import Content, Heading, answered
from reports.campaigns.fields import Field, FieldKind
from reports.figures import Cell
from reports.models import Campaign, CampaignAnswers, CampaignForm, CampaignReport, CampaignSending
from schools.models import Membership, Organization

MENTORS = Field("mentors", FieldKind.FIGURE, "Наставники", people=True)
QUESTION = Field("question_1", FieldKind.TEXT, "Что мешало?")
ASKED = (MENTORS, QUESTION)
TWELVE = Cell(12)


def make_campaign(asker: Organization, by: Membership, asked: Sequence[Field] = ASKED, **given: Any) -> Campaign:
    defaults = {"title": "Итоги полугодия", "school_year": 2026, "period": "h1", "due_on": date(2026, 12, 25)}
    owner = {"organization": asker, "published_at": timezone.now(), "opened_by": by.account}
    row = Campaign.objects.create(**owner, **defaults | given)
    CampaignForm.objects.create(
        organization=asker,
        campaign=row,
        number=1,
        fields=fields.to_json(asked),
        made_at=timezone.now(),
        made_by=by.account,
    )
    return row


def make_report(campaign: Campaign, sender: Organization, **given: Any) -> CampaignReport:
    defaults = {"title": campaign.title, "school_year": campaign.school_year, "due_on": campaign.due_on}
    place = {"organization_id": sender.parent_id, "asker_id": campaign.organization_id}
    return CampaignReport.objects.create(sender=sender, campaign=campaign, **place, **defaults | given)


def make_sending(
    report: CampaignReport, by: Membership, words: str, cell: Cell = TWELVE, sent_at: datetime | None = None
) -> CampaignSending:
    heading = Heading(report.title, "h1", 2026, report.sender.short_name, report.organization.short_name, 1)
    state = answers.to_json(Content(heading, answered(ASKED, {"mentors": Amount(cell)}, {"question_1": words})))
    at = sent_at or timezone.now()
    report.sent_number, report.sent_form, report.sent_at, report.sent_by = 1, 1, at, by.account
    report.state = CampaignReport.State.SENT
    report.save()
    return CampaignSending.objects.create(
        organization_id=report.organization_id,
        reporter_id=report.sender_id,
        report=report,
        number=1,
        form_number=1,
        content=state,
        sha256=digest(state),
        sent_at=at,
        sent_by=by.account,
    )


def make_answers(report: CampaignReport, **given: Any) -> CampaignAnswers:
    owner = {"organization_id": report.sender_id, "place_id": report.organization_id, "report": report}
    return CampaignAnswers.objects.create(**owner, **{"saved_at": timezone.now()} | given)
