"""Activities from above: what waits for an answer below, and how those below are doing."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, Q
from django.urls import reverse

from accounts.roles import Permission
from core.viewer import Viewer
from core.words import counted, folded
from roadmaps.models import Activity, Proposal, Roadmap, Stage
from roadmaps.queries.endorsement import Decision
from roadmaps.queries.maps import own_maps
from roadmaps.queries.status import Status, status_of
from roadmaps.states.diffs import FieldChange, changed_fields, words_of
from roadmaps.states.snapshots import ActivityState
from roadmaps.terms.wording import ACTIVITIES
from roadmaps.work import OPEN, REVIEW
from schools.queries import RussianKey

FROM = {"municipality": "муниципалитет", "region": "регион"}
FROM_WHOM = {"municipality": "От муниципалитета", "region": "От региона"}
ANSWERS = {
    "done": "Выполнили",
    "working": "В работе",
    "overdue": "Просрочили",
    "declined": "Не применимо",
    "waiting": "Не ответили",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal ready to be read; `changes` are those an accepting organization has not looked at."""

    proposal: Proposal
    state: ActivityState
    stage_above: str
    term: str
    changes: tuple[FieldChange, ...] = ()

    @property
    def sender(self) -> str:
        return self.proposal.sender.short_name

    def is_past(self, today: date) -> bool:
        """Every term is over: it can only be done late, or in a term of one's own."""
        days = [window.due_on for window in self.state.windows if window.due_on]
        return bool(days) and max(days) < today.isoformat()

    @property
    def level(self) -> str:
        return FROM[self.proposal.sender.level]


@dataclass(frozen=True, slots=True)
class Offers:
    waiting: list[Offer]
    changed: list[Offer]
    settled: list[Offer]


def offers_to(viewer: Viewer, school_year: int) -> Offers:
    """Everything from above to the viewer's organization until the year, the latest first. One query.

    Of what is offered for several years the answer of the latest counts.
    """
    rows = Proposal.objects.visible_to(viewer).filter(organization=viewer.organization, school_year__lte=school_year)
    ordered = rows.select_related("sender", "activity__roadmap").order_by("school_year", "-sent_at", "source_id")
    latest = {row.source_id: row for row in ordered}
    found = [_offer(row) for row in sorted(latest.values(), key=lambda row: (-row.sent_at.timestamp(), row.source_id))]
    waiting = [each for each in found if each.proposal.awaits and each.proposal.state != Proposal.State.DECLINED]
    changed = [each for each in found if each.changes]
    shown = {each.proposal.pk for each in (*waiting, *changed)}
    return Offers(waiting, changed, [each for each in found if each.proposal.pk not in shown])


def title_of(offers: Offers, level: str) -> str:
    """From whom the offers came; of a page without any: from whom an organization of `level` gets them."""
    senders = {offer.proposal.sender.level for offer in (*offers.waiting, *offers.changed, *offers.settled)}
    if len(senders) > 1:
        return "От вышестоящих организаций"
    return FROM_WHOM[next(iter(senders), "region" if level == "municipality" else "municipality")]


def continued_offers(
    viewer: Viewer, organization_id: int, activities: Collection[int], school_year: int
) -> dict[int, Proposal]:
    """Activity accepted from above → the unanswered offer of the same for the year. Two queries."""
    own = Proposal.objects.visible_to(viewer).filter(organization_id=organization_id)
    before = own.filter(activity_id__in=activities, state=Proposal.State.ACCEPTED, school_year__lt=school_year)
    accepted = dict(before.values_list("source_id", "activity_id"))
    rows = own.filter(source_id__in=accepted, school_year=school_year, state=Proposal.State.NEW)
    return {accepted[row.source_id]: row for row in rows}


def offer_of_row(row: Proposal) -> Offer:
    """One proposal with its sender."""
    return _offer(row)


def _offer(row: Proposal) -> Offer:
    state = ActivityState.from_json(row.offered)
    taken = row.state == Proposal.State.ACCEPTED and row.activity_id and row.taken is not None
    changes = changed_fields(ActivityState.from_json(row.taken or {}), state) if taken else []
    return Offer(row, state, str(row.offered.get("stage", "")), words_of("term", state), tuple(changes))


def decisions_about(viewer: Viewer, offers: Iterable[tuple[str, int]]) -> list[Decision]:
    """Lines of «Ждут вашего решения»: from whom and how many. No query."""
    if not viewer.can(Permission.ROADMAP_EDIT):
        return []
    return [
        Decision(
            f"{counted(number, ACTIVITIES)} {whom}",
            "Примите в карту, ответьте или посмотрите, что изменилось",
            address,
            "Открыть",
        )
        for whom, number in offers
        for address in [reverse("proposal_list")]
    ]


def stages_open_to(viewer: Viewer, school_year: int) -> list[Stage]:
    """Where an activity from above may go: stages of the year's approved maps and open drafts of the organization."""
    ready = Q(roadmap__status=Roadmap.Status.APPROVED) | Q(
        roadmap__status=Roadmap.Status.DRAFT, roadmap__route__in=[Roadmap.Route.WRITING, Roadmap.Route.RETURNED]
    )
    maps = own_maps(viewer).of_year(school_year)
    rows = Stage.objects.visible_to(viewer).filter(ready, organization=viewer.organization, roadmap__in=maps)
    return list(rows.select_related("roadmap").order_by("-roadmap__status", "roadmap_id", "position"))


