"""Rows of an open roadmap written many at once, and stages."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import tenancy
from core.viewer import Viewer
from roadmaps.actions import rows as verbs
from roadmaps.actions import stages
from roadmaps.actions.maps import NotADraft
from roadmaps.models import Activity, Occurrence, Roadmap, Stage
from roadmaps.queries.snapshots import states_of_activities
from roadmaps.states.snapshots import ActivityState, Answerer, TermWindow
from tests import factories
from tests.world import World


@pytest.fixture
def coordinator(world: World) -> Iterator[Viewer]:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        yield viewer


def draft_of(world: World, *sizes: int) -> tuple[Roadmap, list[Stage]]:
    """A draft with stages of so many rows."""
    roadmap = factories.make_roadmap(world.school.organization, title="Черновик таблицы")
    made = []
    for place, size in enumerate(sizes, 1):
        stage = factories.make_stage(roadmap, position=place, name=f"Этап {place}")
        made.append(stage)
        for position in range(1, size + 1):
            row = factories.make_activity(
                stage, position=position, number=f"{place}.{position}", name=f"Дело {place}.{position}"
            )
            factories.make_occurrence(row)
    return roadmap, made


def numbered(roadmap: Roadmap) -> list[tuple[str, str]]:
    rows = Activity.objects.filter(roadmap=roadmap).order_by("stage__position", "position")
    return list(rows.values_list("number", "name"))


def states(roadmap: Roadmap, by: Viewer) -> dict[int, ActivityState]:
    ids = Activity.objects.filter(roadmap=roadmap).values_list("pk", flat=True)
    return states_of_activities(by, roadmap.organization_id, ids)


def test_many_rows_cost_as_many_statements_as_one(world: World, coordinator: Viewer) -> None:
    counts = []
    for size in (1, 30):
        roadmap, _ = draft_of(world, size)
        windows, named = (TermWindow("2026-12-01", "2026-12-31"),), (Answerer("text", "совет"),)
        after = {
            pk: replace(state, windows=windows, responsibles=named, lines=("один", "два"))
            for pk, state in states(roadmap, coordinator).items()
        }
        with CaptureQueriesContext(connection) as queries:
            assert verbs.write_rows(roadmap, after, by=coordinator) == size
        counts.append(len(queries))
        assert {(row.lines, row.windows) for row in states(roadmap, coordinator).values()} == {
            (("один", "два"), windows)
        }
    assert counts[0] == counts[1]


def test_what_does_not_change_keeps_its_version(world: World, coordinator: Viewer) -> None:
    roadmap, _ = draft_of(world, 2)
    assert verbs.write_rows(roadmap, states(roadmap, coordinator), by=coordinator) == 0
    assert set(Activity.objects.filter(roadmap=roadmap).values_list("version", flat=True)) == {1}


def test_an_edited_name_leaves_the_terms_alone(world: World, coordinator: Viewer) -> None:
    roadmap, _ = draft_of(world, 1)
    before = list(Occurrence.objects.filter(roadmap=roadmap).values_list("pk", "version"))
    [(pk, state)] = states(roadmap, coordinator).items()
    verbs.write_rows(roadmap, {pk: replace(state, name="Педсовет")}, by=coordinator)
    assert list(Occurrence.objects.filter(roadmap=roadmap).values_list("pk", "version")) == before


def test_a_stale_row_is_shown_and_not_overwritten(world: World, coordinator: Viewer) -> None:
    roadmap, _ = draft_of(world, 1)
    [(pk, state)] = states(roadmap, coordinator).items()
    verbs.write_rows(roadmap, {pk: replace(state, name="Первый")}, by=coordinator, seen_version=1)
    with pytest.raises(verbs.ActivityChanged) as refusal:
        verbs.write_rows(roadmap, {pk: replace(state, name="Второй")}, by=coordinator, seen_version=1)
    assert (refusal.value.now.name, refusal.value.now.version) == ("Первый", 2)
    assert Activity.objects.get(pk=pk).name == "Первый"


def test_rows_are_added_to_their_stages(world: World, coordinator: Viewer) -> None:
    roadmap, (first, second) = draft_of(world, 1, 1)
    new = ActivityState("Новое", windows=(TermWindow("2026-12-01", "2026-12-31"),), lines=("пункт",))
    verbs.add_rows(roadmap, [(first.pk, new), (second.pk, new), (second.pk, new)], by=coordinator)
    assert [number for number, _ in numbered(roadmap)] == ["1.1", "1.2", "2.1", "2.2", "2.3"]


def test_deleted_rows_leave_no_gap(world: World, coordinator: Viewer) -> None:
    roadmap, _ = draft_of(world, 3)
    middle = Activity.objects.get(roadmap=roadmap, number="1.2")
    verbs.delete_rows(roadmap, [middle.pk], by=coordinator)
    assert numbered(roadmap) == [("1.1", "Дело 1.1"), ("1.2", "Дело 1.3")]


@pytest.mark.parametrize(
    ("name", "up", "order"),
    [
        ("Дело 1.2", True, ["Дело 1.2", "Дело 1.1", "Дело 2.1"]),
        ("Дело 1.2", False, ["Дело 1.1", "Дело 1.2", "Дело 2.1"]),
        ("Дело 2.1", True, ["Дело 1.1", "Дело 1.2", "Дело 2.1"]),
    ],
    ids=["within", "into the next stage", "into the stage before"],
)
def test_a_row_moves(world: World, coordinator: Viewer, name: str, up: bool, order: list[str]) -> None:
    roadmap, _ = draft_of(world, 2, 1)
    row = Activity.objects.get(roadmap=roadmap, name=name)
    verbs.move_row(row, up=up, by=coordinator)
    assert [each for _, each in numbered(roadmap)] == order
    row.refresh_from_db()
    assert row.number == f"{row.stage.position}.{row.position}"


def test_the_first_row_moves_nowhere(world: World, coordinator: Viewer) -> None:
    roadmap, _ = draft_of(world, 1)
    with pytest.raises(verbs.NoPlace):
        verbs.move_row(Activity.objects.get(roadmap=roadmap), up=True, by=coordinator)


def test_a_row_is_dropped_before_another(world: World, coordinator: Viewer) -> None:
    roadmap, (first, second) = draft_of(world, 2, 1)
    row, target = (Activity.objects.get(roadmap=roadmap, name=name) for name in ("Дело 2.1", "Дело 1.1"))
    verbs.place_row(row, first, target.pk, by=coordinator)
    assert numbered(roadmap) == [("1.1", "Дело 2.1"), ("1.2", "Дело 1.1"), ("1.3", "Дело 1.2")]
    verbs.place_row(row, second, None, by=coordinator)
    assert numbered(roadmap)[-1] == ("2.1", "Дело 2.1")


def test_an_approved_map_refuses_all_of_it(world: World, coordinator: Viewer) -> None:
    roadmap, row, stage = world.school.roadmap, world.school.activity, world.school.stage
    refused = (
        lambda: verbs.write_rows(roadmap, states(roadmap, coordinator), by=coordinator),
        lambda: verbs.add_rows(roadmap, [(stage.pk, ActivityState("Новое"))], by=coordinator),
        lambda: verbs.delete_rows(roadmap, [row.pk], by=coordinator),
        lambda: verbs.move_row(row, up=True, by=coordinator),
        lambda: verbs.place_row(row, stage, None, by=coordinator),
        lambda: stages.create_stage(roadmap, "Этап", by=coordinator),
        lambda: stages.rename_stage(stage, "Этап", by=coordinator),
        lambda: stages.delete_stage(stage, seen_rows=1, by=coordinator),
    )
    for attempt in refused:
        with pytest.raises(NotADraft):
            attempt()


def test_stages_come_are_renamed_and_go(world: World, coordinator: Viewer) -> None:
    roadmap, (first, _second) = draft_of(world, 1, 1)
    third = stages.create_stage(roadmap, "Итоги", by=coordinator)
    stages.rename_stage(third, "Подведение итогов", by=coordinator)
    with pytest.raises(stages.StageChanged):
        stages.delete_stage(first, seen_rows=0, by=coordinator)
    stages.delete_stage(first, seen_rows=1, by=coordinator)
    assert numbered(roadmap) == [("1.1", "Дело 2.1")]
    assert list(Stage.objects.filter(roadmap=roadmap).order_by("position").values_list("position", "name")) == [
        (1, "Этап 2"),
        (2, "Подведение итогов"),
    ]
