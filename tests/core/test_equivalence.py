"""Wall 1 and wall 3 answer alike: `visible_to(viewer)` is what the policies show, for any set of memberships."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import fields

import pytest
from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import MUNICIPAL_ROLES, REGION_ROLES, Role
from core import statements, tenancy
from core.models import TenantModel
from core.tenancy import SYSTEM, Scope
from core.viewer import SYSTEM_VIEWER, Viewer
from roadmaps.models import Activity, Occurrence, Roadmap, Stage
from schools.access import scope_of
from schools.models import Membership, Organization
from tests.world import World

MODELS = [m for m in apps.get_models() if issubclass(m, TenantModel) and m.tenant_class not in {"event", "outbox"}]
BY_HAND = [m for m in apps.get_models() if issubclass(m, TenantModel) and m.tenant_class not in {"answer", "outbox"}]
CLOSED = [m for m in BY_HAND if m.tenant_class != "settings"]  # everybody reads those
CLASSES = {name: [m for m in MODELS if m.tenant_class == name] for name in {m.tenant_class for m in MODELS}}
WRITABLE = [Roadmap, Stage, Activity, Occurrence]

drawn = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
memberships = st.lists(st.tuples(st.sampled_from(list(Role)), st.integers(0, 99)), max_size=4)


def scope_of_draw(world: World, draw: list[tuple[Role, int]], account: int) -> Scope:
    """The union of the scopes of all drawn memberships."""
    scopes = [scope_of([role], _organization(world, role, index), account) for role, index in draw]
    merged = {
        f.name: tuple(sorted({pk for scope in scopes for pk in getattr(scope, f.name)}))
        for f in fields(Scope)
        if f.name not in {"account", "system"}
    }
    return Scope(account=account, **merged)


def _organization(world: World, role: Role, index: int) -> Organization:
    if role in REGION_ROLES:
        return world.regions[index % len(world.regions)]
    if role in MUNICIPAL_ROLES:
        return world.municipalities[index % len(world.municipalities)]
    return world.schools[index % len(world.schools)].organization


Keys = set[tuple[str, str]]


def keys(querysets: list[QuerySet]) -> Keys:
    """(table, key) of every row of all of them, asked for in one query: a thousand draws are made of it."""
    asked: list[tuple[type[TenantModel], str]] = []
    values: list[object] = []
    for rows in querysets:
        with suppress(EmptyResultSet):  # Django sees without asking that nothing can be found
            sql, own = rows.order_by().values("pk").query.sql_with_params()
            asked.append((rows.model, sql))
            values += own
    return fetched(asked, values)


def fetched(asked: list[tuple[type[TenantModel], str]], values: list[object] | dict[str, object]) -> Keys:
    """Of (model, statement that selects its keys)."""
    if not asked:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(together(asked), values)
        return set(cursor.fetchall())


def together(asked: list[tuple[type[TenantModel], str]]) -> str:
    parts = [f"SELECT '{model._meta.db_table}', CAST(found.* AS text) FROM ({sql}) AS found" for model, sql in asked]
    return " UNION ALL ".join(parts)


@pytest.fixture
def seen(world: World) -> Iterator[Callable[[], Keys]]:
    """Asks for all that the policies show under the scope of the moment; the statement is planned once."""
    statement = together([(model, f'SELECT id FROM "{model._meta.db_table}"') for model in MODELS])

    def ask() -> Keys:
        with connection.cursor() as cursor:
            cursor.execute("EXECUTE seen_by_policies")
            return set(cursor.fetchall())

    with tenancy.tx(SYSTEM), connection.cursor() as cursor:
        cursor.execute(f"PREPARE seen_by_policies AS {statement}")
    yield ask
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE seen_by_policies")


@settings(drawn, max_examples=1000)
@given(draw=memberships, who=st.integers(0, 99), turn=st.integers(0, 99))
def test_visible_to_equals_the_policies(
    world: World, seen: Callable[[], Keys], draw: list[tuple[Role, int]], who: int, turn: int
) -> None:
    """Of every class of tables one, in turn: class for class they have one condition and one policy."""
    chosen = [models[turn % len(models)] for models in CLASSES.values()]
    assert_equal_walls(world, chosen, draw, who, seen)


@drawn
@given(draw=memberships, who=st.integers(0, 99))
def test_every_table_is_read_alike(
    world: World, seen: Callable[[], Keys], draw: list[tuple[Role, int]], who: int
) -> None:
    """By `visible_to`, by the policies and by the arms of hand-written statements."""
    viewer = assert_equal_walls(world, MODELS, draw, who, seen)
    with tenancy.tx(SYSTEM):
        assert keys_by_hand(BY_HAND, viewer) == keys([m.objects.visible_to(viewer) for m in BY_HAND])


def assert_equal_walls(
    world: World, models: list[type[TenantModel]], draw: list[tuple[Role, int]], who: int, seen: Callable[[], Keys]
) -> Viewer:
    people = list(world.people.values())
    scope = scope_of_draw(world, draw, people[who % len(people)].account_id)
    viewer, tables = Viewer(scope=scope), {model._meta.db_table for model in models}
    with tenancy.tx(SYSTEM):
        by_query = keys([m.objects.visible_to(viewer) for m in models])
    with tenancy.tx(scope):
        by_policy = {key for key in seen() if key[0] in tables}
    assert by_query == by_policy
    return viewer


def keys_by_hand(models: list[type[TenantModel]], viewer: Viewer) -> Keys:
    def select(model: type[TenantModel]) -> str:
        return f'SELECT t.id FROM "{model._meta.db_table}" t WHERE {statements.visible(model, "t")}'

    return fetched([(model, select(model)) for model in models], statements.scope_values(viewer))


@pytest.mark.parametrize("model", BY_HAND, ids=lambda m: m.__name__)
def test_hand_written_arms_let_the_system_read_everything(model: type[TenantModel], world: World) -> None:
    with tenancy.tx(SYSTEM):
        assert keys_by_hand([model], SYSTEM_VIEWER) == keys([model._base_manager.all()])


@pytest.mark.parametrize("model", CLOSED, ids=lambda m: m.__name__)
def test_hand_written_arms_show_nothing_to_nobody(model: type[TenantModel], world: World) -> None:
    with tenancy.tx(SYSTEM):
        assert keys_by_hand([model], Viewer()) == set()


@drawn
@given(draw=memberships, pick=st.integers(0, 99))
def test_an_update_touches_a_row_exactly_when_it_may(world: World, draw: list[tuple[Role, int]], pick: int) -> None:
    scope = scope_of_draw(world, draw, world.school.coordinator.account_id)
    viewer = Viewer(scope=scope)
    for model in WRITABLE:
        with tenancy.tx(SYSTEM):
            rows = list(model.objects.only("pk", "organization").order_by("pk"))
        row = rows[pick % len(rows)]
        with tenancy.tx(scope), connection.cursor() as cursor:
            cursor.execute(f'UPDATE "{model._meta.db_table}" SET id = id WHERE id = %s', [row.pk])
            touched = cursor.rowcount
        assert touched == int(viewer.can_edit(row)), model.__name__


@drawn
@given(draw=memberships, more=memberships)
def test_more_memberships_never_show_less(
    world: World, draw: list[tuple[Role, int]], more: list[tuple[Role, int]]
) -> None:
    account = world.school.coordinator.account_id
    with tenancy.tx(scope_of_draw(world, draw, account)):
        fewer = set(Roadmap.objects.values_list("pk", flat=True))
    with tenancy.tx(scope_of_draw(world, draw + more, account)):
        all_of_them = set(Roadmap.objects.values_list("pk", flat=True))
    assert fewer <= all_of_them


@pytest.mark.parametrize("model", WRITABLE, ids=lambda m: m.__name__)
def test_no_membership_shows_nothing(model: type[TenantModel], world: World) -> None:
    with tenancy.tx(Scope(account=world.people["mentor"].account_id)):
        assert model._base_manager.count() == 0


def test_own_memberships_are_seen_before_a_role_is_chosen(world: World) -> None:
    account = world.people["mentor"].account_id
    with tenancy.tx(Scope(account=account)):
        assert list(Membership.objects.values_list("account_id", flat=True)) == [account]
