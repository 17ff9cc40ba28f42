"""Thirty people pasted from a spreadsheet, four mistakes mended in place."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from mentoring.models import Participation, Person
from tests.browser.checks import faults_of
from tests.browser.walkers import Walker
from tests.factories import make_membership, make_organization

pytestmark = [pytest.mark.browser, pytest.mark.real_time, pytest.mark.django_db(transaction=True)]

ENDS = "абвгдежзиклмнопрстуфхцчшэюя"
GOOD = [f"Примеров{end} Иван Ильич\t7А\t12.05.2013\t8 900 000-00-00\tалгебра" for end in ENDS[:26]]
BAD = [
    "Пробный И. С.\t7Б\t12.05.2013\t\t",
    "Пробная Анна\t7Б\t31.02.2013\t\t",
    "Тестова Мария\t7Б\tвесной\t\t",
    "Условный\t7Б\t2013\t\t",
]
MENDED = ("Пробный Илья Семёнович", "28.02.2013", "01.04.2013", "Условный Пётр")
TABLE = "\n".join(["ФИО\tКласс\tДата рождения\tТелефон\tОсновной запрос", *BAD, *GOOD])
MINUTES = 3


def test_thirty_people_are_pasted_and_four_mistakes_mended(open_page: Callable[..., Page], clock: Any) -> None:
    with tenancy.tx(SYSTEM):
        town = make_organization("municipality", make_organization("region"))
        curator = make_membership(make_organization("school", town), Role.CURATOR)
    started = time.monotonic()
    hand = Walker(open_page("/participants/import/", account=curator.account))

    hand.page.get_by_label("Или вставьте строки").fill(TABLE)
    hand.press(hand.button("Прочитать таблицу"))
    hand.press(hand.button("Дальше: проверить строки"))
    bad = hand.page.locator("input[aria-invalid]")
    expect(bad).to_have_count(4)
    for place, words in enumerate(MENDED):
        bad.nth(place).fill(words)
    assert faults_of(hand.page) == []
    hand.press(hand.button("Проверить исправления"))
    hand.press(hand.page.get_by_role("link", name="Загрузить 30 годных"))
    hand.press(hand.button("Загрузить"))
    expect(hand.page.get_by_role("heading", level=1)).to_have_text("Загрузка закончена")

    assert time.monotonic() - started < 60 * MINUTES
    with tenancy.tx(SYSTEM):
        assert Person.objects.count() == 30
        assert Participation.objects.filter(person__last_name="Пробный", side="mentee").count() == 1
