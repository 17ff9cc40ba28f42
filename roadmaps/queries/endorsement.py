"""What waits for a decision: the queue, the lines of the first page, the steps of a roadmap."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.roles import GRANTS, Permission
from core.calendar import working_days_between
from core.http import address_of
from core.viewer import Viewer
from core.words import counted
from roadmaps.models import ChangeSet, Roadmap, RoadmapVersion, Submission
from roadmaps.queries.gate import content_of, last_submission
from roadmaps.queries.rules import endorser_of
from roadmaps.states.versions import compare
from roadmaps.terms.wording import REMARKS
from schools.models import Membership

LATE_DAYS = 5  # working days after which a waiting roadmap is late
USUAL = "обычно 5 раб. дней"
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
        rows.append(QueueRow(submission, *_waited(submission, today), changes))
    return sorted(rows, key=lambda row: row.since)


def _waited(submission: Submission, today: date) -> tuple[datetime, int]:
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
    _since, days = _waited(row, today)
    note = f"ждёт {counted(days, ('рабочий день', 'рабочих дня', 'рабочих дней'))}" if days else "пришла сегодня"
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


@dataclass(frozen=True, slots=True)
class Step:
    words: str
    state: str  # done, now, next


@dataclass(frozen=True, slots=True)
class RouteLine:
    """The way of a draft and the one thing to do about it: `address` and `button`, empty when it is nobody's turn."""

    steps: list[Step]
    note: str = ""
    address: str = ""
    button: str = ""
    withdraw: str = ""
    required: bool = False
    orders: bool = False  # the order of approval may be made
    versions: bool = False


def route_line(viewer: Viewer, roadmap: Roadmap, today: date) -> RouteLine | None:
    """None for a roadmap that is no draft. At most five queries."""
    if not roadmap.is_draft:
        return None
    endorser = endorser_of(roadmap.organization)
    last = last_submission(viewer, roadmap) if roadmap.route_since else None
    own = viewer.can_edit(roadmap)
    address, button = _turn(viewer, roadmap, last, own)
    sends = own and viewer.can(Permission.ROADMAP_SEND) and not roadmap.is_open
    return RouteLine(
        steps=_steps(roadmap, endorser is not None),
        note=_note(viewer, roadmap, last, today),
        address=address,
        button=button,
        withdraw=reverse("roadmap_withdraw", args=[roadmap.pk]) if sends else "",
        required=endorser is not None,
        orders=roadmap.route == Route.ENDORSED or (roadmap.is_open and endorser is None),
        versions=last is not None,
    )


def _steps(roadmap: Roadmap, endorsed: bool) -> list[Step]:
    names = ["Черновик", "У директора" if not roadmap.organization.is_official else "У руководителя"]
    places = {Route.WRITING: 0, Route.RETURNED: 0, Route.AT_DIRECTOR: 1, Route.AT_MUNICIPALITY: 2}
    if endorsed or roadmap.route in (Route.AT_MUNICIPALITY, Route.ENDORSED):
        names += ["На согласовании", "Согласована"]
    names.append("Утверждена приказом")
    here = places.get(Route(roadmap.route), 3)
    if roadmap.route == Route.RETURNED:
        names[0] = "Возвращена с замечаниями"
    return [Step(name, _place(n, here)) for n, name in enumerate(names)]


def _place(number: int, here: int) -> str:
    return "now" if number == here else "done" if number < here else "next"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who has it since when, and what the viewer may do about it; empty words when it is with whoever wrote it."""

    words: str = ""
    address: str = ""
    button: str = ""


def waiting_set(viewer: Viewer, change_set: ChangeSet, today: date) -> Waiting:
    """Of a set that was sent. At most three queries."""
    roadmap = change_set.roadmap
    if change_set.state != ChangeSet.State.SENT:
        return Waiting()
    last = last_submission(viewer, roadmap)
    address, button = _turn(viewer, roadmap, last, viewer.can_edit(roadmap))
    return Waiting(_note(viewer, roadmap, last, today), address, button)


def _holder(viewer: Viewer, roadmap: Roadmap) -> str:
    """Names of the heads for those who may read them, else the body above."""
    if roadmap.route == Route.AT_MUNICIPALITY:
        return roadmap.organization.parent.short_name if roadmap.organization.parent else ""
    roles = [str(role) for role, granted in GRANTS.items() if Permission.ROADMAP_FORWARD in granted]
    heads = Membership.objects.visible_to(viewer).active().filter(organization_id=roadmap.organization_id)
    return ", ".join(row.short_name for row in heads.filter(roles__overlap=roles).order_by("pk"))


def _note(viewer: Viewer, roadmap: Roadmap, last: Submission | None, today: date) -> str:
    if last is None or roadmap.route not in (Route.AT_DIRECTOR, Route.AT_MUNICIPALITY):
        return ""
    since, days = _waited(last, today)
    holder = f"{who}, " if (who := _holder(viewer, roadmap)) else ""
    waited = counted(days, ("рабочий день", "рабочих дня", "рабочих дней"))
    usual = f", {USUAL}" if roadmap.route == Route.AT_MUNICIPALITY else ""
    return f"{holder}с {roadmap.organization.local_date(since):%d.%m.%Y}, ждёт {waited}{usual}"


def _turn(viewer: Viewer, roadmap: Roadmap, last: Submission | None, own: bool) -> tuple[str, str]:
    if own and roadmap.is_open and viewer.can(Permission.ROADMAP_SEND):
        words = "Ответить на замечания" if roadmap.route == Route.RETURNED else "Проверить и отправить"
        return reverse("roadmap_gate", args=[roadmap.pk]), words
    if own and roadmap.route == Route.AT_DIRECTOR and viewer.can(Permission.ROADMAP_FORWARD):
        return reverse("roadmap_forward", args=[roadmap.pk]), "Утвердить к отправке"
    above = roadmap.organization.parent_id
    theirs = above is not None and viewer.organization.pk == above and viewer.can(Permission.ROADMAP_ENDORSE)
    if last and theirs and roadmap.route == Route.AT_MUNICIPALITY:
        return reverse("endorsement_detail", args=[last.pk]), "Рассмотреть"
    return "", ""
