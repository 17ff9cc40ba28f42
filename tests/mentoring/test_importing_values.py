"""What cells of a spreadsheet of people say, and how a title is understood."""

from datetime import date

import pytest

from mentoring.importing import names, values
from mentoring.importing.faults import Unreadable
from mentoring.importing.meanings import CLOSED, NOT_TAKEN, PAIRS, meaning_of, why_dropped, why_left
from mentoring.importing.rows import Plan, read_row

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ёлкина Алёна Семёновна", ("Ёлкина", "Алёна", "Семёновна")),
        ("ПЕТРОВ-ВОДКИН КУЗЬМА СЕРГЕЕВИЧ", ("Петров-Водкин", "Кузьма", "Сергеевич")),
        ("Салтыков – Щедрин Михаил", ("Салтыков-Щедрин", "Михаил", "")),
        ("Мамедов Али Гасан оглы", ("Мамедов", "Али", "Гасан оглы")),
        ("Алиева Лейла Рашид Кызы", ("Алиева", "Лейла", "Рашид кызы")),
        ("Де Ла Круз Мария Ивановна", ("Де Ла Круз", "Мария", "Ивановна")),
        ("Нгуен Ван Ань", ("Нгуен", "Ван", "Ань")),
        ("Иван Петрович Примеров", ("Примеров", "Иван", "Петрович")),
        ("Примерoв Пётр", ("Примеров", "Пётр", "")),
        ("О'Нил Шон", ("О'Нил", "Шон", "")),
    ],
)
def test_names_are_read_as_schools_write_them(text: str, parts: tuple[str, str, str]) -> None:
    assert names.read_full_name(text) == parts


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Примеров", "Нужны фамилия и имя"),
        ("Примеров И. С.", "инициалов"),
        ("Примеров И.С.", "инициалов"),
        ("Роман Примерович Абрамович", "Не понять, где фамилия"),
        ("Примеров Иван 7А", "Лишний знак «7»"),
        ("=HYPERLINK(1) Иван", "Лишний знак «=»"),
    ],
)
def test_names_that_say_too_little_are_sent_back(text: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        names.read_full_name(text)


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("12.05.2014", (date(2014, 5, 12), None)),
        ("12.05.14", (date(2014, 5, 12), None)),
        ("12.05.79", (date(1979, 5, 12), None)),
        ("12/05/1980", (date(1980, 5, 12), None)),
        ("2014-05-12 00:00:00", (date(2014, 5, 12), None)),
        ("12 мая 2014 г.р.", (date(2014, 5, 12), None)),
        ("41771", (date(2014, 5, 12), None)),
        ("2014 г.", (None, 2014)),
    ],
)
def test_a_birth_date_is_read_in_many_spellings(text: str, born: tuple[date | None, int | None]) -> None:
    assert values.read_birth(text, TODAY) == born


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31.02.2014", "Такой даты нет: 31.02.2014"),
        ("05.13.2014", "Такой даты нет"),
        ("12.05.2027", "в будущем"),
        ("2030", "в будущем"),
        ("12.05.1890", "возраст 136"),
        ("12.05.2025", "возраст 1"),
        ("весной", "Не похоже на дату"),
    ],
)
def test_an_impossible_birth_date_says_why(text: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        values.read_birth(text, TODAY)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("8(900) 000-00-00, petrov@example.org", ("8(900) 000-00-00", "petrov@example.org")),
        ("мама: +7 900 000 00 00", ("мама: +7 900 000 00 00", "")),
        ("petrov@example.org.", ("", "petrov@example.org")),
    ],
)
def test_contacts_are_parted_and_a_phone_stays_as_written(text: str, found: tuple[str, str]) -> None:
    assert values.read_contacts(text) == found


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("10–14 лет", (10, 14)),
        ("от 12", (12, None)),
        ("14+", (14, None)),
        ("до 15", (None, 15)),
        ("любой", (None, None)),
    ],
)
def test_wished_ages_are_read(text: str, ages: tuple[int | None, int | None]) -> None:
    assert values.read_ages(text) == ages


def test_a_list_is_parted_by_commas_only_without_semicolons() -> None:
    assert values.read_list("алгебра, геометрия (7, 8 класс)", 80) == ("алгебра", "геометрия (7, 8 класс)")
    assert values.read_list("алгебра, геометрия; физика", 80) == ("алгебра, геометрия", "физика")


@pytest.mark.parametrize(
    ("title", "side", "meaning"),
    [
        ("Ф.И.О. наставляемого", "mentee", "full_name"),
        ("ФИО наставника", "mentee", None),
        ("Контактные данные для связи (данные представителя)", "mentee", "contacts"),
        ("Телефон родителя (законного представителя)", "mentee", "kin_phone"),
        ("Год рождения наставляемого", "mentee", "birth"),
        ("Год рождения наставляемого", "mentor", None),
        ("Место работы/учёбы наставника", "mentor", "workplace"),
        ("Желаемый возраст наставляемых", "mentor", "age_wish"),
        ("Важные для программы достижения наставника", "mentor", "achievements"),
        ("Имя, отчество", "mentor", "first_name"),
        ("Паспорт: серия, номер", "mentor", None),
        ("№ п/п", "mentor", None),
    ],
)
def test_titles_are_known_by_their_words(title: str, side: str, meaning: str | None) -> None:
    assert meaning_of(title, side) == meaning


def test_papers_and_closed_data_are_dropped_with_a_reason() -> None:
    assert why_dropped("СНИЛС", ()) == NOT_TAKEN
    assert why_dropped("", ("123-456-789 00", "111-222-333 44")) == NOT_TAKEN
    assert why_dropped("Документ", ("45 10 123456",)) == NOT_TAKEN
    assert why_dropped("Группа здоровья", ()) == CLOSED
    assert why_dropped("Телефон", ("8 900 000-00-00",)) == ""
    assert why_left("ФИО наставляемого (наставляемых)", "mentor") == PAIRS


def test_a_row_names_every_cell_that_has_to_be_mended() -> None:
    plan = Plan("mentee", "pupil", 2026, {"full_name": 0, "birth": 1, "gender": 2, "email": 3}, kind="pupil")

    reading = read_row(["Примеров И.", "31.02.2014", "средний", "почта"], plan, TODAY)

    assert reading.entry is None
    assert {(fault.column, fault.value) for fault in reading.faults} == {
        (0, "Примеров И."),
        (1, "31.02.2014"),
        (2, "средний"),
        (3, "почта"),
    }


def test_an_empty_cell_is_not_given() -> None:
    plan = Plan("mentee", "pupil", 2026, {"last_name": 0, "first_name": 1, "phone": 2}, kind="pupil")

    reading = read_row(["Примеров", "Иван", ""], plan, TODAY)

    assert reading.given == {"last_name", "first_name"}
