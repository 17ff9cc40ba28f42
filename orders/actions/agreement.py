"""Colleagues are asked to agree to a draft, and say yes or what has to be mended."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from notifications.actions.notices import notify, tell
from notifications.models import Kind
from orders.actions.signing import NotOpen
from orders.drafts.agreeing import State, agreements_of, text_sum
from orders.models import Order, OrderAgreement
from orders.queries import colleagues_to_ask, kind_words, paper_of
from schools.models import Membership


class RemarkMissing(DomainError):
    message = "Напишите, что исправить: без замечания приказ не возвращают."


class NotAsked(DomainError):
    message = "Вас больше не просят согласовать этот приказ."


class TextChanged(DomainError):
    message = "Пока вы читали, текст приказа изменился. Прочитайте его ещё раз."


@transaction.atomic
def ask_agreement(order: Order, people: Collection[Membership], *, by: Viewer, now: datetime) -> int:
    """From now on these are asked, of their colleagues nobody else; whose word has fallen is asked again.

    What somebody who has left since agreed to stays. Returns how many were told.

    Locks the order. Raises NotOpen.
    """
    locked = _locked(order)
    locked.agreements.filter(person__in=colleagues_to_ask(by)).exclude(person__in=people).delete()
    before = {each.row.person_id: each for each in agreements_of(locked, paper_of(locked))}
    fresh = [person for person in people if person.pk not in before]
    for person in fresh:
        OrderAgreement(
            organization_id=locked.organization_id, order=locked, person=person, asked_by=by.membership, asked_at=now
        ).save(force_insert=True)
    again = [each.row.person for each in before.values() if each.row.state != State.ASKED and not each.holds]
    title, url = f"Согласуйте приказ «{kind_words(locked)}»", reverse("order_agree", args=[locked.pk])
    key = f"{locked.pk}:{now.isoformat()}"
    told = notify([*fresh, *again], kind=Kind.AGREEMENT, about=locked, title=title, key=key, now=now, url=url)
    record(by, "order.agreement_asked", locked, at=now, people=len(people))
    return told


@transaction.atomic
def decide_agreement(
    row: OrderAgreement, *, agreed: bool, remark: str, seen_version: int, by: Viewer, now: datetime
) -> None:
    """The word of the viewer, who was asked. Locks the order. Raises NotOpen, NotAsked, TextChanged, RemarkMissing."""
    order = _locked(row.order)
    if not order.agreements.filter(pk=row.pk).exists():
        raise NotAsked
    if order.version != seen_version:
        raise TextChanged
    if not agreed and not remark.strip():
        raise RemarkMissing
    row.state, row.remark = State.AGREED if agreed else State.RETURNED, remark.strip()
    row.decided_at, row.version, row.text_sum = now, order.version, text_sum(paper_of(order))
    row.save(update_fields=["state", "remark", "decided_at", "version", "text_sum"])
    record(by, "order.agreed" if agreed else "order.remarked", order, at=now)
    said = "согласован" if agreed else "возвращён с замечанием"
    title, url = f"Приказ «{kind_words(order)}» {said}", order.get_absolute_url()
    tell(row.asked_by, kind=Kind.AGREEMENT, title=title, url=url, key=f"{row.pk}:{now.isoformat()}", now=now)


def _locked(order: Order) -> Order:
    found = Order.objects.unregistered().select_for_update(of=("self",)).filter(pk=order.pk).first()
    if found is None:
        raise NotOpen
    return found
