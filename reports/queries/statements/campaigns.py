"""What an organization owes, for the first page of everybody who fills in reports."""

from datetime import date
from typing import NamedTuple

from django.db import connection

from core.statements import scope_values, visible
from core.viewer import Viewer
from reports.models import Campaign, CampaignReport

# As `CampaignReport.objects.owing()`; the own organization works, or nobody would ask.
OWED = f"""SELECT r.id, r.title, r.due_on, r.state, a.short_name FROM "reports_campaignreport" r
  JOIN "reports_campaign" c ON c.id = r.campaign_id AND c.closed_at IS NULL AND ({visible(Campaign, "c")})
  JOIN "schools_organization" a ON a.id = r.asker_id
  WHERE r.sender_id = %(organization)s AND ({visible(CampaignReport, "r")})
  AND (r.state NOT IN ('sent', 'accepted') OR r.sent_form < c.whole_since)
  ORDER BY r.due_on, r.id"""


class Owed(NamedTuple):
    """A report to be filled in; `asker` is the short name of who asked for it."""

    pk: int
    title: str
    due_on: date
    state: str
    asker: str


def owed_reports(viewer: Viewer) -> list[Owed]:
    """The nearest day first."""
    with connection.cursor() as cursor:
        cursor.execute(OWED, scope_values(viewer) | {"organization": viewer.organization.pk})
        return [Owed(*row) for row in cursor.fetchall()]
