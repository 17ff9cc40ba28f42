"""The quarter's figures without a letter with a spreadsheet, clicks counted: a request opened, accepted, printed."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from reports.actions.campaign_reports import send_report
from reports.models import CampaignReport
from schools.access import viewer_as
from schools.models import Membership
from tests import factories
from tests.browser.checks import faults_of
from tests.browser.test_journeys_endorsement import Counter
from tests.conftest import NOW

pytestmark = [pytest.mark.browser, pytest.mark.real_time, pytest.mark.django_db(transaction=True)]
MOST_CLICKS = 10
SCHOOLS = 3


@pytest.fixture
def official(transactional_db: None) -> Membership:
    """Of a municipality of a few schools."""
    with tenancy.tx(SYSTEM):
        town = factories.make_organization("municipality", factories.make_organization("region"))
        for number in range(SCHOOLS):
            school = factories.make_organization("school", town, short_name=f"СОШ № {number + 1}")
            factories.make_membership(school, Role.COORDINATOR)
        return factories.make_membership(town, Role.MUNICIPAL_OFFICIAL)


def send_all() -> None:
    """Every school looks and sends."""
    with tenancy.tx(SYSTEM):
        people = list(Membership.objects.holding(Role.COORDINATOR).select_related("organization", "account"))
        viewers = [viewer_as(person, today=NOW.date()) for person in people]
    for by in viewers:
        with tenancy.tx(by.scope):
            report, words = CampaignReport.objects.get(sender=by.organization), {"question_1": "Времени"}
            send_report(report, words, seen_version=0, by=by, now=NOW, today=NOW.date())


def test_a_request_becomes_a_printed_summary_in_ten_clicks(
    official: Membership, open_page: Callable[..., Page], clock: Any
) -> None:
    page, hand = open_page("/", account=official.account), Counter()
    hand.click(page.get_by_role("navigation").get_by_role("link", name="Отчёты").first)
    hand.click(page.get_by_role("link", name="Сбор отчётов").first)
    hand.click(page.get_by_role("link", name="Запросить отчёт").first)
    page.get_by_label("Название").fill("Итоги первого полугодия")
    page.get_by_label("Сдать до").fill("25.12.2026")
    page.get_by_label("Вопросы").fill("Чего не хватало?")
    hand.click(page.get_by_role("button", name="Открыть запрос"))
    expect(page.get_by_text(f"Сдали 0 из {SCHOOLS}")).to_be_visible()
    send_all()
    page.goto("/")
    hand.click(page.get_by_role("link", name="Посмотреть"))
    hand.click(page.get_by_role("button", name="Принять отмеченные"))
    hand.click(page.get_by_role("link", name="Свод", exact=True))
    assert faults_of(page) == []
    with page.expect_download() as printed:
        hand.click(page.get_by_role("link", name="PDF"))
    assert printed.value.suggested_filename.endswith(".pdf")
    assert hand.clicks <= MOST_CLICKS
    with tenancy.tx(SYSTEM):
        assert set(CampaignReport.objects.values_list("state", flat=True)) == {"accepted"}
