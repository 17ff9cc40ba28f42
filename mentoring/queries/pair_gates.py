"""Who may stand in a pair, and how many mentees a mentor may take. A constant number of queries for any set."""

from collections.abc import Collection
from datetime import date

from mentoring.models import Consent, MentorCard, PairRules, Participation, Person, Purpose, Side, TargetModel
from mentoring.queries.coverage import uncovered_people
from mentoring.queries.pairs import people_of

UNCOVERED = "нет действующего согласия на обработку персональных данных"
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
            found[person.pk] = f"{person.short_name}: {cause}"
    return found


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
    """Pair → why it may not stand in an order, in words."""
    them = people_of(pairs)
    causes = hindrances({person for people in them.values() for person in people}, today, labour=True)
    found = {}
    for pair, people in them.items():
        if words := [causes[person] for person in people if person in causes]:
            found[pair] = "; ".join(words)
    return found
