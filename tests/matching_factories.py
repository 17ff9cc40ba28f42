"""A set to be matched: pupils who wait and teachers with places, all with consents. They write under the scope."""

from dataclasses import dataclass

from mentoring.models import ConsentText, Participation
from schools.models import Organization
from tests.people_factories import (
    make_adult,
    make_consent,
    make_consent_text,
    make_mentee_card,
    make_mentor_card,
    make_participation,
    make_person,
    make_request,
)

SUBJECTS = ("математика", "физика", "химия", "история")
TOPICS = ("дисциплина", "профориентация", "олимпиады", "общение")


@dataclass
class Set:
    mentors: list[Participation]
    mentees: list[Participation]


def make_set(organization: Organization, *, mentors: int, mentees: int, capacity: int = 1) -> Set:
    """Pupil and teacher of the same number share a subject and a topic."""
    wording, own = (
        make_consent_text(organization, signer="guardian", number=71),
        make_consent_text(organization, signer="self", number=71),
    )
    return Set(
        [_mentor(organization, number, capacity, own) for number in range(mentors)],
        [_mentee(organization, number, wording) for number in range(mentees)],
    )


def _mentor(organization: Organization, number: int, capacity: int, wording: ConsentText) -> Participation:
    person = make_adult(organization, last_name=f"Наставникова{number:03}", first_name="Анна", patronymic="Петровна")
    make_mentor_card(
        person,
        capacity=capacity,
        subjects=[SUBJECTS[number % 4]],
        competences=[TOPICS[number % 4]],
        age_from=None,
        age_to=None,
    )
    make_consent(person, wording, signer="self")
    return make_participation(person, "mentor")


def _mentee(organization: Organization, number: int, wording: ConsentText) -> Participation:
    person = make_person(organization, last_name=f"Ученик{number:03}", class_name="7 «Б»")
    make_mentee_card(person, subjects=[SUBJECTS[number % 4]])
    make_consent(person, wording)
    row = make_participation(person)
    make_request(row, text=TOPICS[number % 4], topics=[TOPICS[number % 4]])
    return row
