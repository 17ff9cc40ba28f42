"""The programme of a pair: drafted by both sides, agreed to by the mentee, endorsed by the curator, finished."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.pair_news import tell_curators, tell_mentor
from mentoring.actions.people import Stale
from mentoring.models import Pair, Plan, PlanTask
from mentoring.pairing.terms import breaks_period
from mentoring.plans.sketches import TEXTS, Sketch
from mentoring.plans.terms import due_days

Status = Plan.Status
OVER = (Pair.Status.COMPLETED, Pair.Status.ENDED)
MOST_TASKS = 60


class PlanKnown(DomainError):
    message = "У этой пары программа уже есть."


class PairIsOver(DomainError):
    message = "Пара завершена: её программу можно только читать."


class BadPeriod(DomainError):
    """`message` says what is wrong with the dates."""


class NotDraft(DomainError):
    message = "Программа уже у куратора или согласована: её текст сейчас менять нельзя."


class NothingToDo(DomainError):
    message = "В программе нет ни одного задания. Добавьте хотя бы одно."


class MenteeSilent(DomainError):
    message = "Сначала с программой должен согласиться наставляемый."


class NotPossibleNow(DomainError):
    message = "Программа уже в другом состоянии. Обновите страницу."


@transaction.atomic
def create_plan(
    pair: Pair,
    sketch: Sketch | None,
    *,
    kind: str,
    title: str,
    starts_on: date,
    ends_on: date,
    by: Viewer,
    now: datetime,
) -> Plan:
    """A copy of the template with terms on working days of the organization; without one an empty draft.

    Raises PlanKnown, PairIsOver, BadPeriod.
    """
    refuse_over(pair)
    refuse_period(pair, starts_on, ends_on)
    texts = {name: getattr(sketch, name) for name in TEXTS} if sketch else {"goal": pair.goal}
    plan = Plan(
        organization_id=pair.organization_id,
        pair=pair,
        kind=kind,
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        created_at=now,
        **texts,
    )
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError as error:  # the other side was quicker
        raise PlanKnown from error
    if sketch:
        _copy_tasks(plan, sketch, by.organization.working_week)
    record(by, "plan.created", pair, at=now, template=sketch.key if sketch else "")
    return plan


def _copy_tasks(plan: Plan, sketch: Sketch, week: int) -> None:
    days = due_days(sketch, plan.starts_on, plan.ends_on, week)
    rows = sorted(zip(days, sketch.tasks, strict=True), key=lambda row: row[0])
    PlanTask.objects.bulk_create(
        PlanTask(
            organization_id=plan.organization_id,
            pair_id=plan.pair_id,
            plan=plan,
            section=task.section,
            text=task.text,
            way=task.way,
            due_on=day,
            expected=task.expected,
            position=position,
        )
        for position, (day, task) in enumerate(rows, 1)
    )


@transaction.atomic
def edit_plan(plan: Plan, values: dict[str, Any], *, seen: int, by: Viewer, now: datetime) -> Plan:
    """Of a draft. A change by anybody but the mentee asks for the mentee's yes anew.

    Raises Stale, NotDraft, PairIsOver, BadPeriod.
    """
    fresh = taken(plan, seen)
    refuse_written(fresh)
    changed = [name for name, value in values.items() if getattr(fresh, name) != value]
    if not changed:
        return fresh
    for name in changed:
        setattr(fresh, name, values[name])
    refuse_period(fresh.pair, fresh.starts_on, fresh.ends_on)
    ask_anew(fresh, by)
    _write(fresh, *changed, "mentee_agreed_on")
    record(by, "plan.edited", fresh.pair, at=now, fields=changed)
    return fresh


@transaction.atomic
def accept_plan(plan: Plan, *, seen: int, by: Viewer, now: datetime) -> None:
    """The mentee's yes; of one without a way in, and of a group, told by the curator or the mentor.

    Raises Stale, NotDraft, PairIsOver, NothingToDo.
    """
    fresh = taken(plan, seen)
    refuse_written(fresh)
    refuse_empty(fresh)
    fresh.mentee_agreed_on = by.organization.local_date(now)
    _write(fresh, "mentee_agreed_on")
    record(by, "plan.accepted", fresh.pair, at=now)


@transaction.atomic
def send_plan(plan: Plan, *, seen: int, by: Viewer, now: datetime) -> None:
    """To the curator. Raises Stale, NotDraft, PairIsOver, NothingToDo, MenteeSilent."""
    fresh = taken(plan, seen)
    refuse_written(fresh)
    refuse_empty(fresh)
    if fresh.mentee_agreed_on is None:
        raise MenteeSilent
    fresh.status = Status.SENT
    _write(fresh, "status")
    record(by, "plan.sent", fresh.pair, at=now)
    tell_curators(fresh.pair, "plan_sent", key=_occasion(fresh), url=_address(fresh), now=now)


@transaction.atomic
def agree_plan(plan: Plan, *, seen: int, by: Viewer, now: datetime) -> None:
    """The curator's yes. Raises Stale, NotPossibleNow, PairIsOver."""
    fresh = taken(plan, seen)
    _refuse_unless(fresh, Status.SENT)
    fresh.status, fresh.remark, fresh.agreed_on = Status.AGREED, "", by.organization.local_date(now)
    _write(fresh, "status", "remark", "agreed_on")
    record(by, "plan.agreed", fresh.pair, at=now)
    tell_mentor(fresh.pair, "plan_agreed", key=_occasion(fresh), url=_address(fresh), now=now)


