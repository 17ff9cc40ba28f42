"""Whoever still owes a report, and the words it is reminded with."""

from datetime import date, datetime

from core.viewer import Viewer
from reports.models import Campaign, CampaignReport
from reports.queries.campaigns import owing
from reports.reminding.offers import Offer, is_paused

RETURNED = CampaignReport.State.RETURNED


def reminder_offers(viewer: Viewer, campaign: Campaign, now: datetime) -> list[Offer]:
    """Everybody who still owes, the late ones first and ticked. One query."""
    today = viewer.organization.local_date(now)
    found = [_offer(row, campaign, today, now) for row in owing(viewer, campaign)]
    return sorted(found, key=lambda offer: not offer.ticked)


def _offer(report: CampaignReport, campaign: Campaign, today: date, now: datetime) -> Offer:
    text = f"{awaited_words(report, today)}: «{campaign.title}»."
    paused, late = is_paused(report.reminded_at, now), report.due_on < today
    address = report.get_absolute_url()
    return Offer(report.pk, report.sender.short_name, address, text, report.reminded_at, paused, late)


def awaited_words(report: CampaignReport, today: date) -> str:
    """Why a report is still awaited; what the letter and the chat say."""
    if report.state == RETURNED:
        return "Отчёт возвращён с замечаниями"
    if report.is_handed_in:
        return "Отчёт нужно дополнить: в форме новые поля"
    day = f"{report.due_on:%d.%m.%Y}"
    return f"Отчёт опаздывает, срок был {day}" if report.due_on < today else f"Ждём отчёт до {day}"
