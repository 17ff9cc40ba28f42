"""What is known of the people of a set beside their rows in the bases: cards, requests, consents, pairs, wishes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from core.viewer import Viewer
from core.words import folded
from mentoring.clearance import Clearance
from mentoring.consents.rules import Need, lacking, needed
from mentoring.matching import Mentee, Mentor
from mentoring.models import (
    Consent,
    Guardian,
    MenteeCard,
    MentorCard,
    Pair,
    PairMember,
    PairRules,
    Participation,
    Person,
    Purpose,
    Request,
    Side,
    Signer,
    Training,
    Wish,
)
from mentoring.queries.rules import rules_of

Reason = Pair.EndReason
# Why a pair came apart between the two of them; who left the school or fell ill may be tried again.
PARTED = (Reason.MENTOR, Reason.MENTEE, Reason.BOTH, Reason.CURATOR, Reason.TRIAL, Reason.DECLINED, Reason.REPLACED)
LONGEST_TOPIC = 200  # letters of a request without topics that are looked through


@dataclass(frozen=True)
class Facts:
    """What is known beside the rows of the bases, by person; wishes by participation."""

    today: date
    cards: dict[tuple[str, int], Any]
    requests: dict[int, list[Request]]
    trained: frozenset[int]
    consented: frozenset[int]
    taken: dict[int, int]
    previous: dict[int, set[int]]
    parted: dict[int, set[int]]
    wishes: dict[int, list[tuple[int, int]]]
    relatives: dict[int, frozenset[int]]
    clearance: Clearance

    @classmethod
    def load(
        cls, viewer: Viewer, mentors: Sequence[Participation], mentees: Sequence[Participation], today: date
    ) -> Self:
        people = {row.person_id: row.person for row in (*mentors, *mentees)}
        taken, previous, parted = _pairs(viewer, people)
        return cls(
            today=today,
            cards=_cards(viewer, people),
            requests=_requests(viewer, [row.pk for row in mentees]),
            trained=_trained(viewer, people),
            consented=_consented(viewer, people, today),
            taken=taken,
            previous=previous,
            parted=parted,
            wishes=_wishes(viewer, [row.pk for row in (*mentors, *mentees)]),
            relatives=_relatives(viewer, mentors, mentees),
            clearance=rules_of(viewer.organization).clearance,
        )

    def mentor(self, row: Participation, rules: PairRules) -> Mentor:
        card = self.cards.get((Side.MENTOR, row.person_id)) or MentorCard()
        return Mentor(
            **self._both(row, card),
            competences=tuple(card.competences),
            capacity=min(card.capacity, rules.most_mentees),
            taken=self.taken.get(row.person_id, 0),
            age_from=card.age_from,
            age_to=card.age_to,
            is_trained=row.person_id in self.trained,
            is_admitted=_admitted(row.person, card, self.clearance, self.today),
            grades=frozenset(card.grades),
        )

    def mentee(self, row: Participation) -> Mentee:
        card = self.cards.get((Side.MENTEE, row.person_id)) or MenteeCard()
        return Mentee(
            **self._both(row, card),
            topics=tuple(_topics(self.requests.get(row.pk, []))),
            class_name=row.person.class_name,
            days_waiting=max((self.today - row.waiting_since).days, 0),
        )

    def _both(self, row: Participation, card: MentorCard | MenteeCard) -> dict[str, Any]:
        person, named = row.person, self.wishes.get(row.pk, [])
        year = person.known_birth_year
        age = person.age(self.today)
        return {
            "id": row.pk,
            "person": row.person_id,
            "name": person.short_name,
            "forms": tuple(row.forms),
            "age": age if age is not None or year is None else self.today.year - year,
            "subjects": tuple(card.subjects),
            "interests": tuple(card.interests),
            "slots": tuple(card.slots),
            "has_consent": row.person_id in self.consented,
            "conflicts": self.relatives.get(row.person_id, frozenset()),
            "wishes": tuple(person for rank, person in sorted(named) if rank != Wish.UNWANTED),
            "unwanted": frozenset(person for rank, person in named if rank == Wish.UNWANTED),
            "previous": frozenset(self.previous.get(row.person_id, ())),
            "parted": frozenset(self.parted.get(row.person_id, ())),
        }


def _admitted(person: Person, card: MentorCard, rules: Clearance, today: date) -> bool:
    """Found unsuitable by the interview, or an adult from outside without a clearance (ТК РФ, ст. 351.1): no."""
    cleared = person.kind not in rules.kinds or not rules.gates or card.is_cleared(today)
    return cleared and card.interview != MentorCard.Interview.UNSUITABLE


def _topics(requests: Iterable[Request]) -> Iterable[str]:
    """The main request first: its topics, or its words where none were picked out."""
    for row in sorted(requests, key=lambda one: (not one.is_main, one.pk)):
        yield from row.topics or [row.text[:LONGEST_TOPIC]]


def _cards(viewer: Viewer, people: Iterable[int]) -> dict[tuple[str, int], Any]:
    ids = list(people)
    found: dict[tuple[str, int], Any] = {}
    for side, model in ((Side.MENTOR, MentorCard), (Side.MENTEE, MenteeCard)):
        for card in model.objects.visible_to(viewer).filter(person__in=ids):
            found[side, card.person_id] = card
    return found


def _requests(viewer: Viewer, rows: Sequence[int]) -> dict[int, list[Request]]:
    found: dict[int, list[Request]] = defaultdict(list)
    for request in Request.objects.visible_to(viewer).filter(participation__in=rows):
        found[request.participation_id].append(request)
    return found


def _trained(viewer: Viewer, people: Iterable[int]) -> frozenset[int]:
    rows = Training.objects.visible_to(viewer).filter(person__in=list(people), finished_on__isnull=False)
    return frozenset(rows.values_list("person", flat=True))


def _consented(viewer: Viewer, people: Mapping[int, Person], today: date) -> frozenset[int]:
    """Whose processing consent is in force; the labour consent of a mentor comes with the agreement of the pair."""
    given: dict[int, list[Need]] = defaultdict(list)
    in_force = Consent.objects.visible_to(viewer).in_force(today).filter(person__in=list(people))
    for person, purpose, signer in in_force.values_list("person", "purpose", "signer"):
        given[person].append(Need(Purpose(purpose), Signer(signer)))
    return frozenset(pk for pk, person in people.items() if not lacking(needed(person, today), given[pk]))


def _pairs(viewer: Viewer, people: Iterable[int]) -> tuple[dict[int, int], dict[int, set[int]], dict[int, set[int]]]:
    """Places held now, and with whom each person was in a pair before: to the end, or until they parted."""
    ids = list(people)
    taken: dict[int, int] = defaultdict(int)
    previous: dict[int, set[int]] = defaultdict(set)
    parted: dict[int, set[int]] = defaultdict(set)
    rows = PairMember.objects.visible_to(viewer).filter(organization=viewer.organization, mentor__in=ids)
    for mentor, mentee, status, left, reason, why in rows.values_list(
        "mentor", "mentee", "status", "left_on", "pair__end_reason", "left_reason"
    ):
        if status in Pair.OPEN and left is None:
            taken[mentor] += 1
            continue
        kind = parted if (why or reason) in PARTED else previous if status == Pair.Status.COMPLETED else None
        if kind is not None:
            kind[mentor].add(mentee)
            kind[mentee].add(mentor)
    return taken, previous, parted


def _wishes(viewer: Viewer, rows: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    named = Wish.objects.visible_to(viewer).filter(voter__in=rows)
    for voter, rank, person in named.values_list("voter", "rank", "chosen__person"):
        found[voter].append((rank, person))
    return found


def _relatives(
    viewer: Viewer, mentors: Sequence[Participation], mentees: Sequence[Participation]
) -> dict[int, frozenset[int]]:
    """Children whose representative is named exactly like a mentor: a parent does not mentor the own child."""
    names: dict[str, set[int]] = defaultdict(set)
    for row in mentors:
        names[folded(row.person.full_name)].add(row.person_id)
    children = [row.person_id for row in mentees]
    found: dict[int, frozenset[int]] = {}
    for guardian in Guardian.objects.visible_to(viewer).filter(person__in=children, removed_at=None):
        if same := names.get(folded(str(guardian))):
            found[guardian.person_id] = found.get(guardian.person_id, frozenset()) | same
    return found
