from typing import NamedTuple

import pytest
from django.conf import LazySettings

from roadmaps.letters.chat import activity_text, list_text


@pytest.fixture(autouse=True)
def site(settings: LazySettings) -> None:
    settings.SITE_URL = "https://example.ru"


class Row(NamedTuple):
    number: str
    name: str = "Совет"
    term: str = "до\u00a030\u00a0ноя"
    mark: str = '<span class="st"><svg></svg><span>Не начато</span></span>'
    people: str = "Примерова А. П."


def test_text_of_an_activity() -> None:
    text = activity_text("1.2", "Совет.", "до\u00a030\u00a0ноя", "Не начато", "/activities/5/")
    assert text == "1.2 Совет. Срок: до 30 ноя. Не начато.\nhttps://example.ru/activities/5/"


def test_text_of_a_list_names_nobody_and_stays_short() -> None:
    text = list_text("Просрочено", [Row(f"1.{n}", "Совет " * 40) for n in range(1, 13)], "/roadmaps/1/?state=overdue")
    lines = text.split("\n")
    assert lines[0] == "Просрочено: 12 мероприятий"
    assert lines[-2:] == ["и ещё 2", "https://example.ru/roadmaps/1/?state=overdue"]
    assert (len(lines), max(map(len, lines)) < 130, "Примерова" in text) == (13, True, False)


def test_line_of_a_list() -> None:
    assert list_text("Карта", [Row("1.1")]) == "Карта: 1 мероприятие\n• 1.1 Совет, до 30 ноя, Не начато"
