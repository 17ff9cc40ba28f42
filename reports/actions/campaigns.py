"""A request for reports: opened for everybody below, changed, closed, opened again."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from reports.actions.campaign_news import tell_asked, tell_more_asked
from reports.campaigns import fields as form
from reports.campaigns.fields import Field
from reports.models import Campaign, CampaignForm, CampaignReport


class NothingAsked(DomainError):
    message = "Выберите хотя бы один показатель или задайте вопрос."


class NobodyAsked(DomainError):
    message = "Запрос некому отправить: действующих подведомственных организаций нет."


class AskedAlready(DomainError):
    message = "Такой запрос за этот период уже открыт. Назовите его иначе или откройте прежний."


class CampaignOver(DomainError):
    message = "Запрос закрыт: отчёты по нему больше не принимают."


class ChangedMeanwhile(DomainError):
    """`now` is the request as it was changed meanwhile."""

    message = "Запрос изменили, пока вы его правили. Посмотрите, что записано сейчас, и сохраните ещё раз."

    def __init__(self, now: Campaign) -> None:
        super().__init__()
        self.now = now


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. `below`: ids of bodies right below, empty for all of them."""

    title: str
    purpose: str
    period: str
    due_on: date
    below: tuple[int, ...] = ()


# One statement, however many schools: it finds them, fills in what is known of them and gives each its report.
# A methodical office stands among the schools of a municipality but runs no programme of a school.
ASK = """
INSERT INTO "reports_campaignreport" (organization_id, sender_id, asker_id, campaign_id, title, school_year, due_on,
  state, prefilled, sent_number, remarks)
SELECT o.parent_id, o.id, %(asker)s, %(campaign)s, %(title)s, %(year)s, %(due_on)s, 'new',
  COALESCE(f.known, '{}'::jsonb), 0, '{}'::jsonb
FROM "schools_organization" o LEFT JOIN LATERAL (
  SELECT jsonb_build_object('values', k.values, 'hidden', k.hidden, 'counted_at', k.counted_at) AS known
  FROM "reports_figures" k WHERE k.organization_id = o.id AND k.school_year = %(year)s ORDER BY k.month DESC LIMIT 1
) f ON true
WHERE %(asker)s IN (o.municipality_id, o.region_id) AND o.id <> %(asker)s AND o.archived_at IS NULL
  AND o.body <> 'methodical_office'
  AND (%(below)s = '{}'::bigint[] OR o.id = ANY(%(below)s) OR o.parent_id = ANY(%(below)s))
ON CONFLICT (organization_id, campaign_id, sender_id) DO NOTHING
RETURNING id, sender_id"""


@transaction.atomic
def open_campaign(wanted: Wanted, fields: Sequence[Field], *, school_year: int, by: Viewer, now: datetime) -> Campaign:
    """Every active organization below gets its report, filled in with the figures known of it.

    A constant number of statements (two more for every 1,000 people told). Raises NothingAsked, NobodyAsked,
    AskedAlready.
    """
    _refuse_nothing(fields)
    campaign = Campaign(
        organization=by.organization,
        school_year=school_year,
        published_at=now,
        opened_by=by.user,
        **asdict(wanted) | {"below": list(wanted.below)},
    )
    _save(campaign)
    _keep_form(campaign, fields, by=by, now=now)
    asked = _ask(campaign)
    if not asked:
        raise NobodyAsked
    record(by, "campaign.opened", campaign, at=now, asked=len(asked), due_on=campaign.due_on.isoformat())
    tell_asked(campaign, asked, now=now)
    return campaign


@transaction.atomic
def change_campaign(
    campaign: Campaign, wanted: Wanted, fields: Sequence[Field], *, seen_version: int, by: Viewer, now: datetime
) -> Campaign:
    """Who is asked only grows. A changed form is a new edition: what was sent by an earlier one stays, and has to be
    completed if something was added. Raises CampaignOver, ChangedMeanwhile, NothingAsked, AskedAlready.
    """
    _refuse_nothing(fields)
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if row.closed_at is not None:
        raise CampaignOver
    if row.version != seen_version:
        raise ChangedMeanwhile(row)
    before = form.from_json(CampaignForm.objects.get(campaign=row, number=row.form_number).fields)
    more = form.added(before, fields)
    row.title, row.purpose, row.period, row.due_on = wanted.title, wanted.purpose, wanted.period, wanted.due_on
    row.below, row.version = list(wanted.below), row.version + 1
    if tuple(fields) != before:
        row.form_number += 1
        row.whole_since = row.form_number if more else row.whole_since
        _keep_form(row, fields, by=by, now=now)
    _save(row)
    CampaignReport.objects.filter(campaign=row).update(title=row.title, due_on=row.due_on)
    asked = _ask(row)
    record(by, "campaign.changed", row, at=now, form=row.form_number, added=len(more), asked=len(asked))
    tell_asked(row, asked, now=now)
    if more:
        tell_more_asked(row, now=now)
    return row


@transaction.atomic
def close_campaign(campaign: Campaign, *, by: Viewer, now: datetime) -> None:
    """Nothing is sent any more; a second time changes nothing."""
    if Campaign.objects.filter(pk=campaign.pk, closed_at=None).update(closed_at=now):
        record(by, "campaign.closed", campaign, at=now)


@transaction.atomic
def reopen_campaign(campaign: Campaign, *, by: Viewer, now: datetime) -> None:
    """Raises AskedAlready when a request of the same name is open meanwhile."""
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if row.closed_at is not None:
        row.closed_at = None
        _save(row)
        record(by, "campaign.reopened", campaign, at=now)


def _refuse_nothing(fields: Sequence[Field]) -> None:
    if not fields:
        raise NothingAsked


def _save(campaign: Campaign) -> None:
    try:
        with transaction.atomic():
            campaign.save()
    except IntegrityError as error:
        if "campaign_open_uniq" in str(error):
            raise AskedAlready from error
        raise


def _keep_form(campaign: Campaign, fields: Sequence[Field], *, by: Viewer, now: datetime) -> None:
    CampaignForm.objects.create(
        organization_id=campaign.organization_id,
        campaign=campaign,
        number=campaign.form_number,
        fields=form.to_json(fields),
        made_at=now,
        made_by=by.user,
    )


def _ask(campaign: Campaign) -> dict[int, int]:
    """Sender → report, of those asked just now."""
    values: dict[str, Any] = {
        "asker": campaign.organization_id,
        "campaign": campaign.pk,
        "title": campaign.title,
        "year": campaign.school_year,
        "due_on": campaign.due_on,
        "below": list(campaign.below),
    }
    with connection.cursor() as cursor:
        cursor.execute(ASK, values)
        return {sender: pk for pk, sender in cursor.fetchall()}
