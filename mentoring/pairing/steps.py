"""Which state of a pair follows which, and how each looks."""

from dataclasses import dataclass

from mentoring.models import Pair

Status, Reason = Pair.Status, Pair.EndReason

MOVES: dict[str, frozenset[str]] = {
    Status.PROPOSED: frozenset({Status.AGREED, Status.ENDED}),
    Status.AGREED: frozenset({Status.PROPOSED, Status.ORDERED, Status.ENDED}),
    Status.ORDERED: frozenset({Status.AGREED, Status.ACTIVE, Status.ENDED}),
    Status.ACTIVE: frozenset({Status.PAUSED, Status.COMPLETED, Status.ENDED}),
    Status.PAUSED: frozenset({Status.ACTIVE, Status.COMPLETED, Status.ENDED}),
    Status.COMPLETED: frozenset(),
    Status.ENDED: frozenset(),
}
ROAD = (Status.PROPOSED, Status.AGREED, Status.ORDERED, Status.ACTIVE, Status.COMPLETED)
BEGUN = frozenset({Status.ACTIVE, Status.PAUSED})
MARKS = {
    Status.PROPOSED: "not_started",
    Status.AGREED: "not_started",
    Status.ORDERED: "in_progress",
    Status.ACTIVE: "on_track",
    Status.PAUSED: "soon",
    Status.COMPLETED: "done",
    Status.ENDED: "cancelled",
}
BEFORE_WORK = (Reason.DECLINED, Reason.TRIAL, Reason.MENTOR, Reason.MENTEE, Reason.BOTH, Reason.CURATOR)
AT_WORK = (Reason.MENTOR, Reason.MENTEE, Reason.BOTH, Reason.CURATOR, Reason.FORCE, Reason.TRIAL)
WHO_WENT = (Reason.MENTEE_LEFT, Reason.MENTOR_LEFT, Reason.WITHDRAWN)


def may_move(before: str, after: str) -> bool:
    return after in MOVES[before]


def mark_of(status: str) -> str:
    """The shape of the state (`core.templatetags.ui`)."""
    return MARKS[Status(status)]


def end_reasons(status: str) -> tuple[str, ...]:
    """Why a pair in this state may be ended early by hand; nothing for one that is over."""
    if not MOVES[status]:
        return ()
    return (*(AT_WORK if status in BEGUN else BEFORE_WORK), *WHO_WENT)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the road of a pair; `state` is done, current or ahead."""

    label: str
    state: str


def steps_of(status: str) -> tuple[Step, ...]:
    """The road from the proposal to the closing; a pause stands at «Действует», an early end nowhere."""
    if status == Status.ENDED:
        return ()
    place = ROAD.index(Status.ACTIVE if status == Status.PAUSED else Status(status))
    return tuple(
        Step(str(each.label), "done" if number < place else "current" if number == place else "ahead")
        for number, each in enumerate(ROAD)
    )
