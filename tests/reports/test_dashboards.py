"""A municipality of forty schools: every number on a board is what its link lists, and nothing more is told."""

import re
from io import BytesIO

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.roles import Role
from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from mentoring.models import Pair
from mentoring.pairing.health import Cause
from mentoring.queries.health import health_of, silent_pairs
from notifications.models import Letter
from reports.actions.counting import count_figures
from reports.models import Figures, SchoolReminder
from schools.models import Organization
from tests import factories
from tests.reports.forty import TODAY, followed, signed_in, town

__all__ = ["town"]  # the fixture

NUMBER = re.compile(
    r'<a class="[^"]*" href="(/figures/[^"?]+[?]in=[^"]+)">(?:<span aria-hidden="true">)?([^<]+|&lt;\xa05)<'
)
PEOPLE = re.compile('(FROM|JOIN) "mentoring_')
SILENT = {Cause.FIRST, Cause.SILENCE}
TOTAL = re.compile(r'id="total">([^<]+)<')


def wrong_numbers(client: Client, address: str) -> list[str]:
    """Links of a page whose list does not hold as many rows as the number says."""
    found = NUMBER.findall(client.get(address).content.decode())
    assert len(found) > 5
    return [f"{link}: {number}" for link, number in sorted(set(found)) if listed(client, link) != number.strip()]


def listed(client: Client, link: str) -> str:
    text = client.get(link.replace("&amp;", "&")).content.decode()
    told = TOTAL.search(text)
    assert told
    rows = len(re.findall('<li><(?:a|span) class="q fw-medium"', text))
    if told[1].isdecimal() and 0 < int(told[1]) <= 100 and "<tbody>" not in text:
        assert rows == int(told[1]), link
    return told[1].strip()


def test_every_number_is_what_its_link_lists(town: Organization) -> None:
    with tenancy.tx(SYSTEM):
        school = Organization.objects.filter(level="school").order_by("pk")[3]
        official, region = signed_in(town, Role.MUNICIPAL_OFFICIAL), signed_in(town.parent, Role.REGION_OFFICIAL)
    coordinator = signed_in(school, Role.COORDINATOR)
    assert wrong_numbers(official, reverse("dashboard")) == []
    assert wrong_numbers(official, reverse("dashboard_school", args=[school.pk])) == []
    assert wrong_numbers(region, reverse("dashboard")) == []
    assert wrong_numbers(coordinator, reverse("figure_home")) == []


def test_lights_and_chips_count_the_schools_they_show(town: Organization) -> None:
    client = signed_in(town, Role.MUNICIPAL_OFFICIAL)
    text = client.get(reverse("dashboard")).content.decode()
    counted = dict(re.findall(r'data-light="(\w+)">(\d+)<', text)), dict(re.findall(r'data-show="(\w+)">(\d+)<', text))
    assert sum(map(int, counted[0].values())) == 40
    at_home = {status.code: str(number) for status, number in client.get("/").context["lights"]}
    assert at_home == counted[0]
    for name, numbers in zip(("light", "show"), counted, strict=True):
        for code, number in numbers.items():
            shown = client.get(reverse("dashboard"), {name: code}).content.decode()
            assert len(re.findall(r'<th scope="row"><a class="fw-medium" href="/dashboard/', shown)) == int(number)


def test_an_official_reads_no_table_of_people(town: Organization) -> None:
    """Small numbers cannot leak from pages whose transaction never meets the rows they count."""
    client = signed_in(town, Role.MUNICIPAL_OFFICIAL)
    with tenancy.tx(SYSTEM):
        school = Organization.objects.filter(level="school")[0]
    pages = [reverse(name) for name in ("dashboard", "dashboard_export", "dashboard_remind")]
    pages += [reverse("dashboard_school_remind", args=[school.pk])]
    pages += [reverse("dashboard_school", args=[school.pk]), reverse("figure_list", args=["silent"])]
    with CaptureQueriesContext(connection) as queries:
        answers = [client.get(page).status_code for page in pages]
    assert answers == [200] * len(pages)
    assert [query["sql"] for query in queries if PEOPLE.search(query["sql"])] == []


def test_the_file_holds_the_numbers_of_the_page(town: Organization) -> None:
    client = signed_in(town, Role.MUNICIPAL_OFFICIAL)
    content = client.get(reverse("dashboard_export")).content
    cells = [cell.value for row in load_workbook(BytesIO(content)).active.rows for cell in row]
    with tenancy.tx(SYSTEM):
        row = Figures.objects.get(organization=town)
        taken = AuditEvent.objects.get(verb="report.downloaded", organization=town)
    assert taken.details == {"report": "dashboard", "file": "xlsx"}
    assert row.values["overdue"] in cells
    assert "<\u00a05" in cells


