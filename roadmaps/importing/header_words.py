"""The words of table headers. A title is compared by its letters only, so that «Сроки исполнени я» is a term."""

import re

from core.tables.text import squeeze

NUMBER = re.compile(r"(?:номер|№|n|nn|no)(?:п?п|рр|пункта|пунктаплана|строки|мероприятия)?|пп|рр")
ROLES: tuple[tuple[str, str], ...] = (
    (
        "other",
        r"срокиобуч|срокобуч|финансир|объем|бюджет|датарожд|^место(?!.*срок)|стоимост|примечан|подпись"
        r"|^форм[аы](?!заверш|отчет)|^метод|^объект|^цел[ьи]|^фио(?!ответ)|^фамилия|^должность(?!ответ)|^уровни|структур",
    ),
    ("indicator", r"показател|критери|индикатор|значение|единицаизмер"),
    ("responsible", r"^.{0,14}ответ?ствен.{0,36}$|исполнител|^отвлиц|^отв$|ктопровод|ктоотвеч|^кто$|координирующ"),
    (
        "result",
        r"отметка|результат|^формазаверш|^формаотчет|^итог|^выход|выполнени[ея]$|видыдокумент|виддокумент"
        r"|отчетныйдокумент|подтвержда|^документ|^продукт",
    ),
    ("term", r"срок|^дата|^даты|^период|^месяц|^время|^когда|времяпровед|датапровед|^квартал|^неделя|^график|^число$"),
    ("audience", r"аудитори|^класс|^возраст|^участник|категори|контингент|^длякого|^курс$|^группа$|^скем"),
    ("substage", r"подэтап"),
    ("stage", r"этап|^раздел|^модул|^блок|^задач|^фаза"),
    ("direction", r"^направлени"),
    ("content", r"^содержание|^описание|^краткоесодерж|^переченьработ|^комментари"),
    (
        "activity",
        r"мероприят|наименован|^дела$|^дело$|событи|^вопрос|^вид$|^видыи?деят|^виддеят|^видыработ|^видработ"
        r"|^тем[аы]|^тематик|^что(?:дела|сдела|нужно|предстоит)|^действи|^работа$|^названи|^план$|^деятельность|^пошагов|^шаг",
    ),
)
RULES = tuple((role, re.compile(pattern)) for role, pattern in ROLES)
BOTH = re.compile(r"^(?:содержан|описан).*результат")
TERM_AND_PEOPLE = re.compile(r"(?=.*(?:срок|дата|период))(?=.*(?:ответ?ствен|исполнител))")
START = re.compile(r"^(?:с|от|нач.*|дата?начал.*|старт)$")
FINISH = re.compile(r"^(?:по|до|оконч.*|заверш.*|кон(?:ец|ц).*|датаоконч.*|датазаверш.*|финиш)$")
PERIOD = re.compile(
    r"^(?:(?:[1-4]|i{1,3}|iv|перв\w+|втор\w+|треть\w+|четверт\w+)(?:кв|квартал|четверть|полугодие|триместр)"
    r"|(?:янв(?:ар)?|фев(?:рал)?|март?|апр(?:ел)?|ма(?=[йя])|июн|июл|авг(?:уст)?|сент?(?:ябр)?|окт(?:ябр)?|нояб?(?:р)?|дек(?:абр)?)"
    r"[ьйя]?(?:\d{2,4}г?(?:ода)?)?)$"
)
MAX_TITLE = 90


def role_of_title(title: str) -> str | None:
    """The role a column title names, `other` for a known title that is not loaded, None for an unknown one."""
    if not title or len(title) > MAX_TITLE:
        return None
    letters = squeeze(title)
    if not letters:
        return None
    if NUMBER.fullmatch(letters):
        return "number"
    if BOTH.search(letters):
        return "outcome"
    return next((role for role, pattern in RULES if pattern.search(letters)), None)


def is_term_and_people(title: str) -> bool:
    """«Сроки, ответственные»: one column for both."""
    return len(title) <= MAX_TITLE and bool(TERM_AND_PEOPLE.match(squeeze(title)))


def is_period(title: str) -> bool:
    """A column for one month or quarter of a grid («I кв.», «сентябрь»)."""
    return bool(title) and bool(PERIOD.match(squeeze(title)))
