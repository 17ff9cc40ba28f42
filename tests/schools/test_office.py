"""A methodical office reads what is its municipality's own, nothing of the schools, and writes none of it."""

from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from accounts.roles import Role
from core import tenancy
from core.models import TenantModel
from core.tenancy import SYSTEM
from core.viewer import Viewer
from roadmaps.models import Activity, Attachment, Roadmap, Stage
from schools.access import viewer_as
from schools.models import Membership
from tests import factories, order_factories
from tests.world import TODAY, World

MODELS = [m for m in apps.get_models() if issubclass(m, TenantModel) and m.tenant_class not in {"event", "outbox"}]


@pytest.fixture
def municipal(world: World) -> Roadmap:
    """A roadmap of the first municipality, with a row and a file of every kind below it."""
    with tenancy.tx(SYSTEM):
        roadmap = factories.make_roadmap(world.municipalities[0], status="approved", title="Карта округа")
        activity = factories.make_activity(factories.make_stage(roadmap))
        occurrence = factories.make_occurrence(activity)
        factories.make_attachment(occurrence, world.people["municipal_official"])
    return roadmap


def of_office(world: World, role: Role = Role.COORDINATOR) -> Viewer:
    with tenancy.tx(SYSTEM):
        office = factories.make_organization("school", world.municipalities[0], body="methodical_office")
        person = factories.make_membership(office, role)
        return viewer_as(Membership.objects.select_related("organization").get(pk=person.pk), today=TODAY)


def test_the_office_reads_the_municipal_roadmap_and_no_other(world: World, municipal: Roadmap) -> None:
    viewer = of_office(world)
    with tenancy.tx(viewer.scope):
        assert municipal in Roadmap.objects.visible_to(viewer)
        assert {row.organization_id for row in Roadmap.objects.all()} == {municipal.organization_id}
        assert {row.organization_id for row in Activity.objects.all()} == {municipal.organization_id}


def test_both_walls_answer_alike_for_the_office(world: World, municipal: Roadmap) -> None:
    viewer = of_office(world)
    with tenancy.tx(SYSTEM):
        by_query = {m: set(m.objects.visible_to(viewer).values_list("pk", flat=True)) for m in MODELS}
    with tenancy.tx(viewer.scope):
        by_policy = {m: set(m._base_manager.values_list("pk", flat=True)) for m in MODELS}
    assert by_query == by_policy


def test_the_office_reads_no_files_of_the_municipality(world: World, municipal: Roadmap) -> None:
    viewer = of_office(world)
    with tenancy.tx(viewer.scope):
        assert Attachment.objects.count() == 0


def test_the_office_writes_nothing_of_the_municipality(world: World, municipal: Roadmap) -> None:
    viewer = of_office(world)
    assert not viewer.can_edit(municipal)
    with tenancy.tx(viewer.scope), connection.cursor() as cursor:
        cursor.execute("UPDATE roadmaps_roadmap SET title = title WHERE id = %s", [municipal.pk])
        assert cursor.rowcount == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Stage.objects.create(organization_id=municipal.organization_id, roadmap=municipal, position=9, name="x")


@pytest.mark.parametrize("role", [Role.PSYCHOLOGIST, Role.MENTOR, Role.MENTEE])
def test_only_the_staff_of_the_office_read_it(role: Role, world: World, municipal: Roadmap) -> None:
    viewer = of_office(world, role)
    with tenancy.tx(viewer.scope):
        assert not Roadmap.objects.filter(pk=municipal.pk).exists()


def test_a_school_does_not_read_the_roadmap_of_its_municipality(world: World, municipal: Roadmap) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        assert not Roadmap.objects.filter(pk=municipal.pk).exists()


def test_roadmap_detail_opens_for_the_office(world: World, municipal: Roadmap, client: Any) -> None:
    viewer = of_office(world)
    client.force_login(viewer.user)

    page = client.get(municipal.get_absolute_url())

    assert page.status_code == 200
    assert "Карта округа" in page.content.decode()
    assert not page.context["own"]


def test_pages_show_the_office_nobody_of_the_municipality(world: World, municipal: Roadmap, client: Any) -> None:
    viewer, official = of_office(world), world.people["municipal_official"]
    with tenancy.tx(SYSTEM):
        Membership.objects.filter(pk=official.pk).update(last_name="Окружная")
        order = order_factories.make_order(municipal, "м")
        invitation = factories.make_invitation(world.municipalities[0], official)
    client.force_login(viewer.user)

    listed = client.get("/settings/people/").content.decode()
    found = client.get("/search/", {"q": "Окружная"}).context["found"]
    refused = [
        client.post(f"/settings/people/{official.pk}/", {"last_name": "Чужой"}).status_code,
        client.post(f"/settings/people/{official.pk}/deactivate/").status_code,
        client.post(f"/orders/{order.pk}/edit/").status_code,
        client.post(f"/orders/{order.pk}/delete/").status_code,
    ]

    client.post(f"/settings/invitations/{invitation.pk}/revoke/")
    with tenancy.tx(SYSTEM):
        invitation.refresh_from_db()

    assert invitation.revoked_at is None
    assert "Окружная" not in listed
    assert "Окружная" not in str(found)
    assert refused == [404, 404, 404, 404]
