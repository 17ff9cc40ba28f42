"""From a template to an agreed programme and its tasks: every effect and every refusal."""

from datetime import date

import pytest

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.actions import plan_tasks, plan_templates, plans
from mentoring.actions.pair_reminders import NoWayIn, remind_mentor
from mentoring.actions.people import Stale
from mentoring.models import Pair, Plan, PlanTask, PlanTemplate
from mentoring.plans.library import LIBRARY
from mentoring.queries.plan_bank import keepable
from mentoring.queries.plan_events import own_tasks
from mentoring.queries.plan_papers import paper_of
from mentoring.queries.plans import fitting_templates, plan_card
from notifications.models import Letter
from tests.factories import moment
from tests.pair_factories import make_pair, make_plan, make_task

NOW = moment("2026-11-22 09:00")
TODAY = date(2026, 11, 22)
STARTS, ENDS = date(2026, 10, 1), date(2027, 5, 31)


@pytest.fixture
def curator(world):
    viewer = world.viewer("curator")
    with tenancy.tx(viewer.scope):
        yield viewer


@pytest.fixture
def bare(world, curator) -> Pair:
    """A pair without a programme."""
    people = world.school.people
    return make_pair(people.offered, people.wanted, form="student_pupil", theme="")


def create(pair: Pair, by, key: str = "subject", **dates) -> Plan:
    period = {"starts_on": STARTS, "ends_on": ENDS} | dates
    sketch = LIBRARY.get(key)
    return plans.create_plan(pair, sketch, kind="plan", title="План", **period, by=by, now=NOW)


def again(row):
    row.refresh_from_db()
    return row


def test_a_template_becomes_a_draft_with_terms_on_working_days(bare, curator):
    plan = create(bare, curator)

    tasks = list(PlanTask.objects.filter(plan=plan).order_by("position"))
    assert (plan.status, plan.goal) == ("draft", LIBRARY["subject"].goal)
    assert len(tasks) == len(LIBRARY["subject"].tasks)
    assert (tasks[0].due_on, tasks[-1].due_on) == (date(2026, 10, 7), date(2027, 5, 13))


def test_an_empty_programme_takes_the_goal_of_the_pair(bare, curator):
    bare.goal = "выступить"

    assert create(bare, curator, "nothing").goal == "выступить"


def test_a_pair_has_one_programme(bare, curator):
    create(bare, curator)

    with pytest.raises(plans.PlanKnown):
        create(bare, curator)


@pytest.mark.parametrize("ends_on", [date(2026, 12, 1), date(2027, 11, 1), date(2026, 9, 1)])
def test_a_programme_lasts_from_three_months_to_a_year(bare, curator, ends_on):
    with pytest.raises(plans.BadPeriod):
        create(bare, curator, ends_on=ends_on)


def test_nothing_is_written_about_a_pair_that_is_over(bare, curator):
    bare.status = "ended"

    with pytest.raises(plans.PairIsOver):
        create(bare, curator)


def test_templates_are_offered_by_the_words_of_the_pair(world, curator):
    fits = fitting_templates(curator, world.school.pairing.pair)

    assert fits[0].sketch.title == "Догнать по предмету"
    assert world.school.pairing.template.title in [fit.sketch.title for fit in fits]


