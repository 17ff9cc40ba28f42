"""A submission before the eyes of whoever decides: its rows, remarks, gaps, and what is new."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from core.viewer import Viewer
from roadmaps.blueprints import BLUEPRINTS
from roadmaps.models import Activity, Proposal, Remark, Roadmap, RoadmapVersion, Submission
from roadmaps.queries.endorsement import versions_before
from roadmaps.queries.names import contents_for
from roadmaps.queries.rules import rules_of
from roadmaps.states.checks import Compulsory, Gap, gaps_of
from roadmaps.states.diffs import words_of
from roadmaps.states.snapshots import ActivityState, RoadmapState
from roadmaps.states.versions import RoadmapDiff, RowDiff, compare

PHRASES = (
    "Уточните срок.",
    "Не указан ответственный.",
    "Не указан ожидаемый результат.",
    "Раскройте содержание мероприятия.",
    "Повторяет другое мероприятие карты.",
)
State = Submission.State


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A row as it was sent. `change`: what is new in it since its reader saw it last."""

    pk: int | None
    number: str
    name: str
    term: str
    responsible: str
    result: str
    content: str
    remarks: list[Remark]
    change: RowDiff | None


@dataclass(frozen=True, slots=True)
class ReviewStage:
    name: str
    rows: list[ReviewRow]


@dataclass(frozen=True, slots=True)
class Review:
    """`general` are remarks pinned to no row of the version; `answered` came back from below."""

    stages: list[ReviewStage]
    diff: RoadmapDiff | None
    before: RoadmapVersion | None
    gaps: list[Gap]
    general: list[Remark]
    answered: list[Remark]
    written: int
    rows: int

    @property
    def changed(self) -> int:
        return self.diff.count if self.diff else 0


def review_of(viewer: Viewer, submission: Submission, *, only_changed: bool) -> Review:
    """At most six queries."""
    before = versions_before(viewer, [submission]).get(submission.pk)
    state, *seen = contents_for(viewer, submission.version, *([before] if before else []))
    diff = compare(seen[0], state) if seen else None
    remarks = remarks_of(viewer, submission)
    stages = _stages(state, diff, remarks, only_changed and diff is not None)
    shown = {row.pk for stage in state.stages for row in stage.activities}
    mine = [row for row in remarks if row.submission_id == submission.pk and row.state == Remark.State.OPEN]
    return Review(
        stages=stages,
        diff=diff,
        before=before,
        gaps=_gaps(viewer, submission, state, mine),
        general=[row for row in mine if row.activity_id not in shown],
        answered=[row for row in remarks if row.submission_id != submission.pk],
        written=len(mine),
        rows=len(shown),
    )


def remarks_of(viewer: Viewer, submission: Submission) -> list[Remark]:
    """Own remarks on this submission, and earlier ones with their answers; closed ones are gone.

    Neither side reads what is not meant for it: below only what was given back, above nothing of the own head's desk.
    """
    rows = Remark.objects.visible_to(viewer).filter(
        organization_id=submission.organization_id, roadmap_id=submission.roadmap_id
    )
    inside = Q(submission__forwarded_at=None)
    below = submission.organization_id in viewer.scope.schools
    meant = rows.filter(inside | Q(submission__state=State.RETURNED) if below else ~inside)
    return list(meant.exclude(state=Remark.State.CLOSED).select_related("activity", "stage").order_by("pk"))


def row_remarks(viewer: Viewer, submission: Submission, activity_id: int) -> list[Remark]:
    return _of_row(remarks_of(viewer, submission), activity_id, submission.pk)


def _of_row(remarks: list[Remark], activity_id: int | None, submission_id: int) -> list[Remark]:
    return [
        row
        for row in remarks
        if activity_id is not None
        and row.activity_id == activity_id
        and row.submission_id == submission_id
        and row.state == Remark.State.OPEN
    ]


def phrases_for(viewer: Viewer) -> list[str]:
    """Built-in ones and those of the rules in force."""
    return list(dict.fromkeys((*rules_of(viewer.organization).phrases, *PHRASES)))


def _stages(
    state: RoadmapState, diff: RoadmapDiff | None, remarks: list[Remark], only_changed: bool
) -> list[ReviewStage]:
    changes = {row.pk: row for row in diff.rows if row.pk} if diff else {}
    pinned: dict[int | None, list[Remark]] = {}
    for remark in remarks:
        if remark.state == Remark.State.OPEN:
            pinned.setdefault(remark.activity_id, []).append(remark)
    stages = []
    for stage in state.stages:
        rows = [_row(row, pinned, changes) for row in stage.activities]
        kept = [row for row in rows if not only_changed or row.change or row.remarks]
        if kept or not only_changed:
            stages.append(ReviewStage(stage.name, kept))
    return stages


def _row(row: ActivityState, pinned: dict[int | None, list[Remark]], changes: dict[int, RowDiff]) -> ReviewRow:
    return ReviewRow(
        pk=row.pk,
        number=row.number,
        name=row.name,
        term=words_of("term", row),
        responsible=words_of("responsibles", row),
        result=row.expected_result,
        content="\n".join(row.lines),
        remarks=pinned.get(row.pk, []) if row.pk else [],
        change=changes.get(row.pk) if row.pk else None,
    )


def _gaps(viewer: Viewer, submission: Submission, state: RoadmapState, mine: Iterable[Remark]) -> list[Gap]:
    """Those not yet turned into a remark."""
    said = {(row.activity_id, row.text) for row in mine}
    found = gaps_of(state, _required_stages(submission.roadmap), _compulsory(viewer, submission.roadmap))
    return [gap for gap in found if (gap.row.pk if gap.row else None, gap.remark) not in said]


def _required_stages(roadmap: Roadmap) -> list[str]:
    model = Roadmap.TargetModel
    models = [model.PUPIL, model.TEACHER] if roadmap.target_model == model.BOTH else [roadmap.target_model]
    return [
        name for blueprint in BLUEPRINTS.values() if blueprint.target_model in models for name, _ in blueprint.stages
    ]


def _compulsory(viewer: Viewer, roadmap: Roadmap) -> list[Compulsory]:
    """Of approved roadmaps of the body above in the same period; taken: accepted as a proposal."""
    above = roadmap.organization.parent_id
    if above is None:
        return []
    rows = Activity.objects.visible_to(viewer).filter(
        organization_id=above,
        compulsory=True,
        removed_on=None,
        roadmap__status=Roadmap.Status.APPROVED,
        roadmap__starts_on__lte=roadmap.ends_on,
        roadmap__ends_on__gte=roadmap.starts_on,
    )
    names = dict(rows.order_by("stage__position", "position").values_list("pk", "name"))
    accepted = Proposal.objects.visible_to(viewer).filter(
        organization_id=roadmap.organization_id, source_id__in=names, state=Proposal.State.ACCEPTED
    )
    taken = set(accepted.filter(activity__roadmap=roadmap).values_list("source_id", flat=True)) if names else set()
    return [Compulsory(name, pk in taken) for pk, name in names.items()]
