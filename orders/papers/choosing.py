"""Whom a paper may be about: lists to choose from, what was chosen, what a builder needs of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.viewer import Viewer
from mentoring.models import Participation, Partner, Person
from mentoring.queries.pairs import members_of, pair_title, pairs_of
from mentoring.queries.people_rows import who
from orders.models import Order
from orders.papers.kinds import PaperKind, Subject
from orders.papers.sources import TAKEN, pair_facts, people_facts
from orders.queries import own_orders

MOST = 1_000


@dataclass(frozen=True)
class Choice:
    pk: int
    name: str
    about: str


def choices_of(viewer: Viewer, kind: PaperKind, year: int) -> list[Choice]:
    """By name, the first MOST; a constant number of queries."""
    if kind.subject == Subject.PERSON:
        return _people(viewer, kind.side, year)
    if kind.subject == Subject.PAIR:
        return _pairs(viewer, year)
    if kind.subject == Subject.PARTNER:
        rows = Partner.objects.visible_to(viewer).filter(organization=viewer.organization).order_by("name", "pk")
        return [Choice(row.pk, row.name, row.agreement or "соглашение не записано") for row in rows[:MOST]]
    if kind.subject == Subject.ORDER:
        orders = _orders(viewer).order_by("-dated_on", "-pk")[:MOST]
        return [Choice(row.pk, f"№ {row.number} от {row.dated_on:%d.%m.%Y}", row.title) for row in orders]
    return []


def _orders(viewer: Viewer) -> Any:
    return own_orders(viewer).filter(status=Order.Status.REGISTERED)


def _people(viewer: Viewer, side: str, year: int) -> list[Choice]:
    rows = Participation.objects.visible_to(viewer).filter(organization=viewer.organization, school_year=year)
    if side:
        rows = rows.filter(side=side)
    found: dict[int, Choice] = {}
    for row in rows.listed().select_related("person").order_by("person__search_name", "person", "side")[: 2 * MOST]:
        words = f"{row.get_side_display().lower()}, {who(row.person)}".rstrip(", ")
        found.setdefault(row.person_id, Choice(row.person_id, row.person.full_name, words))
    return list(found.values())[:MOST]


def _pairs(viewer: Viewer, year: int) -> list[Choice]:
    rows = pairs_of(viewer).of_year(year).filter(status__in=("proposed", "agreed", *TAKEN))
    rows = rows.filter(mentor__status=Person.Status.ACTIVE).select_related("mentor")
    found = list(rows.order_by("mentor__search_name", "pk")[:MOST])
    members = members_of(viewer, [pair.pk for pair in found])
    return [Choice(pair.pk, pair_title(pair, members.get(pair.pk, [])), pair.get_status_display()) for pair in found]


def chosen_of(viewer: Viewer, kind: PaperKind, ids: Sequence[int], year: int) -> list[Any]:
    """What the builder of the kind takes, one for each paper; whatever may not be read is not there."""
    if kind.subject == Subject.PERSON:
        return list(people_facts(viewer, ids, year))
    if kind.subject == Subject.PAIR:
        return list(pair_facts(viewer, ids))
    if kind.subject == Subject.PARTNER:
        return list(Partner.objects.visible_to(viewer).filter(organization=viewer.organization, pk__in=ids))
    if kind.subject == Subject.ORDER:
        return list(_orders(viewer).filter(pk__in=ids).order_by("dated_on", "pk"))
    return [None]


def people_in(kind: PaperKind, chosen: Sequence[Any]) -> list[int]:
    """Ids of the people the papers name: the log of reading and printing asks."""
    if kind.subject == Subject.PERSON:
        found = {facts.person.pk for facts in chosen} | {p.pk for f in chosen for each in f.pairs for p in each.mentees}
    elif kind.subject == Subject.PAIR:
        found = {facts.mentor.pk for facts in chosen} | {person.pk for facts in chosen for person in facts.mentees}
    else:
        found = set()
    return sorted(found)


def people_of_rows(viewer: Viewer, participations: Sequence[int]) -> list[int]:
    """Rows ticked in the list of participants as the people they are about."""
    rows = Participation.objects.visible_to(viewer).filter(organization=viewer.organization, pk__in=participations)
    return list(rows.order_by("pk").values_list("person", flat=True).distinct())
