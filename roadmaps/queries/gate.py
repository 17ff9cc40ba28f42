"""«Что мешает отправить»: what blocks a roadmap, what has to be seen, and where it goes from here."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.roles import Permission, roles_with
from core.viewer import Viewer
from roadmaps.models import Remark, Roadmap, RoadmapVersion, Submission
from roadmaps.queries.rules import endorser_of
from roadmaps.queries.snapshots import state_of_roadmap
from roadmaps.states.checks import Problem, problems_of
from roadmaps.states.snapshots import RoadmapState
from roadmaps.states.versions import RoadmapDiff, compare
from schools.models import Membership, Organization

State = Submission.State


@dataclass(frozen=True, slots=True)
class Gate:
    """`next_state` is empty where nobody has to be asked; `diff` is against the version sent last."""

    problems: list[Problem]
    remarks: list[Remark]
    last: Submission | None
    endorser: Organization | None
    next_state: str
    diff: RoadmapDiff | None

    @property
    def blocking(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.blocks]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self.problems if not problem.blocks]

    @property
    def to_director(self) -> bool:
        return self.next_state == State.AT_DIRECTOR

    @property
    def answered(self) -> int:
        return sum(remark.state != Remark.State.OPEN for remark in self.remarks)


def gate_of(viewer: Viewer, roadmap: Roadmap) -> Gate:
    """Of a roadmap of the viewer's own organization. At most eleven queries, however many rows."""
    last = last_submission(viewer, roadmap)
    endorser = endorser_of(roadmap.organization)
    next_state = _next(viewer, last, endorser)
    remarks = returned_remarks(viewer, roadmap)
    state = state_of_roadmap(viewer, roadmap)
    problems = [*_unanswered(remarks), *_headless(roadmap, next_state), *problems_of(state)]
    sent = last.version if last else None
    return Gate(
        problems=sorted(problems, key=lambda problem: not problem.blocks),
        remarks=remarks,
        last=last,
        endorser=endorser,
        next_state=next_state,
        diff=compare(content_of(sent), state) if sent else None,
    )


def next_step(viewer: Viewer, roadmap: Roadmap) -> tuple[str, Submission | None]:
    """Whom a sending goes to now (empty: nobody has to be asked), and the sending before it."""
    last = last_submission(viewer, roadmap)
    return _next(viewer, last, endorser_of(roadmap.organization)), last


def last_submission(viewer: Viewer, roadmap: Roadmap) -> Submission | None:
    rows = Submission.objects.visible_to(viewer).filter(organization_id=roadmap.organization_id, roadmap=roadmap)
    return rows.select_related("version", "forwarded_by").order_by("-sent_at", "-pk").first()


def returned_remarks(viewer: Viewer, roadmap: Roadmap) -> list[Remark]:
    """Those the organization was given and that are not closed; remarks still being written stay above."""
    rows = Remark.objects.visible_to(viewer).filter(organization_id=roadmap.organization_id, roadmap=roadmap)
    given = rows.filter(submission__state=State.RETURNED).exclude(state=Remark.State.CLOSED)
    order = ("activity__stage__position", "activity__position", "pk")
    return list(given.select_related("activity", "stage", "submission").order_by(*order))


def remarks_given(viewer: Viewer, roadmap: Roadmap) -> dict[str, Any]:
    """What the panel of remarks shows, for a draft and for a change that came back."""
    remarks = returned_remarks(viewer, roadmap)
    return {"remarks": remarks, "answered": sum(row.state != Remark.State.OPEN for row in remarks)}


def content_of(version: RoadmapVersion) -> RoadmapState:
    return RoadmapState.from_json(version.content)


def _next(viewer: Viewer, last: Submission | None, endorser: Organization | None) -> str:
    """The head need not be asked twice: neither when sending, nor after the body above has returned it."""
    head = viewer.can(Permission.ROADMAP_FORWARD)
    let_out = last is not None and last.state == State.RETURNED and last.forwarded_at is not None
    if endorser is not None and (head or let_out):
        return State.AT_MUNICIPALITY
    return "" if head else State.AT_DIRECTOR


def _unanswered(remarks: list[Remark]) -> list[Problem]:
    number = sum(remark.state == Remark.State.OPEN for remark in remarks)
    return [Problem(f"Замечаний без ответа: {number}", blocks=True)] if number else []


def _headless(roadmap: Roadmap, next_state: str) -> list[Problem]:
    """Nobody could let the roadmap out."""
    if next_state != State.AT_DIRECTOR:
        return []
    roles = roles_with(Permission.ROADMAP_FORWARD)
    heads = Membership.objects.active().filter(organization_id=roadmap.organization_id, roles__overlap=roles)
    if heads.exists():
        return []
    text = "В организации нет директора с учётной записью: некому отправить карту дальше"
    return [Problem(text, blocks=True, address=reverse("people_list"), button="Открыть список сотрудников")]
