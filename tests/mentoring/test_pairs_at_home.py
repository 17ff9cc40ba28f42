"""What «Что сегодня» says of pairs, to staff and to the two themselves."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from mentoring.models import Meeting, Pair, Plan, PlanTask, Survey
from mentoring.queries.errands import open_errands
from mentoring.queries.health import health_of
from mentoring.queries.home import LateSurvey, PairsAtHome, pairs_at_home, steps_at_home
from mentoring.queries.intake import applications_of
from mentoring.queries.meetings import offered_meetings
from mentoring.queries.pairs import members_of, pair_title
from roadmaps.queries.errands import surveys_waiting
from tests.factories import moment
from tests.pair_factories import make_member, make_next_step, make_pair, make_plan, make_survey, make_ticket

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("role", ["curator", "coordinator", "director"])
def test_the_home_page_says_what_the_lights_say(world, role):
    viewer = world.viewer(role)
    with tenancy.tx(viewer.scope):
        people = world.school.people
        calm = make_pair(people.offered, status="proposed", status_since=TODAY, form="student_pupil")
        make_member(calm, people.wanted)
        with CaptureQueriesContext(connection) as queries:
            care = pairs_at_home(viewer, TODAY)
        pairs = list(Pair.objects.visible_to(viewer).select_related("mentor").order_by("pk"))
        lights = health_of(pairs, TODAY)
        members = members_of(viewer, [pair.pk for pair in pairs])

    alarming = {pair.pk: lights[pair.pk] for pair in pairs if lights[pair.pk].is_alarming}
    titles = {pair.pk: pair_title(pair, members.get(pair.pk, ())) for pair in pairs}
    assert len(queries) == 1
    assert {line.pk: line.health for line in care.lines} == alarming
    assert calm.pk not in alarming
    assert all(line.title == titles[line.pk] for line in care.lines)
    assert (care.total, care.alarming, care.hidden) == (3, 2, 0)
    assert world.school.people.mentor.pk in care.people


@pytest.mark.parametrize("role", ["curator", "coordinator", "director"])
def test_the_counts_of_the_home_page_are_those_of_the_lists(world, role):
    with tenancy.tx(SYSTEM):
        Meeting.objects.filter(organization=world.school.organization).update(status="offered")
    viewer = world.viewer(role)
    with tenancy.tx(viewer.scope):
        care = pairs_at_home(viewer, TODAY)
        errands = list(open_errands(viewer)) if viewer.can("person_edit") else []
        new = list(applications_of(viewer, state="new")) if viewer.can("person_edit") else []
        offered = offered_meetings(viewer).count()

    kinds = {row.kind for row in errands}
    told = {kind: (number, due) for kind, number, due in care.errands}
    assert told == {
        kind: (sum(row.kind == kind for row in errands), min(row.due_on for row in errands if row.kind == kind))
        for kind in kinds
    }
    assert (care.applications, care.waiting_since) == (len(new), new[0].submitted_at if new else None)
    assert care.offered == offered
    assert bool(offered) == viewer.can("pair_edit")


@pytest.mark.parametrize(("role", "told"), [("curator", True), ("coordinator", True), ("director", False)])
def test_a_survey_whose_term_is_over_waits_for_whoever_runs_it(world, role, told):
    """Neither one that is still asked, nor a closed one, nor one so old that nobody answers it any more."""
    school = world.school.organization
    with tenancy.tx(SYSTEM):
        Survey.objects.filter(organization=school).update(due_on=TODAY)
        late = make_survey(school, due_on=TODAY - timedelta(days=1))
        make_ticket(late, world.school.pairing.pair, world.school.people.mentor.pk)
        make_survey(school, due_on=TODAY - timedelta(days=1), closed_at=moment("2026-11-21 12:00"))
        make_survey(school, opens_on=date(2026, 10, 1), due_on=date(2026, 11, 1))
    viewer = world.viewer(role)
    with tenancy.tx(viewer.scope):
        found = pairs_at_home(viewer, TODAY).surveys
    assert [(survey.pk, survey.silent) for survey in found] == ([(late.pk, 1)] if told else [])


def test_the_line_of_a_late_survey_says_who_is_silent():
    care = PairsAtHome(surveys=(LateSurvey(7, "Довольны ли вы", date(2026, 11, 21), 4),))
    [line] = surveys_waiting(care)
    assert (line.text, line.note) == ("Опрос: Довольны ли вы", "Срок был 21.11.2026. Не ответили: 4")


def test_a_programme_that_was_sent_waits_for_the_curator_alone(world):
    with tenancy.tx(SYSTEM):
        Plan.objects.filter(pair=world.school.pairing.pair).update(status="sent")
    sent = {}
    for role in ("curator", "director"):
        viewer = world.viewer(role)
        with tenancy.tx(viewer.scope):
            sent[role] = [pk for pk, _ in pairs_at_home(viewer, TODAY).sent]

    assert sent == {"curator": [world.school.pairing.pair.pk], "director": []}


@pytest.mark.parametrize("role", ["mentor", "mentee"])
def test_the_two_see_their_terms_once_the_programme_is_agreed(world, role):
    viewer = world.viewer(role)
    with tenancy.tx(viewer.scope):
        before = pairs_at_home(viewer, date(2026, 11, 23)).tasks
        Plan.objects.filter(pair=world.own_pair).update(status="agreed")
        early, soon, late = (pairs_at_home(viewer, date(2026, *day)).tasks for day in ((11, 22), (11, 23), (12, 3)))
        PlanTask.objects.filter(pair=world.own_pair).update(done_on=TODAY)
        done = pairs_at_home(viewer, date(2026, 12, 3)).tasks

    assert (before, early, done) == ((), (), ())
    assert [(task.text, task.state.code) for task in (*soon, *late)] == [
        ("решить задания", "soon"),
        ("решить задания", "overdue"),
    ]


def test_names_on_the_home_page_stand_in_the_log(client_as, world):
    page = client_as("curator").get("/").content.decode()

    with tenancy.tx(SYSTEM):
        read = AuditEvent.objects.get(verb="pairs.viewed").details["ids"]
    assert world.school.people.mentee.short_name in page
    assert world.school.people.mentee.pk in read


def test_the_psychologist_sees_whom_to_support(world, client_as):
    by = world.people["psychologist"]
    with tenancy.tx(SYSTEM):
        make_next_step(world.school.people.offered, by, kind="psychologist")
    viewer = world.viewer("psychologist")
    with tenancy.tx(viewer.scope):
        found = steps_at_home(viewer)

    assert [step.person_id for step in found] == [world.school.people.mentor.pk]
    assert "Ждут вашей поддержки" in client_as("psychologist").get("/").content.decode()
    assert "Ждут вашей поддержки" not in client_as("curator").get("/").content.decode()


def test_a_new_pair_costs_the_home_page_nothing(client_as, world):
    client = client_as("curator")
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    with tenancy.tx(SYSTEM):
        people = world.school.people
        for _ in range(3):
            make_plan(make_pair(people.offered, status_since=date(2026, 9, 1)), status="sent")
    with CaptureQueriesContext(connection) as many:
        client.get("/")

    assert len(few) == len(many)
