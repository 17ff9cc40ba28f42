"""Consents with their clicks counted: 20 blanks printed in three, five of them signed and accepted by QR on a phone."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from accounts.roles import Role
from core import tenancy
from core.pdf_pages import page_count, pictures
from core.tenancy import SYSTEM
from mentoring.consents.scans import code_on
from mentoring.models import Consent
from schools.models import Membership
from tests import factories
from tests.people_factories import make_guardian, make_participation, make_person

pytestmark = [pytest.mark.browser, pytest.mark.real_time, pytest.mark.django_db(transaction=True)]
BLANKS, ACCEPTED, MOST_CLICKS = 20, 5, 3


@dataclass
class Hand:
    """Counts what a hand does."""

    page: Page
    clicks: int = 0

    def click(self, role: str, name: str) -> None:
        self.clicks += 1
        self.page.get_by_role(role, name=name, exact=True).first.click()


@pytest.fixture
def curator(transactional_db: None) -> Membership:
    """Of a school with twenty pupils of twelve who have signed nothing."""
    with tenancy.tx(SYSTEM):
        region = factories.make_organization("region", short_name="Примерская область")
        town = factories.make_organization("municipality", region, short_name="Примерский округ")
        school = factories.make_organization("school", town, short_name="СОШ № 1")
        for number in range(BLANKS):
            pupil = make_person(school, last_name=f"Образцов{number:02}")
            make_participation(pupil)
            make_guardian(pupil)
        return factories.make_membership(school, Role.CURATOR, last_name="Примерова")


def test_twenty_blanks_in_three_clicks_and_five_accepted_by_qr(clock, open_page, curator, tmp_path):
    hand = Hand(open_page("/", account=curator.account))
    hand.click("link", "Участники")
    hand.click("link", "Согласия")
    hand.page.get_by_role("heading", name="Согласия", exact=True).wait_for()
    with hand.page.expect_download() as download:
        hand.click("button", "Напечатать бланки")
    download.value.save_as(tmp_path / "blanks.pdf")
    content = (tmp_path / "blanks.pdf").read_bytes()
    codes = [code_on(picture) for picture in pictures(content, width=1200, limit=ACCEPTED)]

    phone = open_page("", 360, account=curator.account)
    for code in codes:
        phone.goto(f"/c/{code}/")  # what the camera does with the QR
        phone.get_by_role("button", name="Подписано", exact=True).click()
        phone.get_by_text("Принято. Наведите камеру").wait_for()

    assert (page_count(content), len(set(codes))) == (BLANKS, ACCEPTED)
    assert hand.clicks <= MOST_CLICKS
    with tenancy.tx(SYSTEM):
        given = Consent.objects.filter(state="given", method="paper").values_list("code", flat=True)
        assert set(given) == set(codes)
