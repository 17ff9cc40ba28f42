"""Who signs which consent, by age and place in the programme. Pure: the same answer as `queries.coverage` in SQL.

152-ФЗ, ст. 9 ч. 1 и ч. 6; the operator's own order of ages (domain of schools): under 14 the representative alone,
from 14 the pupil beside the representative, from 18 the person alone.
"""

from calendar import isleap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mentoring.models import Person, Purpose, Side, Signer, TargetModel
from mentoring.models.people import SIGNS_BESIDE_PARENT


@dataclass(frozen=True, slots=True)
class Need:
    """One paper: what for and by whom."""

    purpose: Purpose
    signer: Signer


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands in the programme: the part of a participation that changes what is needed."""

    side: str
    model: str


def years_before(day: date, years: int) -> date:
    """The last birth date of those who are that many full years old on the day."""
    if (day.month, day.day) == (2, 29) and not isleap(day.year - years):
        return date(day.year - years, 2, 28)
    return day.replace(year=day.year - years)


def signers(person: Person, today: date) -> tuple[Signer, ...]:
    """A pupil without a birth date is a minor, and signs too where the year alone makes them 14 for sure."""
    if not person.is_minor(today):
        return (Signer.SELF,)
    if person.birth_date:
        signs = person.birth_date <= years_before(today, SIGNS_BESIDE_PARENT)
    else:
        signs = person.birth_year is not None and person.birth_year < today.year - SIGNS_BESIDE_PARENT
    return (Signer.GUARDIAN, Signer.PUPIL) if signs else (Signer.GUARDIAN,)


def signers_for(purpose: str, person: Person, today: date) -> tuple[Signer, ...]:
    """A labour consent is signed by the employee alone; a minor gives none."""
    if purpose == Purpose.LABOUR:
        return () if person.is_minor(today) else (Signer.SELF,)
    return signers(person, today)


def needed(person: Person, today: date, places: Iterable[Place] = ()) -> tuple[Need, ...]:
    """What has to be in force before a pair: processing of everybody, of a teacher who mentors teachers labour too.

    ТК РФ, ст. 351.8 ч. 1 (from 01.03.2025): work as a mentor of employees needs the mentor's written consent.
    """
    needs = [Need(Purpose.PROCESSING, signer) for signer in signers(person, today)]
    if person.kind == Person.Kind.TEACHER and any(labour(place) for place in places):
        needs += [Need(Purpose.LABOUR, signer) for signer in signers_for(Purpose.LABOUR, person, today)]
    return tuple(needs)


def labour(place: Place) -> bool:
    return place.side == Side.MENTOR and place.model == TargetModel.TEACHER


def lacking(needs: Iterable[Need], given: Iterable[Need]) -> tuple[Need, ...]:
    """Needs that nothing in force answers, in their order."""
    held = frozenset(given)
    return tuple(need for need in needs if need not in held)
