"""The list of pairs and the card."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from tests.mentoring.pair_kit import bases_of
from tests.pair_factories import make_pair


def test_the_list_shows_who_is_with_whom(world, client_as):
    page = client_as("curator").get(reverse("pair_list")).content.decode().replace("\u00a0", " ")

    assert "Своя И. С. → Свой И. С." in page
    assert "Действуют" in page


def test_the_first_tab_with_pairs_is_open(world, client_as):
    with tenancy.tx(SYSTEM):
        bases = bases_of(world.schools[1].organization)
        type(world.own_pair).objects.filter(organization=bases.organization).update(status="paused")

    page = client_as("neighbour").get(reverse("pair_list")).content.decode()

    assert 'href="?tab=paused" aria-current="page"' in page


@pytest.mark.parametrize(("words", "there"), [("свой", True), ("сво", True), ("нетникого", False)])
def test_a_search_finds_either_side(world, client_as, words, there):
    page = client_as("curator").get(reverse("pair_list"), {"q": words}).content.decode()

    assert (reverse("pair_detail", args=[world.own_pair.pk]) in page) is there


def test_a_list_costs_the_same_for_one_pair_and_for_ten(world, client_as):
    client, address = client_as("curator"), reverse("pair_list")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    with tenancy.tx(SYSTEM):
        bases = bases_of(world.school.organization)
        for _ in range(10):
            make_pair(bases.mentor(), bases.mentee())
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)


def test_the_card_tells_what_hinders(world, client_as):
    page = client_as("curator").get(reverse("pair_detail", args=[world.own_pair.pk])).content.decode()

    assert "нет действующего согласия на обработку персональных данных" in page


def test_reading_a_card_is_one_event(world, client_as):
    client_as("director").get(reverse("pair_detail", args=[world.own_pair.pk]))

    with tenancy.tx(SYSTEM):
        [event] = AuditEvent.objects.filter(verb="pair.viewed")
        assert event.details["ids"] == [world.own_pair.mentor_id, world.own_pair.members.get().mentee_id]


def test_a_pair_of_another_school_is_not_found(world, client_as):
    assert client_as("stranger").get(reverse("pair_detail", args=[world.own_pair.pk])).status_code == 404


def test_the_card_of_a_person_lists_the_pairs(world, client_as):
    address = reverse("participant_detail", args=[world.own_pair.mentor_id])
    page = client_as("curator").get(address, {"tab": "pairs"}).content.decode()

    assert reverse("pair_detail", args=[world.own_pair.pk]) in page


def test_a_file_holds_what_the_list_shows(world, client_as):
    client, address = client_as("curator"), reverse("pair_export")
    assert client.post(address, {"file": "xlsx", "purpose": ""}).status_code == 422

    answer = client.post(f"{address}?tab=active", {"file": "xlsx", "purpose": "для педсовета"})

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    titles = [cell.value for row in book.active.iter_rows() for cell in row if " → " in str(cell.value or "")]
    assert titles[0] == "Наставник → наставляемый"
    assert "Своя И. С. → Свой И. С." in titles
    with tenancy.tx(SYSTEM):
        assert world.own_pair.mentor_id in AuditEvent.objects.get(verb="export.asked").details["ids"]
