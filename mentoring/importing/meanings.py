"""What a column of a spreadsheet of people may hold, and the words by which its title is known.

Titles are compared by their letters only (`core.tables.text.squeeze`): «Ф.И.О. наставника» is «фионаставника».
"""

import re
from dataclasses import dataclass

from core.tables.text import squeeze
from mentoring.models import Side

BOTH = frozenset(Side.values)
MENTORS, MENTEES = frozenset({Side.MENTOR.value}), frozenset({Side.MENTEE.value})
LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Meaning:
    """`width` is that of the column in our own template, in millimetres; 0: the template has no such column."""

    key: str
    label: str
    words: str
    width: int = 0
    sides: frozenset[str] = BOTH


MEANINGS = (
    Meaning("kin_relation", "Кем приходится", r"^кемприходится|^родство|^степеньродства", 25, MENTEES),
    Meaning(
        "kin_phone", "Телефон представителя", r"(?:телефон|^тел)\w*(?:родител|представител|мам|опекун)", 30, MENTEES
    ),
    Meaning("kin_email", "Почта представителя", r"почт\w*(?:родител|представител)|email(?:родител)", 35, MENTEES),
    Meaning(
        "kin_name", "ФИО представителя", r"^(?:фио|имя)?(?:законн\w+)?(?:родител|представител|опекун)", 45, MENTEES
    ),
    Meaning("last_name", "Фамилия", r"^фамилия(?!имя)(?!и)", 35),
    Meaning("first_name", "Имя", r"^имя(?!фам)", 30),
    Meaning("patronymic", "Отчество", r"^отчество", 35),
    Meaning("full_name", "ФИО", r"^фио|^фамилияи|^полноеимя|^участник$|^наставник$|^наставляемый$|^ученик$|^учащийся$"),
    Meaning("gender", "Пол", r"^пол(?:$|мж|учен|настав)", 12),
    Meaning("birth", "Дата или год рождения", r"(?:дата|год|день|число)\w*рожден|^рожден|^др$", 25),
    Meaning("kind", "Кто это", r"^кто(?:$|это|он)|^категорияучастника|^статусучастника|^видучастника", 30),
    Meaning("class_name", "Класс", r"^класс(?:$|уч|групп|наст)|^группа$", 15),
    Meaning("position", "Должность", r"^должност|^профессия|^преподаваем", 35),
    Meaning(
        "workplace", "Место работы или учёбы", r"^мест(?:о|а)(?:работы|учебы)|^организация$|^школа$|^предприятие", 45
    ),
    Meaning("phone", "Телефон", r"^(?:мобильный|контактный|сотовый)?(?:номер)?тел|^сотовый|^мобильный", 30),
    Meaning("email", "Эл. почта", r"почт|^email|^e?mail|^адресэл", 35),
    Meaning("contacts", "Контакты", r"^контакт|^связь"),
    Meaning("forms", "Форма наставничества", r"^форм[аы](?!заверш|отчет|обуч)", 35),
    Meaning("entered", "Дата вхождения в программу", r"датавхожд|датавступ|^вхождение|^вошел", 22),
    Meaning("finished", "Дата завершения программы", r"датазаверш|датаоконч|^заверш", 22),
    Meaning("results", "Результаты программы", r"^результат", 35),
    Meaning("case_link", "Ссылка на кейс или отзыв", r"^ссылк|кейс|отзыв", 35),
    Meaning("passed", "Программа пройдена", r"отметкаопрохожд|^прохождение|^пройден|программапройд", 18),
    Meaning("competences", "Основные компетенции", r"компетенц", 45, MENTORS),
    Meaning("achievements", "Достижения", r"достижен", 45, MENTORS),
    Meaning("subjects", "Предметы и сферы", r"^предмет|^сфер[аы]", 35),
    Meaning("interests", "Интересы", r"интерес|^увлечен|^хобби", 35),
    Meaning(
        "age_wish",
        "Желаемый возраст наставляемых",
        r"возраст(?:наставля|настовл|подопеч)|^желаемыйвозраст",
        22,
        MENTORS,
    ),
    Meaning("time_resource", "Ресурс времени", r"ресурсвремени|^время", 30, MENTORS),
    Meaning("capacity", "Сколько наставляемых готов взять", r"^сколько|количествонаст|^нагрузка", 20, MENTORS),
    Meaning("qualified", "Категория «педагог-наставник»", r"педагогнаставник", 22, MENTORS),
    Meaning("request_source", "Кто назвал запрос", r"источникзапрос|ктоназвал", 30, MENTEES),
    Meaning("request", "Основной запрос", r"запрос|^потребност|^проблема$", 60, MENTEES),
    Meaning("categories", "Категория наставляемого", r"^категори", 35, MENTEES),
    Meaning("wishes", "Пожелания к наставнику", r"^пожелан", 35, MENTEES),
    Meaning("slots", "Когда удобно", r"^когдаудобн|^удобноевремя", 40),
)
BY_KEY = {meaning.key: meaning for meaning in MEANINGS}
RULES = tuple((meaning, re.compile(meaning.words)) for meaning in MEANINGS)

