"""What registration of an order changes: roles, pairs, roadmaps. Each runs inside the transaction of registration."""

from datetime import date, datetime

from accounts.roles import Role
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions import activate_pairs, put_into_order
from mentoring.actions.pair_life import complete, extend, pause, resume
from mentoring.actions.pair_people import replace_mentor
from mentoring.actions.pairs import agree
from mentoring.models import Pair, Participation
from orders.models import Order, OrderPair
from schools.actions import PersonCard, edit_person
from schools.models import Membership


class PairMissing(DomainError):
    message = "Пары или наставника из приказа больше нет. Удалите черновик и составьте приказ заново."


class PersonMissing(DomainError):
    message = "Сотрудник, которого назначает приказ, отключён. Выберите другого и составьте приказ заново."


def appoint_coordinator(order: Order, *, by: Viewer, now: datetime) -> None:
    """The named colleague gets the role, former coordinators keep theirs."""
    _give_role(order, order.params.get("coordinator"), Role.COORDINATOR, by)


def appoint_coordinator_and_curators(order: Order, *, by: Viewer, now: datetime) -> None:
    appoint_coordinator(order, by=by, now=now)
    for person in order.params.get("curators") or ():
        _give_role(order, person, Role.CURATOR, by)


def _give_role(order: Order, pk: int | None, role: Role, by: Viewer) -> None:
    """Raises PersonMissing, RolesNotYours."""
    rows = Membership.objects.visible_to(by).active().filter(organization_id=order.organization_id)
    row = rows.filter(pk=pk or 0).first()
    if row is None:
        raise PersonMissing
    if role not in row.roles:
        card = PersonCard(row.last_name, row.first_name, row.patronymic, row.gender, row.post)
        edit_person(row, card, [*row.roles, role], by=by)


def change_mentor(order: Order, *, by: Viewer, now: datetime) -> None:
    """The pair ends, its mentees work with the new mentor from the day in the order on. Raises PairMissing, and what
    `replace_mentor`, `put_into_order` and `activate_pairs` raise."""
    pair, on = _pair(order, by), _day(order, "starts")
    rows = Participation.objects.visible_to(by).filter(organization_id=order.organization_id)
    offered = rows.select_related("person").filter(pk=order.params.get("mentor") or 0).first()
    if offered is None:
        raise PairMissing
    made = replace_mentor(pair, offered, on=on, note=order.title[:300], seen=pair.version, by=by, now=now)
    agree([made], on=on, by=by, now=now)
    put_into_order([made.pk], by=by, now=now, starts_on=on)
    activate_pairs([made.pk], on=on, by=by, now=now)
    OrderPair(organization_id=order.organization_id, order=order, pair_id=made.pk).save(force_insert=True)


def extend_or_pause(order: Order, *, by: Viewer, now: datetime) -> None:
    """Raises PairMissing, WrongStep, NotLonger, WrongPeriod, Hindered."""
    pair, day, step = _pair(order, by), _day(order, "until"), order.params.get("step")
    if step == "pause":
        pause(pair, reason=order.title, on=day, seen=pair.version, by=by, now=now)
    elif step == "resume":
        resume(pair, on=day, seen=pair.version, by=by, now=now)
    else:
        agreed_on = order.dated_on or by.organization.local_date(now)
        extend(pair, ends_on=day, agreed_on=agreed_on, seen=pair.version, by=by, now=now)


def complete_pairs(order: Order, *, by: Viewer, now: datetime) -> None:
    """Pairs of the appendix that still work are completed; the order is not registered when one of them cannot be."""
    named = order.order_pairs.values_list("pair", flat=True)
    rows = Pair.objects.visible_to(by).filter(pk__in=named, status__in=(Pair.Status.ACTIVE, Pair.Status.PAUSED))
    for pair in rows.order_by("pk"):
        complete(pair, on=_day(order, "ends"), results=pair.results, seen=pair.version, by=by, now=now)


def set_pairs_to_work(order: Order, *, by: Viewer, now: datetime) -> None:
    """№ 5. Raises PairsHindered."""
    on = order.dated_on or by.organization.local_date(now)
    activate_pairs(list(order.order_pairs.values_list("pair", flat=True)), on=on, by=by, now=now)


def _pair(order: Order, by: Viewer) -> Pair:
    found = Pair.objects.visible_to(by).filter(pk=order.params.get("pair") or 0).first()
    if found is None:
        raise PairMissing
    return found


def _day(order: Order, name: str) -> date:
    return date.fromisoformat(order.params[name])
