"""Twenty pairs from a proposal to publishing, clicks counted; then every move of the workspace by keyboard only."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from mentoring.models import Ban, Pair, VariantRow
from schools.models import Membership
from tests import factories
from tests.matching_factories import make_set

pytestmark = [pytest.mark.browser, pytest.mark.real_time, pytest.mark.django_db(transaction=True)]
PAIRS, MOST_CLICKS = 20, 25


@dataclass
class Hand:
    """Counts what a hand does."""

    page: Page
    clicks: int = 0

    def click(self, role: str, name: str) -> None:
        self.clicks += 1
        self.page.get_by_role(role, name=name, exact=True).first.click()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)


@pytest.fixture
def curator(transactional_db: None) -> Membership:
    """Of a school with twenty pupils who wait and twenty teachers of three places each."""
    with tenancy.tx(SYSTEM):
        region = factories.make_organization("region", short_name="Примерская область")
        town = factories.make_organization("municipality", region, short_name="Примерский округ")
        school = factories.make_organization("school", town, short_name="СОШ № 1")
        make_set(school, mentors=PAIRS, mentees=PAIRS, capacity=3)
        return factories.make_membership(school, Role.CURATOR, last_name="Примерова")


def row_state(number: int) -> tuple[bool, bool, bool]:
    """Of the row by name: has a mentor, locked, moved by hand."""
    with tenancy.tx(SYSTEM):
        row = VariantRow.objects.order_by("mentee__person__search_name")[number]
        return row.mentor_id is not None, row.locked, row.by_hand


def test_twenty_pairs_are_published_within_the_clicks(clock, open_page, curator):
    hand = Hand(open_page("/", account=curator.account))
    told = hand.page.locator("#status")
    hand.click("link", "Пары")
    hand.click("link", "Подбор пар")
    hand.click("button", "Подобрать")
    expect(hand.page.locator("#set")).to_contain_text(f"Подобрано {PAIRS} из {PAIRS}")
    rows = hand.page.locator("[data-moves] tbody tr")
    for number in range(4):  # one-click swaps to a mentor with a free place
        rows.nth(number).locator("button.opt").first.click()
        hand.clicks += 1
        expect(rows.nth(number)).to_contain_text("изменено вручную")
        expect(told).to_contain_text("Средний балл")
    for number in range(2):
        rows.nth(number).locator("[data-lock]").click()
        hand.clicks += 1
        expect(told).to_contain_text("закреплена")
        expect(rows.nth(number).locator("[data-lock]")).to_have_attribute("aria-pressed", "true")
    hand.click("button", "На проверку")
    hand.click("button", "Опубликовать пары")
    expect(hand.page.locator("#status")).to_contain_text(f"Опубликовано: {PAIRS}")

    assert hand.clicks <= MOST_CLICKS
    with tenancy.tx(SYSTEM):
        assert Pair.objects.filter(status="proposed").count() == PAIRS


def test_every_move_by_keyboard_only(clock, open_page, curator):
    hand = Hand(open_page("/matching/?form=teacher_pupil", account=curator.account))
    hand.page.get_by_role("button", name="Подобрать", exact=True).focus()
    hand.press("Enter")
    rows, told = hand.page.locator("[data-moves] tbody tr"), hand.page.locator("#status")
    expect(rows).to_have_count(PAIRS)
    hand.page.wait_for_load_state("load")  # the keys are listened to by a deferred script

    hand.press("j", "j", "k")
    expect(rows.nth(0)).to_be_focused()
    hand.press("l")
    expect(told).to_contain_text("Пара закреплена")
    expect(rows.nth(0)).to_be_focused()
    assert row_state(0) == (True, True, False)

    hand.press("j", "Enter")
    dialog = hand.page.locator("dialog#choice")
    expect(dialog.get_by_role("button", name="Переместить").first).to_be_focused()
    hand.press("Enter")
    expect(told).to_contain_text("Средний балл")
    expect(dialog).to_be_hidden()
    expect(rows.nth(1)).to_contain_text("изменено вручную")
    assert row_state(1) == (True, False, True)
    hand.press("u")
    expect(told).to_contain_text("Отменено")
    expect(rows.nth(1)).not_to_contain_text("изменено вручную")
    assert row_state(1) == (True, False, False)

    expect(rows.nth(1)).to_be_focused()
    hand.press("x")
    expect(dialog.get_by_label("Почему не эти двое")).to_be_focused()
    hand.page.keyboard.type("родственники")
    hand.press("Enter")
    expect(told).to_contain_text("больше не предложим")
    assert row_state(1) == (False, False, False)
    with tenancy.tx(SYSTEM):
        assert Ban.objects.get().reason == "родственники"
