"""Two bases of a school whose people have signed: what tests of pairs begin with."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mentoring.actions.pairs import NewPair
from mentoring.models import ConsentText, Participation, Person
from schools.models import Organization
from tests.people_factories import (
    make_adult,
    make_consent,
    make_consent_text,
    make_mentor_card,
    make_participation,
    make_person,
    make_request,
)


@dataclass
class Bases:
    """Makes covered people of one school under the scope of the caller."""

    organization: Organization
    own: ConsentText
    parent: ConsentText

    def mentor(self, capacity: int = 1, **fields: Any) -> Participation:
        person = make_adult(self.organization, **fields)
        make_mentor_card(person, capacity=capacity)
        self.sign(person)
        return make_participation(person, "mentor")

    def mentee(self, **fields: Any) -> Participation:
        person = make_person(self.organization, **fields)
        self.sign(person)
        row = make_participation(person)
        make_request(row, topics=["дроби"], readers="pair")
        return row

    def sign(self, person: Person) -> None:
        make_consent(person, self.parent if person.kind == "pupil" else self.own)


def bases_of(organization: Organization) -> Bases:
    own = make_consent_text(organization, signer="self", number=71)
    return Bases(organization, own, make_consent_text(organization, signer="guardian", number=71))


def asked(offered: Participation, *wanted: Participation, **fields: Any) -> NewPair:
    return NewPair(offered.pk, tuple(row.pk for row in wanted), "teacher_pupil", **fields)


def until(month: int, day: int) -> date:
    return date(2027, month, day)
