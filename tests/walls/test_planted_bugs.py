"""At least 25 planted leaks, each caught by a wall; the two kinds no wall sees are caught by named tests."""

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection, transaction

from core import tenancy
from core.tenancy import SYSTEM, NoScope, Scope
from tests.architecture import cache_calls_without_the_scope
from tests.walls.bugs import BUGS
from tests.world import World

HELD_BY_AN_ERROR = (DatabaseError, ObjectDoesNotExist, NoScope)


def run(name: str, world: World, scope: Scope) -> str:
    with tenancy.tx(scope), transaction.atomic():
        try:
            with transaction.atomic():
                return BUGS[name](world.schools[0], world.schools[1])
        except HELD_BY_AN_ERROR as error:
            return f"raised {error.__class__.__name__}"
        finally:
            transaction.set_rollback(True)


@pytest.mark.parametrize("name", sorted(BUGS))
def test_a_planted_bug_is_held(name: str, world: World) -> None:
    got = run(name, world, world.viewer("curator").scope)
    assert world.schools[1].canary not in got


def test_an_official_who_may_only_read_does_not_edit(world: World) -> None:
    scope = world.viewer("municipal_official").scope
    with tenancy.tx(scope), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM roadmaps_activity WHERE id = %s", [world.school.activity.pk])
        seen = cursor.fetchone()[0]
        cursor.execute("UPDATE roadmaps_activity SET name = 'x' WHERE id = %s", [world.school.activity.pk])
        touched = cursor.rowcount
    assert (seen, touched) == (1, 0)


def test_an_official_does_not_read_files_of_a_school(world: World) -> None:
    with tenancy.tx(world.viewer("municipal_official").scope), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM roadmaps_attachment")
        assert cursor.fetchone()[0] == 0


def test_there_are_enough_planted_bugs() -> None:
    assert len(BUGS) + 4 >= 30


@pytest.mark.parametrize(
    "name", ["list_without_a_filter", "raw_cursor", "select_related", "values_through_a_reference"]
)
def test_the_control_leaks_without_walls(name: str, world: World) -> None:
    """A leak test has something to leak: the same bugs under the system scope show the neighbour."""
    assert world.schools[1].canary in run(name, world, SYSTEM)


def test_a_cache_key_without_the_viewer_is_found() -> None:
    source = "from django.core.cache import cache\ncache.get_or_set('schools', load)\n"
    assert cache_calls_without_the_scope(source) == [2]
