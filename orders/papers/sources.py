"""What papers are made of: people, pairs and orders of one organization, read in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, Sum

from accounts.roles import Role
from core.viewer import Viewer
from mentoring.models import Meeting, MentorCard, Pair, PairMember, Participation, Person, Side, Training
from mentoring.queries.pairs import expected, members_of, pairs_of
from orders.models import OrderPair
from schools.models import Membership, Organization

MEETINGS = ("встреча", "встречи", "встреч")
TAKEN = (Pair.Status.ACTIVE, Pair.Status.PAUSED, Pair.Status.COMPLETED, Pair.Status.ENDED, Pair.Status.ORDERED)


@dataclass(frozen=True)
class Source:
    """The same for all papers of one printing. `words` are what was typed beside them, by the names of the asks."""

    organization: Organization
    director: Membership | None
    staff: tuple[Membership, ...]
    year: int
    today: date
    words: Mapping[str, str] = field(default_factory=dict)

    def holder(self, role: str) -> Membership | None:
        return next((person for person in self.staff if role in person.roles), None)


@dataclass(frozen=True)
class PairFacts:
    """A pair of the year with what came of it. `orders` like «№ 12-од от 01.10.2026»."""

    pair: Pair
    mentees: tuple[Person, ...]
    held: int = 0
    minutes: int = 0
    orders: tuple[str, ...] = ()

    @property
    def mentor(self) -> Person:
        return self.pair.mentor


@dataclass(frozen=True)
class PersonFacts:
    """A person of the year: the sides taken, the pairs of a mentor, courses, what a mentor can help with."""

    person: Person
    sides: frozenset[str] = frozenset()
    pairs: tuple[PairFacts, ...] = ()
    courses: tuple[Training, ...] = ()
    card: MentorCard | None = None
    forms: tuple[str, ...] = ()
    results: str = ""

    @property
    def is_mentor(self) -> bool:
        return Side.MENTOR in self.sides


def source_of(viewer: Viewer, year: int, today: date, words: Mapping[str, str] | None = None) -> Source:
    """One query."""
    organization = viewer.organization
    staff = Membership.objects.visible_to(viewer).filter(organization=organization).active().order_by("pk")
    found = tuple(staff)
    director = next((person for person in found if Role.DIRECTOR in person.roles), None)
    return Source(organization, director, found, year, today, words or {})


def present_people(viewer: Viewer, ids: Collection[int]) -> list[Person]:
    """Those whose data may be worked with, by name."""
    rows = Person.objects.visible_to(viewer).present().filter(organization=viewer.organization, pk__in=ids)
    return list(rows.order_by("search_name", "pk"))


def people_facts(viewer: Viewer, ids: Collection[int], year: int) -> list[PersonFacts]:
    """By name; whoever has left or is blocked is not there. Eight queries, however many people."""
    people = present_people(viewer, ids)
    known = [person.pk for person in people]
    taken: defaultdict[int, list[Participation]] = defaultdict(list)
    rows = Participation.objects.visible_to(viewer).filter(person__in=known, school_year=year)
    for row in rows.order_by("pk"):
        taken[row.person_id].append(row)
    courses: defaultdict[int, list[Training]] = defaultdict(list)
    for course in Training.objects.visible_to(viewer).filter(person__in=known).order_by("finished_on", "pk"):
        courses[course.person_id].append(course)
    cards = {card.person_id: card for card in MentorCard.objects.visible_to(viewer).filter(person__in=known)}
    pairs: defaultdict[int, list[PairFacts]] = defaultdict(list)
    mentored = pairs_of(viewer).of_year(year).filter(mentor__in=known, status__in=TAKEN)
    for fact in pair_facts(viewer, mentored.values_list("pk", flat=True)):
        pairs[fact.pair.mentor_id].append(fact)
    return [_facts(person, taken[person.pk], pairs[person.pk], courses[person.pk], cards) for person in people]


def _facts(
    person: Person,
    taken: Sequence[Participation],
    pairs: Sequence[PairFacts],
    courses: Sequence[Training],
    cards: Mapping[int, MentorCard],
) -> PersonFacts:
    return PersonFacts(
        person=person,
        sides=frozenset(row.side for row in taken),
        pairs=tuple(pairs),
        courses=tuple(courses),
        card=cards.get(person.pk),
        forms=tuple(dict.fromkeys(form for row in taken for form in row.forms)),
        results="\n".join(row.results for row in taken if row.results),
    )


def pair_facts(viewer: Viewer, ids: Collection[int]) -> list[PairFacts]:
    """By the mentor; a pair with somebody whose data are stopped is not there. Four queries."""
    rows = pairs_of(viewer).filter(pk__in=list(ids), mentor__status=Person.Status.ACTIVE).select_related("mentor")
    found = list(rows.order_by("mentor__search_name", "pk"))
    known = [pair.pk for pair in found]
    members = members_of(viewer, known)
    orders = _orders(viewer, known)
    held = _held(viewer, known)
    return [
        PairFacts(
            pair,
            _present(expected(members.get(pair.pk, []))),
            *held.get(pair.pk, (0, 0)),
            tuple(orders.get(pair.pk, ())),
        )
        for pair in found
    ]


def _present(members: Sequence[PairMember]) -> tuple[Person, ...]:
    return tuple(row.mentee for row in members if row.mentee.status in (Person.Status.ACTIVE, Person.Status.LEFT))


def _held(viewer: Viewer, pairs: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Pair → how many meetings took place, how many minutes they had."""
    rows = Meeting.objects.visible_to(viewer).filter(pair__in=pairs, status=Meeting.Status.HELD)
    counted = rows.values("pair").annotate(held=Count("pk"), spent=Sum("minutes", filter=Q(minutes__gt=0)))
    return {row["pair"]: (row["held"], row["spent"] or 0) for row in counted.order_by()}


def _orders(viewer: Viewer, pairs: Sequence[int]) -> dict[int, list[str]]:
    rows = OrderPair.objects.visible_to(viewer).filter(pair__in=pairs, order__status="registered")
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows.select_related("order").order_by("order__dated_on", "pk"):
        if row.order.dated_on:
            found[row.pair_id].append(f"№\u00a0{row.order.number} от {row.order.dated_on:%d.%m.%Y}")
    return found
