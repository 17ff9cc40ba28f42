"""«Отменить» after an edit, a shift or a deletion in the table."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from roadmaps.actions.undo import TooLate, take_back
from roadmaps.models import Activity, Change, Occurrence, Roadmap, Stage, Undo
from roadmaps.queries.snapshots import state_of_roadmap
from roadmaps.states.snapshots import RoadmapState
from tests import factories
from tests.world import World

SignIn = Callable[[str], Client]


def told(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def bulk(client: Client, roadmap: Roadmap, ids: list[int], **values: Any) -> Any:
    return client.post(reverse("roadmap_bulk", args=[roadmap.pk]), {"ids": ids, "apply": "1", **values})


def undo_of(roadmap: Roadmap) -> Undo:
    with tenancy.tx(SYSTEM):
        return Undo.objects.get(roadmap=roadmap, made_at__gte=datetime(2026, 11, 21, 9).astimezone())


def pressed(client: Client, roadmap: Roadmap) -> Any:
    return client.post(reverse("undo_apply", args=[undo_of(roadmap).pk]))


def full_stage(roadmap: Roadmap, rows: int = 3, position: int = 90) -> list[int]:
    """Rows with every part of theirs, in one stage."""
    with tenancy.tx(SYSTEM):
        stage = Stage.objects.create(
            organization_id=roadmap.organization_id, roadmap=roadmap, name="Этап строк", position=position
        )
        made = [factories.make_activity(stage, position=n + 1, name=f"Дело {n}") for n in range(rows)]
        for row in made:
            factories.make_occurrence(row)
            factories.make_line(row)
            factories.make_responsible(row)
    return [row.pk for row in made]


def present(world: World, roadmap: Roadmap) -> RoadmapState:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        return state_of_roadmap(viewer, roadmap)


def test_a_saved_cell_is_taken_back(client_as: SignIn, world: World) -> None:
    client, row, draft = client_as("coordinator"), world.school.draft_activity, world.school.draft
    before = present(world, draft)
    address, values = reverse("activity_cell", args=[row.pk, "name"]), {"name": "Педсовет", "version": row.version}

    answer = client.post(address, values, headers={"HX-Request": "true"})
    assert reverse("undo_apply", args=[undo_of(draft).pk]) in answer["HX-Trigger"]
    assert "Отменено: 1" in told(pressed(client, draft))

    assert present(world, draft) == before
    with tenancy.tx(SYSTEM):
        assert not Undo.objects.filter(roadmap=draft, made_by__email=world.people["coordinator"].account.email).exists()


@pytest.mark.parametrize(
    "values",
    [
        {"do": "week"},
        {"do": "shift", "days": "3"},
        {"do": "term", "term_text": "март"},
        {"do": "people", "roles": ["curator"], "how": "replace"},
        {"do": "remove"},
    ],
    ids=lambda values: values["do"],
)
def test_many_rows_of_a_draft_are_taken_back(client_as: SignIn, world: World, values: dict[str, Any]) -> None:
    client, draft = client_as("coordinator"), world.school.draft
    ids = full_stage(draft)
    bulk(client, draft, ids[2:], do="week")  # the stage gets its numbers and the terms a day of work
    before = present(world, draft)

    answer = bulk(client, draft, ids[:2], **values)
    page = client.get(answer["Location"])
    assert present(world, draft) != before
    assert "Отменить</button>" in page.content.decode()
    pressed(client, draft)

    assert texts(present(world, draft)) == texts(before)
    with tenancy.tx(SYSTEM):
        assert list(Activity.objects.filter(pk__in=ids).order_by("position").values_list("pk", flat=True)) == ids


def texts(state: RoadmapState) -> list[Any]:
    """Everything but the numbers, which follow the places."""
    return [(stage.name, [{**row.to_json(), "number": ""} for row in stage.activities]) for stage in state.stages]


@pytest.mark.parametrize("values", [{"do": "week"}, {"do": "remove"}], ids=lambda values: values["do"])
def test_what_was_planned_for_an_approved_map_is_taken_back(
    client_as: SignIn, world: World, values: dict[str, Any]
) -> None:
    client, roadmap = client_as("coordinator"), world.school.roadmap
    ids = full_stage(roadmap)
    bulk(client, roadmap, ids[:1], do="term", term_text="март", reason="карантин")
    planned = changes_of(roadmap)

    bulk(client, roadmap, ids, **values)
    assert changes_of(roadmap) != planned
    pressed(client, roadmap)

    assert changes_of(roadmap) == planned


def changes_of(roadmap: Roadmap) -> list[Any]:
    with tenancy.tx(SYSTEM):
        rows = Change.objects.filter(change_set__roadmap=roadmap, change_set__state="open")
        return list(rows.order_by("activity_id").values_list("activity_id", "kind", "after"))


def test_a_row_that_changed_since_is_left_alone(client_as: SignIn, world: World) -> None:
    client, draft = client_as("coordinator"), world.school.draft
    ids = full_stage(draft)
    bulk(client, draft, ids, do="term", term_text="март")
    with tenancy.tx(SYSTEM):
        Activity.objects.filter(pk=ids[0]).update(name="Правка другого человека", version=50)
    before = present(world, draft)

    assert TooLate.message in told(pressed(client, draft))
    assert present(world, draft) == before


def test_after_an_hour_nothing_is_taken_back(client_as: SignIn, world: World, now: datetime) -> None:
    client, draft = client_as("coordinator"), world.school.draft
    bulk(client, draft, full_stage(draft), do="week")
    undo, by = undo_of(draft), world.viewer("coordinator")

    with tenancy.tx(by.scope), pytest.raises(TooLate):
        take_back(undo, by=by, now=now + timedelta(hours=2))


def test_a_stranger_takes_nothing_back(client_as: SignIn, world: World) -> None:
    undo = world.schools[-1].undo

    assert client_as("coordinator").post(reverse("undo_apply", args=[undo.pk])).status_code == 404
    assert client_as("curator").post(reverse("undo_apply", args=[world.school.undo.pk])).status_code == 403


@pytest.mark.parametrize("do", ["remove", "copy", "week"])
@pytest.mark.parametrize("name", ["draft", "roadmap"])
def test_statements_do_not_grow_with_the_rows(client_as: SignIn, world: World, name: str, do: str) -> None:
    client, roadmap = client_as("coordinator"), getattr(world.school, name)
    counts = []
    for position, rows in enumerate((2, 12)):
        ids = full_stage(roadmap, rows, 90 + position)
        with CaptureQueriesContext(connection) as queries:
            bulk(client, roadmap, ids, do=do, reason="карантин")
        counts.append(len(queries))
    assert counts[1] <= counts[0]


def test_windows_of_a_restored_row_stay(client_as: SignIn, world: World) -> None:
    client, draft = client_as("coordinator"), world.school.draft
    ids = full_stage(draft, 1)
    bulk(client, draft, ids, do="remove")
    pressed(client, draft)
    with tenancy.tx(SYSTEM):
        assert Occurrence.objects.filter(activity_id=ids[0]).count() == 1


@pytest.mark.parametrize("values", [{"to": "up"}, {"stage": "", "before": ""}], ids=["by a button", "dropped"])
def test_a_moved_row_goes_back_to_its_place(client_as: SignIn, world: World, values: dict[str, str]) -> None:
    client, draft = client_as("coordinator"), world.school.draft
    ids = full_stage(draft)
    before = stage_rows(draft)
    sent = {name: str(before[0][1]) if name == "stage" else value for name, value in values.items()}

    address = reverse("activity_move", args=[ids[1]])
    answer = client.post(address, sent, headers={"HX-Request": "true"})
    assert reverse("undo_apply", args=[undo_of(draft).pk]) in answer["HX-Trigger"]
    assert stage_rows(draft) != before
    assert "Отменено: 1" in told(pressed(client, draft))

    assert stage_rows(draft) == before


def stage_rows(draft: Roadmap) -> list[tuple[str, int]]:
    """Name and stage, in order."""
    with tenancy.tx(SYSTEM):
        rows = Activity.objects.filter(roadmap=draft, name__startswith="Дело ").order_by("position")
        return list(rows.values_list("name", "stage_id"))
