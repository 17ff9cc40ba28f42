"""Groups of which a mentee has no consent any more: the others go on."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from core import tenancy
from core.audit import history
from mentoring.actions import consents, pair_life, pair_people, pairs
from mentoring.actions.consent_errands import watch_consents
from mentoring.actions.meetings import Mark, log_meeting
from mentoring.actions.pair_base import Hindered
from mentoring.actions.pair_consequences import consent_back
from mentoring.models import Consent, Pair, PairMember, Participation, Person
from mentoring.queries import pairs as queries
from mentoring.queries.home import pairs_at_home
from mentoring.queries.meetings import members_of
from mentoring.queries.official import others_of
from mentoring.queries.pair_cards import pair_card
from mentoring.queries.pair_gates import GONE
from mentoring.queries.pair_list import note_of
from mentoring.queries.pairs import pair_title
from orders.actions import draft_order
from orders.blocks import to_state
from orders.kinds import kind_of
from orders.queries import paper_of
from tests.mentoring.pair_kit import Bases, asked, bases_of
from tests.pair_factories import make_attendance, make_meeting
from tests.world import TODAY, World


@pytest.fixture
def curator(world: World):
    viewer = world.viewer("curator")
    with tenancy.tx(viewer.scope):
        yield viewer


@pytest.fixture
def bases(world: World, curator) -> Bases:
    return bases_of(world.school.organization)


def fresh(pair: Pair) -> Pair:
    return Pair.objects.get(pk=pair.pk)


@pytest.fixture
def group(bases, curator, now):
    wanted = bases.mentee(), bases.mentee(first_name="Лев")
    pair = pairs.create_pair(asked(bases.mentor(capacity=2), *wanted), by=curator, now=now)
    Pair.objects.filter(pk=pair.pk).update(status="active", starts_on=TODAY, ends_on=date(2027, 5, 31))
    return fresh(pair)


def test_a_group_goes_on_without_whoever_withdrew(group, bases, curator, now):
    first, second = group.members.order_by("pk")

    consents.withdraw(Consent.objects.get(person=first.mentee), reason="", by=curator, now=now)

    paused = group.members.get(pk=first.pk)
    assert (fresh(group).status, paused.paused_on, paused.left_on) == ("active", TODAY, None)
    assert [row.pk for row in members_of(curator, group)] == [second.pk]
    assert note_of(fresh(group), list(group.members.all())) == "приостановлен 1 из 2: нет согласия"

    parent = {"wording": bases.parent, "shown": "слова", "given_at": now, "address": None}
    consents.record_given(first.mentee, "processing", "guardian", by=curator, **parent)

    assert group.members.get(pk=first.pk).paused_on is None
    told = history(curator, group).filter(verb__startswith="pair.member_")  # of one moment: in no order
    assert sorted(told.values_list("verb", flat=True)) == ["pair.member_paused", "pair.member_resumed"]


def test_nothing_new_names_whoever_withdrew(group, curator, now):
    first, second = group.members.order_by("pk")
    Person.objects.filter(pk=first.mentee_id).update(last_name="Канарейкина")
    consents.withdraw(Consent.objects.get(person=first.mentee), reason="", by=curator, now=now)

    asked_for = {"completion": {"ends": TODAY}, "encouragement": {"whom": "mentees"}, "extension": {"pair": group.pk}}
    made = [draft_order(kind_of(key), params, by=curator, today=TODAY) for key, params in asked_for.items()]

    papers = [str(to_state(paper_of(order))) for order in made]
    assert [("Канарейкин" in paper, "Петров" in paper) for paper in papers] == [(False, True)] * 3
    told = pair_title(fresh(group), queries.members_of(curator, [group.pk])[group.pk])
    assert "Канарейкина" not in told
    assert f"участник № {first.mentee_id}" in told
    others = others_of(curator, [group.offered_id], "mentor")[group.offered_id]
    assert [row.mentee_id for row in others] == [second.mentee_id]


def test_pages_of_staff_name_nobody_whose_data_are_stopped(group, curator, now):
    first, second = group.members.order_by("pk").select_related("mentee")
    Pair.objects.filter(pk=group.pk).update(starts_on=date(2026, 9, 1), status_since=date(2026, 9, 1))
    group.members.filter(pk=first.pk).update(request="Боится отвечать")
    consents.withdraw(Consent.objects.get(person=first.mentee), reason="", by=curator, now=now)

    lines = {line.pk: line.title for line in pairs_at_home(curator, TODAY).lines}
    card = pair_card(curator, fresh(group), TODAY)

    assert lines[group.pk] == pair_title(group, queries.members_of(curator, [group.pk])[group.pk])
    assert f"участник № {first.mentee_id}" in lines[group.pk]
    told = [(side.name, side.request) for side in card.mentees]
    assert told == [(f"участник № {first.mentee_id}", ""), (second.mentee.full_name, second.request)]
    assert card.hindrances == (f"участник № {first.mentee_id}: {GONE['blocked']}.",)


def test_whoever_rests_has_not_completed_the_programme(group, curator, now):
    first, second = group.members.order_by("pk")
    consents.withdraw(Consent.objects.get(person=first.mentee), reason="", by=curator, now=now)

    pair_life.complete(group, on=TODAY, results="", seen=fresh(group).version, by=curator, now=now)

    states = dict(Participation.objects.values_list("pk", "state"))
    assert [states[row.wanted_id] for row in (first, second)] == ["waiting", "completed"]


def test_a_mark_keeps_who_was_there_before_the_pause(group, curator, now):
    meeting = make_meeting(group)
    for member in group.members.all():
        make_attendance(meeting, member)
    PairMember.objects.filter(pk=member.pk).update(paused_on=TODAY)

    assert [len(members_of(curator, group)), len(members_of(curator, group, meeting))] == [1, 2]


def test_a_mark_asks_later_only_of_those_it_tells_of(group, curator, now):
    first, second = group.members.order_by("pk")
    PairMember.objects.filter(pk=first.pk).update(paused_on=TODAY)
    mark = Mark(client_uuid=uuid4(), kind="meeting", held_on=TODAY, way="onsite", minutes=45, topics=["Чтение"])
    meeting = log_meeting(group, mark, by=curator, now=now).meeting
    PairMember.objects.filter(pk=first.pk).update(paused_on=None)

    assert list(meeting.attendance.values_list("member", "came")) == [(second.pk, True)]
    assert [row.pk for row in members_of(curator, group, meeting)] == [second.pk]


def test_a_group_of_which_nobody_is_left_to_meet_is_paused(group, curator, now):
    [first, second] = group.members.order_by("pk")
    Consent.objects.filter(person=first.mentee).update(valid_until=TODAY - timedelta(days=1))
    watch_consents(now)
    assert (fresh(group).status, fresh(group).members.get(pk=first.pk).paused_on) == ("active", TODAY)

    pair_people.remove_member(second, reason="mentee", on=TODAY, by=curator, now=now)

    assert (fresh(group).status, fresh(group).paused_reason) == ("paused", "у оставшихся нет согласия")


def test_a_paused_mentee_does_not_hold_the_group(group, curator, now):
    people_in_it = group.members.values("mentee")
    Consent.objects.filter(person__in=people_in_it).update(valid_until=TODAY - timedelta(days=1))
    watch_consents(now)
    assert (fresh(group).status, group.members.filter(paused_on=TODAY).count()) == ("paused", 2)
    with pytest.raises(Hindered, match="нет действующего согласия"):
        pair_life.resume(group, on=TODAY, seen=fresh(group).version, by=curator, now=now)

    back = group.members.first()
    Consent.objects.filter(person=back.mentee).update(valid_until=None)
    consent_back(back.mentee_id, by=curator)

    assert pair_life.resume(group, on=TODAY, seen=fresh(group).version, by=curator, now=now).status == "active"
