"""Who may stand in a pair, and how many mentees a mentor may take. A constant number of queries for any set."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q

from mentoring.clearance import Clearance
from mentoring.models import Consent, MentorCard, Pair, PairRules, Participation, Person, Purpose, Side, TargetModel
from mentoring.queries.coverage import uncovered_people
from mentoring.queries.pairs import people_of, shown_name
from mentoring.queries.rules import clearance_of

UNCOVERED = "нет действующего согласия на обработку персональных данных"
CLEARANCE = "нет действующего допуска к работе с детьми (ТК РФ, ст. 351.1)"
LABOUR = "нет письменного согласия работать наставником (ТК РФ, ст. 351.8)"
GONE = {
    Person.Status.LEFT: "ушёл из программы",
    Person.Status.BLOCKED: "согласие отозвано, обработка данных остановлена",
    Person.Status.ANONYMISED: "карточка обезличена",
}


def hindrances(people: Collection[int], today: date, *, labour: bool = False) -> dict[int, str]:
    """Person → why the person may not stand in a pair, «Примеров И. С.: нет согласия»; who may is not in it.

    `labour`: before an order a teacher who mentors teachers has also agreed in writing.
    """
    rows = Person.objects.filter(pk__in=people)
    found = {}
    uncovered = set(uncovered_people(rows, today).values_list("pk", flat=True))
    unsigned = _unsigned(people, today) if labour else frozenset()
    for person in rows:
        cause = GONE.get(Person.Status(person.status), "")
        cause = cause or (UNCOVERED if person.pk in uncovered else LABOUR if person.pk in unsigned else "")
        if cause:
            found[person.pk] = f"{shown_name(person)}: {cause}"
    return found


def uncleared(mentors: Collection[int], today: date, rules: Clearance) -> dict[int, str]:
    """People who need a clearance and have no valid one → why they may not work with minors. One query."""
    valid = MentorCard.objects.filter(Q(cleared_until=None) | Q(cleared_until__gte=today), cleared_on__isnull=False)
    people = Person.objects.filter(pk__in=mentors, kind__in=rules.kinds)
    rows = people.exclude(Exists(valid.filter(person=OuterRef("pk"))))
    return {person.pk: f"{person.short_name}: {CLEARANCE}" for person in rows}


def uncleared_pairs(people: Mapping[int, Sequence[int]], today: date, rules: Clearance) -> dict[int, str]:
    """Pair → why its mentor may not work with the minors in it; `people`: the mentor first. Two queries at most."""
    causes = uncleared({first for first, *_ in people.values()}, today, rules)
    if not causes:
        return {}
    mentees = Person.objects.filter(pk__in={person for _, *others in people.values() for person in others})
    minors = {person.pk for person in mentees if person.is_minor(today)}
    return {pk: causes[first] for pk, (first, *others) in people.items() if first in causes and minors & set(others)}


def _unsigned(people: Collection[int], today: date) -> frozenset[int]:
    """Teachers who mentor teachers without the consent of the labour code."""
    rows = Participation.objects.filter(
        person__in=people, side=Side.MENTOR, model=TargetModel.TEACHER, person__kind=Person.Kind.TEACHER
    ).exclude(state=Participation.State.LEFT)
    signed = Consent.objects.in_force(today).filter(person__in=people, purpose=Purpose.LABOUR)
    return frozenset(rows.values_list("person", flat=True)) - frozenset(signed.values_list("person", flat=True))


def places_of(mentors: Collection[int], organization_id: int) -> dict[int, int]:
    """Mentor → how many mentees at most: what the card offers, within the rules of the organization."""
    rules = PairRules.objects.filter(organization_id=organization_id).first() or PairRules()
    cards = MentorCard.objects.filter(organization_id=organization_id, person__in=mentors)
    offered = dict(cards.values_list("person", "capacity"))
    return {mentor: min(offered.get(mentor, 1), rules.most_mentees) for mentor in mentors}


def hindered_pairs(pairs: Collection[int], today: date) -> dict[int, str]:
    """Pair → why it may not stand in an order or go on, in words. The pairs are of one organization."""
    them = people_of(pairs, meeting=True)
    one = Pair.objects.filter(pk__in=pairs).first()
    rules = clearance_of(one) if one else None
    outside = uncleared_pairs(them, today, rules) if rules and rules.gates else {}
    causes = hindrances({person for people in them.values() for person in people}, today, labour=True)
    found = {}
    for pair, people in them.items():
        words = [causes[person] for person in people if person in causes]
        words += [outside[pair]] if pair in outside else []
        if words:
            found[pair] = "; ".join(words)
    return found
