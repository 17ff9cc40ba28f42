"""The public questionnaire on a phone of 360 px, without scripts, by a parent; each page is looked at on the way."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.models import Application, IntakeLink
from tests import factories
from tests.browser.checks import faults_of
from tests.browser.walkers import Walker
from tests.conftest import NOW
from tests.people_factories import make_intake_link

pytestmark = [pytest.mark.browser, pytest.mark.real_time, pytest.mark.django_db(transaction=True)]
PHONE = 360
OWN = [{"label": "Ходит ли ребёнок в кружки", "kind": "yes_no", "options": [], "required": True}]
PAGES: tuple[tuple[str, dict[str, str], tuple[str, ...]], ...] = (
    ("Кто вы", {"Ваша фамилия": "Образцова", "Ваше имя": "Анна"}, ("мать",)),
    (
        "Как зовут ребёнка",
        {"Фамилия ребёнка": "Образцов", "Имя ребёнка": "Лев", "Дата рождения": "12.05.14", "Класс": "6 «А»"},
        ("мужской",),
    ),
    ("Как с вами связаться", {"Телефон": "8 900 000-00-00"}, ()),
    ("Что нужно", {"Что вам нужно от наставника": "Подтянуть алгебру."}, ()),
    ("Когда удобно", {}, ("ср, после уроков",)),
    ("Ещё несколько вопросов", {}, ("Да",)),
)


def width_of(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} px wide"] if wide > PHONE else []


@pytest.fixture
def link(transactional_db: None) -> IntakeLink:
    with tenancy.tx(SYSTEM):
        region = factories.make_organization("region", short_name="Примерская область")
        town = factories.make_organization("municipality", region, short_name="Примерский округ")
        school = factories.make_organization("school", town, short_name="СОШ № 1", address="г. Примерск, ул. Новая, 1")
        return make_intake_link(school, title="Нужен наставник", audience="parent", side="mentee", questions=OWN)


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "looked at"])
def test_a_parent_fills_it_on_a_phone(
    open_page: Callable[..., Page], link: IntakeLink, clock: Any, *, scripts: bool
) -> None:
    """The look needs scripts of its own: what the page itself does is the same without."""
    page = open_page(f"/a/{link.code}/", PHONE, java_script_enabled=scripts)
    walker, look = Walker(page), faults_of if scripts else width_of
    found = look(page)

    walker.press(walker.button("Начать"))
    for heading, texts, choices in PAGES:
        walker.arrive(heading)
        found += look(page)
        for label, text in texts.items():
            walker.write(label, text)
        for choice in choices:
            walker.pick(page.get_by_label(choice, exact=True))
        walker.press(walker.button("Продолжить"))
    walker.arrive("Проверьте ответы")
    found += look(page)
    clock.move_to(NOW + timedelta(minutes=4))
    walker.press(walker.button("Всё верно, дальше"))
    walker.arrive("Согласие на обработку")
    expect(page.locator("article")).to_contain_text("Образцова Анна, законный представитель")
    found += look(page)
    walker.pick(page.get_by_label("Согласен", exact=True))
    walker.press(walker.button("Продолжить"))
    walker.arrive("Согласие на распространение")
    found += look(page)
    for tick in ("фотография", "сайт оператора", "Согласен"):
        walker.pick(page.get_by_label(tick, exact=True))
    walker.press(walker.button("Отправить заявку"))
    walker.arrive("Заявка № 1 принята")
    found += look(page)

    assert found == []
    with tenancy.tx(SYSTEM):
        row = Application.objects.get()
        assert row.answers["birth_date"] == "2014-05-12"
        assert [given["signer"] for given in row.consents] == ["guardian", "guardian"]
        assert row.consents[1]["ticked"] == ["фотография", "сайт оператора"]