# A base of one side names the other side too: pairs are made in the program.
OTHER_SIDE = {
    Side.MENTOR.value: re.compile(r"наставляемого$|наставляемогонаставляемых|^фионаставляемых"),
    Side.MENTEE.value: re.compile(r"наставника$|^наставник$"),
}
OF_THIS_SIDE = re.compile(r"^ссылк|^пожелан|^сколько|^колич|^желаем")

NOT_TAKEN = "Документы личности программе не нужны: столбец не будет загружен."
CLOSED = "Закрытые сведения не загружаются таблицей: их вносят в карточке, в закрытом блоке."
PAIRS = "Пары составляются в программе."
PAPERS = re.compile(
    r"паспорт|^серия|снилс|страховойномер|удостоверен|кемвыдан|датавыдач|кодподраздел|^инн|свидетельств"
)
CLOSED_WORDS = re.compile(
    r"здоров|диагноз|инвалид|^овз|овз$|пмпк|тжс|труднаяжизн|пдн|кдн|вшк|учете|внутришкольн|неблагополуч"
    r"|поведени|выгоран|асоциальн|судимост"
)
DROPPED = ((PAPERS, NOT_TAKEN), (CLOSED_WORDS, CLOSED))
SNILS = re.compile(r"\d{3}-\d{3}-\d{3}[ -]\d{2}")
PASSPORT = re.compile(r"\d{2} ?\d{2} ?(?:№ ?)?\d{6}")
NUMBER = re.compile(r"(?:номер|№|n|nn)(?:пп|п)?|пп")


def meaning_of(title: str, side: str) -> str | None:
    """The key of the meaning a title names on a sheet of one side; None for a title that is not known."""
    letters = squeeze(title)
    if not letters or len(title) > LONGEST_TITLE or why_dropped(title, ()) or _is_of_other_side(letters, side):
        return None
    return next((m.key for m, words in RULES if side in m.sides and words.search(letters)), None)


def known_title(title: str) -> str | None:
    """What a title names on a sheet of whichever side; «dropped» and «number» count: they tell a header row."""
    letters = squeeze(title)
    if not letters or len(title) > LONGEST_TITLE:
        return None
    if NUMBER.fullmatch(letters):
        return "number"
    if why_dropped(title, ()):
        return "dropped"
    return next((meaning.key for meaning, words in RULES if words.search(letters)), None)


def why_dropped(title: str, values: tuple[str, ...]) -> str:
    """Why a column is never loaded, whatever the person chooses; empty: it may be."""
    letters = squeeze(title)
    found = next((why for words, why in DROPPED if words.search(letters)), "")
    if found or not values:
        return found
    papers = sum(bool(SNILS.fullmatch(value) or PASSPORT.fullmatch(value)) for value in values)
    return NOT_TAKEN if 2 * papers > len(values) else ""


def why_left(title: str, side: str) -> str:
    """Why a column that could be chosen is left out, in a few words; empty when there is nothing to say."""
    return PAIRS if _is_of_other_side(squeeze(title), side) else ""


def _is_of_other_side(letters: str, side: str) -> bool:
    return bool(OTHER_SIDE[side].search(letters)) and not OF_THIS_SIDE.search(letters)
