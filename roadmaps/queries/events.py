"""What happened, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from core.http import address_of
from core.viewer import Viewer
from roadmaps.queries.cells import person_words
from schools.models import Membership

SHOWN = 20
SHOWN_AT_HOME = 10
OPENED = "file.opened"
VERBS = {
    "activity.created": "Мероприятие добавлено",
    "activity.edited": "Мероприятие изменено",
    "activity.deleted": "Мероприятие удалено",
    "activity.moved": "Мероприятие переставлено",
    "stage.created": "Добавлен этап",
    "stage.renamed": "Этап переименован",
    "stage.deleted": "Этап удалён",
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
    "roadmap.sent": "Карта отправлена",
    "roadmap.forwarded": "Директор отправил карту дальше",
    "roadmap.returned": "Карта возвращена с замечаниями",
    "roadmap.endorsed": "Карта согласована",
    "roadmap.withdrawn": "Карта отозвана",
    "remark.answered": "Ответ на замечание",
    "rules.settled": "Изменён порядок согласования",
    "roadmap.archived": "Дорожная карта отправлена в архив",
    "roadmap.deleted": "Черновик карты удалён",
    "roadmap.exported": "Дорожная карта выгружена в файл",
    "activity.addressed": "Изменено, кому поручено",
    "cascade.sent": "Мероприятия поручены организациям ниже",
    "proposal.accepted": "Мероприятие принято от вышестоящей организации",
    "proposal.declined": "Мероприятие от вышестоящей организации не применимо",
    "proposal.changes_taken": "Учтены изменения вышестоящей организации",
    "proposal.changes_kept": "Изменения вышестоящей организации просмотрены",
    "order.drafted": "Составлен приказ",
    "order.registered": "Зарегистрирован приказ",
}
NEWS = [verb for verb in VERBS if verb != OPENED]


@dataclass(frozen=True, slots=True)
class Happened:
    text: str
    note: str
    who: str
    at: datetime
    address: str = ""
    about: str = ""


def names_of(viewer: Viewer, organization_id: int, accounts: Iterable[int | None]) -> dict[int, str]:
    """Account id → «Примерова С. А.» in the organization, also of those who have left."""
    ids = {pk for pk in accounts if pk}
    rows = Membership.objects.visible_to(viewer).filter(organization_id=organization_id, account_id__in=ids)
    return {row.account_id: row.short_name for row in rows} if ids else {}


def happened(
    verb: str,
    details: dict[str, object],
    account: int | None,
    at: str,
    last_name: str | None,
    first_name: str | None,
    patronymic: str | None,
    activity: int | None = None,
    name: str | None = None,
) -> Happened:
    """From the fields of `roadmaps.queries.statements.parts.EVENT` and the activity concerned."""
    nobody = "другая организация" if account else "система"
    return Happened(
        text=VERBS.get(verb, "Изменение"),
        note=_note(details),
        who=person_words(last_name, first_name, patronymic) if last_name else nobody,
        at=datetime.fromisoformat(at),
        address=address_of("activity_detail", activity) if activity else "",
        about=name or "",
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
