"""Words of a term → windows, on invented cells; the rules are those of docs on terms, one table per family."""

from datetime import date

import pytest

from roadmaps.terms import Confidence, Frame, Kind, Reading, Window, read_term

SCHOOL = Frame(2027)
"""2027-2028: February has 29 days."""
CALENDAR = Frame(None, period=(date(2026, 1, 1), date(2026, 12, 31)), calendar_basis=True)
SEVERAL = Frame(None, period=(date(2025, 1, 1), date(2028, 12, 31)), calendar_basis=True)
OCTOBER = Frame(2027, table_month=10)


def days(reading: Reading) -> list[str]:
    """Windows as «05.10.27» or «01.10.27-31.10.27»."""
    texts = [(f"{window.start:%d.%m.%y}", f"{window.end:%d.%m.%y}") for window in reading.windows]
    return [start if start == end else f"{start}-{end}" for start, end in texts]


DATED = [
    ("Октябрь", Kind.MONTH, ["01.10.27-31.10.27"]),
    ("в феврале", Kind.MONTH, ["01.02.28-29.02.28"]),
    ("окт. 2027 г", Kind.MONTH, ["01.10.27-31.10.27"]),
    ("10.2027", Kind.MONTH, ["01.10.27-31.10.27"]),
    ("сентябрь 27 г.", Kind.MONTH, ["01.09.27-30.09.27"]),
    ("декабрь – март", Kind.RANGE, ["01.12.27-31.03.28"]),
    ("с октября по апрель", Kind.RANGE, ["01.10.27-30.04.28"]),
    ("октябрь-декабрь 2027 г., март 2028", Kind.LIST, ["01.10.27-31.12.27", "01.03.28-31.03.28"]),
    ("ноябрь, декабрь 2027", Kind.LIST, ["01.11.27-30.11.27", "01.12.27-31.12.27"]),
    ("декабрь, январь 2028", Kind.LIST, ["01.12.27-31.12.27", "01.01.28-31.01.28"]),
    ("Декабрь Апрель", Kind.LIST, ["01.12.27-31.12.27", "01.04.28-30.04.28"]),
    ("август - ноябрь", Kind.RANGE, ["01.08.27-30.11.27"]),
    ("июль-август", Kind.RANGE, ["01.07.28-31.08.28"]),
    ("7 октября", Kind.DATE, ["07.10.27"]),
    ("7.10", Kind.DATE, ["07.10.27"]),
    ("07.10.27г.", Kind.DATE, ["07.10.27"]),
    ("07/10/2027", Kind.DATE, ["07.10.27"]),
    ("7-11 февраля", Kind.RANGE, ["07.02.28-11.02.28"]),
    ("с 7 по 11.02", Kind.RANGE, ["07.02.28-11.02.28"]),
    ("07 -11.02.", Kind.RANGE, ["07.02.28-11.02.28"]),
    ("28 декабря – 9 января", Kind.RANGE, ["28.12.27-09.01.28"]),
    ("4, 11 и 18 ноября", Kind.LIST, ["04.11.27", "11.11.27", "18.11.27"]),
    ("четверг, 7 октября", Kind.DATE, ["07.10.27"]),
    ("до 20 ноября", Kind.DATE, ["01.11.27-20.11.27"]),
    ("не позднее 20.11.2027 года", Kind.DATE, ["01.11.27-20.11.27"]),
    ("к 1 марта", Kind.DATE, ["01.03.28"]),
    ("в срок до 15 марта", Kind.DATE, ["01.03.28-15.03.28"]),
    ("до конца апреля", Kind.DATE, ["01.04.28-30.04.28"]),
    ("октябрь (до 15 числа)", Kind.DATE, ["01.10.27-15.10.27"]),
    ("до 10 декабря, 10 мая", Kind.LIST, ["01.12.27-10.12.27", "01.05.28-10.05.28"]),
    ("с 10 января", Kind.RANGE, ["10.01.28-31.05.28"]),
    ("вторая неделя декабря", Kind.RANGE, ["08.12.27-14.12.27"]),
    ("март, 3-4 неделя", Kind.RANGE, ["15.03.28-28.03.28"]),
    ("последняя неделя января", Kind.RANGE, ["25.01.28-31.01.28"]),
    ("II декада ноября", Kind.RANGE, ["11.11.27-20.11.27"]),
    ("первая половина марта", Kind.RANGE, ["01.03.28-15.03.28"]),
    ("конец октября – начало ноября", Kind.RANGE, ["21.10.27-10.11.27"]),
    ("первый вторник ноября", Kind.DATE, ["02.11.27"]),
    ("первый вторник ноября, марта", Kind.LIST, ["02.11.27", "07.03.28"]),
    ("II полугодие", Kind.RANGE, ["01.01.28-31.05.28"]),
    ("П полугодие", Kind.RANGE, ["01.01.28-31.05.28"]),
    ("III-IV кв. 2027 г.", Kind.RANGE, ["01.07.27-31.12.27"]),
    ("осенний период", Kind.RANGE, ["01.09.27-30.11.27"]),
    ("в начале учебного года", Kind.RANGE, ["01.09.27-30.09.27"]),
    ("по окончании учебного года", Kind.RANGE, ["01.06.28-30.06.28"]),
    ("2027/28 уч. год", Kind.RANGE, ["01.09.27-31.05.28"]),
]


