"""Pages of the grid: a cell by htmx and without scripts, a block from Excel, the spreadsheet."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from reports.models import IndicatorFact, IndicatorPlan
from tests import factories
from tests.indicator_factories import make_fact, make_indicator, make_lock, make_plan, make_published
from tests.reports.measured import Measured, build_measured

HTMX: dict[str, Any] = {"headers": {"HX-Request": "true"}}
PASTE = "indicator_plan_paste"


@pytest.fixture
def here(db: None) -> Measured:
    return build_measured()


def sent(client: Client, by: Viewer, name: str, data: dict[str, str], query: str = "", **options: Any) -> Any:
    client.force_login(by.user)
    return client.post(reverse(name) + query, data, **options)


def cell(here: Measured, by: Viewer, version: int = 0) -> str:
    return f"{here.share.pk}-{by.organization.pk}-1-{version}"


def plans() -> list[tuple[int, Any]]:
    with tenancy.tx(SYSTEM):
        return list(IndicatorPlan.objects.order_by("organization_id").values_list("organization_id", "value"))


def test_a_cell_is_saved_alone_and_comes_back(here: Measured, client: Client) -> None:
    answer = sent(client, here.first, "indicator_fact", {cell(here, here.first): "10 из 40"}, **HTMX)
    with tenancy.tx(SYSTEM):
        fact = IndicatorFact.objects.get()
    assert (answer.status_code, fact.numerator, fact.denominator) == (200, 10, 40)
    assert cell(here, here.first, 1) in answer.content.decode()
    assert "25\u00a0%" in answer.content.decode()


def test_of_a_whole_form_the_field_that_was_left_counts(here: Measured, client: Client) -> None:
    data = {cell(here, here.first): "60", cell(here, here.second): "70"}
    headers = {"HX-Request": "true", "HX-Trigger-Name": cell(here, here.second)}
    answer = sent(client, here.town, "indicator_plan", data, headers=headers)
    assert cell(here, here.second, 1) in answer.content.decode()
    assert plans() == [(here.second.organization.pk, 70)]


def test_what_cannot_be_read_stays_in_the_cell(here: Measured, client: Client) -> None:
    answer = sent(client, here.first, "indicator_fact", {cell(here, here.first): "много"}, **HTMX)
    assert answer.status_code == 422
    assert 'value="много"' in answer.content.decode()


def test_without_scripts_the_changed_cells_of_a_form_are_saved(here: Measured, client: Client) -> None:
    data = {cell(here, here.first): "70", cell(here, here.second): ""}
    answer = sent(client, here.town, "indicator_plan", data)
    assert (answer.status_code, plans()) == (302, [(here.first.organization.pk, 70)])


def test_without_scripts_what_is_refused_comes_back_and_the_rest_is_saved(here: Measured, client: Client) -> None:
    """Three kinds of refusal beside one good cell."""
    first, second = here.first.organization.pk, here.second.organization.pk
    with tenancy.tx(SYSTEM):
        make_plan(here.share, here.second.organization, 50)
        make_lock(here.town.organization, period=2)
    data = {
        cell(here, here.first): "70",
        cell(here, here.second): "60",
        f"{here.share.pk}-{first}-2-0": "80",
        f"{here.share.pk}-{first}-3-0": "семьдесят",
    }
    answer = sent(client, here.town, "indicator_plan", data)
    refused = [(each.text, version) for each, _error, version in answer.context["refused"]]
    assert (answer.status_code, refused) == (422, [("60", 1), ("80", 0), ("семьдесят", 0)])
    assert plans() == [(first, 70), (second, 50)]


def spent(client: Client, by: Viewer, name: str, data: dict[str, str]) -> int:
    with CaptureQueriesContext(connection) as told:
        answer = sent(client, by, name, data)
    assert answer.status_code == 302
    return len(told)


@pytest.mark.parametrize(("name", "text"), [("indicator_plan", "70"), ("indicator_fact", "20 из 40")])
def test_without_scripts_twenty_cells_cost_as_much_as_two(here: Measured, client: Client, name: str, text: str) -> None:
    with tenancy.tx(SYSTEM):
        many = [here.share, *(make_indicator(here.town.organization) for _ in range(10))]
    by = here.town if name == "indicator_plan" else here.first
    fields = [f"{each.pk}-{here.first.organization.pk}-{quarter}-0" for each in many for quarter in (1, 2)]
    few, rest = fields[:2], fields[2:]
    spent(client, by, name, {})  # the sign-in
    counted = [spent(client, by, name, dict.fromkeys(names, text)) for names in (few, rest)]
    with tenancy.tx(SYSTEM):
        written = IndicatorPlan.objects.count() + IndicatorFact.objects.count()
    assert (written, counted[0]) == (22, counted[1])


def test_a_cell_of_another_town_is_passed_over(here: Measured, client: Client) -> None:
    other = build_measured()
    answer = sent(client, here.town, "indicator_plan", {cell(other, other.first): "70"}, **HTMX)
    assert (answer.status_code, plans()) == (404, [])


def test_a_block_from_excel_goes_down_the_schools(here: Measured, client: Client) -> None:
    address = f"?view=below&indicator={here.share.pk}&period=1"
    data = {"first": cell(here, here.first), "text": "70\r\n80,5\r\n90"}
    answer = sent(client, here.town, PASTE, data, address)
    assert answer.status_code == 302
    assert [float(value) for _, value in plans()] == [70, 80.5]


def test_a_block_with_one_wrong_cell_writes_nothing(here: Measured, client: Client) -> None:
    address = f"?view=below&indicator={here.share.pk}&period=1"
    answer = sent(client, here.town, PASTE, {"first": cell(here, here.first), "text": "70\nсемьдесят"}, address)
    assert (answer.status_code, plans()) == (422, [])
    assert "Ничего не записано" in answer.content.decode()


def test_a_locked_quarter_has_no_fields(here: Measured, client: Client) -> None:
    with tenancy.tx(SYSTEM):
        make_lock(here.town.organization)
    client.force_login(here.first.user)
    page = client.get(reverse("indicator_grid")).content.decode()
    assert "data-grid" not in page


def test_the_spreadsheet_of_the_town_holds_no_hidden_number(here: Measured, client: Client) -> None:
    with tenancy.tx(SYSTEM):
        make_fact(here.share, here.first.organization, 3, 40)
        make_published(here.share, here.first.organization, 0, 40, numerator_hidden=True)
    client.force_login(here.town.user)
    address = f"{reverse('indicator_sheet')}?view=below&indicator={here.share.pk}&period=1"
    sheet = openpyxl.load_workbook(BytesIO(client.get(address).content)).worksheets[0]
    cells = [value for row in sheet.iter_rows(values_only=True) for value in row if value]
    assert "<\u00a05 из 40" in cells
    assert not any("7,5" in str(value) or "3 из 40" in str(value) for value in cells)


def test_more_schools_cost_no_more_statements(here: Measured, client: Client) -> None:
    client.force_login(here.town.user)
    address = f"{reverse('indicator_below')}?indicator=all"
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    with tenancy.tx(SYSTEM):
        for _ in range(3):
            factories.make_organization("school", here.town.organization)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)
