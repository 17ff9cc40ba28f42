"""Surveys: asked, answered by an address, reminded of; who reads what came back."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from mentoring.actions import survey_replies as replies
from mentoring.actions import surveys as actions
from mentoring.models import BaseRules, Person, Survey, SurveyReply, SurveyTicket
from mentoring.queries.survey_results import compared, results_of
from mentoring.queries.surveys import own_tickets, satisfaction, surveys_of
from mentoring.surveys.instruments import pages
from mentoring.surveys.letters import survey as letter
from notifications.models import Letter, Notice
from tests.pair_factories import make_reply, make_survey, make_ticket
from tests.world import TODAY, World

OVER = date(2027, 2, 1)  # nobody answers any more
LARGEST = 14_000  # bytes of a page that a phone loads
GIVEN = {"joint": "8", "outcome": "9", "organized": "7", "recommend": "yes"}


@pytest.fixture
def curator(world: World):
    viewer = world.viewer("curator")
    with tenancy.tx(viewer.scope):
        yield viewer


@pytest.fixture
def open_one(curator, now):
    def make(**fields) -> Survey:
        plain = {
            "instrument": "satisfaction",
            "title": "Довольны ли вы",
            "audience": "both",
            "opens_on": TODAY,
            "due_on": TODAY + timedelta(days=7),
        }
        return actions.open_survey(plain | fields, school_year=2026, by=curator, now=now)

    return make


def answer(code: str, *, key: str = "", voice: str = "mentor", now) -> None:
    opened = replies.find_survey(code, address="10.0.0.1", now=now)
    replies.send_reply(opened, voice, GIVEN, key=key or str(uuid4()), now=now)


def test_the_people_of_active_pairs_are_asked_once(world, open_one, curator, now):
    survey = open_one()

    again = actions.invite_people(survey, by=curator, now=now)

    people = SurveyTicket.objects.filter(survey=survey).values_list("side", "sent_on")
    assert sorted(people) == [*[("mentee", TODAY)] * 2, *[("mentor", TODAY)] * 2]
    assert again == 0


def test_who_signs_in_is_told_in_the_inbox_and_who_has_an_address_by_letter(world, open_one):
    survey = open_one()

    own = SurveyTicket.objects.get(survey=survey, account=world.people["mentor"].account_id)
    with tenancy.scope(SYSTEM):
        assert Notice.objects.get(kind="survey", account=own.account_id).url == reverse("survey_fill", args=[own.code])
        assert list(Letter.objects.filter(kind="survey", account=None).values_list("address", flat=True)) == [
            world.school.people.mentor.email
        ]


def test_a_survey_that_begins_later_sends_nothing_before(open_one, now):
    survey = open_one(opens_on=TODAY + timedelta(days=2))

    assert actions.watch_surveys(now) == 0
    assert SurveyTicket.objects.filter(survey=survey, sent_on=None).count() == 4
    with pytest.raises(replies.NotYet):
        replies.find_survey(SurveyTicket.objects.filter(survey=survey)[0].code, address="", now=now)
    assert actions.watch_surveys(now + timedelta(days=2)) == 1


def test_an_answer_by_name_is_taken_once(world, open_one, now):
    ticket = SurveyTicket.objects.filter(survey=open_one(), side="mentor").order_by("pk")[0]
    opened = replies.find_survey(ticket.code, address="10.0.0.1", now=now)
    key = str(uuid4())

    replies.send_reply(opened, "mentor", GIVEN, key=key, now=now)
    replies.send_reply(opened, "mentor", GIVEN, key=key, now=now)

    reply = SurveyReply.objects.get(survey=ticket.survey_id)
    assert (reply.person_id, reply.mark, reply.given_on) == (ticket.person_id, 80, TODAY)
    with pytest.raises(replies.AnsweredAlready):
        replies.send_reply(opened, "mentor", GIVEN, key=str(uuid4()), now=now)
    with pytest.raises(replies.AnsweredAlready):
        replies.find_survey(ticket.code, address="", now=now)


def test_an_anonymous_answer_names_nobody_and_no_hour(world, open_one, now):
    ticket = SurveyTicket.objects.filter(survey=open_one(anonymous=True), side="mentor").order_by("pk")[0]
    before = AuditEvent.objects.count()

    answer(ticket.code, now=now)

    reply = SurveyReply.objects.get(survey=ticket.survey_id)
    assert (reply.person_id, reply.account_id, reply.pair_id, reply.form) == (None, None, None, "")
    assert reply.given_on == TODAY
    assert AuditEvent.objects.count() == before


def test_nobody_can_tell_who_has_answered_an_anonymous_survey(world, client_as, now):
    """Neither the page of an address nor the address itself: else what came last would be somebody's."""
    with tenancy.tx(SYSTEM):
        survey = make_survey(world.school.organization, anonymous=True)
        ticket = make_ticket(survey, world.school.pairing.pair, world.school.people.mentor.pk)
    client = client_as("curator")
    pages_of = [reverse("survey_ticket", args=[ticket.pk]), reverse("survey_fill", args=[ticket.code])]
    before = [client.get(page).status_code for page in pages_of]
    answer(ticket.code, now=now)
    opened = replies.find_survey(ticket.code, address="10.0.0.2", now=now)

    assert before == [client.get(page).status_code for page in pages_of] == [200, 200]
    assert "вы ответили" not in client.get(pages_of[1]).content.decode()
    with pytest.raises(replies.AnsweredAlready):
        replies.send_reply(opened, "mentor", GIVEN, key=str(uuid4()), now=now)


