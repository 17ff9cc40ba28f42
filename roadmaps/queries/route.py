"""The way of a draft or of a sent set of changes: its steps, who has it, whose turn it is."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.roles import GRANTS, Permission
from core.viewer import Viewer
from core.words import counted
from roadmaps.models import ChangeSet, Roadmap, Submission
from roadmaps.queries.endorsement import WORKING_DAYS, waited
from roadmaps.queries.gate import last_submission
from roadmaps.queries.rules import endorser_of
from schools.models import Membership

USUAL = "обычно 5 раб. дней"
Route = Roadmap.Route


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
    since, days = waited(last, today)
    holder = f"{who}, " if (who := _holder(viewer, roadmap)) else ""
    usual = f", {USUAL}" if roadmap.route == Route.AT_MUNICIPALITY else ""
    on = roadmap.organization.local_date(since)
    if on == today:
        return f"{holder}отправлено сегодня{usual}"
    waits = f", ждёт {counted(days, WORKING_DAYS)}" if days else ""
    return f"{holder}с {on:%d.%m.%Y}{waits}{usual}"


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
