"""Rows of a draft."""

from dataclasses import replace
from datetime import date

import pytest

from core import tenancy
from core.tenancy import SYSTEM
from roadmaps import actions
from roadmaps.actions.activities import ActivityDraft
from roadmaps.actions.maps import NotADraft
from roadmaps.models import Activity, Roadmap
from roadmaps.people import Match
from roadmaps.terms import Frame, read_term
from tests.world import World

DRAFT = ActivityDraft(
    name="Круглый стол",
    term_text="декабрь",
    reading=read_term("декабрь", Frame(academic_year=2026)),
    expected_result="протокол",
    lines=("повестка", "приглашения"),
    responsibles=(Match("role", "Куратор", role="curator"), Match("text", "совет школы")),
)


def test_a_row_is_added_at_the_end_of_its_stage(world: World) -> None:
    viewer, stage = world.viewer("coordinator"), world.school.draft_activity.stage
    with tenancy.tx(viewer.scope):
        row = actions.create_activity(stage, DRAFT, by=viewer)

        assert row.position == world.school.draft_activity.position + 1
        assert row.term_kind == "month"
        assert list(row.lines.order_by("position").values_list("text", flat=True)) == ["повестка", "приглашения"]
        assert list(row.occurrences.values_list("starts_on", "due_on")) == [(date(2026, 12, 1), date(2026, 12, 31))]
        assert list(row.responsibles.order_by("position").values_list("kind", "role", "text")) == [
            ("role", "curator", "Куратор"),
            ("text", "", "совет школы"),
        ]


def test_a_change_moves_the_version_of_the_map(world: World) -> None:
    viewer, row = world.viewer("coordinator"), world.school.draft_activity
    with tenancy.tx(viewer.scope):
        before = Roadmap.objects.get(pk=row.roadmap_id).version
        actions.edit_activity(row, DRAFT, by=viewer, seen_version=1)

        assert Roadmap.objects.get(pk=row.roadmap_id).version == before + 1
        assert Activity.objects.get(pk=row.pk).version == 2


def test_an_unchanged_term_keeps_its_occurrences(world: World) -> None:
    viewer, row = world.viewer("coordinator"), world.school.draft_activity
    with tenancy.tx(viewer.scope):
        before = list(row.occurrences.values_list("pk", flat=True))
        actions.edit_activity(row, replace(DRAFT, term_text="ноябрь", reading=None), by=viewer, seen_version=1)

        assert list(row.occurrences.values_list("pk", flat=True)) == before


def test_a_row_changed_meanwhile_is_not_overwritten(world: World) -> None:
    viewer, row = world.viewer("coordinator"), world.school.draft_activity
    with tenancy.tx(viewer.scope):
        actions.edit_activity(row, DRAFT, by=viewer, seen_version=1)

    with pytest.raises(actions.ActivityChanged), tenancy.tx(viewer.scope):
        actions.edit_activity(row, replace(DRAFT, name="Другое"), by=viewer, seen_version=1)
    with tenancy.tx(SYSTEM):
        assert Activity.objects.get(pk=row.pk).name == "Круглый стол"


def test_deleting_takes_the_occurrences_along(world: World) -> None:
    viewer, row = world.viewer("coordinator"), world.school.draft_activity
    with tenancy.tx(viewer.scope):
        actions.delete_activity(row, by=viewer)

        assert not Activity.objects.filter(pk=row.pk).exists()


def test_an_approved_map_is_locked(world: World) -> None:
    viewer, school = world.viewer("coordinator"), world.school
    with pytest.raises(NotADraft), tenancy.tx(viewer.scope):
        actions.create_activity(school.stage, DRAFT, by=viewer)
    with pytest.raises(NotADraft), tenancy.tx(viewer.scope):
        actions.edit_activity(school.activity, DRAFT, by=viewer, seen_version=1)
    with pytest.raises(NotADraft), tenancy.tx(viewer.scope):
        actions.delete_activity(school.activity, by=viewer)
