"""What must not be guessed silently, frames of documents, and properties that hold for any words."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roadmaps.terms import (
    Alternative,
    Confidence,
    Frame,
    Kind,
    Window,
    frame_from_words,
    frame_of_text,
    read_record,
    read_term,
    teaching_year,
)  # fmt: skip
from roadmaps.terms.lexicon import MONTH_NAMES

SCHOOL = Frame(2027)
SEVERAL = Frame(None, period=(date(2025, 1, 1), date(2027, 12, 31)), calendar_basis=True)
FRAMES = [
    SCHOOL, SEVERAL, frame_from_words(None, None), Frame(2027, table_month=2), Frame(2027, summer_after=True),
    frame_from_words("2025-2028", None), frame_from_words(None, ("2025-03-14", "2026-12-31")),
    frame_from_words(None, ("2026-06-10", "2026-08-20")),
]  # fmt: skip


def month(year: int, number: int, last: int) -> Window:
    return Window(date(year, number, 1), date(year, number, last))


def test_year_outside_the_document_is_kept_and_questioned() -> None:
    reading = read_term("октябрь 2026", SCHOOL)

    assert reading.windows == (month(2026, 10, 31),)
    assert reading.confidence is Confidence.CHECK
    assert [other.windows for other in reading.alternatives] == [(month(2027, 10, 31),)]


def test_odd_order_offers_the_right_years_and_one_range() -> None:
    reading = read_term("Октябрь 2027 Ноябрь 2028 Февраль 2028", SCHOOL)

    assert reading.confidence is Confidence.CHECK
    assert reading.windows == (month(2027, 10, 31), month(2028, 11, 30), month(2028, 2, 29))
    assert [other.windows for other in reading.alternatives] == [
        (month(2027, 10, 31), month(2027, 11, 30), month(2028, 2, 29)),
        (Window(date(2027, 10, 1), date(2028, 11, 30)),),
    ]


def test_a_quarter_reported_on_in_the_next_month_stays_a_quarter() -> None:
    reading = read_term("раз в квартал, до 7 числа следующего месяца", SCHOOL)

    assert [window.end for window in reading.windows] == [
        date(2027, 10, 7), date(2028, 1, 7), date(2028, 4, 7), date(2028, 6, 7),
    ]  # fmt: skip
    assert reading.confidence is Confidence.CHECK


def test_later_than_a_day_is_no_deadline() -> None:
    assert read_term("позднее 1 ноября", SCHOOL).confidence is Confidence.CHECK
    assert read_term("не позднее 1 ноября", SCHOOL).confidence is Confidence.SURE


def test_a_term_inside_another_is_asked_about() -> None:
    reading = read_term("май (25.05)", SCHOOL)

    assert (len(reading.windows), reading.confidence) == (2, Confidence.CHECK)


def test_document_without_a_year_is_counted_in_the_nominal_one_and_asked() -> None:
    reading = read_term("октябрь", frame_from_words(None, None, nominal="2031-2032"))

    assert (reading.windows, reading.confidence) == ((month(2031, 10, 31),), Confidence.CHECK)
    assert "2031–2032" in reading.note


def test_full_date_needs_no_year_of_the_document() -> None:
    assert read_term("14.10.2031", frame_from_words(None, None)).confidence is Confidence.SURE


def test_august_alone_depends_on_its_place() -> None:
    unknown = read_term("август", SCHOOL)

    assert (unknown.windows, unknown.confidence) == ((month(2027, 8, 31),), Confidence.CHECK)
    assert [other.windows for other in unknown.alternatives] == [(month(2028, 8, 31),)]
    after = read_term("август", Frame(2027, summer_after=True))
    assert (after.windows, after.confidence) == ((month(2028, 8, 31),), Confidence.SURE)
    assert read_term("август", Frame(2027, summer_after=False)).confidence is Confidence.SURE


def test_month_without_a_year_in_a_plan_of_several_years_offers_each() -> None:
    reading = read_term("октябрь", SEVERAL)

    assert (reading.windows, reading.confidence) == ((month(2025, 10, 31),), Confidence.CHECK)
    assert [len(other.windows) for other in reading.alternatives] == [3]


def test_until_a_month_excludes_it_and_offers_the_other_reading() -> None:
    reading = read_term("до марта", SCHOOL)

    assert (reading.windows, reading.confidence) == ((month(2028, 2, 29),), Confidence.CHECK)
    assert [(other.kind, other.windows) for other in reading.alternatives] == [(Kind.DATE, (month(2028, 3, 31),))]


DOUBTFUL = [
    ("октябьр", month(2027, 10, 31)),
    ("ноябрь, заседание", month(2027, 11, 30)),
    ("1. октябрь", Window(date(2027, 10, 1), date(2027, 10, 1))),
    ("31 ноября", Window(date(2027, 11, 30), date(2027, 11, 30))),
    ("3 четверть", Window(date(2028, 1, 1), date(2028, 3, 31))),
    ("в конце года", month(2028, 5, 31)),
    ("после 20 марта", Window(date(2028, 3, 21), date(2028, 5, 31))),
    ("ноябрьдекабрь", Window(date(2027, 11, 1), date(2027, 12, 31))),
]


@pytest.mark.parametrize(("phrase", "window"), DOUBTFUL)
def test_doubtful_words_are_read_and_shown(phrase: str, window: Window) -> None:
    reading = read_term(phrase, SCHOOL)

    assert (reading.windows, reading.confidence) == ((window,), Confidence.CHECK)
    assert reading.note


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("План работы на 2027–2028 учебный год", Frame(2027)),
        ("на 2027/28 уч.г.", Frame(2027)),
        ("(сентябрь 2027 г. – май 2028 г.)", Frame(2027)),
        ("МКОУ «Ясная школа». План на 2027-2028 годы", Frame(2027)),
        ("Программа на 2025 – 2028 учебный год", Frame(None, (date(2025, 9, 1), date(2028, 5, 31)))),
        ("План отдела образования на 2027-2028 годы", Frame(None, (date(2027, 1, 1), date(2028, 12, 31)), True)),
        ("Дорожная карта, 2025–2028 гг.", Frame(None, (date(2025, 1, 1), date(2028, 12, 31)), True)),
        ("План мероприятий на 2026 год", Frame(None, (date(2026, 1, 1), date(2026, 12, 31)), True)),
        ("Приложение к приказу от 03.09.2027 г. № 14", None),
        ("Утверждён приказом от 3 сентября 2027 г. № 2026-2027", None),
    ],
)
def test_frame_stands_in_the_title(text: str, frame: Frame | None) -> None:
    assert frame_of_text(text) == frame


def test_frame_refuses_what_is_not_a_year() -> None:
    with pytest.raises(ValueError, match="Not a school year"):
        frame_from_words("этот год", None)


def test_record_goes_in_and_out_as_plain_data() -> None:
    record = {"id": "1", "phrase": "3-4 неделя", "academic_year": "2027-2028", "period": None, "table_month": "2028-02"}

    assert read_record(record) == {
        "id": "1", "kind": "range", "occurrences": [["2028-02-15", "2028-02-28"]], "rrule": None,
        "confidence": "sure", "note": "", "alternatives": [],
    }  # fmt: skip


WORDS = st.sampled_from([
    "октябрь", "мая", "март", "август", "15", "1-3", "31", "32", "2027", "2028 г.", "7.10", "31.02", "07.13",
    "2027-2028", "учебный", "год", "до", "с", "по", "к", "в", "на", "от", "не позднее", "числа", "каждого", "месяца",
    "неделя", "5", "декада", "последняя", "четверть", "квартал", "II", "полугодие", "раз", "ежемесячно", "каждую",
    "среду", "далее", "постоянно", "по мере", "необходимости", "графику", "конец", "начало", "итогам", "лето",
    "-", ",", "(", ")", "/", "и", "педсовет", "?", "№", "каникулы", "дней",
])  # fmt: skip


@given(words=st.lists(WORDS, max_size=8), glue=st.sampled_from([" ", "", "\n"]), frame=st.sampled_from(FRAMES))
@example(words=["7.10", "2027"], glue="", frame=SCHOOL)
@example(words=["шестая", "декада", "мая"], glue=" ", frame=SCHOOL)
@example(words=["сентябрь", "(", "9", "неделя", ")"], glue=" ", frame=SCHOOL)
def test_any_words_give_an_honest_reading(words: list[str], glue: str, frame: Frame) -> None:
    reading = read_term(glue.join(words), frame)

    assert all(window.start <= window.end for window in reading.windows)
    assert len(set(reading.windows)) == len(reading.windows)
    assert bool(reading.windows) == (reading.kind not in (Kind.UNKNOWN, Kind.ON_DEMAND))
    assert (reading.confidence is Confidence.UNKNOWN) == (reading.kind is Kind.UNKNOWN)
    assert reading.note or reading.confidence is Confidence.SURE
    assert (reading.rrule is None) or reading.kind is Kind.RECURRING
    assert all(isinstance(other, Alternative) and other.windows for other in reading.alternatives)


@given(text=st.text(max_size=80))
def test_any_text_is_survived(text: str) -> None:
    assert read_term(text, SCHOOL) == read_term.__wrapped__(text, SCHOOL)
    frame_of_text(text)


@given(year=st.integers(2001, 2080), number=st.integers(1, 12))
def test_months_without_a_year_lie_in_the_school_year(year: int, number: int) -> None:
    reading = read_term(MONTH_NAMES[number], Frame(year))

    assert reading.windows[0].start == date(year if number >= 8 else year + 1, number, 1)


PERIODIC = st.sampled_from(["раз в четверть", "ежемесячно", "каждый вторник", "2 раза в год", "еженедельно"])


@given(year=st.integers(2001, 2080), phrase=PERIODIC)
def test_periodic_windows_stay_in_the_teaching_year_in_order(year: int, phrase: str) -> None:
    span, windows = teaching_year(year), read_term(phrase, Frame(year)).windows

    assert all(one.end < two.start for one, two in pairwise(windows))
    assert (span.start <= windows[0].start, windows[-1].end <= span.end) == (True, True)
