"""Words about the people of papers: cases, gender, who they are."""

from typing import Protocol

from core.words import full_name
from mentoring.models import Person
from orders.grammar import Case, decline, decline_phrase, nominative
from orders.papers.blocks import Addressee, Gaps, Signature
from schools.models import Membership, Organization

DIRECTOR = "Директор"


class Somebody(Protocol):
    gender: str
    first_name: str
    patronymic: str


def gendered(person: Somebody | None, male: str, female: str, unknown: str) -> str:
    """«ознакомлен», «ознакомлена»; of an unknown gender, never guessed, «ознакомлен(а)»."""
    return {"m": male, "f": female}.get(person.gender if person else "", unknown)


def greeting(person: Somebody) -> str:
    """«Уважаемая Анна Петровна!»; without a patronymic by the first name."""
    ending = {"m": "ый", "f": "ая"}.get(person.gender, "ый(ая)")
    return f"Уважаем{ending} {full_name(person.first_name, person.patronymic)}!"


def who_of(person: Person) -> str:
    """The post, or the class of a pupil: «обучающаяся 9А класса»; empty where nothing is known."""
    if person.kind == Person.Kind.PUPIL:
        word = gendered(person, "обучающийся", "обучающаяся", "обучающийся(аяся)")
        return f"{word} {person.class_name} класса" if person.class_name else word
    return person.position


def who_in(person: Person, case: Case) -> str:
    """The same in a case; of an unknown gender both endings: «обучающемуся(ейся)»."""
    if person.kind == Person.Kind.PUPIL and not person.gender:
        words = {Case.DAT: "обучающемуся(ейся)", Case.GEN: "обучающегося(ейся)", Case.INS: "обучающимся(ейся)"}
        word = words.get(case, "обучающийся(аяся)")
        return f"{word} {person.class_name} класса" if person.class_name else word
    words_of = who_of(person)
    return decline_phrase(words_of, animate=True)[case] if words_of else ""


def in_case(person: Person, case: Case) -> str:
    """The whole name; of an unknown gender the nominative, as it is declined by no guess."""
    return decline(person, case).full


def to_director(organization: Organization, director: Membership | None, author: Person, gaps: Gaps) -> Addressee:
    """«Директору … от …»: the head of a paper that a person writes."""
    to = decline(director, Case.DAT).in_text if director else gaps.filled("", "директор организации", 28)
    post = who_in(author, Case.GEN) or gaps.filled("", f"должность: {author.short_name}", 28)
    return Addressee(("Директору", organization.short_name, to, f"от {post}", in_case(author, Case.GEN)))


def signed_by(director: Membership | None, gaps: Gaps) -> Signature:
    if director is None:
        gaps.filled("", "директор организации")
        return Signature(DIRECTOR, "____________________")
    return Signature(DIRECTOR, nominative(director).in_signature)


def own_hand(person: Person) -> Signature:
    """The person signs and writes the date."""
    return Signature("", nominative(person).in_signature, dated=True)
