"""Registration: number, date, frozen text, approved roadmap — all of it or nothing."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from orders.actions.archive import refuse_archived
from orders.actions.journal import NumberTaken, take_number
from orders.blocks import Paper, digest, to_state
from orders.checks import check_address, new_code
from orders.drafts.agreeing import agreements_of, with_agreements
from orders.drafts.checking import is_outdated, text_warnings
from orders.kinds import kind_of
from orders.kinds.assembling import known_forms
from orders.models import JournalKind, Order
from orders.numbers import clean_number
from orders.printing.typography import typeset_paper
from orders.printing.veil import veil_of
from orders.queries import minors_of, paper_of, previous_order
from roadmaps.actions import approve_roadmap
from roadmaps.models import Roadmap

A_YEAR = timedelta(days=366)
DATA_CHANGED = "Данные изменились после составления приказа. Обновите приложение и проверьте его."
CONFIRM_BELOW = "Если так и нужно, отметьте это ниже."


class AlreadyRegistered(DomainError):
    message = "Приказ уже зарегистрирован."


class NotReady(DomainError):
    message = "Приказ ещё не готов к регистрации."


class AppendixOutdated(DomainError):
    message = "Карта изменилась после составления приказа. Обновите приложение и проверьте его."


class PairsOutdated(DomainError):
    message = "Пары изменились после составления приказа. Обновите приложение и проверьте его."


OUTDATED: dict[str, type[DomainError]] = {
    Order.Kind.PAIRS: PairsOutdated,
    Order.Kind.ROADMAP_APPROVAL: AppendixOutdated,
}


class DateInFuture(DomainError):
    message = "Дата приказа — день подписания, она не может быть позже сегодняшней."


class EarlierDate(DomainError):
    message = "Дата раньше даты предыдущего приказа."


@transaction.atomic
def register_order(
    order: Order,
    *,
    number: str,
    on: date,
    by: Viewer,
    now: datetime,
    accept_earlier: bool = False,
    journal: str = JournalKind.MAIN,
) -> Order:
    """Freezes the text, gives the number, approves the roadmap, sets pairs to work. The file is printed after COMMIT.

    An empty `number` takes the next one of the journal in the calendar year. Locks the order, the roadmap or the pairs
    and, last, the journal row. Raises one of the refusals above, or those of `approve_roadmap` and `activate_pairs`.
    """
    order, typed = _locked_draft(order), clean_number(number)
    order.journal, order.dated_on = journal, on
    _check_date(order, typed, now, accept_earlier, by)
    refuse_archived(order, on.year, by=by)
    roadmap = _locked_roadmap(order)
    paper = paper_of(order)
    _check_paper(order, paper, by, order.organization.local_date(now))
    if effect := kind_of(order.kind).take_effect:
        effect(order, by=by, now=now)
    take_number(order, typed, on.year, by=by)
    if roadmap is not None:
        basis = f"приказ от {on:%d.%m.%Y} № {order.number}"
        approve_roadmap(roadmap, on=on, basis=basis, seen_version=roadmap.version, by=by, now=now)
    _freeze(order, paper, by=by, now=now)
    record(by, "order.registered", order, at=now, number=order.number, on=on.isoformat())
    return order


def _locked_draft(order: Order) -> Order:
    locked = Order.objects.select_for_update().get(pk=order.pk)
    if locked.is_registered:
        raise AlreadyRegistered
    return locked


def _locked_roadmap(order: Order) -> Roadmap | None:
    if order.roadmap_id is None:
        return None
    return Roadmap.objects.select_for_update().get(pk=order.roadmap_id)


def _check_date(order: Order, typed: str, now: datetime, accept_earlier: bool, by: Viewer) -> None:
    today, on = order.organization.local_date(now), order.dated_on
    if on is None or on > today:
        raise DateInFuture
    if accept_earlier:
        return
    previous = previous_order(by, order, typed)
    if previous and previous.dated_on and previous.dated_on > on:
        raise EarlierDate(
            f"Дата раньше, чем у приказа № {previous.number} ({previous.dated_on:%d.%m.%Y}). {CONFIRM_BELOW}"
        )
    if today - on > A_YEAR:
        raise EarlierDate(f"Дата больше чем на год раньше сегодняшней. {CONFIRM_BELOW}")


def _check_paper(order: Order, paper: Paper, by: Viewer, today: date) -> None:
    if is_outdated(by, order, paper, today):
        raise OUTDATED[order.kind] if order.kind in OUTDATED else AppendixOutdated(DATA_CHANGED)
    blocking = [warning.text for warning in text_warnings(by, order, paper) if warning.blocking]
    if blocking:
        raise NotReady(" ".join(blocking))


def _freeze(order: Order, paper: Paper, *, by: Viewer, now: datetime) -> None:
    order.check_code = new_code()
    address = check_address(order.check_code)
    requisites = replace(paper.requisites, number=order.number, dated_on=order.dated_on, check=address)
    agreed = with_agreements(paper, agreements_of(order, paper))
    final = replace(typeset_paper(agreed), requisites=requisites)
    veil = veil_of(final, minors_of(by, order.organization_id, now), known_forms(by))
    order.texts.update(content=to_state(final), sha256=digest(final), veiled=veil)
    order.status, order.registered_by, order.registered_at = Order.Status.REGISTERED, by.user, now
    try:
        with transaction.atomic():
            order.save()
    except IntegrityError as error:
        raise NumberTaken from error
