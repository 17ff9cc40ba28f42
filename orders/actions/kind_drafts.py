"""Drafts of the kinds of orders.kinds: made from answers, their appendices built anew."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from orders.appendices.live import hidden_of, trimmed, with_appendices
from orders.blocks import Paper, to_state
from orders.kinds import kind_of
from orders.kinds.assembling import Assembled, assemble, facts_of, known_forms, params_of, stored_params
from orders.kinds.base import COMMON, Kind
from orders.models import JournalKind, Order, OrderPair, OrderText
from orders.wording import Speech, say
from orders.wording.tokens import TOKEN
from roadmaps.actions import refuse_unendorsed
from roadmaps.models import Roadmap

LONGEST_TITLE = 300


class NotOffered(DomainError):
    message = "Такой приказ ваша организация не издаёт."


@transaction.atomic
def draft_order(kind: Kind, params: Mapping[str, Any], *, by: Viewer, today: date) -> Order:
    """A draft of the kind; of the same roadmap an unfinished one is given back instead.

    Locks the roadmap. Raises NotOffered, NotEndorsed.
    """
    organization = by.organization
    if organization.level not in kind.levels or kind.begun_at:
        raise NotOffered
    made = assemble(by, kind, params, today)
    if made.facts.roadmap is not None:
        roadmap = Roadmap.objects.select_for_update().get(pk=made.facts.roadmap)
        refuse_unendorsed(roadmap)
        if unfinished := roadmap.orders.filter(kind=kind.key, status__in=Order.OPEN).first():
            return unfinished
    order = stored_draft(made, kind, params, by=by)
    record(by, "order.drafted", order, paper=kind.name, kind=kind.key, on=today.isoformat())
    return order


def stored_draft(
    made: Assembled, kind: Kind, params: Mapping[str, Any], *, by: Viewer, journal: str = JournalKind.MAIN
) -> Order:
    """The rows of a draft of the viewer's organization."""
    title, organization = made.built.paper.title[:LONGEST_TITLE], by.organization
    order = Order.objects.create(
        organization=organization,
        kind=kind.key,
        title=title,
        journal=journal,
        roadmap_id=made.facts.roadmap,
        activity_id=made.facts.activity,
        params=stored_params(params),
    )
    content, unsure = to_state(replace(made.built.paper, title=title)), unsure_of(made)
    OrderText.objects.create(organization=organization, order=order, content=content, unsure=unsure)
    for pair in made.facts.pairs:
        OrderPair(organization=organization, order=order, pair_id=pair).save(force_insert=True)
    return order


def unsure_of(made: Assembled) -> list[dict[str, Any]]:
    return [asdict(doubt) for doubt in made.built.doubts]


def said(order: Order, paper: Paper, *, by: Viewer) -> Paper:
    """The paper with tokens typed by hand resolved from the data of the draft; without tokens nothing is read."""
    texts = [paper.title, paper.preamble, *(clause.text for clause in paper.clauses)]
    if not any(TOKEN.search(text) for text in texts):
        return paper
    kind, speech = kind_of(order.kind), Speech(known_forms(by))
    facts = facts_of(by, kind, params_of(kind, order), order.organization.local_date(order.created_at), speech)
    labels = COMMON | dict(kind.labels)

    def spoken(text: str) -> str:
        return say(text, facts.values, labels, speech).text

    clauses = tuple(replace(clause, text=spoken(clause.text)) for clause in paper.clauses)
    text = order.texts.get()
    text.unsure = [*text.unsure, *(asdict(doubt) for doubt in speech.doubts)]
    text.save(update_fields=["unsure"])
    return replace(paper, title=spoken(paper.title), preamble=spoken(paper.preamble), clauses=clauses)


def renewed(order: Order, paper: Paper, kind: Kind, *, by: Viewer, today: date) -> Paper:
    """The paper with the appendices as the data are now; the pairs of the order follow them."""
    made = assemble(by, kind, params_of(kind, order), today)
    wanted = set(made.facts.pairs)
    order.order_pairs.exclude(pair__in=wanted).delete()
    for pair in wanted - set(order.order_pairs.values_list("pair", flat=True)):
        OrderPair(organization_id=order.organization_id, order=order, pair_id=pair).save(force_insert=True)
    return with_appendices(order, paper, trimmed(made.built.paper.appendices, hidden_of(order)))
