"""A report on its way: written, sent, given back with remarks, accepted."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from core.audit import record, record_many
from core.canonical import digest
from core.errors import DomainError
from core.viewer import Viewer
from reports.actions.campaign_news import tell_returned
from reports.actions.campaigns import CampaignOver
from reports.campaigns import answers
from reports.campaigns.answers import Content, answered
from reports.campaigns.fields import Field
from reports.models import Campaign, CampaignAnswers, CampaignReport, CampaignSending
from reports.queries.campaign_reports import Present, draft_of, present_of
from reports.queries.campaigns import campaign_of_report, form_of, heading_of, lacks_fields

State = CampaignReport.State


class NotYours(DomainError):
    message = "Этот отчёт сдаёт или принимает другая организация."


class SentAlready(DomainError):
    message = "Отчёт уже сдан. Чтобы исправить его, попросите вернуть отчёт с замечанием."


class Unanswered(DomainError):
    """`keys` of the questions without an answer."""

    message = "Ответьте на все вопросы."

    def __init__(self, keys: list[str]) -> None:
        super().__init__()
        self.keys = keys


class WrittenMeanwhile(DomainError):
    """`now` is the draft that a colleague has saved."""

    message = "Отчёт сохранил кто-то ещё. Посмотрите, что записано сейчас, и сохраните ещё раз."

    def __init__(self, now: CampaignAnswers) -> None:
        super().__init__()
        self.now = now


class NotSent(DomainError):
    message = "Отчёт ещё не сдан, решать пока нечего."


class SentAgain(DomainError):
    message = "Отчёт сдали заново, пока вы его читали. Посмотрите его ещё раз."


class NoRemarks(DomainError):
    message = "Напишите, что исправить: хотя бы одно замечание."


@transaction.atomic
def save_answers(
    report: CampaignReport, words: Mapping[str, str], *, seen_version: int, by: Viewer, now: datetime
) -> CampaignAnswers:
    """Keeps what is written; nobody above reads it. Raises NotYours, CampaignOver, SentAlready, WrittenMeanwhile."""
    row, campaign = _own(report, by)
    return _write(row, campaign, words, seen_version, by, now)


@transaction.atomic
def send_report(
    report: CampaignReport, words: Mapping[str, str], *, seen_version: int, by: Viewer, now: datetime, today: date
) -> CampaignSending:
    """Freezes the figures of this moment and the words. Twice is once: the second time raises SentAlready.

    Raises what `save_answers` raises, and Unanswered.
    """
    row, campaign = _own(report, by)
    fields = form_of(by, campaign)
    draft = _write(row, campaign, words, seen_version, by, now)
    if missing := [field.key for field in fields if not field.is_figure and not draft.words.get(field.key)]:
        raise Unanswered(missing)
    present = present_of(by, row, campaign, fields, today)
    sending = _freeze(row, campaign, fields, present, draft.words, by, now)
    CampaignAnswers.objects.filter(pk=draft.pk).update(figures=dict(present.exact or {}))
    record(by, "report.sent", row, organization=by.organization, at=now, number=sending.number, sha256=sending.sha256)
    return sending


@transaction.atomic
def return_report(
    report: CampaignReport, remarks: Mapping[str, str], *, seen_number: int, by: Viewer, now: datetime
) -> None:
    """`remarks`: key of a field, "" for the whole report, → words.

    Raises NotYours, NotSent, SentAgain, NoRemarks, CampaignOver: nobody could send it anew.
    """
    written = {key: words for key, words in remarks.items() if words}
    if not written:
        raise NoRemarks
    row = _to_decide(report, seen_number, by)
    if not row.is_handed_in:
        raise NotSent
    _open_campaign(row, by)
    _decide(row, State.RETURNED, written, by, now)
    record(by, "report.returned", row, at=now, fields=sorted(written))
    tell_returned(row, now=now)


@transaction.atomic
def accept_reports(seen: Mapping[int, int], campaign: Campaign, *, by: Viewer, now: datetime) -> int:
    """`seen`: id of a report → which sending of it was read. Those sent anew meanwhile, returned or not complete are
    passed over. Returns how many were accepted; one statement for all of them and one for the log.
    """
    rows = CampaignReport.objects.visible_to(by).filter(campaign=campaign, organization=by.organization)
    waiting = rows.filter(pk__in=seen, state=State.SENT).select_for_update(of=("self",)).order_by("pk")
    right = [row for row in waiting if row.sent_number == seen[row.pk] and not lacks_fields(row, campaign)]
    CampaignReport.objects.filter(pk__in=[row.pk for row in right]).update(
        state=State.ACCEPTED, remarks={}, decided_at=now, decided_by=by.user
    )
    record_many(by, "report.accepted", right, at=now)
    return len(right)


def _own(report: CampaignReport, by: Viewer) -> tuple[CampaignReport, Campaign]:
    """The row, locked, and its request as it stands."""
    if by.organization is None or report.sender_id != by.organization.pk:
        raise NotYours
    rows = CampaignReport.objects.visible_to(by).select_for_update(of=("self",))
    row = rows.select_related("sender", "organization").get(pk=report.pk)
    campaign = _open_campaign(row, by)
    if row.is_handed_in and not lacks_fields(row, campaign):
        raise SentAlready
    return row, campaign


def _open_campaign(row: CampaignReport, by: Viewer) -> Campaign:
    campaign = campaign_of_report(by, row)
    if campaign is None or campaign.closed_at is not None:
        raise CampaignOver
    return campaign


def _write(
    row: CampaignReport, campaign: Campaign, words: Mapping[str, str], seen: int, by: Viewer, now: datetime
) -> CampaignAnswers:
    draft = draft_of(by, row) or CampaignAnswers(
        organization=by.organization, place_id=row.organization_id, report=row, version=0
    )
    if draft.version != seen:
        raise WrittenMeanwhile(draft)
    draft.words = {key: text for key, text in words.items() if text}
    draft.saved_at, draft.version = now, draft.version + 1
    draft.save()
    if row.state != State.FILLING:
        row.state = State.FILLING
        row.save(update_fields=["state"])
    return draft


def _freeze(
    row: CampaignReport,
    campaign: Campaign,
    fields: tuple[Field, ...],
    present: Present,
    words: Mapping[str, Any],
    by: Viewer,
    now: datetime,
) -> CampaignSending:
    content = Content(heading_of(row, campaign), answered(fields, present.amounts, words), present.below)
    state = answers.to_json(content)
    row.sent_number, row.sent_form = row.sent_number + 1, campaign.form_number
    row.state, row.sent_at, row.sent_by = State.SENT, now, by.user
    row.save(update_fields=["state", "sent_number", "sent_form", "sent_at", "sent_by"])
    return CampaignSending.objects.create(
        organization_id=row.organization_id,
        reporter_id=row.sender_id,
        report=row,
        number=row.sent_number,
        form_number=campaign.form_number,
        content=state,
        sha256=digest(state),
        sent_at=now,
        sent_by=by.user,
    )


def _to_decide(report: CampaignReport, seen_number: int, by: Viewer) -> CampaignReport:
    if by.organization is None or report.organization_id != by.organization.pk:
        raise NotYours
    row = CampaignReport.objects.visible_to(by).select_for_update(of=("self",)).get(pk=report.pk)
    if row.sent_number != seen_number:
        raise SentAgain
    return row


def _decide(row: CampaignReport, state: str, remarks: Mapping[str, str], by: Viewer, now: datetime) -> None:
    row.state, row.remarks, row.decided_at, row.decided_by = state, dict(remarks), now, by.user
    row.save(update_fields=["state", "remarks", "decided_at", "decided_by"])
