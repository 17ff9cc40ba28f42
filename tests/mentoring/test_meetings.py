"""Marks of meetings: written once, refused in words, mended for some days, handed over when it is too late."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from mentoring.actions import meetings as actions
from mentoring.actions.meetings import Mark
from mentoring.actions.people import Stale
from mentoring.models import Attendance, Meeting, Pair
from notifications.models import Notice
from tests import pair_factories as make
from tests import people_factories
from tests.conftest import NOW
from tests.world import TODAY, World

SignIn = Callable[[str], Client]


def mark(**fields: Any) -> Mark:
    defaults: dict[str, Any] = {"client_uuid": uuid4(), "kind": "trial", "held_on": TODAY, "way": "live", "minutes": 45}
    return Mark(**defaults | fields)


def log(world: World, given: Mark, who: str = "mentor", now: Any = NOW, pair: Pair | None = None) -> actions.Logged:
    by = world.viewer(who)
    with tenancy.tx(by.scope):
        return actions.log_meeting(pair or fresh(world, by), given, by=by, now=now)


def fresh(world: World, by: Viewer) -> Pair:
    return Pair.objects.visible_to(by).get(pk=world.own_pair.pk)


def set_pair(world: World, **fields: Any) -> None:
    with tenancy.tx(SYSTEM):
        Pair.objects.filter(pk=world.own_pair.pk).update(**fields)


def rows(world: World, **fields: Any) -> list[Meeting]:
    with tenancy.tx(SYSTEM):
        return list(Meeting.objects.filter(pair=world.own_pair, **fields).order_by("pk"))


def test_a_mark_is_written_once_however_often_it_is_sent(world: World) -> None:
    given = mark(topics=["дроби"], note="решали", mood="good")
    first, again = log(world, given), log(world, given)
    assert (first.is_new, again.is_new, first.meeting.pk) == (True, False, again.meeting.pk)
    [row] = rows(world, held_on=TODAY)
    assert (row.status, row.topics, row.note, row.minutes, row.by_curator) == ("held", ["дроби"], "решали", 45, False)


def test_a_repeat_after_the_pair_has_ended_gives_the_same_meeting(world: World) -> None:
    given = mark()
    first = log(world, given)
    set_pair(world, status="ended", ended_on=TODAY, end_reason="both")
    assert log(world, given).meeting.pk == first.meeting.pk


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"held_on": TODAY + timedelta(days=1)}, actions.NotYet),
        ({"held_on": date(2026, 8, 31)}, actions.TooOld),
        ({"held_on": date(2026, 10, 5)}, actions.SameDay),
    ],
)
def test_a_mark_is_refused_in_words(world: World, fields: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        log(world, mark(**fields))
    assert len(rows(world)) == 1


def test_a_second_meeting_of_a_day_is_written_when_it_is_meant(world: World) -> None:
    log(world, mark(held_on=date(2026, 10, 5), again=True))
    assert len(rows(world, held_on=date(2026, 10, 5))) == 2


def test_an_ended_pair_is_marked_by_a_curator_only_and_up_to_its_end(world: World) -> None:
    set_pair(world, status="ended", ended_on=date(2026, 11, 12), end_reason="both")
    with pytest.raises(actions.PairOver, match=r"завершена 12\.11\.2026"):
        log(world, mark(held_on=date(2026, 11, 10)))
    with pytest.raises(actions.PairOver):
        log(world, mark(held_on=date(2026, 11, 13)), "curator")
    assert log(world, mark(held_on=date(2026, 11, 10)), "curator").meeting.by_curator


def test_a_paused_pair_keeps_what_was_before_the_pause(world: World) -> None:
    set_pair(world, status="paused", status_since=date(2026, 11, 1))
    assert log(world, mark(held_on=date(2026, 10, 31))).is_new
    with pytest.raises(actions.PairOver, match=r"приостановлена с 01\.11\.2026"):
        log(world, mark(held_on=date(2026, 11, 1)))


def test_a_late_mark_is_handed_to_the_curator_who_takes_it(world: World) -> None:
    set_pair(world, status="ended", ended_on=date(2026, 11, 12), end_reason="both")
    by, curator, given = world.viewer("mentor"), world.viewer("curator"), mark(held_on=date(2026, 11, 10), note="итоги")
    with tenancy.tx(by.scope):
        offered = actions.offer_meeting(fresh(world, by), given, by=by, now=NOW).meeting
        actions.offer_meeting(fresh(world, by), given, by=by, now=NOW)
    assert [(row.status, row.note) for row in rows(world, held_on=given.held_on)] == [("offered", "итоги")]
    with tenancy.tx(SYSTEM):
        told = Notice.objects.filter(kind="pair_news", account=world.people["curator"].account_id)
        assert [notice.title for notice in told] == ["Наставник передал вам отметку встречи"]
    with tenancy.tx(curator.scope):
        actions.accept_meeting(offered, by=curator, now=NOW)
        with pytest.raises(actions.NotOffered):
            actions.decline_meeting(offered, reason="нет", by=curator, now=NOW)
    assert [row.status for row in rows(world, held_on=given.held_on)] == ["held"]


def test_in_a_group_those_who_came_are_known(world: World) -> None:
    with tenancy.tx(SYSTEM):
        second = people_factories.make_participation(people_factories.make_person(world.school.organization))
        member = make.make_member(world.own_pair, second)
    with pytest.raises(actions.NobodyCame):
        log(world, mark())
    logged = log(world, mark(came=[member.pk]))
    with tenancy.tx(SYSTEM):
        came = Attendance.objects.filter(meeting=logged.meeting).values_list("member", "came")
        assert dict(came)[member.pk]
        assert sorted(dict(came).values()) == [False, True]


def test_an_author_mends_a_mark_for_two_weeks_then_a_curator(world: World) -> None:
    logged, by, curator = log(world, mark()).meeting, world.viewer("mentor"), world.viewer("curator")
    later, longer = mark(minutes=60), mark(minutes=90)
    with tenancy.tx(by.scope):
        actions.edit_meeting(logged, later, seen=1, by=by, now=NOW + timedelta(days=14))
        with pytest.raises(Stale):
            actions.edit_meeting(logged, later, seen=1, by=by, now=NOW)
        with pytest.raises(actions.EditOver):
            actions.edit_meeting(logged, later, seen=2, by=by, now=NOW + timedelta(days=15))
    with tenancy.tx(curator.scope):
        actions.edit_meeting(logged, longer, seen=2, by=curator, now=NOW + timedelta(days=15))
    assert [(row.minutes, row.by_curator, row.version) for row in rows(world, pk=logged.pk)] == [(90, True, 3)]


def data_of(given: Mark, **more: Any) -> dict[str, Any]:
    fields = {"client_uuid": given.client_uuid, "held_on": f"{given.held_on:%d.%m.%Y}"}
    return fields | {"kind": given.kind, "way": given.way, "minutes": given.minutes} | more


def test_the_form_is_filled_in_and_one_press_is_enough(client_as: SignIn, world: World) -> None:
    client, address = client_as("mentor"), reverse("meeting_log", args=[world.own_pair.pk])
    opened = client.get(address).context["form"].initial
    assert (opened["held_on"], opened["kind"], opened["way"], opened["minutes"]) == (TODAY, "trial", "live", 30)
    sent = {**opened, "held_on": "21.11.2026"}
    twice = [client.post(address, sent) for _ in range(2)]
    assert [answer.status_code for answer in twice] == [302, 302]
    assert twice[0].url == twice[1].url
    assert len(rows(world, held_on=TODAY)) == 1


def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client_as: SignIn, world: World) -> None:
    client, address = client_as("mentor"), reverse("meeting_log", args=[world.own_pair.pk])
    answer = client.post(address, data_of(mark(held_on=TODAY + timedelta(days=2)), note="важно"))
    page = answer.content.decode()
    assert (answer.status_code, "ещё не наступил" in page, "важно" in page) == (422, True, True)
    answer = client.post(address, data_of(mark(held_on=date(2026, 10, 5))))
    assert (answer.status_code, 'name="again"' in answer.content.decode()) == (422, True)


def test_an_ended_pair_offers_to_hand_the_mark_over(client_as: SignIn, world: World) -> None:
    set_pair(world, status="ended", ended_on=date(2026, 11, 12), end_reason="both")
    client, address = client_as("mentor"), reverse("meeting_log", args=[world.own_pair.pk])
    given = mark(held_on=date(2026, 11, 10))
    refused = client.post(address, data_of(given))
    assert (refused.status_code, "Передать куратору" in refused.content.decode()) == (422, True)
    assert client.post(address, data_of(given, outcome="offer")).status_code == 302
    listed = client_as("curator").get(reverse("meeting_offered"))
    assert [row.client_uuid for row in listed.context["meetings"]] == [given.client_uuid]


def test_a_stranger_and_the_mentee_mark_nothing(client_as: SignIn, world: World) -> None:
    own = reverse("meeting_log", args=[world.own_pair.pk])
    foreign = reverse("meeting_log", args=[world.school.pairing.pair.pk])
    codes = [client_as(who).get(address).status_code for who, address in (("mentee", own), ("mentor", foreign))]
    assert (codes, client_as("stranger").get(own).status_code) == ([403, 404], 404)


def test_kept_marks_are_sent_with_a_fresh_token_and_repeat(client_as: SignIn, world: World) -> None:
    client, address, given = client_as("mentor"), reverse("meeting_sync"), mark()
    who = client.get(address).json()
    assert who["account"] == str(world.people["mentor"].account_id)
    answers = [client.post(address, data_of(given, pair=world.own_pair.pk)) for _ in range(2)]
    assert [(each.status_code, each.json()["meeting"]) for each in answers] == [(200, rows(world)[-1].pk)] * 2
    wrong = client.post(address, data_of(mark(held_on=TODAY + timedelta(days=1)), pair=world.own_pair.pk))
    foreign = client.post(address, data_of(mark(), pair=world.school.pairing.pair.pk))
    spoiled = client.post(address, {"pair": world.own_pair.pk})
    assert [each.status_code for each in (wrong, foreign, spoiled)] == [409, 404, 422]
    assert Client().get(address).status_code == 302