def test_the_road_of_a_draft(bare, curator):
    plan = create(bare, curator)

    with pytest.raises(plans.MenteeSilent):
        plans.send_plan(plan, seen=1, by=curator, now=NOW)
    plans.accept_plan(plan, seen=1, by=curator, now=NOW)
    plans.send_plan(plan, seen=2, by=curator, now=NOW)
    with pytest.raises(plans.NotDraft):
        plans.edit_plan(plan, {"goal": "иная"}, seen=3, by=curator, now=NOW)
    plans.return_plan(plan, remark="добавьте сроки", seen=3, by=curator, now=NOW)
    returned = again(plan)
    assert (returned.status, returned.remark, returned.mentee_agreed_on) == ("draft", "добавьте сроки", None)

    plans.accept_plan(plan, seen=4, by=curator, now=NOW)
    plans.send_plan(plan, seen=5, by=curator, now=NOW)
    plans.agree_plan(plan, seen=6, by=curator, now=NOW)
    agreed = again(plan)
    assert (agreed.status, agreed.remark, agreed.agreed_on, agreed.mentee_agreed_on) == ("agreed", "", TODAY, TODAY)

    plans.finish_plan(plan, results="оценки выше", seen=7, by=curator, now=NOW)
    assert (again(plan).status, plan.results) == ("done", "оценки выше")
    with pytest.raises(plans.NotPossibleNow):
        plans.return_plan(plan, remark="ещё", seen=8, by=curator, now=NOW)


def test_an_empty_draft_is_agreed_to_by_nobody(bare, curator):
    with pytest.raises(plans.NothingToDo):
        plans.accept_plan(create(bare, curator, "nothing"), seen=1, by=curator, now=NOW)


def test_a_change_asks_the_mentee_anew_unless_it_is_his_own(world):
    mentor, mentee = world.viewer("mentor"), world.viewer("mentee")
    with tenancy.tx(mentee.scope):
        plan = Plan.objects.get(pair=world.own_pair)
        plans.accept_plan(plan, seen=1, by=mentee, now=NOW)
        plans.edit_plan(plan, {"goal": "моя цель"}, seen=2, by=mentee, now=NOW)
        assert again(plan).mentee_agreed_on == TODAY
    with tenancy.tx(mentor.scope):
        plan_tasks.add_task(plan, {"text": "прочитать главу"}, by=mentor, now=NOW)
        assert again(plan).mentee_agreed_on is None


def test_who_was_slower_sees_what_is_written_now(bare, curator):
    plan = create(bare, curator)
    task = PlanTask.objects.filter(plan=plan).first()
    plans.edit_plan(plan, {"goal": "первая"}, seen=1, by=curator, now=NOW)
    plan_tasks.edit_task(task, {"text": "первое"}, seen=1, by=curator, now=NOW)

    with pytest.raises(Stale) as late:
        plans.edit_plan(plan, {"goal": "вторая"}, seen=1, by=curator, now=NOW)
    assert late.value.now.goal == "первая"
    with pytest.raises(Stale) as late:
        plan_tasks.edit_task(task, {"text": "второе"}, seen=1, by=curator, now=NOW)
    assert late.value.now.text == "первое"


@pytest.fixture
def task(bare, curator) -> PlanTask:
    """Of an agreed programme."""
    return make_task(make_plan(bare, status="agreed"))


def test_a_task_is_done_with_its_result_and_comes_back(task, curator):
    plan_tasks.do_task(task, done_on=TODAY, actual="решено", mark="5", seen=1, by=curator, now=NOW)
    plan_tasks.do_task(task, done_on=TODAY, actual="решено всё", mark=None, seen=2, by=curator, now=NOW)
    assert (again(task).done_on, task.actual, task.mark) == (TODAY, "решено всё", "5")

    plan_tasks.reopen_task(task, seen=3, by=curator, now=NOW)
    assert (again(task).done_on, task.actual) == (None, "решено всё")


def test_a_term_moves_inside_the_programme_only(task, curator):
    plan_tasks.postpone_task(task, due_on=date(2026, 12, 14), seen=1, by=curator, now=NOW)
    assert again(task).due_on == date(2026, 12, 14)

    with pytest.raises(plan_tasks.OutsidePlan):
        plan_tasks.postpone_task(task, due_on=date(2027, 6, 1), seen=2, by=curator, now=NOW)


