"""Reports on the first page (settings.HOME_DECISIONS): what one's own organization owes, what waits to be read."""

from datetime import date

from django.db.models import Count, Min

from accounts.roles import Permission
from core.http import address_of
from core.viewer import Viewer
from core.words import counted
from reports.models import CampaignReport
from reports.queries.statements.campaigns import Owed, owed_reports
from reports.words import REPORTS
from roadmaps.queries.endorsement import Decision


def decisions(viewer: Viewer, today: date) -> list[Decision]:
    """A query for whoever fills in reports, another for whoever asks for them."""
    owed = owed_reports(viewer) if viewer.can(Permission.REPORT_FILL) else []
    found = [_line(row, today) for row in owed]
    return found + (_to_read(viewer) if viewer.can(Permission.CAMPAIGN_RUN) else [])


def _line(row: Owed, today: date) -> Decision:
    late = row.due_on < today
    text = f"{'Отчёт опаздывает, срок был' if late else 'Отчёт до'} {row.due_on:%d.%m.%Y}: {row.title}"
    note, button = f"Запросил: {row.asker}. Показатели уже заполнены", "Заполнить"
    if row.state == CampaignReport.State.RETURNED:
        note, button = "Возвращён с замечаниями", "Исправить"
    elif row.state in CampaignReport.HANDED_IN:
        note, button = "В форму добавили новые поля", "Дополнить"
    return Decision(text, note, address_of("campaign_fill", row.pk), button, late)


def _to_read(viewer: Viewer) -> list[Decision]:
    rows = CampaignReport.objects.visible_to(viewer).filter(
        organization=viewer.organization, state=CampaignReport.State.SENT, campaign__closed_at=None
    )
    found = rows.values("campaign").annotate(number=Count("pk"), title=Min("title")).order_by("campaign")
    return [
        Decision(
            f"Сдали {counted(row['number'], REPORTS)}: {row['title']}",
            "Ждут, пока вы их примете",
            f"{address_of('campaign_detail', row['campaign'])}?show=sent",
            "Посмотреть",
        )
        for row in found
    ]