def test_silence_is_counted_as_it_is_judged(town: Organization) -> None:
    with tenancy.tx(SYSTEM):
        pairs = list(Pair.objects.all())
        by_school: dict[int, list[Pair]] = {}
        for pair in pairs:
            by_school.setdefault(pair.organization_id, []).append(pair)
        judged = {pk: state for rows in by_school.values() for pk, state in health_of(rows, TODAY).items()}
        quiet = {
            pk for pk, state in judged.items() if any(r.cause in (Cause.FIRST, Cause.SILENCE) for r in state.reasons)
        }
        assert set(silent_pairs(Pair.objects.all(), TODAY).values_list("pk", flat=True)) == quiet
        assert 0 < len(quiet) < len(pairs)


def test_late_schools_are_found_and_reminded_in_three_clicks(town: Organization) -> None:
    """Home → the schools of a light → the prepared letters → sent; a second time within three days nothing leaves."""
    client = signed_in(town, Role.MUNICIPAL_OFFICIAL)
    late = followed(client, "/", r'href="(/dashboard/[?]light=behind)"')
    address = followed(client, late, r'href="(/dashboard/remind/[?][^"]*light=behind[^"]*)"')
    page = client.get(address).content.decode()
    offered = re.findall(r'name="school" value="(\d+)" id="s\d+" checked', page)
    assert offered
    assert client.post(address, {"school": offered, "note": "Позвоните мне"}).status_code == 302
    assert client.post(address, {"school": offered}).status_code == 302
    with tenancy.tx(SYSTEM):
        assert SchoolReminder.objects.count() == len(offered)
        assert Letter.objects.filter(kind="school_reminder").exists()
        assert "Позвоните мне" in SchoolReminder.objects.all()[0].text


def test_a_school_is_reminded_from_its_own_page_in_two_clicks(town: Organization) -> None:
    """A row of the dashboard leads to the school; there «Напомнить» → sent. The pause is the same."""
    client = signed_in(town, Role.MUNICIPAL_OFFICIAL)
    school = followed(client, reverse("dashboard"), r'href="(/dashboard/schools/\d+/)"')
    address = followed(client, school, r'href="(/dashboard/schools/\d+/remind/)"')
    (offered,) = re.findall(r'name="school" value="(\d+)" id="s\d+" checked', client.get(address).content.decode())

    sent = client.post(address, {"school": offered, "note": "Позвоните мне"})
    again = client.post(address, {"school": offered})

    assert (sent.url, again.url) == (school, address)
    with tenancy.tx(SYSTEM):
        (reminder,) = SchoolReminder.objects.all()
        events = AuditEvent.objects.filter(verb="school.reminded").values_list("organization", flat=True)
        assert (str(reminder.organization_id), list(events)) == (offered, [int(offered)])
        assert "Позвоните мне" in reminder.text
    assert "Позвоните мне" in client.get(school).content.decode()
    assert 'id="s' + offered + '" disabled' in client.get(address).content.decode()


def test_nobody_else_reminds_a_school_from_its_page(town: Organization) -> None:
    """A methodist of the town reads the page without the button; another municipality does not find it."""
    with tenancy.tx(SYSTEM):
        neighbour = factories.make_organization("municipality", town.parent)
        school = Organization.objects.filter(level="school").order_by("pk")[0]
    page, address = (reverse(name, args=[school.pk]) for name in ("dashboard_school", "dashboard_school_remind"))
    foreign, methodist = signed_in(neighbour, Role.MUNICIPAL_OFFICIAL), signed_in(town, Role.MUNICIPAL_METHODIST)

    assert "Напомнить" not in methodist.get(page).content.decode()
    assert methodist.post(address, {"school": school.pk}).status_code == 403
    assert [foreign.get(address).status_code, foreign.post(address, {"school": school.pk}).status_code] == [404, 404]
    with tenancy.tx(SYSTEM):
        assert not SchoolReminder.objects.exists()


def test_a_methodical_office_is_reminded_of_nothing(town: Organization) -> None:
    with tenancy.tx(SYSTEM):
        office = factories.make_organization("school", town, body="methodical_office")
    client, address = signed_in(town, Role.MUNICIPAL_OFFICIAL), reverse("dashboard_school_remind", args=[office.pk])

    assert [client.get(address).status_code, client.post(address, {"school": office.pk}).status_code] == [404, 404]
    assert client.get(reverse("dashboard_school", args=[office.pk])).status_code == 404


def test_a_school_without_data_is_grey_and_an_archived_one_leaves_the_board(town: Organization) -> None:
    with tenancy.tx(SYSTEM):
        factories.make_organization("school", town, short_name="Новая школа")
        gone = Organization.objects.filter(level="school").order_by("pk")[0]
        Organization.objects.filter(pk=gone.pk).update(archived_at=timezone.now())
    count_figures(town, now=timezone.now())
    with tenancy.tx(SYSTEM):
        assert Figures.objects.get(organization__short_name="Новая школа").light == "no_data"
        assert Figures.objects.filter(organization=gone).exists()
    text = signed_in(town, Role.MUNICIPAL_OFFICIAL).get(reverse("dashboard")).content.decode()
    assert "Новая школа" in text
    assert f">{gone.short_name}<" not in text
