"""Every kind says its words in the right cases for three organizations, and they stand where they were approved.

No database: builders take plain data. After a change that was meant, look at the papers and approve them anew:
`python3 run.py test tests/orders/test_kinds.py --approve`; the difference in git is what has moved.
"""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from orders.blocks import Paper
from orders.kinds import ALL, BY_KEY, offered
from orders.kinds.base import Facts, Issuer, Kind, build
from orders.printing.plain import paper_plain
from orders.wording import Speech, Who, missing_in
from tests.orders.kind_facts import KINDS, PLACES, facts_of
from tests.orders.layouts import differences, layout_of, written

Approved = Callable[[str, str], str]
GOLDEN = Path(__file__).parent / "golden"


@cache
def built(key: str, place: str) -> Paper:
    kind = BY_KEY[key]
    return build(kind.template, kind.labels, facts_of(kind, PLACES[place]), Speech()).paper


def text_of(key: str, place: str) -> str:
    return paper_plain(built(key, place))


@pytest.fixture
def approved(request: pytest.FixtureRequest) -> Approved:
    """The text of a file of tests/orders/golden; with --approve first written as it is now."""

    def read(name: str, now: str) -> str:
        if request.config.getoption("--approve"):
            (GOLDEN / name).write_text(now, "utf-8")
        return (GOLDEN / name).read_text("utf-8")

    return read


@pytest.mark.parametrize("place", PLACES)
def test_every_kind_reads_as_approved(place: str, approved: Approved) -> None:
    texts = "\n\n".join(f"=== {kind.key}\n{text_of(kind.key, place)}" for kind in KINDS) + "\n"
    assert texts == approved(f"{place}.txt", texts)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_kind_stands_as_approved(kind: Kind, approved: Approved) -> None:
    now = {place: layout_of(built(kind.key, place)) for place in PLACES}
    before = json.loads(approved(f"layouts/{kind.key}.json", written(now)))
    assert [moved for place in PLACES for moved in differences(before[place], now[place])] == []


def test_a_part_that_has_moved_is_told() -> None:
    before = layout_of(built("free", "short"))
    longer = replace(built("free", "short"), title="О проведении совещания " * 3)
    assert differences(before, before) == []
    assert "title" in differences(before, layout_of(longer))[0]
    assert differences(before, layout_of(replace(longer, clauses=longer.clauses * 30))) == ["pages: 1 → 4"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_full_text_has_neither_holes_nor_tokens(kind: Kind) -> None:
    for place in PLACES:
        text = text_of(kind.key, place)
        assert missing_in(text) == []
        assert re.findall(r"None|\{|\}|\[\[|\.\.|  ", text) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_values_that_are_not_there_are_named_in_the_text(kind: Kind) -> None:
    text = paper_plain(build(kind.template, kind.labels, Facts(Issuer()), Speech()).paper)
    assert "None" not in text
    assert "{" not in text
    assert missing_in(text) or not kind.labels


def test_cases_of_people_follow_the_verbs() -> None:
    appointments, change = text_of("appointments", "long"), text_of("mentor_change", "groups")
    assert "заместителя директора по воспитательной работе Коваля-Преображенского Мстислава Вс" in appointments
    assert "закрепление наставника Сороки Павла Ильича за ученицей 6 класса Быстрых Марией Олеговной" in change
    assert "Пробному О.К." in change
    assert "возложить на заместителя директора Пробного Олега Кузьмича." in change


def test_a_name_of_unknown_gender_stays_and_is_doubted() -> None:
    speech = Speech()
    kind = BY_KEY["municipal_coordinator"]
    facts = Facts(Issuer(), values={"responsible": Who("Шевченко", "Саша", "", "", "методист")})
    text = paper_plain(build(kind.template, kind.labels, facts, speech).paper)
    assert "на методиста Шевченко Саша" in text
    assert {(doubt.subject, doubt.text) for doubt in speech.doubts} == {("person", "Шевченко Саша")}


def test_keys_fit_their_column_and_are_offered_somewhere() -> None:
    assert all(len(kind.key) <= 30 for kind in ALL)
    groups = [kinds for level in ("school", "municipality", "region") for _, kinds in offered(level)]
    shown = {kind.key for kinds in groups for kind in kinds}
    assert {kind.key for kind in KINDS} <= shown