def test_what_an_agreed_programme_refuses(task, curator):
    with pytest.raises(plans.NotDraft):
        plan_tasks.edit_task(task, {"text": "иное"}, seen=1, by=curator, now=NOW)
    with pytest.raises(plans.NotDraft):
        plan_tasks.delete_task(task, by=curator, now=NOW)
    with pytest.raises(plan_tasks.FutureDay):
        plan_tasks.do_task(task, done_on=date(2026, 11, 23), actual="", mark="", seen=1, by=curator, now=NOW)
    assert plan_tasks.add_task(task.plan, {"text": "ещё одно"}, by=curator, now=NOW).position == 2


def test_a_draft_is_written_and_nothing_is_done_in_it(bare, curator):
    task = make_task(make_plan(bare))

    with pytest.raises(plan_tasks.NotAgreed):
        plan_tasks.do_task(task, done_on=TODAY, actual="", mark="", seen=1, by=curator, now=NOW)
    plan_tasks.delete_task(task, by=curator, now=NOW)
    assert not PlanTask.objects.filter(pk=task.pk).exists()


def test_a_programme_has_an_end_of_tasks(bare, curator, monkeypatch):
    monkeypatch.setattr(plan_tasks, "MOST_TASKS", 1)
    plan = make_plan(bare)
    make_task(plan)

    with pytest.raises(plan_tasks.TooManyTasks):
        plan_tasks.add_task(plan, {"text": "лишнее"}, by=curator, now=NOW)


def test_who_may_do_what_follows_the_state_and_the_hand(world, curator):
    pair = world.own_pair
    own = {}
    for key in ("mentor", "mentee", "director"):
        viewer = world.viewer(key)
        with tenancy.tx(viewer.scope):
            own[key] = plan_card(viewer, Pair.objects.select_related("mentor").get(pk=pair.pk), TODAY)
    staff = plan_card(curator, Pair.objects.select_related("mentor").get(pk=pair.pk), TODAY)

    assert [own["mentor"].may_edit, own["mentor"].may_accept, own["mentor"].may_decide] == [True, False, False]
    assert [own["mentee"].may_edit, own["mentee"].may_accept, own["mentee"].hand.may_grade] == [True, True, False]
    assert [own["director"].may_edit, own["director"].may_add] == [False, False]
    assert [staff.may_edit, staff.may_accept, staff.may_send] == [True, True, False]


def test_the_bank_takes_the_work_and_leaves_the_people(world, curator):
    pairing = world.school.pairing
    Plan.objects.filter(pk=pairing.plan.pk).update(goal=f"помочь {world.school.people.mentee.last_name}")
    card = plan_card(curator, Pair.objects.select_related("mentor").get(pk=pairing.pair.pk), TODAY)
    kept = keepable(curator, card)
    values = kept.values(kept.tasks, kept.first | {"title": "Наш образец"})

    row = plan_templates.keep_template(values, by=curator, now=NOW)

    assert row.body["goal"] == "помочь …"
    assert row.body["tasks"][0]["day"] == 60
    with pytest.raises(plan_templates.TemplateKnown):
        plan_templates.keep_template(values | {"title": "наш ОБРАЗЕЦ"}, by=curator, now=NOW)
    plan_templates.edit_template(row, {"title": "Наш второй", "months": 4}, by=curator, now=NOW)
    plan_templates.archive_template(row, by=curator, now=NOW)
    kept_row = PlanTemplate.objects.get(pk=row.pk)
    assert (kept_row.title, kept_row.months, kept_row.archived_at) == ("Наш второй", 4, NOW)


def test_the_paper_has_the_columns_of_its_kind(world, curator):
    pair = Pair.objects.select_related("mentor").get(pk=world.school.pairing.pair.pk)
    plan = paper_of(curator, plan_card(curator, pair, TODAY))
    Plan.objects.filter(pair=pair).update(kind="programme", relevance="нужна опора")
    programme = paper_of(curator, plan_card(curator, pair, TODAY))

    assert [column.title for column in plan.columns] == [
        *("№", "Проект, задание", "Срок", "Планируемый результат", "Фактический результат", "Оценка наставника")
    ]
    assert [column.title for column in programme.columns][1:] == [
        *("Мероприятие/содержание", "Срок", "Форма", "Планируемый результат", "Отметка о выполнении", "Подпись")
    ]
    assert ("Пояснительная записка", "") in programme.notes
    assert programme.foot[0].startswith("Наставник Условная")


