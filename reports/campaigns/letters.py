"""The letter about a report, written when it leaves: what is to be done by then."""

from datetime import datetime
from typing import Any

from core.letters import LetterText
from core.viewer import Viewer
from reports.models import CampaignReport
from reports.queries.campaign_reminders import awaited_words
from reports.queries.campaigns import campaign_of_report, lacks_fields


def report(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    """Nothing once the report is handed in, or asked for no more."""
    rows = CampaignReport.objects.visible_to(viewer).select_related("organization", "asker")
    row = rows.filter(pk=payload["report"], sender=viewer.organization).first()
    campaign = campaign_of_report(viewer, row) if row else None
    if row is None or campaign is None or campaign.closed_at is not None:
        return None
    if row.is_handed_in:
        return _more(row) if lacks_fields(row, campaign) else None
    if row.state == CampaignReport.State.RETURNED:
        return _returned(row)
    when = awaited_words(row, viewer.organization.local_date(now))
    lines = (f"{row.asker.short_name} просит отчёт.", f"{when}.", *([campaign.purpose] if campaign.purpose else []))
    filled = "Показатели программа заполнила сама: проверьте их, ответьте на вопросы и отправьте."
    return LetterText(f"{when}: {row.title}", (*lines, filled), row.get_absolute_url(), "Заполнить отчёт")


def _returned(row: CampaignReport) -> LetterText:
    lines = tuple(f"Замечание: {words}" for words in row.remarks.values())
    return LetterText(f"Отчёт возвращён: {row.title}", lines, row.get_absolute_url(), "Исправить отчёт")


def _more(row: CampaignReport) -> LetterText:
    lines = ("В форму добавили новые поля. То, что вы сдали, осталось: дополните отчёт и отправьте ещё раз.",)
    return LetterText(f"Дополните отчёт: {row.title}", lines, row.get_absolute_url(), "Дополнить отчёт")
