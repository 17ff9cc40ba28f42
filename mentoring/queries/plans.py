"""The programme of a pair, as its page, the card of the pair and the papers show it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.roles import Permission
from core.viewer import Viewer
from mentoring.models import Pair, PairMember, Plan, PlanTask, PlanTemplate
from mentoring.plans.choosing import Fit, ranked
from mentoring.plans.library import LIBRARY, built_in
from mentoring.plans.sections import sections_of
from mentoring.plans.sketches import Sketch
from mentoring.plans.states import TaskState, task_state
from mentoring.queries.pairs import members_of, pair_title

Status = Plan.Status
LONGEST_KEY = 19  # digits of a number of a row
OVER = (Pair.Status.COMPLETED, Pair.Status.ENDED)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who holds the pen: staff of the school, the mentor of this pair, a mentee of it."""

    is_staff: bool
    is_mentor: bool
    is_mentee: bool

    @property
    def may_write(self) -> bool:
        return self.is_staff or self.is_mentor or self.is_mentee

    @property
    def may_grade(self) -> bool:
        """«Оценка наставника» is not the mentee's to write."""
        return self.is_staff or self.is_mentor


@dataclass(frozen=True, slots=True)
class TaskLine:
    number: int
    task: PlanTask
    state: TaskState


@dataclass(frozen=True, slots=True)
class PlanCard:
    """`sections`: name → tasks in their order; empty sections of the layout are left out."""

    pair: Pair
    plan: Plan | None
    title: str
    hand: Hand
    is_group: bool
    people: tuple[int, ...]
    sections: tuple[tuple[str, tuple[TaskLine, ...]], ...]

    @property
    def tasks(self) -> list[TaskLine]:
        return [line for _, lines in self.sections for line in lines]

    @property
    def done(self) -> int:
        return sum(line.task.done_on is not None for line in self.tasks)

    @property
    def total(self) -> int:
        return len(self.tasks)

    @property
    def next(self) -> TaskLine | None:
        """The nearest open term."""
        waiting = [line for line in self.tasks if line.task.done_on is None and line.task.due_on]
        return min(waiting, key=lambda line: line.task.due_on or date.max, default=None)

    @property
    def is_open(self) -> bool:
        return self.hand.may_write and self.pair.status not in OVER

    def _is(self, *statuses: str) -> bool:
        return self.is_open and self.plan is not None and self.plan.status in statuses

    @property
    def may_edit(self) -> bool:
        return self._is(Status.DRAFT)

    @property
    def may_add(self) -> bool:
        return self._is(Status.DRAFT, Status.AGREED)

    @property
    def may_accept(self) -> bool:
        """The mentee; of a group, or of who has no way in, the curator writes it down."""
        speaks = self.hand.is_staff or (self.hand.is_mentee and not self.is_group)
        return self._is(Status.DRAFT) and speaks and bool(self.total) and not self._accepted

    @property
    def may_send(self) -> bool:
        return self._is(Status.DRAFT) and self.hand.may_grade and self._accepted

    @property
    def may_decide(self) -> bool:
        return self._is(Status.SENT) and self.hand.is_staff

    @property
    def may_return(self) -> bool:
        return self._is(Status.SENT, Status.AGREED) and self.hand.is_staff

    @property
    def may_work(self) -> bool:
        return self._is(Status.AGREED)

    @property
    def may_finish(self) -> bool:
        return self._is(Status.AGREED) and self.hand.may_grade

    @property
    def _accepted(self) -> bool:
        return self.plan is not None and self.plan.mentee_agreed_on is not None


def hand_of(viewer: Viewer, pair: Pair) -> Hand:
    own, writes = pair.pk in viewer.scope.pairs, pair.pk in viewer.scope.write_pairs
    staff = viewer.can(Permission.PAIR_EDIT) and viewer.can_edit(pair)
    return Hand(staff, own and writes, own and not writes)


def plan_of(viewer: Viewer, pair: Pair) -> Plan | None:
    return Plan.objects.visible_to(viewer).filter(pair=pair).first()


def plan_card(viewer: Viewer, pair: Pair, today: date) -> PlanCard:
    """`pair` with its mentor. Three queries, two without a plan, one more for a mentee."""
    members = members_of(viewer, [pair.pk]).get(pair.pk, [])
    plan, hand = plan_of(viewer, pair), hand_of(viewer, pair)
    return PlanCard(
        pair=pair,
        plan=plan,
        title=pair_title(pair, members),
        hand=hand,
        is_group=_is_group(viewer, pair, hand, len(members)),
        people=(pair.mentor_id, *(member.mentee_id for member in members)),
        sections=_sections(viewer, plan, pair, today) if plan else (),
    )


def _is_group(viewer: Viewer, pair: Pair, hand: Hand, known: int) -> bool:
    """A mentee reads no card of the others of a group, so their places are counted."""
    if not hand.is_mentee:
        return known > 1
    return PairMember.objects.visible_to(viewer).filter(pair=pair, left_on=None).count() > 1


def plan_block(viewer: Viewer, pair: Pair, today: date) -> PlanCard:
    """What the card of a pair shows of its programme (`mentoring/pair_plan_block.html`)."""
    return plan_card(viewer, pair, today)


def _sections(viewer: Viewer, plan: Plan, pair: Pair, today: date) -> tuple[tuple[str, tuple[TaskLine, ...]], ...]:
    tasks = list(PlanTask.objects.visible_to(viewer).filter(plan=plan).order_by("position", "pk"))
    works = plan.status == Status.AGREED
    lines = [TaskLine(0, task, task_state(task.due_on, task.done_on, today, works=works)) for task in tasks]
    found, number = [], 0
    for name in (*sections_of(pair.model, *(task.section for task in tasks)), ""):
        inside = [line for line in lines if line.task.section == name]
        numbered = tuple(TaskLine(number + place, line.task, line.state) for place, line in enumerate(inside, 1))
        number += len(inside)
        if numbered:
            found.append((name, numbered))
    return tuple(found)


def wanted_words(viewer: Viewer, pair: Pair) -> str:
    """What the pair is about, in its own words: the requests it may read, the theme, the goal."""
    rows = PairMember.objects.visible_to(viewer).filter(pair=pair, left_on=None).order_by("pk")
    return ". ".join(filter(None, [*rows.values_list("request", flat=True), pair.theme, pair.goal]))


def fitting_templates(viewer: Viewer, pair: Pair) -> list[Fit]:
    """The bank of the organization and the built-in ones, the best first. Two queries."""
    kept = bank_of(viewer).filter(model=pair.model, form__in=["", pair.form])
    return ranked([*map(Sketch.of, kept), *built_in(pair.model, pair.form)], wanted_words(viewer, pair))


def sketch_by_key(viewer: Viewer, key: str) -> Sketch | None:
    """A built-in one by its word, one of the bank by its number."""
    if not key.isdecimal():
        return LIBRARY.get(key)
    row = bank_of(viewer).filter(pk=int(key)).first() if len(key) < LONGEST_KEY else None
    return Sketch.of(row) if row else None


def bank_of(viewer: Viewer) -> QuerySet[PlanTemplate]:
    rows = PlanTemplate.objects.visible_to(viewer).filter(organization=viewer.organization, archived_at=None)
    return rows.order_by("title", "pk")
