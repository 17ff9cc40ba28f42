"""Every kind says its words in the right cases for three organizations. No database: builders take plain data."""

import re
from pathlib import Path

import pytest

from orders.kinds import ALL, BY_KEY, offered
from orders.kinds.base import Facts, Issuer, Kind, build
from orders.plain import paper_plain
from orders.wording import Speech, Who, missing_in
from tests.orders.kind_facts import KINDS, PLACES, facts_of

GOLDEN = Path(__file__).parent / "golden"


def text_of(key: str, place: str) -> str:
    kind = BY_KEY[key]
    return paper_plain(build(kind.template, kind.labels, facts_of(kind, PLACES[place]), Speech()).paper)


@pytest.mark.parametrize("place", PLACES)
def test_every_kind_reads_as_approved(place: str) -> None:
    texts = "\n\n".join(f"=== {kind.key}\n{text_of(kind.key, place)}" for kind in KINDS)
    assert texts == (GOLDEN / f"{place}.txt").read_text("utf-8").rstrip("\n")


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