def suggested_stage(offered: dict[str, Any], stages: Sequence[Stage]) -> Stage | None:
    """The stage of the same name, else the one at the same place, else the last."""
    name, place = folded(str(offered.get("stage", ""))), offered.get("place")
    same_name = [stage for stage in stages if name and folded(stage.name) == name]
    same_place = [stage for stage in stages if stage.position == place]
    return next(iter((*same_name, *same_place, *stages[-1:])), None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one organization below has made of one activity."""

    organization: int
    name: str
    code: str
    reason: str
    activity: int | None
    status: Status | None

    @property
    def words(self) -> str:
        return ANSWERS[self.code]


@dataclass(frozen=True, slots=True)
class Addressed:
    """An activity addressed below with the answers to it. `stale`: it changed after it was offered."""

    pk: int
    number: str
    name: str
    stage: str
    answers: list[Answer]
    counts: dict[str, int]
    stale: bool

    @property
    def total(self) -> int:
        return len(self.answers)

    @property
    def counters(self) -> list[tuple[str, str, int]]:
        return [(code, words, self.counts.get(code, 0)) for code, words in ANSWERS.items()]

    @property
    def done(self) -> int:
        return self.counts.get("done", 0)


def cascade_progress(viewer: Viewer, roadmap: Roadmap, today: date, school_year: int) -> list[Addressed]:
    """Every activity of a roadmap addressed below until the year, with the answers to it, by name. Two queries.

    Of what is offered for several years the answer of the latest counts.
    """
    answers: dict[int, dict[int, Answer]] = {}
    seen: dict[int, int] = {}
    for row in _proposals(viewer, roadmap):
        seen[row["source_id"]] = min(seen.get(row["source_id"], row["source_version"]), row["source_version"])
        if row["school_year"] <= school_year:
            answers.setdefault(row["source_id"], {})[row["organization_id"]] = _answer(row, today)
    return [
        Addressed(pk, number, name, stage, found, _counted(found), seen.get(pk, 0) != version)
        for pk, number, name, stage, version in _addressed(viewer, roadmap)
        if pk in answers or pk not in seen
        for found in [list(answers.get(pk, {}).values())]
    ]


def _addressed(viewer: Viewer, roadmap: Roadmap) -> Iterable[Any]:
    rows = Activity.objects.visible_to(viewer).filter(organization_id=roadmap.organization_id, roadmap=roadmap)
    rows = rows.exclude(addressed_to="").filter(removed_on=None).order_by("stage__position", "position")
    return rows.values_list("pk", "number", "name", "stage__name", "version")


def _proposals(viewer: Viewer, roadmap: Roadmap) -> Iterable[dict[str, Any]]:
    """A proposal with the terms of the activity it became; those taken back are left out."""
    open_ = Q(activity__occurrences__state__in=OPEN)
    rows = Proposal.objects.visible_to(viewer).filter(source__roadmap=roadmap, sender_id=roadmap.organization_id)
    rows = rows.exclude(state=Proposal.State.WITHDRAWN).annotate(
        open=Count("activity__occurrences", filter=open_),
        due_on=Min("activity__occurrences__due_on", filter=open_),
        started=Count("activity__occurrences", filter=Q(activity__occurrences__state="in_progress")),
        review=Count("activity__occurrences", filter=Q(activity__occurrences__state=REVIEW)),
        done=Count("activity__occurrences", filter=Q(activity__occurrences__state="done")),
        name=F("organization__short_name"),
    )
    fields = ("source_id", "school_year", "source_version", "organization_id", "state", "reason", "activity_id", "name")
    ordered = rows.order_by(RussianKey("organization__short_name"), "organization_id", "school_year")
    return ordered.values(*fields, "open", "due_on", "started", "review", "done")


def _answer(row: dict[str, Any], today: date) -> Answer:
    code, status = "waiting", None
    if row["state"] == Proposal.State.DECLINED:
        code = "declined"
    elif row["state"] == Proposal.State.ACCEPTED and row["activity_id"]:
        code, status = _doing(row, today)
    return Answer(row["organization_id"], row["name"], code, row["reason"], row["activity_id"], status)


def _doing(row: dict[str, Any], today: date) -> tuple[str, Status]:
    """Done: a term is done and no other has come yet; what repeats over years is not late until its next term."""
    due_on = row["due_on"]
    if row["done"] and not row["review"] and (due_on is None or due_on > today):
        return "done", status_of("done", None, today)
    if row["review"] and not row["open"]:
        return "working", status_of(REVIEW, None, today)
    status = status_of("in_progress" if row["started"] else "not_started", due_on, today)
    return ("overdue" if status.code == "overdue" else "working"), status


def _counted(answers: Iterable[Answer]) -> dict[str, int]:
    return Counter(answer.code for answer in answers)
