"""Tokens are said in their cases; what is missing is named; what is doubtful is noted."""

from datetime import date

import pytest

from orders.grammar import Forms
from orders.kinds import BY_KEY
from orders.kinds.base import Line, Template
from orders.kinds.template_text import from_text, strangers, to_text
from orders.wording import Phrase, Speech, Value, Who, missing_in, say

ANNA = Who("Осокина", "Анна", "Петровна", "f", "Учитель физики")
VALUES: dict[str, Value] = {"who": ANNA, "day": date(2026, 9, 1), "second": date(2026, 9, 2), "pairs": 2}
VALUES |= {"body": Phrase("Школа № 5"), "empty": ""}
LABELS = {
    "who": "кто",
    "day": "день",
    "second": "второй",
    "pairs": "пары",
    "body": "организация",
    "empty": "пустое",
    "gone": "чего нет",
}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("назначить {who:acc}", "назначить Осокину Анну Петровну"),
        ("поручить {who:dat:short}.", "поручить Осокиной А.П."),
        ("{who:with_post:ins}", "учителем физики Осокиной Анной Петровной"),
        ("{who:post:dat}", "учителю физики"),
        ("{who:sex:ознакомлен|ознакомлена}", "ознакомлена"),
        ("до {day}.", "до 1 сентября 2026 г."),
        ("{day:num}", "01.09.2026"),
        ("{pairs:пара|пары|пар}", "2 пары"),
        ("в {body:prep}", "в школе № 5"),
        (
            "О {who:prep} и о {who:with_post:prep}",
            "Об Осокиной Анне Петровне и об учителе физики Осокиной Анне Петровне",
        ),
        ("об {body:prep}, во {body:prep}", "о школе № 5, в школе № 5"),
        ("с {second} с {day}", "со 2 сентября 2026 г. с 1 сентября 2026 г."),
        ("о {gone}", "о ‹чего нет›"),
        ("Начало[[, пусто {empty}]].", "Начало."),
        ("Начало[[ {day:num}]].", "Начало 01.09.2026."),
        ("{gone} и {empty}", "‹чего нет› и ‹пустое›"),
        ("{nobody:acc}", "‹nobody›"),
        ("{не слово} {", "{не слово} {"),
    ],
)
def test_tokens_are_said(text: str, said: str) -> None:
    assert say(text, VALUES, LABELS, Speech()).text.replace("\u00a0", " ") == said


def test_what_is_missing_is_told_by_its_name() -> None:
    spoken = say("{gone}, {empty}, {nobody}", VALUES, LABELS, Speech())
    assert spoken.missing == ("чего нет", "пустое", "неизвестное слово {nobody}")
    assert missing_in(spoken.text) == ["чего нет", "пустое", "nobody"]


def test_confirmed_forms_come_before_computed_ones() -> None:
    known = {("person", "Стрелец Ян"): Forms("Стрельца Яна", "Стрельцу Яну", "Стрельца Яна", "Стрельцом Яном", "о")}
    speech = Speech(known)
    values: dict[str, Value] = {"who": Who("Стрелец", "Ян", "", "m")}
    assert say("{who:dat}, {who:dat:short}", values, LABELS, speech).text.replace("\u00a0", " ") == (
        "Стрельцу Яну, Стрельцу Я."
    )
    assert speech.doubts == []


@pytest.mark.parametrize("key", ["introduction", "monitoring", "completion", "encouragement"])
def test_a_template_comes_back_from_its_text(key: str) -> None:
    lines = BY_KEY[key].template.lines
    assert from_text(to_text(lines)) == lines


def test_strange_words_of_a_template_are_found() -> None:
    template = Template("О {stage}", "{secret}", (Line("{starts} {odd:acc}", when="never"),))
    assert strangers(template, BY_KEY["monitoring"]) == ["{secret}", "{odd:acc}", "never"]
