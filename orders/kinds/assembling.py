"""A draft of a kind from the data as they are now: facts are gathered, the template of the day is filled."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from core.viewer import Viewer
from orders.grammar import Forms
from orders.kinds.base import Built, Facts, Kind, Source, build
from orders.kinds.bases import library, wanted
from orders.kinds.sources import common_facts
from orders.kinds.texts import template_for
from orders.models import Blank, Order, WordForms
from orders.wording import Known, Speech


@dataclass(frozen=True)
class Assembled:
    built: Built
    facts: Facts
    speech: Speech


def assemble(viewer: Viewer, kind: Kind, params: Mapping[str, Any], today: date) -> Assembled:
    """`params` as the form of the kind gives them."""
    speech = Speech(known_forms(viewer))
    facts = facts_of(viewer, kind, params, today, speech)
    return Assembled(build(template_for(viewer, kind, today), kind.labels, facts, speech), facts, speech)


def facts_of(viewer: Viewer, kind: Kind, params: Mapping[str, Any], today: date, speech: Speech) -> Facts:
    source = Source(viewer, params, today)
    keys = params.get("bases") or kind.bases
    bases = [basis.instrumental(speech) for basis in wanted(library(viewer), keys, today)]
    facts = common_facts(source, bases)
    if blank := blank_for(viewer, today):
        head = replace(facts.issuer.letterhead, own_lines=blank.own_lines, emblem=blank.emblem)
        facts = replace(facts, issuer=replace(facts.issuer, letterhead=head))
    return kind.gather(source, facts)


def blank_for(viewer: Viewer, on: date) -> Blank | None:
    """The blank of the organization in force on the day."""
    rows = Blank.objects.visible_to(viewer).filter(organization=viewer.organization, effective_from__lte=on)
    return rows.order_by("-effective_from", "-version").first()


def known_forms(viewer: Viewer) -> Known:
    """What people of the organization have put right. One query."""
    rows = WordForms.objects.visible_to(viewer).filter(organization=viewer.organization)
    return {(row.subject, row.text): Forms(row.gen, row.dat, row.acc, row.ins, row.prep) for row in rows}


def stored_params(params: Mapping[str, Any]) -> dict[str, Any]:
    """As kept with the order: dates as ISO text."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in params.items()}


def params_of(kind: Kind, order: Order) -> dict[str, Any]:
    """What the draft was made of."""
    dates = {ask.name for ask in kind.asks if ask.type == "date"}
    return {
        name: date.fromisoformat(value) if name in dates and value else value for name, value in order.params.items()
    }
