"""Wishes after a group meeting: by one address on many phones, and from paper."""

from datetime import timedelta

import pytest

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.actions import votes
from mentoring.models import Person, VoteRound, Wish
from mentoring.queries.cohorts import load_bases
from mentoring.queries.votes import Ballot, shown_names
from tests.matching_factories import Set, make_set
from tests.world import TODAY, World


@pytest.fixture
def curator(world: World):
    viewer = world.viewer("curator")
    with tenancy.tx(viewer.scope):
        yield viewer


@pytest.fixture
def people(world: World) -> Set:
    with tenancy.tx(SYSTEM):
        return make_set(world.school.organization, mentors=3, mentees=5)


@pytest.fixture
def row(people: Set, curator, now) -> VoteRound:
    came = [one.pk for one in (*people.mentors, *people.mentees)]
    closes = now + timedelta(hours=1)
    return votes.open_round(school_year=2026, form="teacher_pupil", came=came, closes_at=closes, by=curator, now=now)


def cast(row: VoteRound, voter: int, *ranked: int, key: str = "phone", unwanted: tuple[int, ...] = (), now) -> None:
    opened = votes.find_round(row.code, address="10.0.0.1", now=now)
    votes.cast_vote(opened, voter, Ballot(ranked, unwanted), key=key, now=now)


def wishes_of(voter: int) -> list[tuple[int, int]]:
    return list(Wish.objects.filter(voter=voter).order_by("rank").values_list("rank", "chosen"))


def test_the_last_vote_of_a_browser_counts(row, people, now):
    voter, (first, second, third) = people.mentees[0].pk, [one.pk for one in people.mentors]

    cast(row, voter, first, second, now=now)
    cast(row, voter, third, unwanted=(first,), now=now)

    assert wishes_of(voter) == [(0, first), (1, third)]


def test_another_browser_cannot_change_a_vote(row, people, now):
    voter, mentor = people.mentees[0].pk, people.mentors[0].pk
    cast(row, voter, mentor, now=now)

    with pytest.raises(votes.GivenElsewhere):
        cast(row, voter, people.mentors[1].pk, key="another", now=now)

    assert wishes_of(voter) == [(1, mentor)]


def test_a_curator_changes_and_clears_any_vote(row, people, curator, now):
    voter, mentor = people.mentees[0].pk, people.mentors[0].pk
    cast(row, voter, people.mentors[1].pk, now=now)

    votes.write_paper(row, voter, Ballot((mentor,)), by=curator, now=now)
    assert wishes_of(voter) == [(1, mentor)]
    votes.clear_vote(row, voter, by=curator, now=now)

    assert wishes_of(voter) == []
    cast(row, voter, mentor, key="another", now=now)
    assert wishes_of(voter) == [(1, mentor)]


def test_one_phone_votes_for_three_people_at_most(row, people, now):
    mentor = people.mentors[0].pk
    for voter in people.mentees[:3]:
        cast(row, voter.pk, mentor, now=now)

    with pytest.raises(votes.TooManyHere):
        cast(row, people.mentees[3].pk, mentor, now=now)


def test_one_address_is_held_back_after_sixty_voters(row, people, now):
    row.votes = {f"-{n}": {"key": "", "address": "10.0.0.1", "at": now.isoformat(), "paper": False} for n in range(60)}
    VoteRound.objects.filter(pk=row.pk).update(votes=row.votes)

    with pytest.raises(votes.TooManyFromHere):
        cast(row, people.mentees[0].pk, people.mentors[0].pk, now=now)


def test_nobody_votes_after_the_hour(row, people, now):
    opened = votes.find_round(row.code, address="10.0.0.1", now=now)
    late = now + timedelta(minutes=61)

    with pytest.raises(votes.RoundOver):
        votes.find_round(row.code, address="10.0.0.1", now=late)
    with pytest.raises(votes.RoundOver):
        votes.cast_vote(opened, people.mentees[0].pk, Ballot(), key="phone", now=late)


@pytest.mark.parametrize("which", ["own side", "twice", "stranger"])
def test_only_the_other_side_of_those_who_came_is_named(row, people, world, now, which):
    mentee, mentor = people.mentees[0].pk, people.mentors[0].pk
    named = {"own side": (people.mentees[1].pk,), "twice": (mentor, mentor)}
    stranger = (world.schools[1].people.offered.pk,)

    with pytest.raises(votes.WrongNames):
        cast(row, mentee, *named.get(which, stranger), now=now)


def test_who_did_not_come_does_not_vote(row, people, world, now):
    with pytest.raises(votes.NotHere):
        cast(row, world.school.people.wanted.pk, people.mentors[0].pk, now=now)


def test_an_unknown_code_opens_nothing(world, now):
    with pytest.raises(votes.UnknownRound):
        votes.find_round("unknown", address="", now=now)


def test_wishes_reach_the_set(row, people, curator, now):
    mentee, mentor = people.mentees[0], people.mentors[1]
    cast(row, mentee.pk, mentor.pk, unwanted=(people.mentors[0].pk,), now=now)

    bases = load_bases(curator, 2026, "teacher_pupil", TODAY)
    found = next(one for one in bases.mentees if one.id == mentee.pk)

    assert found.wishes == (mentor.person_id,)
    assert found.unwanted == {people.mentors[0].person_id}


def test_the_list_of_a_phone_shows_first_names_and_initials():
    people = [
        Person(pk=number, last_name=last, first_name="Иван", patronymic="Ильич")
        for number, last in enumerate(["Петров", "Прошин", "Орлов", "Ли", "Ли"], start=1)
    ]

    assert shown_names(people) == {1: "Иван Пе.", 2: "Иван Пр.", 3: "Иван О.", 4: "Иван Ли (1)", 5: "Иван Ли (2)"}


def test_the_address_shows_no_last_name_and_no_vote(client, row, people, now):
    cast(row, people.mentees[0].pk, people.mentors[0].pk, now=now)

    names = client.get(f"/v/{row.code}/").content.decode()
    ballot = client.get(f"/v/{row.code}/?who={people.mentees[0].pk}").content.decode()

    assert "Ученик000" not in names + ballot
    assert "Наставникова" not in names + ballot
    assert f'value="{people.mentors[0].pk}" selected' not in ballot


def test_a_phone_votes_through_the_page(client, row, people):
    address, mentor = f"/v/{row.code}/?who={people.mentees[0].pk}", people.mentors[0].pk

    answer = client.post(address, {"first": mentor})
    again = client.post(address, {"first": people.mentors[1].pk})
    wrong = client.post(address, {"first": mentor, "second": mentor})

    assert (answer.status_code, again.status_code, wrong.status_code) == (302, 302, 422)
    assert wishes_of(people.mentees[0].pk) == [(1, people.mentors[1].pk)]
