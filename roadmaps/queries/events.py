"""What happened, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from core.audit import history
from core.models import AuditEvent
from core.viewer import Viewer
from roadmaps.models import Activity
from schools.models import Membership

SHOWN = 20
ACTIVITY = "roadmaps.activity"
OPENED = "file.opened"
VERBS = {
    "activity.created": "Мероприятие добавлено",
    "activity.edited": "Мероприятие изменено",
    "activity.deleted": "Мероприятие удалено",
    "activity.done": "Отмечено выполненным",
    "activity.started": "Взято в работу",
    "activity.reopened": "Возвращено в работу",
    "activity.cancelled": "Отменено",
    "line.ticked": "Отмечен пункт содержания",
    "line.unticked": "Снята отметка с пункта содержания",
    "file.added": "Добавлен файл",
    "file.deleted": "Удалён файл",
    OPENED: "Открыт файл",
    "roadmap.created": "Создана дорожная карта",
    "roadmap.approved": "Дорожная карта утверждена",
    "roadmap.archived": "Дорожная карта отправлена в архив",
    "roadmap.deleted": "Черновик карты удалён",
    "order.drafted": "Составлен приказ",
    "order.registered": "Зарегистрирован приказ",
}


@dataclass(frozen=True, slots=True)
class Happened:
    text: str
    note: str
    who: str
    at: datetime
    address: str = ""
    about: str = ""


def activity_history(viewer: Viewer, activity: Activity) -> list[Happened]:
    """The last changes of an activity, newest first; openings of files stay in the log. Two queries."""
    events = list(history(viewer, activity).exclude(verb=OPENED)[:SHOWN])
    names = names_of(viewer, activity.organization_id, (event.account_id for event in events))
    return [_happened(event, names) for event in events]


def recent_events(viewer: Viewer, limit: int = 10) -> list[Happened]:
    """What happened in the viewer's organization, with the activity it concerns. Three queries."""
    own = AuditEvent.objects.visible_to(viewer).filter(organization=viewer.organization)
    events = list(own.filter(verb__in=[verb for verb in VERBS if verb != OPENED]).order_by("-at")[:limit])
    names = names_of(viewer, viewer.organization.pk, (event.account_id for event in events))
    ids = [int(event.subject_id) for event in events if event.subject_type == ACTIVITY]
    activities = {str(row.pk): row for row in Activity.objects.visible_to(viewer).filter(pk__in=ids).only("pk", "name")}
    return [_happened(event, names, activities) for event in events]


def names_of(viewer: Viewer, organization_id: int, accounts: Iterable[int | None]) -> dict[int, str]:
    """Account id → «Примерова С. А.» in the organization, also of those who have left."""
    ids = {pk for pk in accounts if pk}
    rows = Membership.objects.visible_to(viewer).filter(organization_id=organization_id, account_id__in=ids)
    return {row.account_id: row.short_name for row in rows} if ids else {}


def _happened(event: AuditEvent, names: dict[int, str], activities: dict[str, Activity] | None = None) -> Happened:
    about = (activities or {}).get(event.subject_id) if event.subject_type == ACTIVITY else None
    return Happened(
        text=VERBS.get(event.verb, "Изменение"),
        note=_note(event.details),
        who=names.get(event.account_id or 0, "другая организация" if event.account_id else "система"),
        at=event.at,
        address=about.get_absolute_url() if about else "",
        about=about.name if about else "",
    )


def _note(details: dict[str, object]) -> str:
    """Public facts of an event: reason, day, kind of file."""
    parts = []
    if day := details.get("on"):
        parts.append(f"{date.fromisoformat(str(day)):%d.%m.%Y}")
    if reason := details.get("reason"):
        parts.append(f"«{reason}»")
    if files := details.get("files"):
        parts.append(f"файлов: {files}")
    return ", ".join(parts)
