"""An earlier order is changed or cancelled by a later one only: the link stands in both."""

from datetime import date

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from orders.actions.kind_drafts import stored_draft
from orders.kinds import kind_of
from orders.kinds.assembling import assemble
from orders.models import Order, OrderLink
from orders.queries import kind_words

ORDER_KINDS: dict[str, str] = {
    OrderLink.Kind.CANCELS: Order.Kind.CANCELLATION,
    OrderLink.Kind.AMENDS: Order.Kind.AMENDMENT,
}


class NotInForce(DomainError):
    message = "Изменить или отменить можно только зарегистрированный приказ, который ещё не отменён."


class NoSuchTarget(DomainError):
    message = "Связать можно только с зарегистрированным приказом своей организации."


@transaction.atomic
def draft_order_against(target: Order, kind: OrderLink.Kind, *, by: Viewer, today: date) -> Order:
    """A draft that cancels or amends `target`, in its journal; an unfinished one is given back.

    Locks the target. Raises NotInForce.
    """
    target = Order.objects.select_for_update(of=("self",)).select_related("organization").get(pk=target.pk)
    if not Order.objects.in_force().filter(pk=target.pk).exists():
        raise NotInForce
    unfinished = Order.objects.unregistered().filter(links__target=target, links__kind=kind).first()
    if unfinished is not None:
        return unfinished
    params, made_as = {"target": target.pk}, kind_of(ORDER_KINDS[kind])
    made = assemble(by, made_as, params, today)
    order = stored_draft(made, made_as, params, journal=target.journal, by=by)
    OrderLink(organization_id=order.organization_id, order=order, target=target, kind=kind).save(force_insert=True)
    record(by, "order.drafted", order, paper=kind_words(order), target=target.pk, link=kind, on=today.isoformat())
    return order


@transaction.atomic
def link_order(order: Order, target: Order, kind: OrderLink.Kind, *, by: Viewer) -> None:
    """What a draft does to an earlier order; once more changes the kind. Raises NoSuchTarget."""
    draft = Order.objects.unregistered().select_for_update().filter(pk=order.pk).first()
    if draft is None or not target.is_registered or target.organization_id != draft.organization_id:
        raise NoSuchTarget
    OrderLink.objects.update_or_create(
        organization_id=draft.organization_id, order=draft, target=target, defaults={"kind": kind}
    )
    record(by, "order.linked", draft, target=target.pk, link=kind)


@transaction.atomic
def unlink_order(order: Order, target_pk: int, *, by: Viewer) -> None:
    """Nothing happens to a link that is gone. Raises NoSuchTarget when the order is registered meanwhile."""
    draft = Order.objects.unregistered().select_for_update().filter(pk=order.pk).first()
    if draft is None:
        raise NoSuchTarget
    deleted, _ = OrderLink.objects.filter(order=draft, target=target_pk).delete()
    if deleted:
        record(by, "order.unlinked", draft, target=target_pk)
