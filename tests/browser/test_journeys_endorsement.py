"""Endorsement with its clicks counted: 20 with four remarks that are all answered, 12 from last year's map without."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from roadmaps.actions import create_from_template
from roadmaps.actions.endorsement import forward_submission, send_roadmap
from roadmaps.models import Activity, Remark, Roadmap
from schools.access import viewer_as
from schools.models import Membership
from tests import factories
from tests.browser.checks import faults_of
from tests.conftest import NOW

pytestmark = [pytest.mark.browser, pytest.mark.real_time, pytest.mark.django_db(transaction=True)]
MOST_CLICKS = 20
MOST_WITHOUT_REMARKS = 12
REQUIRED = "Провести муниципальный слёт наставников"


@dataclass
class Counter:
    """Counts what a hand does; typing is not a click."""

    clicks: int = 0

    def click(self, target: Locator) -> None:
        self.clicks += 1
        target.click()


@dataclass(frozen=True)
class Cast:
    coordinator: Membership
    director: Membership
    official: Membership


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """A school of a municipality that endorses and has a compulsory activity of its own."""
    with tenancy.tx(SYSTEM):
        region = factories.make_organization("region", short_name="Примерская область")
        town = factories.make_organization("municipality", region, short_name="Примерский округ")
        school = factories.make_organization("school", town, short_name="СОШ № 1")
        factories.make_rules(town, endorses=True)
        above = factories.make_stage(factories.make_roadmap(town, status="approved", target_model="municipal"))
        factories.make_activity(above, name=REQUIRED, compulsory=True)
        return Cast(
            factories.make_membership(school, Role.COORDINATOR, last_name="Примерова"),
            factories.make_membership(school, Role.DIRECTOR, last_name="Условная", post="директор"),
            factories.make_membership(town, Role.MUNICIPAL_OFFICIAL, last_name="Начальникова"),
        )


def sent_roadmap(cast: Cast) -> Roadmap:
    """A template of the program with one term outside the period, let out by the director."""
    with tenancy.tx(SYSTEM):
        by, head = (viewer_as(person, today=NOW.date()) for person in (cast.coordinator, cast.director))
    with tenancy.tx(by.scope):
        roadmap = create_from_template("pupil", school_year=2026, organization=by.organization, by=by)
        late = Activity.objects.filter(roadmap=roadmap).order_by("-pk")[0]
        late.occurrences.update(due_on="2027-06-30")
        submission = send_roadmap(roadmap, understood=True, seen_version=roadmap.version, by=by, now=NOW)
    with tenancy.tx(head.scope):
        forward_submission(submission, seen_edition=submission.edition, by=head, now=NOW)
    return roadmap


def test_four_remarks_are_answered_and_the_roadmap_endorsed(
    cast: Cast, open_page: Callable[..., Page], clock: Any
) -> None:
    roadmap, hand = sent_roadmap(cast), Counter()
    town = open_page("/", account=cast.official.account)
    school = open_page("", account=cast.coordinator.account)

    return_with_remarks(town, hand)
    answer_and_send(school, hand)
    endorse(town, hand)

    with tenancy.tx(SYSTEM):
        roadmap.refresh_from_db()
        states = sorted(Remark.objects.values_list("state", flat=True))
    assert (roadmap.route, states) == ("endorsed", ["closed"] * 4)
    assert hand.clicks <= MOST_CLICKS


def return_with_remarks(page: Page, hand: Counter) -> None:
    """Two gaps found by the program, two rows remarked by hand."""
    hand.click(page.get_by_role("link", name="Рассмотреть").first)
    expect(page.get_by_text(f"Нет обязательного мероприятия «{REQUIRED}»", exact=True)).to_be_visible()
    hand.click(page.get_by_role("button", name="В замечания").first)
    expect(page.locator("#decision")).to_contain_text("Замечаний 1")
    hand.click(page.get_by_role("button", name="В замечания").first)
    expect(page.locator("#decision")).to_contain_text("Замечаний 2")
    for number in (0, 1):
        row = page.locator("li[id^=row-]").nth(number)
        hand.click(row.get_by_role("link", name="Замечание"))
        hand.click(row.get_by_role("button", name="Уточните срок.", exact=True))
        expect(page.locator("#decision")).to_contain_text(f"Замечаний {number + 3}")
    assert faults_of(page) == []
    hand.click(page.get_by_role("link", name="Вернуть с замечаниями"))
    hand.click(page.get_by_role("button", name="Вернуть с замечаниями"))
    expect(page.get_by_role("status")).to_contain_text("Карта возвращена")


def answer_and_send(page: Page, hand: Counter) -> None:
    """One row is corrected in place, all four remarks are answered."""
    page.goto("/")
    hand.click(page.get_by_role("link", name="Исправить").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Замечания к карте")
    hand.click(page.get_by_role("link", name="Исправить в карте").first)
    page.get_by_label("Ожидаемый результат").fill("утверждённый перечень")
    hand.click(page.get_by_role("button", name="Сохранить"))
    for left in (3, 2, 1, 0):
        hand.click(page.get_by_role("button", name="Исправлено").first)
        expect(page.get_by_role("button", name="Исправлено")).to_have_count(left)
    understand(page)
    assert faults_of(page) == []
    hand.click(page.get_by_role("button", name="Отправить повторно"))
    expect(page.get_by_role("status")).to_contain_text("отправлена на согласование")


def understand(page: Page) -> None:
    """The tick of the warnings, when there are any: the space bar is enough."""
    ticks = page.get_by_label("Понимаю")
    for tick in ticks.all():
        tick.focus()
        page.keyboard.press("Space")


def endorse(page: Page, hand: Counter) -> None:
    """The body above sees what is new, and nothing else."""
    page.goto("/")
    hand.click(page.get_by_role("link", name="Рассмотреть").first)
    expect(page.locator("li[id^=row-]")).to_have_count(1)
    expect(page.locator("li[id^=row-] ins")).to_contain_text("утверждённый перечень")
    hand.click(page.get_by_role("link", name="Согласовать").first)
    hand.click(page.get_by_role("button", name="Согласовать"))
    expect(page.get_by_role("status")).to_contain_text("Карта согласована")


def test_the_director_lets_a_roadmap_out_in_two_taps(cast: Cast, open_page: Callable[..., Page], clock: Any) -> None:
    with tenancy.tx(SYSTEM):
        by = viewer_as(cast.coordinator, today=NOW.date())
    with tenancy.tx(by.scope):
        roadmap = create_from_template("pupil", school_year=2026, organization=by.organization, by=by)
        send_roadmap(roadmap, understood=True, seen_version=roadmap.version, by=by, now=NOW)
    page, hand = open_page("/", 360, account=cast.director.account), Counter()

    hand.click(page.get_by_role("link", name="Утвердить к отправке").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Утвердить к отправке?")
    assert faults_of(page) == []
    hand.click(page.get_by_role("button", name="Отправить на согласование"))

    expect(page.get_by_role("status")).to_contain_text("отправлена на согласование")
    with tenancy.tx(SYSTEM):
        roadmap.refresh_from_db()
    assert (roadmap.route, hand.clicks) == ("at_municipality", 2)


def test_last_year_becomes_a_map_sent_for_endorsement(cast: Cast, open_page: Callable[..., Page], clock: Any) -> None:
    """All stages go along; terms left without a day are looked at behind one tick."""
    with tenancy.tx(SYSTEM):
        by = viewer_as(cast.coordinator, today=NOW.date())
    with tenancy.tx(by.scope):
        last_year = create_from_template("pupil", school_year=2025, organization=by.organization, by=by)
    with tenancy.tx(SYSTEM):
        Roadmap.objects.filter(pk=last_year.pk).update(status="approved", approved_on="2025-09-01", route="endorsed")
    school, head, town = (
        open_page("/", account=person.account) for person in (cast.coordinator, cast.director, cast.official)
    )
    hand = Counter()

    hand.click(school.locator("main").get_by_role("link", name="Дорожная карта").first)
    hand.click(school.get_by_role("link", name="Взять за образец"))
    hand.click(school.get_by_role("button", name="Создать черновик"))
    hand.click(school.get_by_role("link", name="Проверить и отправить"))
    for tick in school.get_by_label("Понимаю").all():
        hand.click(tick)
    hand.click(school.get_by_role("button", name="Отправить директору"))
    expect(school.get_by_role("status")).to_contain_text("Карта отправлена директору")
    head.goto("/")
    hand.click(head.get_by_role("link", name="Утвердить к отправке").first)
    hand.click(head.get_by_role("button", name="Отправить на согласование"))
    expect(head.get_by_role("status")).to_contain_text("отправлена на согласование")
    endorse_unread(town, hand)

    with tenancy.tx(SYSTEM):
        roadmap = Roadmap.objects.exclude(pk=last_year.pk).get(organization=by.organization)
    assert (roadmap.route, roadmap.starts_on.year) == ("endorsed", 2026)
    assert hand.clicks <= MOST_WITHOUT_REMARKS, hand.clicks


def endorse_unread(page: Page, hand: Counter) -> None:
    page.goto("/")
    hand.click(page.get_by_role("link", name="Рассмотреть").first)
    hand.click(page.get_by_role("link", name="Согласовать").first)
    hand.click(page.get_by_role("button", name="Согласовать"))
    expect(page.get_by_role("status")).to_contain_text("Карта согласована")
