"""Changes of an approved roadmap: gathered, decided about, written, never lost."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.errors import ReasonMissing
from core.tenancy import SYSTEM
from core.viewer import Viewer
from roadmaps.actions import change_sets, changed_rows, endorsement, remarks
from roadmaps.actions import changes as verbs
from roadmaps.actions.versions import keep_version
from roadmaps.models import (
    Activity,
    Change,
    ChangeSet,
    Occurrence,
    Remark,
    Roadmap,
    RoadmapRules,
    RoadmapVersion,
    Submission,
)
from roadmaps.queries.changes import rows_of
from roadmaps.queries.snapshots import states_of_activities
from roadmaps.states.changes import PlannedChange, is_small, with_changes
from roadmaps.states.snapshots import ActivityState, RoadmapState, StageState, TermWindow
from tests.world import World

SignIn = Callable[[str], Client]
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
MONTH = ActivityState("Сбор", term_text="ноябрь", windows=(TermWindow("2026-11-01", "2026-11-30"),), pk=1)


def moved(days: int) -> ActivityState:
    return replace(MONTH, term_text="", windows=(TermWindow("2026-11-01", f"2026-12-{days:02d}"),))


@pytest.mark.parametrize(("days", "small"), [(14, True), (15, False)])
def test_a_shift_is_small_up_to_the_allowed_days(days: int, small: bool) -> None:
    change = PlannedChange("edit", 1, MONTH, moved(days))
    assert is_small([change], 14) is small


@pytest.mark.parametrize(
    "change",
    [
        PlannedChange("add", 1, None, MONTH),
        PlannedChange("remove", 1, MONTH, None),
        PlannedChange("edit", 1, MONTH, replace(moved(1), name="Другое")),
        PlannedChange("edit", 1, MONTH, replace(MONTH, windows=(TermWindow(None, None),))),
    ],
    ids=["added", "excluded", "text too", "no date any more"],
)
def test_anything_else_is_not_small(change: PlannedChange) -> None:
    assert not is_small([change], 30)


def test_nothing_is_small_where_nothing_is_allowed() -> None:
    assert not is_small([PlannedChange("edit", 1, MONTH, moved(1))], 0)


def test_the_roadmap_as_it_will_be() -> None:
    other, new = ActivityState("Отбор", pk=2), ActivityState("Новое")
    state = RoadmapState("К", "2026-09-01", "2027-05-31", (StageState("Э", activities=(MONTH, other), pk=5),))
    edit = PlannedChange("edit", 5, MONTH, replace(MONTH, name="Сбор заявок"))
    after = with_changes(state, [edit, PlannedChange("remove", 5, other, None), PlannedChange("add", 5, None, new)])
    assert [activity.name for activity in after.stages[0].activities] == ["Сбор заявок", "Новое"]


@pytest.fixture
def coordinator(world: World) -> Iterator[Viewer]:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        yield viewer


def begun(world: World, by: Viewer) -> ChangeSet:
    return change_sets.open_change_set(world.school.roadmap, reason="карантин", by=by, now=NOW)


def present(world: World, by: Viewer) -> ActivityState:
    activity = world.school.activity
    return states_of_activities(by, activity.organization_id, [activity.pk])[activity.pk]


def plan_new_name(world: World, by: Viewer, name: str = "Педсовет") -> ChangeSet:
    change_set = begun(world, by)
    states = {world.school.activity.pk: replace(present(world, by), name=name)}
    changed_rows.plan_edits(change_set, states, by=by)
    return change_set


def test_one_set_is_live_at_a_time(world: World, coordinator: Viewer) -> None:
    assert begun(world, coordinator).pk == begun(world, coordinator).pk


def test_a_set_needs_a_reason_and_an_approved_map(world: World, coordinator: Viewer) -> None:
    with pytest.raises(ReasonMissing):
        change_sets.open_change_set(world.school.roadmap, reason=" ", by=coordinator, now=NOW)
    with pytest.raises(change_sets.NotApproved):
        change_sets.open_change_set(world.school.draft, reason="карантин", by=coordinator, now=NOW)


def test_a_planned_edit_shows_both_values_and_leaves_the_row(world: World, coordinator: Viewer) -> None:
    row = rows_of(coordinator, plan_new_name(world, coordinator))[0]
    assert [(field.label, field.new_words) for field in row.fields] == [("Мероприятие", "Педсовет")]
    assert Activity.objects.get(pk=world.school.activity.pk).name == world.school.activity.name


def test_an_edit_back_to_the_present_leaves_the_set(world: World, coordinator: Viewer) -> None:
    change_set = plan_new_name(world, coordinator)
    changed_rows.plan_edits(change_set, {world.school.activity.pk: present(world, coordinator)}, by=coordinator)
    assert rows_of(coordinator, change_set) == []
    with pytest.raises(verbs.NothingChanged):
        verbs.send_changes(change_set, by=coordinator, now=NOW)


def test_a_sent_set_waits_for_the_director_and_is_locked(world: World, coordinator: Viewer) -> None:
    change_set = plan_new_name(world, coordinator)
    verbs.send_changes(change_set, by=coordinator, now=NOW)
    submission = Submission.objects.get(change_set=change_set)
    assert submission.state == Submission.State.AT_DIRECTOR
    assert submission.version.content["stages"][0]["activities"][0]["name"] == "Педсовет"
    with pytest.raises(change_sets.ChangesLocked):
        changed_rows.plan_edits(change_set, {}, by=coordinator)
    with pytest.raises(verbs.NotDecided):
        verbs.apply_changes(change_set, basis="приказ", by=coordinator, now=NOW)


def test_an_endorsed_set_is_written_and_kept_as_a_version(world: World) -> None:
    coordinator, director = world.viewer("coordinator"), world.viewer("director")
    with tenancy.tx(coordinator.scope):
        change_set = plan_new_name(world, coordinator)
        verbs.send_changes(change_set, by=coordinator, now=NOW)
    with tenancy.tx(director.scope):
        endorsement.forward_submission(
            Submission.objects.get(change_set=change_set), seen_edition=1, by=director, now=NOW
        )
    with tenancy.tx(coordinator.scope):
        verbs.apply_changes(change_set, basis="приказ от 21.11.2026 № 9", by=coordinator, now=NOW)
        assert Activity.objects.get(pk=world.school.activity.pk).name == "Педсовет"
        version = RoadmapVersion.objects.filter(roadmap=world.school.roadmap).latest("number")
        assert version.reason == RoadmapVersion.Reason.CHANGED
        assert Roadmap.objects.get(pk=world.school.roadmap.pk).route == Roadmap.Route.WRITING
        assert ChangeSet.objects.get(pk=change_set.pk).state == ChangeSet.State.APPLIED


def test_a_small_shift_is_written_at_once_where_allowed(world: World) -> None:
    coordinator = world.viewer("coordinator")
    with tenancy.tx(SYSTEM):
        RoadmapRules.objects.create(organization=world.municipalities[0], small_change_days=14)
        Occurrence.objects.filter(pk=world.school.occurrence.pk).update(
            starts_on="2026-11-01", due_on="2026-11-30", state="not_started", done_on=None
        )
    with tenancy.tx(coordinator.scope):
        change_set = begun(world, coordinator)
        state = replace(present(world, coordinator), windows=(TermWindow("2026-11-01", "2026-12-07"),))
        changed_rows.plan_edits(change_set, {world.school.activity.pk: state}, by=coordinator)
        verbs.send_changes(change_set, by=coordinator, now=NOW)
        row = Occurrence.objects.get(pk=world.school.occurrence.pk)
    assert (str(row.due_on), row.note) == ("2026-12-07", world.school.occurrence.note)


def test_an_activity_that_changed_meanwhile_stops_the_set(world: World, coordinator: Viewer) -> None:
    change_set = plan_new_name(world, coordinator)
    Activity.objects.filter(pk=world.school.activity.pk).update(version=9)
    with pytest.raises(verbs.RowsChanged) as refusal:
        verbs.send_changes(change_set, by=coordinator, now=NOW)
    assert refusal.value.rows == [row.pk for row in Change.objects.filter(change_set=change_set)]


def test_an_excluded_activity_keeps_what_was_done(world: World, coordinator: Viewer) -> None:
    Occurrence.objects.filter(pk=world.school.occurrence.pk).update(state="done", done_on="2026-11-01")
    late = Occurrence.objects.create(
        organization=coordinator.organization, roadmap=world.school.roadmap, activity=world.school.activity
    )
    change_set = begun(world, coordinator)
    changed_rows.plan_removal(change_set, world.school.activity, by=coordinator)
    director = world.viewer("director")
    with tenancy.scope(director.scope):
        verbs.send_changes(change_set, by=director, now=NOW)
        verbs.apply_changes(change_set, basis="приказ", by=director, now=NOW)
    states = dict(Occurrence.objects.filter(activity=world.school.activity).values_list("pk", "state"))
    assert states == {world.school.occurrence.pk: "done", late.pk: "cancelled"}
    assert Activity.objects.get(pk=world.school.activity.pk).removal_reason == "карантин"


def test_a_withdrawn_set_can_be_written_again_and_then_given_up(world: World, coordinator: Viewer) -> None:
    change_set = plan_new_name(world, coordinator)
    verbs.send_changes(change_set, by=coordinator, now=NOW)
    verbs.withdraw_changes(change_set, by=coordinator, now=NOW)
    assert ChangeSet.objects.get(pk=change_set.pk).state == ChangeSet.State.OPEN
    verbs.withdraw_changes(change_set, by=coordinator, now=NOW)
    assert begun(world, coordinator).pk != change_set.pk


def test_the_pages_lead_from_the_reason_to_the_diff(client_as: SignIn, world: World) -> None:
    client = client_as("coordinator")
    begin = reverse("change_create", args=[world.school.roadmap.pk])
    answer = client.post(f"{begin}?activity={world.school.activity.pk}", {"reason": "карантин"})
    page = client.get(answer["Location"])
    values = {**page.context["form"].initial, "name": "Педсовет"}
    detail = client.post(answer["Location"], {key: value for key, value in values.items() if value is not None})
    text = client.get(detail["Location"]).content.decode()
    assert "Педсовет" in text
    assert "<del>" in text


@pytest.mark.parametrize("key", ["director", "curator", "municipal_official"])
def test_only_editors_begin_a_change(client_as: SignIn, world: World, key: str) -> None:
    begin = reverse("change_create", args=[world.school.roadmap.pk])
    assert client_as(key).post(begin, {"reason": "карантин"}).status_code in (403, 404)
    with tenancy.tx(SYSTEM):
        assert not ChangeSet.objects.filter(reason="карантин").exists()


def test_small_shifts_do_not_add_up_to_a_long_one(world: World) -> None:
    coordinator = world.viewer("coordinator")
    with tenancy.tx(SYSTEM):
        RoadmapRules.objects.update_or_create(organization=world.municipalities[0], defaults={"small_change_days": 14})
        Occurrence.objects.filter(pk=world.school.occurrence.pk).update(
            starts_on="2026-11-01", due_on="2026-11-30", state="not_started", done_on=None
        )
    states = []
    with tenancy.tx(coordinator.scope):
        keep_version(world.school.roadmap, reason=RoadmapVersion.Reason.APPROVED, by=coordinator, now=NOW)
        for due_on in ("2026-12-12", "2026-12-20"):
            change_set = begun(world, coordinator)
            state = replace(present(world, coordinator), windows=(TermWindow("2026-11-01", due_on),))
            changed_rows.plan_edits(change_set, {world.school.activity.pk: state}, by=coordinator)
            verbs.send_changes(change_set, by=coordinator, now=NOW)
            states.append(ChangeSet.objects.get(pk=change_set.pk).state)
    assert states == [ChangeSet.State.APPLIED, ChangeSet.State.SENT]


def returned(world: World, change_set: ChangeSet) -> Remark:
    """The director gives the sent set back with one remark."""
    director = world.viewer("director")
    with tenancy.scope(director.scope):
        submission = Submission.objects.get(change_set=change_set)
        remark = remarks.add_remark(submission, "Зачем?", by=director, now=NOW)
        submission.refresh_from_db()
        endorsement.return_submission(submission, seen_edition=submission.edition, by=director, now=NOW)
    return remark


def test_taking_a_set_back_settles_the_remarks_being_written(world: World, coordinator: Viewer) -> None:
    change_set = plan_new_name(world, coordinator)
    verbs.send_changes(change_set, by=coordinator, now=NOW)
    director = world.viewer("director")
    with tenancy.scope(director.scope):
        submission = Submission.objects.get(change_set=change_set)
        remark = remarks.add_remark(submission, "Зачем?", by=director, now=NOW)
    verbs.withdraw_changes(change_set, by=coordinator, now=NOW)
    remark.refresh_from_db()
    change_set.refresh_from_db()
    assert (remark.state, change_set.state) == (Remark.State.CLOSED, ChangeSet.State.OPEN)


@pytest.mark.parametrize("answered", [True, False])
def test_a_returned_set_is_given_up_with_its_remarks(world: World, coordinator: Viewer, answered: bool) -> None:
    change_set = plan_new_name(world, coordinator)
    verbs.send_changes(change_set, by=coordinator, now=NOW)
    remark = returned(world, change_set)
    remarks.answer_remark(remark, fixed=answered, reason="нужно", by=coordinator, now=NOW)
    verbs.withdraw_changes(change_set, by=coordinator, now=NOW)
    remark.refresh_from_db()
    change_set.refresh_from_db()
    assert (remark.state, change_set.state) == (Remark.State.CLOSED, ChangeSet.State.WITHDRAWN)


def test_unanswered_remarks_hold_a_returned_set_back(world: World, coordinator: Viewer) -> None:
    change_set = plan_new_name(world, coordinator)
    verbs.send_changes(change_set, by=coordinator, now=NOW)
    remark = returned(world, change_set)
    with pytest.raises(verbs.RemarksUnanswered, match="Замечаний без ответа: 1"):
        verbs.send_changes(change_set, by=coordinator, now=NOW)
    remarks.answer_remark(remark, fixed=True, by=coordinator, now=NOW)
    verbs.send_changes(change_set, by=coordinator, now=NOW)
    assert Submission.objects.filter(change_set=change_set).count() == 2


def sent(world: World) -> ChangeSet:
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        change_set = plan_new_name(world, by)
        verbs.send_changes(change_set, by=by, now=NOW)
    return change_set


def test_a_sent_set_says_where_it_is_and_who_has_it(client_as: SignIn, world: World) -> None:
    change_set = sent(world)
    page = client_as("coordinator").get(reverse("change_detail", args=[change_set.pk]))
    text = page.content.decode().replace("\u00a0", " ")
    head = world.people["director"].short_name.replace("\u00a0", " ")
    assert f"У директора: {head}, отправлено сегодня" in text
    assert "На согласовании" not in text
    own = client_as("director").get(reverse("change_detail", args=[change_set.pk]))
    assert reverse("roadmap_forward", args=[world.school.roadmap.pk]) in own.content.decode()


def test_a_returned_set_stands_on_the_first_page(client_as: SignIn, world: World) -> None:
    change_set = sent(world)
    with tenancy.tx(world.viewer("director").scope):
        returned(world, change_set)
    client = client_as("coordinator")
    address = reverse("change_detail", args=[change_set.pk])
    home = client.get(reverse("home")).content.decode()
    assert f'href="{address}"' in home
    assert "Изменение карты возвращено: 1\u00a0замечание" in home
    text = client.get(address).content.decode()
    assert "Замечаний без ответа: 1" in text
    assert reverse("change_send", args=[change_set.pk]) not in text


@pytest.mark.parametrize(
    ("route", "words"),
    [
        ("at_director", "У директора"),
        ("at_municipality", "На согласовании"),
        ("returned", "Возвращено с замечаниями"),
        ("endorsed", "Согласовано, осталось внести в карту"),
    ],
)
def test_a_set_that_was_sent_stands_where_its_map_stands(route: str, words: str) -> None:
    roadmap = Roadmap(status="approved", route=route)
    assert ChangeSet(roadmap=roadmap, state="sent", school_id=1).standing == words


@pytest.mark.parametrize(
    ("status", "route", "words"),
    [
        ("draft", "writing", "Черновик"),
        ("draft", "at_director", "У директора"),
        ("draft", "at_municipality", "На согласовании"),
        ("draft", "returned", "Возвращена с замечаниями"),
        ("draft", "endorsed", "Согласована, ждёт приказа"),
        ("approved", "returned", "Утверждена"),
        ("archived", "writing", "В архиве"),
    ],
)
def test_a_map_has_one_wording_per_state(status: str, route: str, words: str) -> None:
    assert Roadmap(status=status, route=route, school_id=1).standing == words
