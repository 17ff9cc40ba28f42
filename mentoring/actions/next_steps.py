"""What is done for somebody without a pair: the search goes on, a group, the psychologist; always with a person."""

from datetime import date, datetime

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.pair_news import tell_responsible
from mentoring.models import NextStep, Participation
from mentoring.queries.next_steps import responsible_people


class NobodyAnswers(DomainError):
    message = "Выберите ответственного: координатора, куратора или педагога-психолога школы."


class NotWaiting(DomainError):
    message = "Этот человек больше не ждёт пару: следующий шаг не нужен."


@transaction.atomic
def assign_step(
    participation: Participation,
    *,
    kind: str,
    responsible: int,
    due_on: date | None,
    note: str,
    by: Viewer,
    now: datetime,
) -> NextStep:
    """The open step of before is closed; whoever answers for the new one gets a letter.

    Raises NobodyAnswers, NotWaiting.
    """
    rows = Participation.objects.visible_to(by).select_for_update(of=("self",))
    waiting = rows.get(pk=participation.pk).state == Participation.State.WAITING
    if not waiting:
        raise NotWaiting
    if responsible not in {person.account_id for person in responsible_people(by)}:
        raise NobodyAnswers
    NextStep.objects.visible_to(by).filter(participation=participation, closed_at=None).update(closed_at=now)
    step = NextStep(
        organization_id=participation.organization_id,
        participation=participation,
        person_id=participation.person_id,
        kind=kind,
        responsible_id=responsible,
        due_on=due_on,
        note=note,
        opened_at=now,
    )
    step.save(force_insert=True)
    record(by, "next_step.assigned", step, at=now, kind=kind)
    if responsible != by.user.pk:
        tell_responsible(step, now=now)
    return step


@transaction.atomic
def close_step(step: NextStep, *, by: Viewer, now: datetime) -> None:
    """Done; a second time changes nothing."""
    if NextStep.objects.visible_to(by).filter(pk=step.pk, closed_at=None).update(closed_at=now):
        record(by, "next_step.closed", step, at=now, kind=step.kind)
