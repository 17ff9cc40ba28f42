"""Texts of the letters about endorsement, written when a letter leaves, from what its reader may see then."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from core.letters import LetterText, Line
from core.viewer import Viewer
from core.words import counted
from roadmaps.models import Remark, Roadmap, Submission
from roadmaps.terms.wording import REMARKS

MOST = 15  # remarks of a letter; the rest stand on the page
State = Submission.State


def sent(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    """To whoever decides. Nothing when it was decided or withdrawn meanwhile."""
    row = _submission(viewer, payload)
    if row is None or row.state not in (State.AT_DIRECTOR, State.AT_MUNICIPALITY):
        return None
    own = viewer.organization is not None and viewer.organization.pk == row.organization_id
    if own != (row.state == State.AT_DIRECTOR):
        return None
    again = " повторно" if row.round > 1 else ""
    what, sent_what = ("Изменение карты", "Изменение карты") if row.change_set_id else ("Карта", "Карту")
    subject = f"{what} на решение{again}: {row.organization.short_name}"
    text = f"{sent_what} отправили{again} {row.organization.local_date(row.sent_at):%d.%m.%Y}, {row.version}."
    if own:
        link, button = reverse("roadmap_forward", args=[row.roadmap_id]), "Утвердить к отправке"
    else:
        link, button = reverse("endorsement_detail", args=[row.pk]), "Рассмотреть карту"
    return LetterText(
        subject, (Line(row.roadmap.title, "", row.roadmap.get_absolute_url(), "Открыть"), text), link, button
    )


def returned(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    """The remarks themselves. Nothing once the roadmap has been sent again or all of them are closed."""
    row = _submission(viewer, payload)
    if row is None or row.state != State.RETURNED or row.roadmap.route != Roadmap.Route.RETURNED:
        return None
    remarks = Remark.objects.visible_to(viewer).filter(organization_id=row.organization_id, submission=row)
    given = list(remarks.exclude(state=Remark.State.CLOSED).select_related("activity", "stage").order_by("pk"))
    if not given:
        return None
    link = reverse("roadmap_gate", args=[row.roadmap_id])
    if row.change_set_id:
        link = reverse("change_detail", args=[row.change_set_id])
    lines: list[Line | str] = [_line(remark, link) for remark in given[:MOST]]
    if len(given) > MOST:
        lines.append(f"И ещё {len(given) - MOST}")
    return LetterText(
        subject=f"Карта возвращена: {counted(len(given), REMARKS)}",
        lines=(*lines, *([row.note] if row.note else [])),
        link=link,
        button="Ответить на замечания",
    )


def endorsed(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    """Nothing when the roadmap has been approved or taken back meanwhile."""
    row = _submission(viewer, payload)
    if row is None or row.state != State.ENDORSED or row.roadmap.route != Roadmap.Route.ENDORSED:
        return None
    title = Line(row.roadmap.title, "", row.roadmap.get_absolute_url(), "Открыть")
    if row.change_set_id:
        link = reverse("change_detail", args=[row.change_set_id])
        return LetterText(
            "Изменение карты согласовано", (title, "Осталось внести его в карту."), link, "Открыть изменение"
        )
    if not row.roadmap.is_draft:
        return None
    lines = (title, "Осталось утвердить её приказом.")
    return LetterText("Карта согласована", lines, row.roadmap.get_absolute_url(), "Открыть карту")


def _submission(viewer: Viewer, payload: dict[str, Any]) -> Submission | None:
    rows = Submission.objects.visible_to(viewer).select_related("organization", "roadmap", "version")
    return rows.filter(pk=payload["submission"]).first()


def _line(remark: Remark, link: str) -> Line:
    where = ""
    if remark.activity is not None:
        where = f"{remark.activity.number} {remark.activity.name}".strip()
    elif remark.stage is not None:
        where = remark.stage.name
    return Line(text=remark.text, note=where, url=f"{link}#remark-{remark.pk}", verb="Исправить")
