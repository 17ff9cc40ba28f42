"""Names, numbers, dates, spaces and the stored form of a paper: pure functions."""

from dataclasses import replace
from datetime import date

import pytest

from core.dates import long_date
from orders.blocks import (
    Appendix,
    Column,
    Group,
    Paper,
    Requisites,
    Table,
    canonical,
    digest,
    from_state,
    plain_clauses,
    to_state,
)
from orders.dates import period_words, school_year_words
from orders.grammar import Case, decline, nominative
from orders.numbers import clean_number, format_number, read_number
from orders.printing.typography import typeset
from schools.models import Membership

NB = "\u00a0"


@pytest.mark.parametrize(
    ("name", "gender", "case", "full"),
    [
        (("Примерова", "Анна", "Петровна"), "f", Case.ACC, "Примерову Анну Петровну"),
        (("Примерова", "Анна", "Петровна"), "f", Case.DAT, "Примеровой Анне Петровне"),
        (("Образцов", "Илья", "Кузьмич"), "m", Case.ACC, "Образцова Илью Кузьмича"),
        (("Образцов", "Илья", "Кузьмич"), "m", Case.DAT, "Образцову Илье Кузьмичу"),
        (("Коваль", "Мария", ""), "f", Case.ACC, "Коваль Марию"),
        (("Коваль", "Пётр", ""), "m", Case.ACC, "Коваля Петра"),
        (("Тестенко", "Пётр", "Ильич"), "m", Case.DAT, "Тестенко Петру Ильичу"),
    ],
)
def test_names_decline_by_gender(name: tuple[str, str, str], gender: str, case: Case, full: str) -> None:
    person = Membership(last_name=name[0], first_name=name[1], patronymic=name[2], gender=gender)

    assert (decline(person, case).full, decline(person, case).sure) == (full, True)


def test_unknown_gender_stays_nominative() -> None:
    person = Membership(last_name="Коваль", first_name="Саша", patronymic="", gender="")

    assert (decline(person, Case.ACC).full, decline(person, Case.ACC).sure) == ("Коваль Саша", False)


def test_initials_stand_after_in_text_and_before_in_a_signature() -> None:
    name = nominative(Membership(last_name="Примерова", first_name="Анна", patronymic="Петровна"))

    assert (name.in_text, name.in_signature) == (f"Примерова{NB}А.П.", f"А.П.{NB}Примерова")


@pytest.mark.parametrize(
    ("pattern", "number", "n"),
    [
        ("{n}-од", "72-од", 72),
        ("{n}-б", "71-б", 71),
        ("{n}", "215", 215),
        ("02-{n}/О", "02-7/О", 7),
        ("{n}-од", "147-16/О", None),
        ("{n}-од", "71/1-од", None),
        ("", "15", 15),
    ],
)
def test_numbers_are_read_by_the_pattern(pattern: str, number: str, n: int | None) -> None:
    assert read_number(pattern, number) == n


def test_numbers_are_written_by_the_pattern() -> None:
    assert [format_number(pattern, 72) for pattern in ("{n}-од", "02-{n}", "")] == ["72-од", "02-72", "72"]
    assert clean_number("  № 71 - б ") == "71 - б"


def test_dates_in_words() -> None:
    assert long_date(date(2026, 9, 1)) == f"1{NB}сентября 2026{NB}г."
    assert school_year_words(2026) == "2026/2027 учебный год"


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (date(2026, 9, 1), date(2027, 5, 31), "2026/2027 учебный год"),
        (date(2026, 9, 1), date(2027, 8, 31), "2026/2027 учебный год"),
        (date(2027, 1, 11), date(2027, 5, 31), "2026/2027 учебный год"),
        (date(2026, 9, 1), date(2029, 8, 31), "2026–2029 годы"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026 год"),
    ],
)
def test_periods_in_words(starts: date, ends: date, words: str) -> None:
    assert period_words(starts, ends) == words


@pytest.mark.parametrize(
    ("plain", "glued"),
    [
        ("приказ № 5", f"приказ №{NB}5"),
        ("г. Клин", f"г.{NB}Клин"),
        ("1 сентября 2026 г. в школе", f"1{NB}сентября 2026{NB}г. в{NB}школе"),
        ("поручить Осокиной Н.С. отчёт", f"поручить Осокиной{NB}Н.С. отчёт"),
        ("приказ подписал Н. С. Осокин", f"приказ подписал{NB}Н.{NB}С.{NB}Осокин"),
        ("ул. Мира, д. 5 и т. п.", f"ул.{NB}Мира, д.{NB}5 и{NB}т.{NB}п."),
        ("школа с. Берёзовка", f"школа с.{NB}Берёзовка"),
        ("и в целях", f"и{NB}в целях"),
        ("5 класс, 25 пар", f"5{NB}класс, 25{NB}пар"),
        ("первая\nвторая", "первая\nвторая"),
        ("№ п/п", f"№{NB}п\u2060/\u2060п"),
    ],
)
def test_spaces_are_glued_once(plain: str, glued: str) -> None:
    assert typeset(plain) == glued
    assert typeset(glued) == glued


def test_paper_survives_its_stored_form() -> None:
    table = Table((Column("Срок", 300),), (Group("Этап", (("май",),)),))
    paper = Paper(
        title="О плане",
        requisites=Requisites(dated_on=date(2026, 9, 1), number="1"),
        clauses=plain_clauses("Раз."),
        appendices=(Appendix("План", table=table),),
    )

    assert from_state(to_state(paper)) == paper
    assert digest(from_state(to_state(paper))) == digest(paper)


def test_stored_form_is_canonical() -> None:
    composed, decomposed = Paper(title="Й"), Paper(title="И\u0306")

    assert canonical(composed) == canonical(decomposed)
    assert canonical(composed).startswith(b'{"appendices":[],"clauses":[],"letterhead":')
    assert digest(composed) != digest(replace(composed, verb=""))


def test_floats_are_refused() -> None:
    with pytest.raises(TypeError, match="no floats"):
        canonical(Paper(appendices=(Appendix("План", table=Table((Column("Срок", 1.5),))),)))


def test_unknown_parts_are_left_out() -> None:
    assert from_state({"title": "Только заголовок", "later": 1}) == Paper(title="Только заголовок")
