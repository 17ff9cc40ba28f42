"""The order about pairs: drafted from chosen ones, brought up to date, taken back. Pairs follow their paper."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions import put_into_order, return_from_order
from mentoring.actions.pairs import agree
from mentoring.models import Pair
from mentoring.queries.pair_gates import hindered_pairs
from orders.actions.kind_drafts import stored_draft
from orders.appendices.live import hidden_of, trimmed, with_appendices
from orders.appendices.pairs import pairs_appendix
from orders.blocks import Paper
from orders.kinds import kind_of
from orders.kinds.assembling import assemble
from orders.kinds.bases import OF_MODEL
from orders.models import Order
from orders.queries import kind_words
from roadmaps.models import Roadmap


class NoPairsLeft(DomainError):
    message = "В приказе не осталось ни одной пары: удалите черновик."


class SeveralYears(DomainError):
    message = "В одном приказе стоят пары одного учебного года."


@dataclass(frozen=True, slots=True)
class Terms:
    """Dates for pairs that have none; `agreed_on`: the written consents to the proposed ones are here since then."""

    starts_on: date
    ends_on: date | None = None
    agreed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Drafted:
    """`left_out`: why pairs did not come into the order, in words."""

    order: Order
    left_out: tuple[str, ...]


@transaction.atomic
def draft_pairs_order(pairs: Collection[int], terms: Terms, *, by: Viewer, now: datetime) -> Drafted:
    """Raises SeveralYears, NothingForOrder, WrongPeriod."""
    chosen = list(Pair.objects.visible_to(by).filter(pk__in=pairs, organization=by.organization).order_by("pk"))
    if len({pair.school_year for pair in chosen}) > 1:
        raise SeveralYears
    if terms.agreed_on is not None:
        agree(chosen, on=terms.agreed_on, by=by, now=now)
    dates = {"starts_on": terms.starts_on, "ends_on": terms.ends_on}
    going, causes = put_into_order([pair.pk for pair in chosen], by=by, now=now, **dates)
    models = {pair.model for pair in going}
    bases = OF_MODEL[models.pop() if len(models) == 1 else Roadmap.TargetModel.BOTH]
    kind, params = kind_of(Order.Kind.PAIRS), {"pairs": [pair.pk for pair in going], "bases": bases}
    made = assemble(by, kind, params, by.organization.local_date(now))
    order = stored_draft(made, kind, params, by=by)
    record(by, "order.drafted", order, paper=kind_words(order), pairs=len(going))
    return Drafted(order, tuple(causes.values()))


def refreshed(order: Order, paper: Paper, *, by: Viewer, now: datetime) -> Paper:
    """The paper with the table as the pairs are now; who may not stand in a pair goes out. Raises NoPairsLeft."""
    rows = order.order_pairs.select_related("pair")
    standing = [row.pair_id for row in rows if row.pair.status == Pair.Status.ORDERED]
    hindered = hindered_pairs(standing, by.organization.local_date(now))
    kept = [pk for pk in standing if pk not in hindered]
    if not kept:
        raise NoPairsLeft
    return_from_order(list(hindered), by=by, now=now)
    order.order_pairs.exclude(pair__in=kept).delete()
    order.params = {**order.params, "pairs": kept}
    order.save(update_fields=["params"])
    appendices = trimmed([pairs_appendix(by, order.organization, kept)], hidden_of(order))
    return with_appendices(order, paper, appendices)


def give_back(order: Order, *, by: Viewer, now: datetime) -> None:
    """The draft is going to be deleted."""
    return_from_order(list(order.order_pairs.values_list("pair", flat=True)), by=by, now=now)
