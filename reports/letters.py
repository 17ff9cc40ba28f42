"""Letters with links to reports: no figure and nobody's name leaves by post."""

from datetime import datetime
from typing import Any

from accounts.roles import Permission
from core.letters import LetterText
from core.viewer import Viewer
from reports.papers.kinds import KINDS


def report(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    """Nothing to whom reports were closed since. Payload: `report` (a key), `url`."""
    kind = KINDS.get(payload["report"])
    if kind is None or not viewer.can(Permission.REPORT_VIEW):
        return None
    return LetterText(
        subject=f"Готов отчёт «{kind.title}» — наставничество",
        lines=(
            f"{viewer.organization.short_name}: отчёт «{kind.title}» собран по данным программы.",
            "Откройте его по ссылке: числа и имена остаются в программе, в письме их нет.",
            "Такие письма приходят, потому что вы их попросили. Отказаться можно на странице «Отчёты».",
        ),
        link=payload["url"],
        button="Открыть отчёт",
    )