@transaction.atomic
def return_plan(plan: Plan, *, remark: str, seen: int, by: Viewer, now: datetime) -> None:
    """Back to the two, with what to change: one that was sent, or an agreed one that both want to change (cl. 7.2).

    Raises Stale, NotPossibleNow, PairIsOver.
    """
    fresh = taken(plan, seen)
    _refuse_unless(fresh, Status.SENT, Status.AGREED)
    fresh.status, fresh.remark = Status.DRAFT, remark
    fresh.mentee_agreed_on = fresh.agreed_on = None
    _write(fresh, "status", "remark", "mentee_agreed_on", "agreed_on")
    record(by, "plan.returned", fresh.pair, at=now)
    tell_mentor(fresh.pair, "plan_returned", key=_occasion(fresh), url=_address(fresh), now=now)


@transaction.atomic
def finish_plan(plan: Plan, *, results: str, seen: int, by: Viewer, now: datetime) -> None:
    """What came of it is written, nothing changes any more. Raises Stale, NotPossibleNow."""
    fresh = taken(plan, seen)
    _refuse_unless(fresh, Status.AGREED)
    fresh.status, fresh.results = Status.DONE, results
    _write(fresh, "status", "results")
    record(by, "plan.finished", fresh.pair, at=now)


def taken(plan: Plan, seen: int | None) -> Plan:
    """The row as it is, with its pair, held until the end of the transaction; `seen` None takes it as it is.

    Raises Stale.
    """
    fresh: Plan = Plan.objects.select_for_update(of=("self",)).select_related("pair").get(pk=plan.pk)
    if seen is not None and fresh.version != seen:
        raise Stale(fresh)
    return fresh


def refuse_over(pair: Pair) -> None:
    """Raises PairIsOver."""
    if pair.status in OVER:
        raise PairIsOver


def refuse_written(plan: Plan) -> None:
    """Raises NotDraft, PairIsOver."""
    refuse_over(plan.pair)
    if plan.status != Status.DRAFT:
        raise NotDraft


def refuse_period(pair: Pair, starts_on: date, ends_on: date) -> None:
    """Raises BadPeriod."""
    if problem := breaks_period(starts_on, ends_on, pair.kind):
        raise BadPeriod(problem)
    if starts_on >= ends_on:
        raise BadPeriod("Программа не может закончиться раньше, чем начнётся.")


def refuse_empty(plan: Plan) -> None:
    """Raises NothingToDo."""
    if not PlanTask.objects.filter(plan=plan).exists():
        raise NothingToDo


def ask_anew(plan: Plan, by: Viewer) -> None:
    """Whatever the mentee has not written himself he has not agreed to yet."""
    if plan.pair_id not in by.scope.pairs or plan.pair_id in by.scope.write_pairs:
        plan.mentee_agreed_on = None


def _occasion(plan: Plan) -> str:
    return f"{plan.pk}:{plan.version}"


def _address(plan: Plan) -> str:
    return reverse("plan_detail", args=[plan.pair_id])


def _refuse_unless(plan: Plan, *statuses: str) -> None:
    refuse_over(plan.pair)
    if plan.status not in statuses:
        raise NotPossibleNow


def _write(plan: Plan, *fields: str) -> None:
    plan.version += 1
    plan.save(update_fields=[*dict.fromkeys(fields), "version"])
