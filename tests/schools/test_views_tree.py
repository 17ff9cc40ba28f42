"""Pages of officials: the archive, another municipality."""

from core import tenancy
from core.tenancy import SYSTEM
from schools.models import Organization


def stored(organization: Organization) -> Organization:
    with tenancy.tx(SYSTEM):
        return Organization.objects.get(pk=organization.pk)


def test_organization_archive_asks_and_closes(world, client_as):
    school = world.school.organization
    client = client_as("municipal_official")

    page = client.get(f"/schools/{school.pk}/archive/")
    answer = client.post(f"/schools/{school.pk}/archive/")

    assert "Войти в эту организацию больше никто не сможет" in page.content.decode()
    assert answer.url == "/schools/"
    assert stored(school).archived_at is not None


def test_organization_archive_keeps_a_municipality_with_schools(world, client_as):
    answer = client_as("region_official").post(f"/schools/{world.municipalities[0].pk}/archive/")

    assert answer.status_code == 422
    assert stored(world.municipalities[0]).archived_at is None


def test_organization_archive_is_refused_to_methodists_and_not_found_elsewhere(world, client_as):
    own, other = (f"/schools/{world.schools[n].organization.pk}/archive/" for n in (0, 2))

    assert client_as("municipal_methodist").post(own).status_code == 403
    assert client_as("municipal_official").post(other).status_code == 404
    assert client_as("director").post(own).status_code == 404


def test_organization_move_carries_the_school(world, client_as):
    school, target = world.school.organization, world.municipalities[1]

    answer = client_as("region_official").post(f"/schools/{school.pk}/move/", {"parent": target.pk})

    assert answer.url == f"/schools/{school.pk}/"
    assert stored(school).municipality_id == target.pk


def test_organization_move_stays_inside_the_region(world, client_as):
    school, foreign = world.school.organization, world.municipalities[-1]
    client = client_as("region_official")

    assert client.post(f"/schools/{school.pk}/move/", {"parent": foreign.pk}).status_code == 422
    assert client.get(f"/schools/{world.schools[-1].organization.pk}/move/").status_code == 404
    assert client_as("municipal_official").get(f"/schools/{school.pk}/move/").status_code == 404
    assert stored(school).municipality_id == world.municipalities[0].pk


def test_organization_detail_offers_what_one_may(world, client_as):
    address = f"/schools/{world.school.organization.pk}/"

    assert "В архив" in client_as("municipal_official").get(address).content.decode()
    assert "В другой муниципалитет" in client_as("region_official").get(address).content.decode()
    assert "В архив" not in client_as("municipal_methodist").get(address).content.decode()
