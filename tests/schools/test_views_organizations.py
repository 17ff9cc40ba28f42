"""Pages of organizations: happy path, stranger (404), wrong role (403), fields that are not offered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from schools.models import Organization
from tests import factories

EDIT = "/settings/school/"
REQUISITES = {
    "full_name": "Средняя школа № 1",
    "short_name": "СОШ № 1",
    "time_zone": "Asia/Omsk",
}
NEW = {"short_name": "СОШ № 9", "full_name": "Школа № 9", "body": "college"}


def own(world) -> Organization:
    with tenancy.tx(SYSTEM):
        return Organization.objects.get(pk=world.school.organization.pk)


def test_organization_edit_saves_requisites(world, client_as):
    client = client_as("coordinator")
    assert client.get(EDIT).status_code == 200
    assert client.post(EDIT, REQUISITES).status_code == 302

    assert (own(world).short_name, own(world).time_zone) == ("СОШ № 1", "Asia/Omsk")


def test_organization_edit_ignores_fields_it_does_not_offer(world, client_as):
    extra = {"level": "region", "parent": world.municipalities[1].pk, "region_id": 1, "code": "x", "archived_at": "1"}
    before = own(world)
    client_as("coordinator").post(EDIT, REQUISITES | extra)

    after = own(world)
    assert (after.level, after.parent_id, after.region_id) == (before.level, before.parent_id, before.region_id)
    assert (after.code, after.archived_at, after.short_name) == (before.code, None, "СОШ № 1")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Mars/Base"),
        ("tax_number", "12"),
        ("full_name", ""),
    ],
)
def test_organization_edit_answers_422_beside_the_field(world, client_as, field, value):
    response = client_as("coordinator").post(EDIT, REQUISITES | {field: value})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


@pytest.mark.parametrize("key", ["curator", "psychologist", "municipal_methodist"])
def test_organization_edit_is_refused_without_the_right(world, client_as, key):
    assert client_as(key).get(EDIT).status_code == 403


def test_switch_takes_own_organizations_only(world, client_as):
    second = world.schools[1].organization
    with tenancy.tx(SYSTEM):
        factories.make_membership(second, "curator", account=world.people["coordinator"].account)
    client = client_as("coordinator")

    assert client.post("/schools/switch/", {"organization": second.pk}).status_code == 302
    assert client.session["organization"] == second.pk
    assert client.post("/schools/switch/", {"organization": world.schools[2].organization.pk}).status_code == 404
    assert client.post("/schools/switch/", {"organization": "x"}).status_code == 404


def test_switch_does_not_lead_to_another_site(world, client_as):
    data = {"organization": world.school.organization.pk, "next": "//evil.example"}

    assert client_as("coordinator").post("/schools/switch/", data).url == "/"


def test_organization_list_shows_progress_of_the_schools(world, client_as):
    with tenancy.tx(SYSTEM):
        factories.make_occurrence(world.school.activity, due_on="2026-11-10")
        finished = factories.make_activity(world.school.stage)
        factories.make_occurrence(finished, state="done", done_on="2026-11-01")
    response = client_as("municipal_methodist").get("/schools/")
    first = response.context["rows"][0]

    assert [row.organization.pk for row in response.context["rows"]] == [s.organization.pk for s in world.schools[:2]]
    assert (first.progress.done, first.progress.total, first.progress.overdue) == (1, 2, 1)
    assert "просрочено, дольше всего на 11" in response.content.decode()  # why its light is as it is


def test_organization_list_counts_no_drafts(world, client_as):
    with tenancy.tx(SYSTEM):
        factories.make_occurrence(world.school.draft_activity, due_on="2026-11-10")
    row = client_as("municipal_methodist").get("/schools/").context["rows"][0]

    assert (row.progress.overdue, row.roadmap.pk) == (0, world.school.roadmap.pk)


@pytest.mark.parametrize(("show", "expected"), [("behind", [0]), ("lacking", [1]), ("", [0, 1])])
def test_organization_list_filters(world, client_as, show, expected):
    with tenancy.tx(SYSTEM):
        factories.make_occurrence(world.school.activity, due_on="2026-11-10")
        world.schools[1].roadmap.status = "archived"
        world.schools[1].roadmap.save(update_fields=["status"])
    rows = client_as("municipal_official").get(f"/schools/?show={show}").context["rows"]

    assert [row.organization.pk for row in rows] == [world.schools[n].organization.pk for n in expected]


@pytest.mark.parametrize("key", ["municipal_official", "region_official"])
@pytest.mark.parametrize("light", ["behind", "risk", "on_track", "no_data"])
def test_organization_list_shows_the_schools_of_a_light(world, client_as, key, light):
    with tenancy.tx(SYSTEM):
        factories.make_occurrence(world.school.activity, due_on="2026-11-01")
        factories.make_occurrence(world.schools[2].activity, due_on="2026-11-23")
        world.schools[1].roadmap.status = "archived"
        world.schools[1].roadmap.save(update_fields=["status"])
        factories.make_organization("school", world.municipalities[0], body="methodical_office")
        for school in world.schools:
            factories.make_occurrence(school.activity, state="done", due_on="2026-11-20", done_on="2026-11-20")
    rows = client_as(key).get(f"/schools/?light={light}").context["rows"]

    expected = {"behind": 1, "no_data": 1} | ({"risk": 1, "on_track": 1} if key == "region_official" else {})
    assert [row.light.code for row in rows] == [light] * expected.get(light, 0)


def test_unknown_light_filters_nothing(world, client_as):
    response = client_as("region_official").get("/schools/?light=purple")

    assert (response.context["by_municipality"], len(response.context["rows"])) == (True, 2)


def test_organization_list_asks_as_many_queries_for_more_schools(world, client_as):
    client = client_as("municipal_official")
    client.get("/schools/")
    with CaptureQueriesContext(connection) as before:
        client.get("/schools/")
    with tenancy.tx(SYSTEM):
        for _ in range(3):
            roadmap = factories.make_roadmap(factories.make_organization("school", world.municipalities[0]))
            factories.make_occurrence(factories.make_activity(factories.make_stage(roadmap)))
    with CaptureQueriesContext(connection) as after:
        client.get("/schools/")

    assert len(after) == len(before)


def test_region_sees_municipalities_and_their_schools(world, client_as):
    client, municipality = client_as("region_operator"), world.municipalities[0]
    rows = client.get("/schools/").context["rows"]
    inside = client.get(f"/schools/?in={municipality.pk}").context["rows"]

    assert [(row.organization.pk, row.schools, row.approved) for row in rows] == [
        (world.municipalities[0].pk, 2, 2),
        (world.municipalities[1].pk, 2, 2),
    ]
    assert [row.organization.pk for row in inside] == [school.organization.pk for school in world.schools[:2]]


@pytest.mark.parametrize("node", ["foreign", "x", "99999999999999999999"])
def test_foreign_municipality_is_nobody(world, client_as, node):
    place = {"foreign": world.municipalities[2].pk}.get(node, node)

    assert client_as("region_official").get(f"/schools/?in={place}").status_code == 404


def test_organization_detail_shows_staff_without_pupils(world, client_as):
    with tenancy.tx(SYSTEM):
        factories.make_membership(world.school.organization, "mentee", last_name="Ребёнкова")
    page = client_as("municipal_official").get(f"/schools/{world.school.organization.pk}/").content.decode()

    assert world.people["coordinator"].full_name in page
    assert "Ребёнкова" not in page


def test_organization_detail_of_a_foreign_school_is_nobody(world, client_as):
    assert client_as("municipal_official").get(f"/schools/{world.schools[2].organization.pk}/").status_code == 404


@pytest.mark.parametrize("address", ["/schools/", "/schools/create/"])
def test_school_list_is_refused_to_schools(world, client_as, address):
    assert client_as("coordinator").get(address).status_code == 403


def test_organization_create_adds_a_school_of_the_municipality(world, client_as):
    extra = {"level": "region", "parent": world.municipalities[1].pk}
    assert client_as("municipal_official").post("/schools/create/", NEW | extra).status_code == 302
    with tenancy.tx(SYSTEM):
        row = Organization.objects.get(short_name="СОШ № 9")

    assert (row.level, row.parent_id, row.body) == ("school", world.municipalities[0].pk, "college")


def test_methodist_cannot_create_schools(world, client_as):
    response = client_as("municipal_methodist").post("/schools/create/", NEW)

    assert response.status_code == 422
    assert "вышестоящая" in response.content.decode()


def test_log_names_the_visitor_behind_the_proxy(world, client_as, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    header = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}
    client_as("municipal_official").post("/schools/create/", NEW, headers=header)

    with tenancy.tx(SYSTEM):
        event = AuditEvent.objects.get(verb="organization.created")
    assert event.address == "198.51.100.7"
