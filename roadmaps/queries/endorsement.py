"""What waits for a decision: the queue, and the lines of the first page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.roles import Permission
from core.calendar import working_days_between
from core.http import address_of
from core.viewer import Viewer
from core.words import counted
from roadmaps.models import Roadmap, RoadmapVersion, Submission
from roadmaps.queries.gate import content_of
from roadmaps.states.versions import compare
from roadmaps.terms.wording import REMARKS

LATE_DAYS = 5  # working days after which a waiting roadmap is late
WORKING_DAYS = ("рабочий день", "рабочих дня", "рабочих дней")
NEVER = Q(pk__in=())
State, Route = Submission.State, Roadmap.Route


@dataclass(frozen=True, slots=True)
class QueueRow:
    """`days` are working days since it came to whoever decides; `changes` None when it is here for the first time."""

    submission: Submission
    since: datetime
    days: int
    changes: int | None

    @property
    def late(self) -> bool:
        return self.days >= LATE_DAYS


def awaiting(viewer: Viewer) -> QuerySet[Submission]:
    """What the viewer decides now, longest waiting first."""
    mine = NEVER
    if viewer.can(Permission.ROADMAP_FORWARD):
        mine |= Q(state=State.AT_DIRECTOR, organization=viewer.organization)
    if viewer.can(Permission.ROADMAP_ENDORSE):
        mine |= Q(state=State.AT_MUNICIPALITY, organization__parent=viewer.organization)
    rows = Submission.objects.visible_to(viewer).filter(mine)
    return rows.select_related("organization", "roadmap", "version").order_by("sent_at", "pk")


def queue_of(viewer: Viewer, today: date) -> list[QueueRow]:
    """Two queries, however many rows."""
    waiting = list(awaiting(viewer))
    before = versions_before(viewer, waiting)
    rows = []
    for submission in waiting:
        old = before.get(submission.pk)
        changes = compare(content_of(old), content_of(submission.version)).count if old else None
        rows.append(QueueRow(submission, *waited(submission, today), changes))
    return sorted(rows, key=lambda row: row.since)


def waited(submission: Submission, today: date) -> tuple[datetime, int]:
    since = submission.forwarded_at or submission.sent_at
    return since, working_days_between(submission.organization.local_date(since), today)


def versions_before(viewer: Viewer, submissions: list[Submission]) -> dict[int, RoadmapVersion]:
    """Submission id → the version its reader had seen before: the last one that came to the same desk."""
    again = {row.roadmap_id: row for row in submissions if row.round > 1}
    if not again:
        return {}
    rows = (
        Submission.objects.visible_to(viewer)
        .filter(roadmap_id__in=again)
        .exclude(pk__in=[row.pk for row in submissions])
    )
    found: dict[int, RoadmapVersion] = {}
    for row in rows.select_related("version").order_by("sent_at", "pk"):
        now = again[row.roadmap_id]
        seen = now.state == State.AT_DIRECTOR or row.forwarded_at is not None
        if seen and row.round < now.round:
            found[now.pk] = row.version
    return found


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of «Ждут вашего решения»."""

    text: str
    note: str
    address: str
    button: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class MovedMap:
    """An own draft, or the `change` of an approved map with its reason, that was returned with remarks or endorsed."""

    pk: int
    title: str
    route: str
    remarks: int
    change: int | None = None
    reason: str | None = None


def decisions_of(viewer: Viewer, today: date, moved: Iterable[MovedMap]) -> list[Decision]:
    """One query, only for those who decide about maps of others."""
    found = [_to_decide(row, today) for row in awaiting(viewer).defer("version__content")] if _decides(viewer) else []
    return found + [_own_change(row) if row.change else _own_line(row) for row in moved]


def _decides(viewer: Viewer) -> bool:
    return viewer.can(Permission.ROADMAP_FORWARD) or viewer.can(Permission.ROADMAP_ENDORSE)


def _to_decide(row: Submission, today: date) -> Decision:
    since, days = waited(row, today)
    on = row.organization.local_date(since)
    came = "пришла сегодня" if on == today else f"пришла {on:%d.%m.%Y}"
    note = f"ждёт {counted(days, WORKING_DAYS)}" if days else came
    if row.state == State.AT_DIRECTOR:
        address = reverse("roadmap_forward", args=[row.roadmap_id])
        what = "Изменение карты" if row.change_set_id else "Карта"
        return Decision(f"{what} на отправку: {row.roadmap.title}", note, address, "Утвердить к отправке")
    address = reverse("endorsement_detail", args=[row.pk])
    again = ", повторно" if row.round > 1 else ""
    what = "изменение, " if row.change_set_id else ""
    text = f"{row.organization.short_name}: {what}{row.roadmap.title}"
    return Decision(text, note + again, address, "Рассмотреть", days >= LATE_DAYS)


def _own_change(row: MovedMap) -> Decision:
    address, why = address_of("change_detail", row.change or 0), row.reason or ""
    if row.route == Route.RETURNED:
        return Decision(f"Изменение карты возвращено: {counted(row.remarks, REMARKS)}", why, address, "Исправить")
    return Decision("Изменение карты согласовано: осталось внести его", why, address, "Открыть изменение")


def _own_line(row: MovedMap) -> Decision:
    if row.route == Route.RETURNED:
        words = f"Карта возвращена: {counted(row.remarks, REMARKS)}"
        return Decision(words, row.title, address_of("roadmap_gate", row.pk), "Исправить")
    address = address_of("roadmap_detail", row.pk)
    return Decision("Карта согласована: осталось утвердить её приказом", row.title, address, "Открыть карту")