def test_a_survey_leaves_the_main_button_of_the_own_pairs_to_the_pair(world, client_as):
    with tenancy.tx(SYSTEM):
        survey = make_survey(world.school.organization)
        by, member = world.viewer("mentee"), world.own_pair.members.get()
        ticket = make_ticket(survey, world.own_pair, member.mentee_id, side="mentee", account=by.user)
    page = client_as("mentee").get(reverse("mentor_home")).content.decode()
    assert f'<a class="btn btn-light" href="{reverse("survey_fill", args=[ticket.code])}">Ответить' in page


def test_a_common_address_is_for_anonymous_surveys_only(open_one, now):
    named, common = open_one(), open_one(anonymous=True, common=True)

    assert SurveyTicket.objects.filter(survey=common).count() == 0
    assert replies.find_survey(common.code, address="", now=now).voices == ("mentor", "mentee")
    with pytest.raises(replies.UnknownSurvey):
        replies.find_survey(named.code, address="", now=now)


def test_a_closed_survey_takes_no_answer_until_its_term_is_longer(open_one, curator, now):
    survey = open_one()
    code = SurveyTicket.objects.filter(survey=survey, side="mentor")[0].code
    opened = replies.find_survey(code, address="", now=now)
    actions.close_survey(survey, by=curator, now=now)

    with pytest.raises(replies.SurveyOver):
        replies.send_reply(opened, "mentor", GIVEN, key=str(uuid4()), now=now)
    actions.edit_survey(survey, title="Снова", due_on=TODAY + timedelta(days=1), by=curator, now=now)
    with pytest.raises(replies.SurveyOver):
        replies.find_survey(code, address="", now=now + timedelta(days=16))
    answer(code, now=now)


def test_whoever_has_not_answered_is_reminded_two_days_after_the_term(open_one, now):
    survey = open_one()
    first = SurveyTicket.objects.filter(survey=survey).order_by("pk")[0]
    answer(first.code, now=now)

    early, late = now + timedelta(days=8), now + timedelta(days=9)

    assert actions.watch_surveys(early) == 0
    assert actions.watch_surveys(late) == 1
    assert actions.watch_surveys(late + timedelta(days=1)) == 0
    told = SurveyTicket.objects.filter(survey=survey, reminded_on__isnull=False)
    assert told.count() == 3
    assert first not in told


def test_a_letter_is_not_written_to_who_has_answered(world, open_one, curator, now):
    ticket = SurveyTicket.objects.filter(survey=open_one()).order_by("pk")[0]
    asked = letter(curator, {"ticket": ticket.pk}, now)

    answer(ticket.code, now=now)

    assert asked is not None
    assert asked.link == reverse("survey_fill", args=[ticket.code])
    assert letter(curator, {"ticket": ticket.pk}, now) is None


