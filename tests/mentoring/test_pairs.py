"""Pairs come into being and go into an order."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.actions import activate_pairs, pair_orders, pairs, put_into_order, return_from_order
from mentoring.models import Consent, Pair, PairMember, PairRules, Participation
from tests.mentoring.pair_kit import Bases, asked, bases_of
from tests.world import TODAY, World


@pytest.fixture
def curator(world: World):
    viewer = world.viewer("curator")
    with tenancy.tx(viewer.scope):
        yield viewer


@pytest.fixture
def bases(world: World, curator) -> Bases:
    return bases_of(world.school.organization)


def test_a_pair_is_proposed_with_the_words_of_its_request(bases, curator, now):
    offered, wanted = bases.mentor(), bases.mentee()

    pair = pairs.create_pair(asked(offered, wanted), by=curator, now=now)

    [member] = pair.members.all()
    assert (pair.status, pair.kind, pair.theme, pair.school_year) == ("proposed", "traditional", "дроби", 2026)
    assert (member.slot, member.status, member.request) == (1, "proposed", "подтянуть математику")
    assert state_of(offered, wanted) == ["paired", "paired"]


def state_of(*rows: Participation) -> list[str]:
    return [Participation.objects.get(pk=row.pk).state for row in rows]


def test_several_mentees_make_a_group(bases, curator, now):
    pair = pairs.create_pair(
        asked(bases.mentor(capacity=3), bases.mentee(), bases.mentee(first_name="Лев")), by=curator, now=now
    )

    assert (pair.kind, sorted(pair.members.values_list("slot", flat=True))) == ("group", [1, 2])


def test_a_mentor_takes_no_more_than_the_card_says(bases, curator, now):
    offered = bases.mentor(capacity=2)
    rows = [bases.mentee(first_name=name) for name in ("Лев", "Ева", "Ян")]

    made = pairs.create_pairs([asked(offered, row) for row in rows], by=curator, now=now)

    assert len(made.pairs) == 2
    assert [each.reason.replace("\u00a0", " ") for each in made.refused] == [
        "У наставника Петров И. С. занято 2 из 2: места больше нет."
    ]
    assert state_of(*rows) == ["paired", "paired", "waiting"]


def test_a_set_of_pairs_is_written_by_as_many_statements_as_one(bases, curator, now):
    names = ("Лев", "Ева", "Ян")
    one = [asked(bases.mentor(), bases.mentee())]
    three = [asked(bases.mentor(first_name=name), bases.mentee(first_name=name)) for name in names]

    counted = []
    for wanted in (one, three):
        with CaptureQueriesContext(connection) as statements:
            made = pairs.create_pairs(wanted, by=curator, now=now)
        counted.append((len(statements), len(made.pairs) == len(wanted)))

    assert counted[0] == counted[1] == (len(statements), True)


def test_the_organization_may_allow_fewer(bases, curator, now):
    PairRules.objects.filter(organization=curator.organization).update(most_mentees=1)
    offered = bases.mentor(capacity=5)
    pairs.create_pair(asked(offered, bases.mentee()), by=curator, now=now)

    with pytest.raises(pairs.NoPlace):
        pairs.create_pair(asked(offered, bases.mentee(first_name="Лев")), by=curator, now=now)


def test_a_refused_group_leaves_nothing(bases, curator, now):
    before = Pair.objects.count()

    with pytest.raises(pairs.NoPlace):
        pairs.create_pair(asked(bases.mentor(), bases.mentee(), bases.mentee(first_name="Лев")), by=curator, now=now)
    assert (Pair.objects.count(), PairMember.objects.filter(request="подтянуть математику").count()) == (before, 1)


def test_consent_withdrawn_refuses_its_row_alone(bases, curator, now):
    offered = bases.mentor(capacity=2)
    stays, gone = bases.mentee(), bases.mentee(first_name="Лев")
    Consent.objects.filter(person=gone.person).update(state="withdrawn", ended_at=now)

    made = pairs.create_pairs([asked(offered, gone), asked(offered, stays)], by=curator, now=now)

    assert [each.members.get().wanted_id for each in made.pairs] == [stays.pk]
    [refused] = made.refused
    assert refused.asked.wanted == (gone.pk,)
    assert refused.reason.replace("\u00a0", " ") == (
        "Петров Л. С.: нет действующего согласия на обработку персональных данных."
    )


def test_a_cycle_of_reverse_pairs_works(bases, curator, now):
    """Everybody teaches the next one; the last one teaches the first."""
    people = [bases.mentor(first_name=name) for name in ("Ада", "Бэла", "Вера")]
    wanted = [
        Participation.objects.create(
            organization_id=row.organization_id,
            person=row.person,
            school_year=2026,
            side="mentee",
            model="pupil",
            waiting_since=TODAY,
        )
        for row in people
    ]
    circle = [asked(row, wanted[(place + 1) % 3], kind="reverse") for place, row in enumerate(people)]

    made = pairs.create_pairs(circle, by=curator, now=now)

    assert (len(made.pairs), made.refused) == (3, ())


def test_two_people_may_teach_each_other(bases, curator, now):
    first, second = bases.mentor(first_name="Ада"), bases.mentor(first_name="Бэла")
    both = [
        Participation.objects.create(
            organization_id=row.organization_id,
            person=row.person,
            school_year=2026,
            side="mentee",
            model="pupil",
            waiting_since=TODAY,
        )
        for row in (first, second)
    ]

    made = pairs.create_pairs(
        [asked(first, both[1], kind="reverse"), asked(second, both[0], kind="reverse")], by=curator, now=now
    )

    assert (len(made.pairs), made.refused) == (2, ())


def test_nobody_is_paired_twice_in_a_form(bases, curator, now):
    wanted = bases.mentee()
    pairs.create_pair(asked(bases.mentor(), wanted), by=curator, now=now)

    with pytest.raises(pairs.AlreadyPaired, match="уже в паре"):
        pairs.create_pair(asked(bases.mentor(first_name="Олег"), wanted), by=curator, now=now)


@pytest.mark.parametrize("wrong", ["sides", "self", "nobody"])
def test_sides_are_checked(bases, curator, now, wrong):
    offered, wanted = bases.mentor(), bases.mentee()
    rows = {"sides": (wanted, offered), "self": (offered, offered), "nobody": (offered,)}[wrong]

    with pytest.raises(pairs.NotTwoSides):
        pairs.create_pair(asked(*rows), by=curator, now=now)


def test_people_of_another_school_are_not_found(world, bases, curator, now):
    with tenancy.scope(SYSTEM):
        foreign = bases_of(world.schools[1].organization).mentee()

    with pytest.raises(pairs.NotTwoSides):
        pairs.create_pair(asked(bases.mentor(), foreign), by=curator, now=now)


def test_a_year_is_the_longest_period(bases, curator, now):
    period = {"starts_on": date(2026, 11, 1), "ends_on": date(2027, 11, 2)}

    with pytest.raises(pairs.WrongPeriod):
        pairs.create_pair(asked(bases.mentor(), bases.mentee(), **period), by=curator, now=now)


def test_both_sides_agree_one_after_the_other(bases, curator, now):
    offered, wanted = bases.mentor(), bases.mentee()
    pair = pairs.create_pair(asked(offered, wanted), by=curator, now=now)

    first = pairs.agree_one(pair, wanted.person_id, on=TODAY, by=curator, now=now).status
    second = pairs.agree_one(pair, offered.person_id, on=TODAY, by=curator, now=now).status

    assert (first, second) == ("proposed", "agreed")
    assert pairs.agree_one(pair, offered.person_id, on=TODAY, by=curator, now=now).status == "agreed"


def test_who_declines_ends_the_proposal(bases, curator, now):
    offered, wanted = bases.mentor(), bases.mentee()
    pair = pairs.create_pair(asked(offered, wanted), by=curator, now=now)

    ended = pairs.decline(pair, on=TODAY, by=curator, now=now)

    assert (ended.status, ended.end_reason, ended.ended_on) == ("ended", "declined", TODAY)
    assert state_of(offered, wanted) == ["waiting", "waiting"]
    assert pairs.create_pair(asked(offered, wanted), by=curator, now=now).pk != pair.pk


@pytest.fixture
def agreed(bases, curator, now) -> Pair:
    pair = pairs.create_pair(asked(bases.mentor(), bases.mentee()), by=curator, now=now)
    pairs.agree([pair], on=TODAY, by=curator, now=now)
    return pair


def test_an_order_sets_pairs_to_work(agreed, curator, now):
    put_into_order([agreed.pk], by=curator, now=now)

    assert activate_pairs([agreed.pk], on=TODAY, by=curator, now=now) == 1
    agreed.refresh_from_db()
    member = agreed.members.get()
    assert (agreed.status, agreed.starts_on, agreed.ends_on) == ("active", TODAY, date(2027, 5, 31))
    assert (member.status, member.joined_on, member.wanted.entered_on) == ("active", TODAY, TODAY)


def test_a_proposal_goes_into_no_order(bases, curator, now):
    pair = pairs.create_pair(asked(bases.mentor(), bases.mentee()), by=curator, now=now)

    with pytest.raises(pair_orders.NothingForOrder):
        put_into_order([pair.pk], by=curator, now=now)


def test_a_cancelled_draft_gives_its_pairs_back(agreed, curator, now):
    put_into_order([agreed.pk], by=curator, now=now)

    assert return_from_order([agreed.pk], by=curator, now=now) == 1
    agreed.refresh_from_db()
    assert agreed.status == "agreed"


def test_nobody_goes_into_an_order_without_a_consent(agreed, curator, now):
    Consent.objects.filter(person=agreed.members.get().mentee).update(state="withdrawn", ended_at=now)

    with pytest.raises(pair_orders.NothingForOrder, match="нет действующего согласия"):
        put_into_order([agreed.pk], by=curator, now=now)


def test_a_consent_withdrawn_after_the_draft_stops_the_registration(agreed, curator, now):
    put_into_order([agreed.pk], by=curator, now=now)
    Consent.objects.filter(person=agreed.mentor).update(state="withdrawn", ended_at=now)

    with pytest.raises(pair_orders.PairsHindered, match="Обновите приложение"):
        activate_pairs([agreed.pk], on=TODAY, by=curator, now=now)
