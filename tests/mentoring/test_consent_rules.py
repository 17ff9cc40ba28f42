"""Who has to sign at which age, and that the queryset of the uncovered says the same."""

from datetime import date

import pytest

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.actions.consents import over_on
from mentoring.consents.rules import Need, Place, needed, signers, years_before
from mentoring.models import Consent, Participation, Person, Purpose, Signer
from mentoring.queries.coverage import may_enter_pair, uncovered
from tests.people_factories import make_consent, make_consent_text, make_participation, make_person
from tests.world import TODAY, World

SELF, GUARDIAN, PUPIL = Signer.SELF, Signer.GUARDIAN, Signer.PUPIL
AGES = [
    ({"birth_date": date(2012, 11, 22)}, (GUARDIAN,)),  # 14 tomorrow
    ({"birth_date": date(2012, 11, 21)}, (GUARDIAN, PUPIL)),
    ({"birth_date": date(2008, 11, 22)}, (GUARDIAN, PUPIL)),
    ({"birth_date": date(2008, 11, 21)}, (SELF,)),
    ({"birth_date": None}, (GUARDIAN,)),
    ({"birth_date": None, "birth_year": 2012}, (GUARDIAN,)),
    ({"birth_date": None, "birth_year": 2011}, (GUARDIAN, PUPIL)),
    ({"birth_date": None, "kind": "teacher"}, (SELF,)),
]


@pytest.mark.parametrize(("fields", "expected"), AGES)
def test_signers_change_at_14_and_18(fields: dict, expected: tuple) -> None:
    assert signers(Person(**({"kind": "pupil"} | fields)), TODAY) == expected


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2026, 11, 21), 18, date(2008, 11, 21)),
        (date(2028, 2, 29), 18, date(2010, 2, 28)),
        (date(2028, 2, 29), 16, date(2012, 2, 29)),
        (date(2026, 2, 28), 18, date(2008, 2, 28)),
    ],
)
def test_the_last_birth_date_of_an_age(day: date, years: int, expected: date) -> None:
    assert years_before(day, years) == expected


def test_a_teacher_who_mentors_teachers_signs_a_labour_consent() -> None:
    teacher = Person(kind="teacher", birth_date=date(1980, 3, 1))
    both = (Need(Purpose.PROCESSING, SELF), Need(Purpose.LABOUR, SELF))
    assert needed(teacher, TODAY, [Place("mentor", "teacher")]) == both
    assert needed(teacher, TODAY, [Place("mentor", "pupil"), Place("mentee", "teacher")]) == both[:1]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 21), None, None),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 21), 14, date(2028, 1, 21)),
    ],
)
def test_a_term_ends_on_the_same_day_of_the_month(day: date, months: int | None, expected: date | None) -> None:
    assert over_on(day, months) == expected


@pytest.mark.parametrize("signed", [(), (SELF,), (GUARDIAN,), (GUARDIAN, PUPIL)])
def test_the_queryset_of_the_uncovered_says_what_the_rules_say(world: World, signed: tuple) -> None:
    """Everybody of every age with the same papers: uncovered is who lacks one of the signers of the age."""
    school = world.school.organization
    with tenancy.tx(SYSTEM):
        wordings = {signer: make_consent_text(school, signer=signer, number=9) for signer in signed}
        lacking = set()
        for number, (fields, expected) in enumerate(AGES):
            person = make_person(school, last_name=f"Пробный{number}", **fields)
            row = make_participation(person, school_year=2030)
            for signer in signed:
                make_consent(person, wordings[signer])
            if not set(expected) <= set(signed):
                lacking.add(row.pk)
        rows = Participation.objects.of_year(2030)
        assert set(uncovered(rows, TODAY).values_list("pk", flat=True)) == lacking


def test_a_consent_that_is_over_covers_nobody(world: World) -> None:
    mentee = world.school.people.mentee
    with tenancy.tx(SYSTEM):
        assert may_enter_pair(mentee, TODAY)
        Consent.objects.filter(person=mentee).update(valid_until=date(2026, 11, 20))
        assert not may_enter_pair(mentee, TODAY)
        assert uncovered(Participation.objects.filter(person=mentee), TODAY).count() == 1
