"""The clearance of mentors from outside: who may stand in a pair with minors, and when its term calls."""

from datetime import date, timedelta

import pytest

from core import tenancy
from core.viewer import SYSTEM_VIEWER
from mentoring.actions import pair_life, pairs
from mentoring.actions.clearance_errands import pause_uncleared
from mentoring.actions.consent_errands import watch_organization
from mentoring.clearance import Clearance
from mentoring.models import BaseRules, Errand, MentorCard, Pair, Participation
from mentoring.queries.pair_gates import hindered_pairs
from mentoring.queries.rules import rules_of
from tests.mentoring.pair_kit import Bases, asked, bases_of
from tests.people_factories import make_base_rules
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
    BaseRules.objects.filter(organization=curator.organization).update(clearance_gates=False)

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
    text = f"Допуск наставника к работе с детьми действует до {day}. Попросите заново: справка об отсутствии судимости."
    assert opened == [(text, None)]
    assert errands.filter(closed_at=None).count() == 0


@pytest.mark.parametrize(("left", "step"), [(61, None), (60, 60), (31, 60), (30, 30), (1, 7), (0, 0), (-1, None)])
def test_a_term_comes_to_its_steps(left, step):
    assert Clearance().step(TODAY + left * A_DAY, TODAY) == step


def test_the_rules_are_inherited_field_by_field(world, curator):
    municipality = world.municipalities[0]
    BaseRules.objects.filter(organization=curator.organization).update(clearance_days=[20, 5])
    with tenancy.tx(tenancy.SYSTEM):
        make_base_rules(municipality, clearance_gates=False, clearance_kinds=["employee"], clearance_days=[9])

    assert rules_of(curator.organization).clearance == Clearance(days=(20, 5), kinds=("employee",), gates=False)


def test_who_needs_none_by_the_rules_is_paired_without(bases, curator, now):
    BaseRules.objects.filter(organization=curator.organization).update(clearance_kinds=["veteran"])

    assert pairs.create_pair(asked(outsider(bases), bases.mentee()), by=curator, now=now).pk


def at_work(bases, curator, now, **mentee) -> Pair:
    """A pair whose mentor's clearance has run out since."""
    offered = outsider(bases, cleared_on=TODAY)
    pair = pairs.create_pair(asked(offered, bases.mentee(**mentee)), by=curator, now=now)
    Pair.objects.filter(pk=pair.pk).update(status="active", starts_on=TODAY, ends_on=date(2027, 5, 31))
    settle_term(offered, TODAY - 40 * A_DAY)
    return pair


def pause(curator, now) -> int:
    return pause_uncleared(TODAY, {"organization": curator.organization}, by=SYSTEM_VIEWER, now=now)


def test_the_end_of_a_clearance_pauses_the_pair_until_the_new_paper(bases, curator, now):
    pair = at_work(bases, curator, now)

    paused = [pause(curator, now), pause(curator, now)]
    pair.refresh_from_db()

    assert (paused, pair.status, pair.paused_reason) == ([1, 0], "paused", "срок допуска наставника истёк")
    assert "приостановлены" in Errand.objects.get(person=pair.mentor, kind="clearance", closed_at=None).text
    with pytest.raises(pairs.Hindered, match="допуска"):
        pair_life.resume(pair, on=TODAY, seen=pair.version, by=curator, now=now)
    MentorCard.objects.filter(person=pair.mentor).update(cleared_until=None)
    watch_organization(curator.organization, now=now)
    assert pair_life.resume(pair, on=TODAY, seen=pair.version, by=curator, now=now).status == "active"
    assert not Errand.objects.filter(person=pair.mentor, kind="clearance", closed_at=None).exists()


def test_where_the_rules_only_warn_and_with_grown_mentees_nothing_is_paused(bases, curator, now):
    at_work(bases, curator, now, birth_date=date(2000, 1, 1), kind="student")
    grown = pause(curator, now)
    at_work(bases, curator, now)
    BaseRules.objects.filter(organization=curator.organization).update(clearance_gates=False)

    assert (grown, pause(curator, now)) == (0, 0)
