"""The clearance of mentors from outside: who may stand in a pair with minors, and when its term calls."""

from datetime import date, timedelta

import pytest

from core import tenancy
from mentoring.actions import pairs
from mentoring.actions.consent_errands import watch_organization
from mentoring.models import Errand, MentorCard, PairRules, Participation
from mentoring.queries.pair_gates import hindered_pairs
from tests.mentoring.pair_kit import Bases, asked, bases_of
from tests.world import TODAY, World

A_DAY = timedelta(days=1)


@pytest.fixture
def curator(world: World):
    viewer = world.viewer("curator")
    with tenancy.tx(viewer.scope):
        yield viewer


@pytest.fixture
def bases(world: World, curator) -> Bases:
    return bases_of(world.school.organization)


def outsider(bases: Bases, **card: object) -> Participation:
    row = bases.mentor(kind="employee")
    MentorCard.objects.filter(person=row.person).update(**card)
    return row


def settle_term(row: Participation, until: date) -> None:
    MentorCard.objects.filter(person=row.person).update(cleared_until=until)


@pytest.mark.parametrize("card", [{}, {"cleared_on": TODAY, "cleared_until": TODAY - A_DAY}])
def test_without_a_valid_clearance_nobody_from_outside_works_with_minors(bases, curator, now, card):
    with pytest.raises(pairs.Hindered, match="допуска к работе с детьми"):
        pairs.create_pair(asked(outsider(bases, **card), bases.mentee()), by=curator, now=now)


def test_a_school_may_ask_for_no_clearance(bases, curator, now):
    PairRules.objects.filter(organization=curator.organization).update(clearance_required=False)

    assert pairs.create_pair(asked(outsider(bases), bases.mentee()), by=curator, now=now).pk


def test_a_grown_mentee_needs_none(bases, curator, now):
    grown = bases.mentee(birth_date=date(2000, 1, 1), kind="student")

    assert pairs.create_pair(asked(outsider(bases), grown), by=curator, now=now).pk


def test_an_order_takes_no_pair_whose_clearance_has_run_out(bases, curator, now):
    offered = outsider(bases, cleared_on=TODAY)
    pair = pairs.create_pair(asked(offered, bases.mentee()), by=curator, now=now)
    before = hindered_pairs([pair.pk], TODAY)
    settle_term(offered, TODAY - A_DAY)

    assert before == {}
    assert "допуска" in hindered_pairs([pair.pk], TODAY)[pair.pk]


def test_the_end_of_the_term_calls_once_a_step_and_a_new_paper_is_the_answer(bases, curator, now):
    offered = outsider(bases, cleared_on=TODAY, cleared_until=TODAY + 30 * A_DAY)
    errands = Errand.objects.filter(person=offered.person, kind="clearance")

    for _ in range(2):
        watch_organization(curator.organization, now=now)
    opened = list(errands.values_list("text", "closed_at"))
    settle_term(offered, TODAY + 400 * A_DAY)
    watch_organization(curator.organization, now=now)

    day = f"{TODAY + 30 * A_DAY:%d.%m.%Y}"
    assert opened == [(f"Допуск наставника к работе с детьми действует до {day}. Попросите новую справку.", None)]
    assert errands.filter(closed_at=None).count() == 0
