"""Drafts: making, editing, bringing up to date, removing. A draft has no number."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from orders.actions.kind_drafts import renewed, said, stored_draft
from orders.actions.pair_drafts import give_back, refreshed
from orders.appendices.live import (
    HIDDEN,
    current_appendices,
    follows_data,
    hidden_of,
    trimmed,
    with_appendices,
)
from orders.blocks import Clause, Paper, Signature, to_state
from orders.kinds import kind_of
from orders.kinds.assembling import assemble
from orders.kinds.bases import OF_MODEL
from orders.models import Order
from orders.queries import kind_words, paper_of
from roadmaps.actions import refuse_unendorsed
from roadmaps.models import Activity, Roadmap


class RoadmapNotDraft(DomainError):
    message = "Карта уже утверждена: новый приказ об утверждении для неё не нужен."


class RoadmapNotApproved(DomainError):
    message = "Приказ по мероприятию составляют, когда карта утверждена."


class StaleOrder(DomainError):
    message = "Пока вы правили, приказ изменил другой человек. Сравните тексты и сохраните ещё раз."


@transaction.atomic
def draft_roadmap_order(roadmap: Roadmap, *, by: Viewer, today: date) -> Order:
    """The draft «Об утверждении дорожной карты»; an unfinished one of the same roadmap is given back instead.

    Locks the roadmap row, so that two presses make one draft. Raises RoadmapNotDraft, NotEndorsed.
    """
    roadmap = Roadmap.objects.select_for_update().get(pk=roadmap.pk)
    if not roadmap.is_draft:
        raise RoadmapNotDraft
    refuse_unendorsed(roadmap)
    unfinished = roadmap.orders.filter(kind=Order.Kind.ROADMAP_APPROVAL, status__in=Order.OPEN).first()
    if unfinished is not None:
        return unfinished
    params = {"roadmap": roadmap.pk, "bases": OF_MODEL[roadmap.target_model]}
    order = _made(Order.Kind.ROADMAP_APPROVAL, params, by=by, today=today)
    record(by, "order.drafted", order, paper=kind_words(order), roadmap=roadmap.pk, on=today.isoformat())
    return order


@transaction.atomic
def draft_activity_order(activity: Activity, *, by: Viewer, today: date) -> Order:
    """An order on the ground of an activity of an approved roadmap; an unfinished one is given back instead.

    Locks the activity, so that two presses make one draft. Raises RoadmapNotApproved.
    """
    activity = (
        Activity.objects.select_for_update(of=("self",)).select_related("roadmap", "organization").get(pk=activity.pk)
    )
    if activity.roadmap.status != Roadmap.Status.APPROVED or activity.removed_on is not None:
        raise RoadmapNotApproved
    unfinished = activity.orders.filter(status__in=Order.OPEN).first()
    if unfinished is not None:
        return unfinished
    params = {"activity": activity.pk, "bases": OF_MODEL[activity.roadmap.target_model]}
    order = _made(Order.Kind.ACTIVITY, params, by=by, today=today)
    record(by, "order.drafted", order, paper=kind_words(order), activity=activity.pk, on=today.isoformat())
    return order


def _made(key: str, params: Mapping[str, Any], *, by: Viewer, today: date) -> Order:
    kind = kind_of(key)
    return stored_draft(assemble(by, kind, params, today), kind, params, by=by)


@transaction.atomic
def edit_order(
    order: Order,
    *,
    title: str,
    preamble: str,
    clauses: Sequence[Clause],
    place: str,
    signature: Signature,
    by: Viewer,
    seen_version: int,
    **lists: Any,
) -> None:
    """Replaces the editable parts of a draft, `lists` among them (agreement, acquainted, executor, appendices). Empty
    clauses are dropped, tokens in the texts are said.

    Raises StaleOrder when the draft is no longer the one the person saw, or is no draft.
    """
    _take_version(order, seen_version)
    before = paper_of(order)
    after = replace(
        before,
        title=title,
        preamble=preamble,
        clauses=tuple(replace(each, text=each.text.strip()) for each in clauses if each.text.strip()),
        requisites=replace(before.requisites, place=place),
        signature=signature,
        **lists,
    )
    after = said(order, after, by=by)
    _store(order, after)
    record(by, "order.edited", order, fields=_changed(before, after))


@transaction.atomic
def refresh_appendix(order: Order, *, by: Viewer, seen_version: int, now: datetime) -> None:
    """Builds the appendix from the roadmap or the pairs as they are now. Raises StaleOrder, NoPairsLeft."""
    _take_version(order, seen_version)
    if order.kind == Order.Kind.PAIRS:
        _store(order, refreshed(order, paper_of(order), by=by, now=now))
    elif (kind := kind_of(order.kind)).live:
        _store(order, renewed(order, paper_of(order), kind, by=by, today=order.organization.local_date(now)))
    elif follows_data(order):
        _store(order, _as_now(order, by=by, now=now))
    record(by, "order.appendix_refreshed", order)


@transaction.atomic
def choose_columns(order: Order, hidden: Collection[str], *, by: Viewer, now: datetime) -> None:
    """Keys of the columns of a live appendix that are not printed; one that comes back builds it anew.

    Raises StaleOrder.
    """
    if set(hidden) == set(hidden_of(order)):
        return
    more = set(hidden) > set(hidden_of(order))  # then nothing has to be read anew
    _take_version(order, order.version)
    order.params = {**order.params, HIDDEN: sorted(hidden)}
    order.save(update_fields=["params"])
    paper = paper_of(order)
    shorter = replace(paper, appendices=trimmed(paper.appendices, hidden))
    _store(order, shorter if more else _as_now(order, by=by, now=now))
    record(by, "order.appendix_refreshed", order, hidden=len(hidden))


def _as_now(order: Order, *, by: Viewer, now: datetime) -> Paper:
    appendices = current_appendices(by, order, order.organization.local_date(now))
    return with_appendices(order, paper_of(order), appendices)


@transaction.atomic
def delete_order(order: Order, *, by: Viewer, now: datetime) -> None:
    """Removes a draft; the event stays, its pairs are free again. A registered one stays: StaleOrder."""
    locked = Order.objects.select_for_update().filter(pk=order.pk, status=Order.Status.DRAFT).first()
    if locked is None:
        raise StaleOrder
    give_back(locked, by=by, now=now)
    record(by, "order.deleted", locked, roadmap=locked.roadmap_id, activity=locked.activity_id)
    locked.delete()


def _take_version(order: Order, seen: int) -> None:
    mine = Order.objects.filter(pk=order.pk, version=seen, status=Order.Status.DRAFT)
    if not mine.update(version=F("version") + 1):
        raise StaleOrder
    order.refresh_from_db()


def _store(order: Order, paper: Paper) -> None:
    order.texts.update(content=to_state(paper))
    if order.title != paper.title:
        order.title = paper.title
        order.save(update_fields=["title"])


def _changed(before: Paper, after: Paper) -> list[str]:
    return [field.name for field in fields(Paper) if getattr(before, field.name) != getattr(after, field.name)]