def test_a_stale_conclusion_shows_the_other_one(open_one, curator, now):
    survey = open_one()
    actions.conclude_survey(survey, "первый", seen_version=1, by=curator, now=now)

    with pytest.raises(actions.ChangedMeanwhile) as refused:
        actions.conclude_survey(survey, "второй", seen_version=1, by=curator, now=now)

    assert (refused.value.theirs, refused.value.version) == ("первый", 2)


def test_an_open_answer_is_marked_and_unmarked(world, curator):
    survey, reply = world.school.pairing.survey, world.school.pairing.reply
    key = f"{reply.pk}:lacking"

    actions.tag_answer(survey, key, "threat", by=curator)
    actions.tag_answer(survey, f"{uuid4()}:lacking", "threat", by=curator)
    assert Survey.objects.get(pk=survey.pk).tags == {key: "threat"}
    actions.tag_answer(survey, key, "", by=curator)
    assert Survey.objects.get(pk=survey.pk).tags == {}


def test_results_need_five_answers(open_one, curator, now):
    survey = open_one(anonymous=True, common=True)
    for _ in range(5):
        answer(survey.code, now=now)
    many, few = results_of(curator, survey, OVER)

    assert (many.answered, many.enough) == (5, True)
    assert (few.answered, few.enough) == (0, False)


def test_an_anonymous_survey_watched_while_open_tells_no_single_answer(open_one, curator, now):
    """Neither its results nor its share of the satisfied, until nobody can answer any more."""
    survey = open_one(anonymous=True, common=True, due_on=TODAY + timedelta(days=20))
    for _ in range(6):
        answer(survey.code, now=now)
    watched, counted = results_of(curator, survey, TODAY)[0], satisfaction(curator, 2026, TODAY)
    actions.close_survey(survey, by=curator, now=now)
    survey.refresh_from_db()

    assert (watched.answered, watched.waits, watched.results, watched.said) == (6, True, (), ())
    assert counted["mentor"] == (1, 1)  # of the survey by name
    assert satisfaction(curator, 2026, TODAY)["mentor"] == (6, 6)
    assert results_of(curator, survey, TODAY)[0].enough
    with pytest.raises(actions.ToldAlready):
        actions.edit_survey(survey, title="Снова", due_on=TODAY + timedelta(days=1), by=curator, now=now)


def test_satisfaction_is_of_the_last_survey_and_the_own_threshold(world, curator):
    organization = world.school.organization
    old = make_survey(organization, due_on=date(2026, 11, 20), audience="mentee")
    make_reply(old, "mentee", mark=10)
    anonymous = make_survey(organization, anonymous=True, due_on=date(2026, 12, 20))
    make_reply(anonymous, "mentee", mark=100)  # one of an anonymous survey is not shown, so it does not count
    before = satisfaction(curator, 2026, OVER)
    with tenancy.scope(SYSTEM):
        BaseRules.objects.update_or_create(
            organization_id=organization.municipality_id, defaults={"satisfied_from": 10}
        )
    above = satisfaction(curator, 2026, OVER)  # who reads the figures does not move their threshold
    BaseRules.objects.filter(organization=organization).update(satisfied_from=9)

    assert before == above == {"mentor": (1, 1), "mentee": (1, 1)}
    assert satisfaction(curator, 2026, OVER)["mentor"] == (0, 1)
    assert satisfaction(curator, 2025, OVER) == {}


def test_before_and_after_of_a_form_stand_side_by_side(world, curator):
    organization = world.school.organization
    for instrument, mark in (("before", "5"), ("after", "8")):
        survey = make_survey(organization, instrument=instrument, form="pupil_pupil", anonymous=True)
        for _ in range(5):
            make_reply(survey, "mentee", values={"comfort": mark}, mark=None)

    mentors, mentees = compared(curator, 2026, "pupil_pupil", OVER)

    assert not mentors.enough
    assert (mentees.before, mentees.before_asked, mentees.after) == (5, 0, 5)
    assert mentees.changes[0].delta == 3