@pytest.mark.parametrize(("phrase", "kind", "windows"), DATED)
def test_dated_terms_are_read_without_questions(phrase: str, kind: Kind, windows: list[str]) -> None:
    reading = read_term(phrase, SCHOOL)

    assert (reading.kind, days(reading), reading.confidence) == (kind, windows, Confidence.SURE)
    assert reading.rrule is None


NOISE = [
    ("Октя брь", "октябрь"), ("ОКТЯБРЬ.", "октябрь"), ("октябрь*", "октябрь"),
    ("<p>октябрь</p>", "октябрь"), ("до7.10", "до 7.10"), ("ежеме- сячно", "ежемесячно"), ("7. 10", "7.10"),
    ("втечение года", "в течение года"), ("в теч. уч. г.", "в течение учебного года"), ("в. т. г.", "в течение года"),
    ("НоябрьДекабрь", "ноябрь, декабрь"), ("по плануотдела", "по плану отдела"), ("c 7 октября", "с 7 октября"),
    ("октябрь,2027г", "октябрь 2027"), ("1 р. в квартал", "1 раз в квартал"), ("ноя б рь - де кабрь", "ноябрь-декабрь"),
    ("октябрь м-ц", "октябрь"), ("2 п.г.", "II полугодие"),
]  # fmt: skip


@pytest.mark.parametrize(("noisy", "clean"), NOISE)
def test_noise_changes_nothing(noisy: str, clean: str) -> None:
    noisy_reading, clean_reading = read_term(noisy, SCHOOL), read_term(clean, SCHOOL)

    assert (noisy_reading.kind, noisy_reading.windows) == (clean_reading.kind, clean_reading.windows)
    assert noisy_reading.confidence == clean_reading.confidence