def test_terms_go_into_the_calendar_without_a_word_about_people(world):
    viewer = world.viewer("mentor")
    with tenancy.tx(viewer.scope):
        before = own_tasks(viewer, TODAY)
        Plan.objects.filter(pair=world.own_pair).update(status="agreed", title="Для Своего")
        [event] = own_tasks(viewer, TODAY)

    assert before == []
    assert (event.first, event.remind, event.sequence) == (date(2026, 11, 30), 3, 0)
    assert event.summary == "Программа пары: срок задания 1"
    assert "решить" not in event.description


def test_a_mentor_is_reminded_once_a_day(world, curator):
    pair = world.own_pair
    for _ in range(2):
        remind_mentor(pair, by=curator, now=NOW)
    with pytest.raises(NoWayIn):
        remind_mentor(world.school.pairing.pair, by=curator, now=NOW)
    with tenancy.scope(SYSTEM):
        letters = list(Letter.objects.filter(kind="pair_news").values_list("account", "payload__news"))
    assert letters == [(world.people["mentor"].account_id, "remind")]


def test_files_of_a_programme_open(client_as, world):
    address = f"/pairs/{world.school.pairing.pair.pk}/plan"
    client = client_as("curator")

    assert client.get(f"{address}.docx").content[:2] == b"PK"
    assert client.get(f"{address}.pdf").content[:5] == b"%PDF-"
    assert client.get(f"{address}.xlsx").status_code == 404


def test_a_participant_writes_the_programme_by_its_pages(client_as, world):
    pair = world.own_pair.pk
    mentor, mentee, curator = client_as("mentor"), client_as("mentee"), client_as("curator")
    page = f"/pairs/{pair}/plan/"
    with tenancy.tx(SYSTEM):
        task = PlanTask.objects.get(pair=pair)

    late = mentor.post(f"/plan-tasks/{task.pk}/edit/", {"text": "другое", "section": "", "version": 7})
    assert (late.status_code, "решить задания" in late.content.decode()) == (422, True)
    mentor.post(f"/plan-tasks/{task.pk}/edit/", {"text": "решить десять", "section": "", "version": 1})
    mentee.post(f"{page}accept/", {"version": 2})
    mentor.post(f"{page}send/", {"version": 3})
    curator.post(f"{page}agree/", {"version": 4})
    mentee.post(f"/plan-tasks/{task.pk}/done/", {"done_on": "сегодня", "actual": "девять", "mark": "5", "version": 2})

    with tenancy.tx(SYSTEM):
        task = PlanTask.objects.select_related("plan").get(pk=task.pk)
    assert (task.text, task.actual, task.mark, task.plan.status) == ("решить десять", "девять", "", "agreed")
    assert task.done_on is not None
    assert "девять" in curator.get(page).content.decode()
    assert mentor.post(f"{page}agree/", {"version": 5}).status_code == 403


def test_a_programme_begins_with_the_template_of_the_request(client_as, world):
    with tenancy.tx(SYSTEM):
        people = world.school.people
        pair = make_pair(people.offered, people.wanted, form="student_pupil")
    client, page = client_as("curator"), f"/pairs/{pair.pk}/plan/create/"

    first = client.get(page).context["form"]
    form = {"template": "subject", "kind": "plan", "starts_on": "01.10.2026", "ends_on": "31.05.2027"}
    short = client.post(page, form | {"ends_on": "01.11.2026"})
    made = client.post(page, form)

    assert first.initial["template"] == "subject"
    assert (short.status_code, made.status_code) == (422, 302)
    assert client.get(page).status_code == 302
