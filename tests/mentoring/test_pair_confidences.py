"""What one side of a pair must not read or do to the other, and what a role held beside another must not open."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from mentoring.actions.concerns import report_concern
from mentoring.actions.pair_answers import give_answer
from mentoring.models import Answer, Concern, Meeting, Pair, PairMember, Person, Plan, SurveyReply
from mentoring.queries.concerns import concerns_of
from mentoring.queries.diaries import chapters_of
from mentoring.queries.handover import handover_sheets
from mentoring.queries.meeting_events import own_meetings
from mentoring.queries.plans import plan_card
from mentoring.queries.stored import stored_about
from mentoring.queries.voices import voices_of
from notifications.models import Notice
from schools.models import Membership
from tests import pair_factories as make
from tests import people_factories
from tests.clients import ReadOnlyGetClient
from tests.conftest import NOW
from tests.factories import moment
from tests.world import TODAY, World

SignIn = Callable[[str], Client]
SECRET = "матери не говорить"
ENDLESS = "9" * 5000


@pytest.fixture
def group(world: World) -> PairMember:
    """The own pair with another mentee in it."""
    with tenancy.tx(SYSTEM):
        other = people_factories.make_participation(people_factories.make_person(world.school.organization))
        return make.make_member(world.own_pair, other)


@pytest.fixture
def noted(world: World) -> Meeting:
    """A mark of the curator with a note for curators alone."""
    with tenancy.tx(SYSTEM):
        return make.make_meeting(
            world.own_pair,
            held_on=TODAY,
            note=SECRET,
            readers="curator",
            by_curator=True,
            author_id=world.people["curator"].account_id,
        )


def mark(**fields: Any) -> dict[str, Any]:
    given = {"client_uuid": uuid.uuid4(), "held_on": "вчера", "kind": "trial", "way": "live", "minutes": 45}
    return given | fields


def as_director_too(world: World) -> Client:
    """The mentor who is the director of the school."""
    with tenancy.tx(SYSTEM):
        Membership.objects.filter(pk=world.people["mentor"].pk).update(roles=["director", "mentor"])
    client = ReadOnlyGetClient()
    client.force_login(world.people["mentor"].account)
    return client


@pytest.mark.parametrize("who", ["mentor", "mentee"])
def test_the_note_of_the_curator_stays_with_the_curator(
    client_as: SignIn, world: World, noted: Meeting, who: str
) -> None:
    client, viewer = client_as(who), world.viewer(who)
    pages = [reverse("own_pair", args=[world.own_pair.pk]), reverse("meeting_edit", args=[noted.pk])]

    assert [SECRET in client.get(page).content.decode() for page in pages] == [False, False]
    with tenancy.tx(viewer.scope):
        [chapter] = chapters_of(viewer, [world.own_pair])
    assert [entry.note for entry in chapter.entries if entry.meeting.pk == noted.pk] == [""]


def test_a_mark_under_the_id_of_a_foreign_one_is_refused_in_words(client_as: SignIn, world: World) -> None:
    with tenancy.tx(SYSTEM):
        foreign = Meeting.objects.filter(pair=world.school.pairing.pair).earliest("pk")

    answer = client_as("mentor").post(
        reverse("meeting_sync"), mark(pair=world.own_pair.pk, client_uuid=foreign.client_uuid)
    )

    assert (answer.status_code, "meeting" in answer.json()) == (409, False)


@pytest.mark.parametrize("fields", [{"pair": ENDLESS}, {"planned": ENDLESS}])
def test_a_number_without_end_is_no_number(client_as: SignIn, world: World, fields: dict[str, str]) -> None:
    answer = client_as("mentor").post(reverse("meeting_sync"), mark(pair=world.own_pair.pk) | fields)

    assert answer.status_code == (404 if "pair" in fields else 200)


def test_a_report_of_trouble_leaves_the_program_on_no_paper(world: World) -> None:
    """Whoever is coordinator and curator at once reads it, and prints or hands over nothing of it."""
    with tenancy.tx(SYSTEM):
        Membership.objects.filter(pk=world.people["coordinator"].pk).update(roles=["coordinator", "curator"])
        make.make_concern(world.own_pair, text=SECRET)
        mentor = Person.objects.get(pk=world.own_pair.mentor_id)
        world.people["coordinator"].refresh_from_db()
    viewer = world.viewer("coordinator")

    with tenancy.tx(viewer.scope):
        told = repr([stored_about(mentor, viewer), list(handover_sheets(viewer))])
        read = concerns_of(viewer, is_closed=False)

    assert SECRET in {row.concern.text for row in read}
    assert SECRET not in told


def test_a_curator_who_is_the_mentor_reads_no_report_about_the_own_pair(world: World) -> None:
    """Unless nobody else could: then it would be read by no one at all."""
    mentor, readers = world.people["mentor"], ["curator", "psychologist"]
    with tenancy.tx(SYSTEM):
        Membership.objects.filter(pk=mentor.pk).update(roles=["curator", "mentor"])
        mentor.refresh_from_db()
    by = world.viewer("mentee")
    with tenancy.tx(by.scope):
        report_concern(world.own_pair, SECRET, by=by, now=NOW)

    assert SECRET not in concerns_read(world, "mentor")
    assert [SECRET in concerns_read(world, who) for who in readers] == [True, True]
    with tenancy.tx(SYSTEM):
        told = set(Notice.objects.filter(kind="concern").values_list("account", flat=True))
        Membership.objects.filter(organization=mentor.organization_id).exclude(pk=mentor.pk).update(ended_at=NOW)
    assert mentor.account_id not in told
    assert {world.people[who].account_id for who in readers} <= told
    assert SECRET in concerns_read(world, "mentor")


def test_a_curator_who_is_the_mentor_reads_no_answer_of_the_other_side(world: World) -> None:
    """Wall 1 and wall 3: no row is found, whoever asks for it how."""
    with tenancy.tx(SYSTEM):
        mentee = PairMember.objects.select_related("mentee").get(pair=world.own_pair).mentee
        make.make_answer(world.own_pair, person=mentee, account_id=mentee.account_id, comment=SECRET)
        before = answers_read(world, "curator"), voices_read(world, "curator")
        Membership.objects.filter(pk=world.people["mentor"].pk).update(roles=["curator", "mentor"])
        world.people["mentor"].refresh_from_db()

    assert (SECRET in before[0], SECRET in before[1]) == (True, True)
    assert (SECRET in answers_read(world, "mentor"), voices_read(world, "mentor")) == (False, "[]")
    by = world.viewer("mentee")
    with tenancy.tx(by.scope):
        give_answer(Pair.objects.get(pk=world.own_pair.pk), "fit", 0, by=by, now=NOW)
    with tenancy.tx(SYSTEM):
        told = set(Notice.objects.filter(kind="pair_news").values_list("account", flat=True))
    assert (world.people["curator"].account_id in told, world.people["mentor"].account_id in told) == (True, False)


def test_a_curator_whose_card_stands_in_the_pair_reads_none_either(world: World) -> None:
    """Without the role of a mentor or a mentee: the card tells."""
    account = world.people["curator"].account_id
    with tenancy.tx(SYSTEM):
        mentee = PairMember.objects.select_related("mentee").get(pair=world.own_pair).mentee
        make.make_answer(world.own_pair, person=mentee, account_id=mentee.account_id, comment=SECRET)
        make.make_reply(world.school.pairing.survey, person=mentee, pair=world.own_pair, side="mentee")
        before = answers_read(world, "curator"), replies_read(world, "curator")
        world.own_pair.refresh_from_db()
        Person.objects.filter(pk=world.own_pair.mentor_id).update(account=account)

    assert (SECRET in before[0], len(before[1] - replies_read(world, "curator")) > 0) == (True, True)
    assert (SECRET in answers_read(world, "curator"), voices_read(world, "curator")) == (False, "[]")
    assert SECRET in answers_read(world, "coordinator")


def replies_read(world: World, who: str) -> set[Any]:
    viewer = world.viewer(who)
    with tenancy.tx(viewer.scope):
        read = set(SurveyReply.objects.filter(pair=world.own_pair).values_list("pk", flat=True))
        shown = SurveyReply.objects.visible_to(viewer).filter(pair=world.own_pair)
        assert read == set(shown.values_list("pk", flat=True))
    return read


def answers_read(world: World, who: str) -> set[str]:
    viewer = world.viewer(who)
    with tenancy.tx(viewer.scope):
        allowed = set(Answer.objects.filter(pair=world.own_pair).values_list("comment", flat=True))
        assert allowed == set(
            Answer.objects.visible_to(viewer).filter(pair=world.own_pair).values_list("comment", flat=True)
        )
    return allowed


def voices_read(world: World, who: str) -> str:
    viewer = world.viewer(who)
    with tenancy.tx(viewer.scope):
        return repr(voices_of(viewer, world.own_pair))


def test_the_log_does_not_know_who_has_sent_a_report_of_trouble(world: World) -> None:
    by = world.viewer("mentee")
    with tenancy.tx(by.scope):
        report_concern(world.own_pair, SECRET, by=by, now=NOW)

    with tenancy.tx(SYSTEM):
        event = AuditEvent.objects.get(verb="concern.reported")
        sent = Concern.objects.get(text=SECRET)
    assert (event.account_id, event.role, event.request_id, event.address) == (None, "", "", None)
    assert sent.author_id == by.user.pk


def concerns_read(world: World, who: str) -> set[str]:
    viewer = world.viewer(who)
    with tenancy.tx(viewer.scope):
        return {row.concern.text for row in concerns_of(viewer, is_closed=False)}


def test_one_of_a_group_does_not_agree_for_all(world: World, group: PairMember) -> None:
    viewer = world.viewer("mentee")

    with tenancy.tx(viewer.scope):
        card = plan_card(viewer, Pair.objects.select_related("mentor").get(pk=world.own_pair.pk), TODAY)

    assert (card.is_group, card.may_accept) == (True, False)
    assert group.mentee_id not in card.people


def test_a_director_who_is_a_mentor_writes_the_own_pair_only(world: World) -> None:
    client, foreign = as_director_too(world), world.school.pairing.pair
    with tenancy.tx(SYSTEM):
        meeting = Meeting.objects.filter(pair=foreign).earliest("pk")
    plan = [reverse(name, args=[foreign.pk]) for name in ("plan_create", "plan_edit", "plan_task_create")]
    log = [reverse("meeting_log", args=[foreign.pk]), reverse("meeting_edit", args=[meeting.pk])]

    assert [client.get(page).status_code for page in plan + log] == [403, 403, 403, 404, 404]
    own = reverse("meeting_log", args=[world.own_pair.pk])
    assert [client.get(own).status_code, client.post(own, mark(held_on="01.12.2026")).status_code] == [200, 422]


def test_a_link_ends_when_its_person_leaves_the_group(world: World, group: PairMember) -> None:
    with tenancy.tx(SYSTEM):
        Plan.objects.filter(pair=world.own_pair).update(goal="цель пары")
        link = make.make_pair_link(world.own_pair, purpose="plan", question="")
        type(link).objects.filter(pk=link.pk).update(person=group.mentee_id)
    page = reverse("link_open", args=[link.code])
    before = Client().get(page)
    with tenancy.tx(SYSTEM):
        PairMember.objects.filter(pk=group.pk).update(left_on=date(2026, 11, 1), left_reason="mentee")

    after = Client().get(page)

    assert [before.status_code, "цель пары" in before.content.decode()] == [200, True]
    assert [after.status_code, "цель пары" in after.content.decode()] == [410, False]


def test_a_calendar_does_not_name_whose_data_are_stopped(world: World) -> None:
    with tenancy.tx(SYSTEM):
        hours = (moment("2026-12-01 15:00"), moment("2026-12-01 16:00"))
        make.make_meeting(world.own_pair, status="planned", during=hours, held_on=date(2026, 12, 1))
        mentees = PairMember.objects.filter(pair=world.own_pair).values("mentee")
        Person.objects.filter(pk__in=mentees).update(status="blocked")
    viewer = world.viewer("mentor")

    with tenancy.tx(viewer.scope):
        [event] = own_meetings(viewer)

    assert event.summary == "Встреча: участник"


def test_drafting_an_order_about_pairs_is_a_reading_of_their_people(client_as: SignIn, world: World) -> None:
    with tenancy.tx(SYSTEM):
        Pair.objects.filter(pk=world.own_pair.pk).update(status="agreed")

    client_as("curator").get(reverse("order_create_pairs"), {"ids": world.own_pair.pk})

    with tenancy.tx(SYSTEM):
        [event] = AuditEvent.objects.filter(verb="pairs.viewed")
        assert world.own_pair.mentor_id in event.details["ids"]