RECURRING = [
    ("ежемесячно", 9, "01.09.27-30.09.27", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("не реже 1 раза в месяц", 9, "01.09.27-30.09.27", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("до 5 числа каждого месяца", 9, "01.09.27-05.09.27", "FREQ=MONTHLY;BYMONTHDAY=5"),
    ("каждое 12 число месяца", 9, "12.09.27", "FREQ=MONTHLY;BYMONTHDAY=12"),
    ("ежемесячно, с ноября по март", 5, "01.11.27-30.11.27", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("дважды в месяц", 18, "01.09.27-15.09.27", "FREQ=MONTHLY;BYMONTHDAY=15,-1"),
    ("раз в 2 месяца", 4, "01.09.27-31.10.27", "FREQ=YEARLY;BYMONTH=2,4,10,12;BYMONTHDAY=-1"),
    ("1 раз в квартал", 4, "01.09.27-30.09.27", "FREQ=YEARLY;BYMONTH=3,5,9,12;BYMONTHDAY=-1"),
    ("по четвертям", 4, "01.09.27-31.10.27", "FREQ=YEARLY;BYMONTH=3,5,10,12;BYMONTHDAY=-1"),
    ("каждое полугодие", 2, "01.09.27-31.12.27", "FREQ=YEARLY;BYMONTH=5,12;BYMONTHDAY=-1"),
    ("трижды в год", 3, "01.09.27-30.11.27", "FREQ=YEARLY;BYMONTH=2,5,11;BYMONTHDAY=-1"),
    ("2 раза в год (октябрь, март)", 2, "01.10.27-31.10.27", "FREQ=YEARLY;BYMONTH=3,10;BYMONTHDAY=-1"),
    ("еженедельно", 39, "01.09.27-05.09.27", "FREQ=WEEKLY;BYDAY=SU"),
    ("по средам", 40, "01.09.27", "FREQ=WEEKLY;BYDAY=WE"),
    ("каждый второй вторник месяца", 9, "14.09.27", "FREQ=MONTHLY;BYDAY=2TU"),
    ("последняя неделя каждого месяца", 9, "24.09.27-30.09.27", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("ежедневно", 1, "01.09.27-31.05.28", "FREQ=DAILY"),
    ("ежегодно", 1, "01.09.27-31.05.28", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=-1"),
    ("ежегодно до 20 апреля", 1, "01.04.28-20.04.28", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=20"),
]


@pytest.mark.parametrize(("phrase", "count", "first", "rrule"), RECURRING)
def test_recurrences_fall_inside_the_teaching_year(phrase: str, count: int, first: str, rrule: str) -> None:
    reading = read_term(phrase, SCHOOL)

    assert (reading.kind, reading.confidence, reading.rrule) == (Kind.RECURRING, Confidence.SURE, rrule)
    assert (len(reading.windows), days(reading)[0]) == (count, first)


@pytest.mark.parametrize(
    "phrase",
    ["весь учебный год", "систематически", "на протяжении года", "на постоянной основе", "постоянно, по запросу"],
)
def test_year_long_terms_cover_the_teaching_year(phrase: str) -> None:
    reading = read_term(phrase, SCHOOL)

    assert (reading.kind, days(reading)) == (Kind.CONTINUOUS, ["01.09.27-31.05.28"])


def test_constantly_lasts_as_long_as_the_range_beside_it() -> None:
    reading = read_term("ноябрь 2027 – апрель 2028 (постоянно)", SCHOOL)

    assert (reading.kind, days(reading)) == (Kind.CONTINUOUS, ["01.11.27-30.04.28"])
    assert reading.confidence is Confidence.SURE


@pytest.mark.parametrize(
    "phrase", ["при необходимости", "по мере поступления анкет", "по заявкам родителей (законных)"]
)
def test_terms_on_demand_have_no_windows(phrase: str) -> None:
    assert read_term(phrase, SCHOOL) == Reading(Kind.ON_DEMAND)


UNKNOWN = [
    "", "—", "Педсовет", "по графику отдела", "согласно плану на 2027-2028 учебный год", "весенние каникулы",
    "до начала экзаменов", "приказ от 12.10.2027 № 8", "к новому учебному году", "в 5-дневный срок",
    "в течение недели", "за 2 недели до конкурса", "I неделя", "1 этап",
]  # fmt: skip


@pytest.mark.parametrize("phrase", UNKNOWN)
def test_terms_without_a_date_are_asked_for(phrase: str) -> None:
    reading = read_term(phrase, SCHOOL)

    assert (reading.kind, reading.windows, reading.confidence) == (Kind.UNKNOWN, (), Confidence.UNKNOWN)
    assert reading.note


TAILS = [
    ("Март 2026 г., далее – постоянно", Kind.CONTINUOUS, ["01.03.26-31.03.26", "01.04.26-31.12.28"], None),
    ("до 10 марта 2027, далее ежегодно", Kind.RECURRING, ["01.03.27-10.03.27", "01.03.28-10.03.28"],
     "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10"),
    ("июнь 2028 (далее по мере необходимости)", Kind.MONTH, ["01.06.28-30.06.28"], None),
    ("июнь 2028, далее 1 раз в квартал", Kind.RECURRING,
     ["01.06.28-30.06.28", "01.07.28-30.09.28", "01.10.28-31.12.28"], "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "kind", "windows", "rrule"), TAILS)
def test_what_goes_on_after_the_first_date(phrase: str, kind: Kind, windows: list[str], rrule: str | None) -> None:
    reading = read_term(phrase, SEVERAL)

    assert (reading.kind, days(reading), reading.rrule) == (kind, windows, rrule)
    assert reading.confidence is Confidence.SURE


def test_plan_of_a_calendar_year_counts_from_january() -> None:
    assert days(read_term("2 раза в год", CALENDAR)) == ["01.01.26-30.06.26", "01.07.26-31.12.26"]
    assert len(read_term("ежемесячно", CALENDAR).windows) == 12
    assert days(read_term("сентябрь", CALENDAR)) == ["01.09.26-30.09.26"]
    assert days(read_term("в течение года", CALENDAR)) == ["01.01.26-31.12.26"]


def test_table_of_one_month_names_the_month() -> None:
    assert days(read_term("2-я неделя", OCTOBER)) == ["08.10.27-14.10.27"]
    assert days(read_term("в теч. мес.", OCTOBER)) == ["01.10.27-31.10.27"]
    assert days(read_term("до 15 числа", OCTOBER)) == ["01.10.27-15.10.27"]
    assert days(read_term("30.09", OCTOBER)) == ["30.09.27"]


def test_the_same_words_move_to_another_year() -> None:
    assert read_term("март", Frame(2030)).windows == (Window(date(2031, 3, 1), date(2031, 3, 31)),)
