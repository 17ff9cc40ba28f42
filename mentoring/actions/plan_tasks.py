"""Tasks of a programme: written in the draft, done, postponed and added when it is agreed."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.people import Stale
from mentoring.actions.plans import MOST_TASKS, NotDraft, PairIsOver, ask_anew, refuse_over, taken
from mentoring.models import Plan, PlanTask

__all__ = ["PairIsOver", "Stale"]
Status = Plan.Status


class TooManyTasks(DomainError):
    message = f"Больше {MOST_TASKS} заданий в программе не бывает: уберите лишние."


class PlanAtCurator(DomainError):
    message = "Программа у куратора: дождитесь ответа."


class NotAgreed(DomainError):
    message = "Отмечать задания можно, когда программа согласована куратором."


class OutsidePlan(DomainError):
    """`message` names the dates."""


class FutureDay(DomainError):
    message = "Этот день ещё не наступил."


@transaction.atomic
def add_task(plan: Plan, values: dict[str, Any], *, by: Viewer, now: datetime) -> PlanTask:
    """Into a draft or, as the work goes on, into an agreed programme.

    Raises PlanAtCurator, PairIsOver, TooManyTasks, OutsidePlan.
    """
    fresh = _open_plan(plan)
    _refuse_outside(fresh, values.get("due_on"))
    rows = PlanTask.objects.filter(plan=fresh)
    if rows.count() >= MOST_TASKS:
        raise TooManyTasks
    position = (rows.aggregate(last=Max("position"))["last"] or 0) + 1
    task = PlanTask(
        organization_id=fresh.organization_id, pair_id=fresh.pair_id, plan=fresh, position=position, **values
    )
    task.save(force_insert=True)
    _touch(fresh, by)
    record(by, "plan_task.added", fresh.pair, at=now)
    return task


@transaction.atomic
def edit_task(task: PlanTask, values: dict[str, Any], *, seen: int, by: Viewer, now: datetime) -> PlanTask:
    """Of a draft. Raises Stale, NotDraft, PairIsOver, OutsidePlan."""
    fresh, plan = _taken(task, seen)
    if plan.status != Status.DRAFT:
        raise NotDraft
    changed = [name for name, value in values.items() if getattr(fresh, name) != value]
    if changed:
        _refuse_outside(plan, values.get("due_on"))
        for name in changed:
            setattr(fresh, name, values[name])
        _write(fresh, *changed)
        _touch(plan, by)
        record(by, "plan_task.edited", plan.pair, at=now, fields=changed)
    return fresh


@transaction.atomic
def delete_task(task: PlanTask, *, by: Viewer, now: datetime) -> None:
    """Out of a draft. Raises NotDraft, PairIsOver."""
    fresh, plan = _taken(task, None)
    if plan.status != Status.DRAFT:
        raise NotDraft
    fresh.delete()
    _touch(plan, by)
    record(by, "plan_task.deleted", plan.pair, at=now)


@transaction.atomic
def do_task(
    task: PlanTask, *, done_on: date, actual: str, mark: str | None, seen: int, by: Viewer, now: datetime
) -> None:
    """Done, with what came of it; `mark` is the mentor's, None where the mentee writes and leaves it as it is.

    Raises Stale, NotAgreed, PairIsOver, FutureDay.
    """
    fresh, plan = _taken(task, seen)
    _refuse_unless_agreed(plan)
    if done_on > by.organization.local_date(now):
        raise FutureDay
    fresh.done_on, fresh.actual = done_on, actual
    if mark is not None:
        fresh.mark = mark
    _write(fresh, "done_on", "actual", "mark")
    record(by, "plan_task.done", plan.pair, at=now)


@transaction.atomic
def reopen_task(task: PlanTask, *, seen: int, by: Viewer, now: datetime) -> None:
    """Back to work; what was written stays. Raises Stale, NotAgreed, PairIsOver."""
    fresh, plan = _taken(task, seen)
    _refuse_unless_agreed(plan)
    fresh.done_on = None
    _write(fresh, "done_on")
    record(by, "plan_task.reopened", plan.pair, at=now)


@transaction.atomic
def postpone_task(task: PlanTask, *, due_on: date, seen: int, by: Viewer, now: datetime) -> None:
    """Another term inside the programme; both are in the log. Raises Stale, NotAgreed, PairIsOver, OutsidePlan."""
    fresh, plan = _taken(task, seen)
    _refuse_unless_agreed(plan)
    _refuse_outside(plan, due_on)
    before = fresh.due_on
    if before != due_on:
        fresh.due_on = due_on
        _write(fresh, "due_on")
        record(by, "plan_task.postponed", plan.pair, at=now, before=str(before or ""), after=str(due_on))


def _taken(task: PlanTask, seen: int | None) -> tuple[PlanTask, Plan]:
    """The task and its plan as they are, held; the plan first, so that two people never wait for each other."""
    plan = taken(task.plan, None)
    refuse_over(plan.pair)
    fresh: PlanTask = PlanTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if seen is not None and fresh.version != seen:
        raise Stale(fresh)
    return fresh, plan


def _open_plan(plan: Plan) -> Plan:
    fresh = taken(plan, None)
    refuse_over(fresh.pair)
    if fresh.status not in (Status.DRAFT, Status.AGREED):
        raise PlanAtCurator
    return fresh


def _refuse_unless_agreed(plan: Plan) -> None:
    if plan.status != Status.AGREED:
        raise NotAgreed


def _refuse_outside(plan: Plan, due_on: date | None) -> None:
    if due_on and not plan.starts_on <= due_on <= plan.ends_on:
        raise OutsidePlan(f"Срок должен быть внутри программы: с {plan.starts_on:%d.%m.%Y} по {plan.ends_on:%d.%m.%Y}.")


def _touch(plan: Plan, by: Viewer) -> None:
    """What stands in the plan has changed: a draft needs the mentee's yes anew, and whoever looks at it sees it."""
    if plan.status == Status.DRAFT:
        ask_anew(plan, by)
    plan.version += 1
    plan.save(update_fields=["mentee_agreed_on", "version"])


def _write(task: PlanTask, *fields: str) -> None:
    task.version += 1
    task.save(update_fields=[*fields, "version"])