def test_few_anonymous_answers_are_no_difference_between_two_pages(world, curator):
    """Results of one survey and the comparison of all: what the second has more would be the one answer of another."""
    organization = world.school.organization
    large, small = (
        make_survey(organization, instrument="before", form="pupil_pupil", anonymous=True) for _ in range(2)
    )
    for _ in range(5):
        make_reply(large, "mentee", values={"comfort": "5"}, mark=None)
    make_reply(small, "mentee", values={"comfort": "1"}, mark=None)

    assert compared(curator, 2026, "pupil_pupil", OVER)[1].before == 5


def test_a_mentor_finds_own_questions_and_own_answers_only(world):
    viewer = world.viewer("mentor")
    with tenancy.tx(viewer.scope):
        assert [ticket.account_id for ticket in own_tickets(viewer, TODAY)] == [viewer.user.pk]
        assert {reply.account_id for reply in SurveyReply.objects.all()} == {viewer.user.pk}
        assert not Survey.objects.exists()


def test_nobody_above_reads_any_of_it(world):
    for key in ("municipal_official", "region_official", "neighbour"):
        with tenancy.tx(world.viewer(key).scope):
            own = Survey.objects.filter(organization=world.school.organization)
            assert not own.exists()
            assert not SurveyReply.objects.filter(organization=world.school.organization).exists()
            assert not SurveyTicket.objects.filter(organization=world.school.organization).exists()


def test_a_curator_in_a_pair_does_not_read_what_that_pair_said(world):
    """By name: it is told to the curator of the other people."""
    with tenancy.tx(SYSTEM):
        Person.objects.filter(pk=world.school.people.mentor.pk).update(account=world.people["curator"].account_id)
        member = world.people["curator"]
        member.roles = ["curator", "mentor"]
        member.save()
    viewer = world.viewer("curator")
    with tenancy.tx(viewer.scope):
        read = SurveyReply.objects.filter(survey=world.school.pairing.survey)
        assert world.school.pairing.reply.pk not in set(read.values_list("pk", flat=True))
        assert set(read) == set(SurveyReply.objects.visible_to(viewer).filter(survey=world.school.pairing.survey))


def test_the_list_takes_three_queries(world, curator, django_assert_num_queries):
    for _ in range(3):
        make_survey(world.school.organization)

    with django_assert_num_queries(3):
        lines = surveys_of(curator, 2026, TODAY)

    assert [(line.asked, line.answered) for line in lines if line.asked] == [(2, 2)]


def test_a_guest_answers_page_by_page_without_scripts(world, client, now):
    with tenancy.tx(SYSTEM):
        pairing = world.school.pairing
        survey = make_survey(world.school.organization)
        ticket = make_ticket(survey, pairing.pair, world.school.people.mentor.pk)
    address = reverse("survey_fill", args=[ticket.code])
    assert client.get(address).status_code == 200
    page = client.post(address, {"voice": "mentor"}, follow=True)
    empty = client.post(page.request["PATH_INFO"], {"joint": ""})
    assert empty.status_code == 422
    assert len(empty.content) <= LARGEST
    for step in pages("satisfaction", "", "mentor"):
        page = client.post(reverse("survey_step", args=[ticket.code, step.key]), GIVEN, follow=True)

    assert "Спасибо" in page.content.decode()
    assert "вы ответили" in client.get(address).content.decode()
    with tenancy.tx(SYSTEM):
        assert SurveyReply.objects.get(survey=survey).values == GIVEN


def test_the_pages_of_a_survey_open(world, client_as):
    client, survey = client_as("curator"), world.school.pairing.survey
    created = client.post(
        reverse("survey_create"),
        {"instrument": "before", "form": "teacher_pupil", "audience": "both", "way": "common"}
        | {"opens_on": "21.11.2026", "due_on": "28.11.2026"},
        follow=True,
    )
    assert "Входная анкета, учитель – ученик" in created.content.decode()
    assert client.post(reverse("survey_create"), {"instrument": "before"}).status_code == 422
    results = client.get(reverse("survey_results", args=[survey.pk])).content.decode()
    assert "Мало ответов, не показываем" in results
    assert world.school.secret in results  # the conclusion; an answer below five is not there
    assert f"встреч {world.school.secret}" not in results
    stale = client.post(reverse("survey_conclude", args=[survey.pk]), {"conclusion": "иначе", "version": 9})
    assert stale.status_code == 422
