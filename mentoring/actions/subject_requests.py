"""What a person, or a parent, asks about the data: answered within ten working days."""

from datetime import date, datetime

from django.db import transaction

from core.audit import record
from core.calendar import shift_working_days
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.errands import close_settled, open_errand
from mentoring.models import Errand, Person, SubjectRequest

WORKING_DAYS = 10  # 152-ФЗ, ст. 20 ч. 1 in the wording of 266-ФЗ
TEXT = "Ответьте на запрос о персональных данных: {kind}."


class FutureRequest(DomainError):
    message = "Запрос не мог прийти позже сегодняшнего дня."


class AlreadyAnswered(DomainError):
    message = "На этот запрос уже ответили. Обновите страницу."


@transaction.atomic
def receive_request(
    person: Person, *, kind: str, received_on: date, note: str, by: Viewer, now: datetime
) -> SubjectRequest:
    """Opens an errand that is overdue after ten working days. Raises FutureRequest."""
    if received_on > by.organization.local_date(now):
        raise FutureRequest
    row = SubjectRequest(
        organization_id=person.organization_id,
        person=person,
        kind=kind,
        received_on=received_on,
        due_on=shift_working_days(received_on, WORKING_DAYS),
        note=note,
        account=by.user,
    )
    row.save(force_insert=True)
    text = TEXT.format(kind=row.get_kind_display())
    open_errand(person, Errand.Kind.ANSWER, text=text, occasion=_occasion(row), due_on=row.due_on, now=now)
    record(by, "subject_request.received", row, at=now, kind=kind, due_on=row.due_on.isoformat())
    return row


@transaction.atomic
def answer_request(request: SubjectRequest, *, answer: str, by: Viewer, now: datetime) -> SubjectRequest:
    """Raises AlreadyAnswered."""
    row = SubjectRequest.objects.visible_to(by).select_for_update(of=("self",)).get(pk=request.pk)
    if row.answered_at is not None:
        raise AlreadyAnswered
    row.answered_at, row.answer, row.account = now, answer, by.user
    row.save(update_fields=["answered_at", "answer", "account"])
    close_settled(row.person, [Errand.Kind.ANSWER], by=by, now=now, occasion=_occasion(row))
    record(by, "subject_request.answered", row, at=now, kind=row.kind)
    return row


def _occasion(row: SubjectRequest) -> str:
    return f"answer:{row.pk}"
