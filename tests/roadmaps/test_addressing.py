"""Whom an activity is addressed to, and what the organization below is offered."""

from datetime import date

import pytest

from roadmaps.parties.addressing import addressed_to, fitted, offer_of
from roadmaps.states.snapshots import ActivityState, Answerer, TermWindow


@pytest.mark.parametrize(
    "words",
    [
        "Образовательные организации",
        "образовательные учреждения, кураторы",
        "Общеобразовательные организации района",
        "ОО",
        "Все школы",
        "Школы",
        "Руководители ОО",
        "Директора школ",
        "кураторы наставничества ОО",
        "Муниципальные общеобразовательные учреждения",
    ],
)
def test_words_that_mean_the_schools(words: str) -> None:
    assert addressed_to([words], "municipality") == "school"


@pytest.mark.parametrize(
    "words", ["Методический кабинет", "ОО «Совет ветеранов»", "Управление образования", "Школа молодого учителя", "ООП"]
)
def test_words_that_mean_somebody_else(words: str) -> None:
    assert addressed_to([words], "municipality") == ""


def test_a_region_addresses_municipalities_before_schools() -> None:
    assert addressed_to(["Муниципальные образования", "ОО"], "region") == "municipality"


def test_a_school_addresses_nobody() -> None:
    assert addressed_to(["Образовательные организации"], "school") == ""


STATE = ActivityState(
    name="Сдать отчёт",
    number="3.1",
    term_text="школам: до 15 мая; муниципалитету: до 1 июня",
    addressed_to="school",
    compulsory=True,
    windows=(TermWindow("2027-05-15", "2027-05-15", "school"), TermWindow("2027-06-01", "2027-06-01", "municipality")),
    responsibles=(
        Answerer("body", "Методический кабинет", body=7, level="municipality"),
        Answerer("text", "Образовательные организации, кураторы"),
        Answerer("person", "Начальникова И. О.", person=5),
    ),
    pk=11,
)


def test_an_offer_holds_the_part_of_the_school_only() -> None:
    offer = offer_of(STATE)
    assert offer.windows == (TermWindow("2027-05-15", "2027-05-15"),)
    assert offer.responsibles == (Answerer("role", "Образовательные организации, кураторы", role="curator"),)
    assert (offer.pk, offer.number, offer.addressed_to, offer.compulsory) == (None, "", "", False)


def test_an_offer_without_a_named_school_goes_to_the_coordinator() -> None:
    offer = offer_of(ActivityState(name="Сдать отчёт", addressed_to="school"))
    assert offer.responsibles == (Answerer("role", "Координатор", role="coordinator"),)


YEARLY = ActivityState(
    name="Сдать отчёт",
    windows=(
        TermWindow("2025-10-01", "2025-10-31"),
        TermWindow("2026-10-01", "2026-10-31"),
        TermWindow("2027-10-01", "2027-10-31"),
    ),
)


def test_a_map_of_one_year_takes_the_terms_of_its_year() -> None:
    assert fitted(YEARLY, date(2026, 9, 1), date(2027, 5, 31)).windows == (TermWindow("2026-10-01", "2026-10-31"),)


def test_a_term_after_the_period_is_still_taken_once() -> None:
    june = ActivityState(name="Итоги", windows=(TermWindow("2027-06-01", "2027-06-30"), TermWindow(None, None)))
    assert fitted(june, date(2026, 9, 1), date(2027, 5, 31)).windows == (TermWindow("2027-06-01", "2027-06-30"),)
