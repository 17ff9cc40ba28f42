"""Reminding those who still owe a report."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from core.audit import record
from core.viewer import Viewer
from reports.actions.campaign_news import tell_awaited
from reports.models import Campaign, CampaignReport
from reports.queries.campaigns import owing
from reports.reminding.offers import NobodyToRemind, rested


@transaction.atomic
def remind_of_reports(campaign: Campaign, reports: Collection[int], *, by: Viewer, now: datetime) -> int:
    """A letter and a line of the inbox to whoever fills in the report there. Those who have sent it meanwhile, and
    those reminded less than three days ago, are left out. Returns how many organizations. Raises NobodyToRemind.
    """
    rows = owing(by, campaign).filter(rested(now), pk__in=reports)
    chosen = list(rows.select_related("organization").select_for_update(of=("self",)).order_by("pk"))
    if not chosen:
        raise NobodyToRemind
    CampaignReport.objects.filter(pk__in=[row.pk for row in chosen]).update(reminded_at=now)
    record(by, "campaign.reminded", campaign, organization=by.organization, at=now, reports=len(chosen))
    tell_awaited(chosen, now=now)
    return len(chosen)
