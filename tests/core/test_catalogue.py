"""The database itself: classes, policies, references, labels."""

from contextlib import nullcontext

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction

from core import rls, rls_check, tenancy
from core.models import TenantModel
from core.tenancy import NOBODY, SYSTEM, Scope
from roadmaps.models import Activity, Proposal, Roadmap, Stage
from schools.models import Organization
from tests.factories import make_activity, make_remark
from tests.world import World

TENANT_MODELS = [m for m in apps.get_models() if issubclass(m, TenantModel)]
CLOSED = [m for m in TENANT_MODELS if m.tenant_class != "settings"]  # everybody reads those


def test_the_walls_of_a_fresh_database_stand(db: None) -> None:
    assert rls_check.problems(connection) == []


def test_tests_are_held_by_the_policies(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0] == settings.APP_ROLE


def test_a_table_without_a_policy_is_found(db: None) -> None:
    rls_check.QUERIES["probe"] = "SELECT 'x'"
    try:
        assert rls_check.problems(connection) == ["probe: x"]
    finally:
        del rls_check.QUERIES["probe"]


def test_every_model_of_ours_has_a_class() -> None:
    classes = {name for _model, name in rls.models_by_class()}
    assert classes <= {"open", *rls.CLASSES}


@pytest.mark.parametrize("model", CLOSED, ids=lambda m: m.__name__)
def test_without_settings_a_tenant_table_is_empty(model: type[TenantModel], world: World) -> None:
    with tenancy.tx(NOBODY):
        assert model._base_manager.count() == 0


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda m: m.__name__)
def test_switching_row_security_off_is_refused(model: type[TenantModel], world: World) -> None:
    with tenancy.tx(NOBODY), connection.cursor() as cursor:
        cursor.execute("SET LOCAL row_security = off")
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(f'SELECT 1 FROM "{model._meta.db_table}"')


def test_a_reference_into_another_organization_is_refused(world: World) -> None:
    other = world.schools[1]
    with tenancy.tx(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.create(
            organization=world.school.organization,
            roadmap=other.roadmap,
            stage=other.stage,
            position=99,
            name="x",
        )


def test_forged_labels_are_overwritten(world: World) -> None:
    school = world.school.organization
    with tenancy.tx(Scope(schools=(school.pk,), write_orgs=(school.pk,))):
        stage = Stage(
            organization=school,
            roadmap=world.school.roadmap,
            position=9,
            name="x",
            region_id=1,
            municipality_id=1,
        )
        stage.save()
        stage.refresh_from_db()
    assert (stage.region_id, stage.municipality_id, stage.school_id) == (
        school.region_id,
        school.municipality_id,
        school.pk,
    )


def test_a_row_of_a_foreign_organization_is_not_inserted(world: World) -> None:
    own, foreign = world.schools[0].organization, world.schools[1].organization
    with (
        tenancy.tx(Scope(schools=(own.pk,), write_orgs=(own.pk,))),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        Stage.objects.create(organization=foreign, roadmap=world.schools[1].roadmap, position=9, name="x")


@pytest.mark.parametrize(("place", "refused"), [(0, False), (2, True)])
def test_a_municipality_offers_to_its_own_schools_only(world: World, place: int, refused: bool) -> None:
    offer, town = world.school.proposal, world.municipalities[0]
    school = world.schools[place + 1].organization
    fresh = Proposal(
        organization=school, sender=town, school_year=2026, source_version=1, offered={}, sent_at=offer.sent_at
    )
    fresh.source_id = offer.source_id
    with tenancy.tx(Scope(municipalities=(town.pk,), write_orgs=(town.pk,))):
        assert inserts(fresh) != refused


@pytest.mark.parametrize(
    ("column", "refused"),
    [("text", True), ("made_by_id", True), ("activity_id", True), ("stage_id", True), ("answer", False)],
)
def test_a_remark_is_written_once(world: World, column: str, refused: bool) -> None:
    remark, school = world.school.remark, world.school.organization
    rewriting = pytest.raises(DatabaseError, match="permission denied") if refused else nullcontext()
    scope = Scope(schools=(school.pk,), write_orgs=(school.pk,))
    with tenancy.tx(scope), connection.cursor() as cursor:
        with rewriting, transaction.atomic():
            cursor.execute(f"UPDATE roadmaps_remark SET {column} = {column} WHERE id = %s", [remark.pk])
        assert refused or cursor.rowcount == 1


def test_a_remark_outlives_its_row(world: World) -> None:
    school = world.school.organization
    with tenancy.tx(Scope(schools=(school.pk,), write_orgs=(school.pk,))):
        row = make_activity(world.school.stage)
        remark = make_remark(world.school.remark.submission, row)
        row.delete()
        remark.refresh_from_db()
    assert (remark.activity_id, remark.text) == (None, "Уточните срок")


def inserts(row: Proposal) -> bool:
    try:
        with transaction.atomic():
            row.save()
    except DatabaseError:
        return False
    return True


def test_moving_a_school_relabels_its_rows(world: World) -> None:
    school, target = world.school.organization, world.municipalities[3]
    with tenancy.tx(SYSTEM):
        Organization.objects.filter(pk=school.pk).update(parent=target)
        row = Roadmap.objects.get(pk=world.school.roadmap.pk)
        drift = rls_check.label_drift(connection)
    assert (row.municipality_id, row.region_id, drift) == (target.pk, target.region_id, 0)


def test_russian_names_sort_alike_everywhere(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(n ORDER BY russian_key(n)) FROM unnest(ARRAY['Жуков','Ёлкин','Егоров']) n")
        assert cursor.fetchone()[0] == ["Егоров", "Ёлкин", "Жуков"]
