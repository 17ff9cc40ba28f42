"""The context a query runs in: what is loud, what is silent, what survives."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from core import tenancy
from core.tenancy import NOBODY, SYSTEM, NoScope, Scope
from roadmaps.models import Roadmap
from tests.world import World


def test_tests_run_as_the_application_role(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        row = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        owned = cursor.fetchone()[0]
    assert (row, owned) == ((settings.APP_ROLE, False, False), 0)


def test_a_tenant_table_without_a_scope_raises(db: None) -> None:
    with pytest.raises(NoScope):
        Roadmap.objects.count()


def test_exists_without_a_scope_raises(db: None) -> None:
    with pytest.raises(NoScope):
        Roadmap.objects.exists()


def test_a_thread_has_no_scope_of_its_own(world: World) -> None:
    def read() -> int:
        try:
            return Roadmap.objects.count()
        finally:
            connection.close()

    with tenancy.tx(SYSTEM), ThreadPoolExecutor(1) as pool, pytest.raises(NoScope):
        pool.submit(read).result()


def test_a_stranger_sees_nothing(world: World) -> None:
    with tenancy.tx(NOBODY):
        assert Roadmap.objects.count() == 0


def test_a_scope_of_one_school_shows_its_rows_only(world: World) -> None:
    school = world.school
    with tenancy.tx(Scope(schools=(school.organization.pk,))):
        assert set(Roadmap.objects.all()) == {school.roadmap, school.draft}


def test_the_outer_scope_returns_after_an_inner_one(world: World) -> None:
    with tenancy.tx(SYSTEM):
        total = Roadmap.objects.count()
        with tenancy.scope(NOBODY):
            inner = Roadmap.objects.count()
        after = Roadmap.objects.count()
    assert (total, inner, after) == (24, 0, 24)


def test_the_scope_is_restored_after_a_database_error(world: World) -> None:
    with tenancy.tx(SYSTEM):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            tenancy.scope(NOBODY),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT 1 / 0")
        assert Roadmap.objects.count() == 24


@pytest.mark.django_db(transaction=True)
def test_nothing_stays_in_the_connection_after_commit() -> None:
    with tenancy.tx(SYSTEM):
        pass
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.system', true)")
        assert cursor.fetchone()[0] in ("", None)
