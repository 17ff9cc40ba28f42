"""What the cells of a spreadsheet say. Every reader raises Unreadable with what to do."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import TextChoices

from core.dates import LONG_MONTHS, MONTHS, SHORT_MONTHS
from core.tables.text import squeeze
from mentoring.importing.faults import Unreadable
from mentoring.models import MenteeCard, MentoringForm, Person, Request, TimeSlot, age_on
from mentoring.models.people import Guardian

YOUNGEST, OLDEST = 5, 100  # full years
NUMERIC_DATE = re.compile(r"(\d{1,2})[\s.,/-]+(\d{1,2})[\s.,/-]+(\d{4}|\d{2})")
ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
WORD_DATE = re.compile(r"(\d{1,2})\s+([а-я]+)\.?\s+(\d{4}|\d{2})")
YEAR = re.compile(r"\d{4}")
TAIL = re.compile(r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?\s*(?:г\.?\s?р\.?|год[а]?\s*рождения|года?|г)?\.?$")
SERIAL = re.compile(r"[1-9]\d{4}")
EPOCH = date(1899, 12, 30)  # the day 0 of a spreadsheet
EMAIL = re.compile(r"[^\s,;<>()]+@[^\s,;<>()]+")
AGES = re.compile(r"(?:от|с)?\s*(\d{1,2})\s*(?:-|–|—|до|по)\s*(\d{1,2})\s*(?:лет|года?)?\.?")
AGE_FROM = re.compile(r"(?:от|с|старше)\s*(\d{1,2})\s*(?:лет|года?)?\.?|(\d{1,2})\s*\+")
AGE_TO = re.compile(r"(?:до|по|младше)\s*(\d{1,2})\s*(?:лет|года?)?\.?")
ONE_AGE = re.compile(r"(\d{1,2})\s*(?:лет|года?)?\.?")
ANY_AGE = frozenset({"", "любой", "неважно", "безразлично", "все", "нет"})
YES = frozenset(["да", "есть", "пройдена", "пройдено", "прошел", "прошла", "зачет", "зачтено", "v", "1", "true"])
NO = frozenset(["нет", "не", "пройдена", "не", "пройдено", "непройдена", "незачет", "0", "false"])
MONTH_NUMBERS = {
    name: number for names in (MONTHS, LONG_MONTHS, SHORT_MONTHS) for number, name in enumerate(names, start=1)
}
MEN = ("м", "муж", "мужской", "мужчина", "мальчик", "юноша", "m", "male")
WOMEN = ("ж", "жен", "женский", "женщина", "девочка", "девушка", "f", "female")
GENDERS = dict.fromkeys(MEN, Person.Gender.MALE.value) | dict.fromkeys(WOMEN, Person.Gender.FEMALE.value)


def words_of(choices: type[TextChoices], **further: str) -> dict[str, str]:
    """Squeezed word → value: the labels themselves, and `value="слово слово"` for other words."""
    found = {squeeze(str(label)): str(value) for value, label in choices.choices}
    return found | {word: value for value, words in further.items() for word in words.split()}


KINDS = words_of(
    Person.Kind,
    pupil="учащийся учащаяся ученица школьник школьница обучающийся обучающаяся воспитанник",
    teacher="учитель преподаватель учительница педагогическийработник сотрудникшколы",
    parent="мать отец мама папа законныйпредставитель",
    graduate="выпускница",
    student="студентка",
    employee="сотрудник работодатель работник специалист представительпредприятия",
    entrepreneur="бизнесмен ип",
    veteran="ветеран ветеранпедтруда",
    other="другой иное",
)
FORMS = words_of(MentoringForm, employer_pupil="работодательшкольник", teacher_teacher="педагогпедагог")
RELATIONS = words_of(Guardian.Relation, mother="мама", father="папа", guardian="опекун попечитель", other="другой")
SOURCES = words_of(
    Request.Source, self="сама самученик", class_teacher="кларуководитель классрук", parent="родители мать"
)
CATEGORIES = words_of(MenteeCard.Category)
SLOTS = words_of(TimeSlot)


def with_own(words: Mapping[str, str], own: Iterable[str]) -> dict[str, str]:
    """Words of an organization beside those of the program; each is its own value."""
    return {squeeze(each): each for each in own} | dict(words)


def read_choice(text: str, words: Mapping[str, str], labels: Iterable[Any]) -> str:
    found = words.get(squeeze(text))
    if found is None:
        raise Unreadable(f"Нет такого варианта. Напишите один из: {', '.join(map(str, labels))}")
    return found


def read_choices(text: str, words: Mapping[str, str], labels: Sequence[Any]) -> tuple[str, ...]:
    """Several, each once, in the order of the cell."""
    whole = words.get(squeeze(text))
    parts = (text,) if whole else split_list(text)
    return tuple(dict.fromkeys(read_choice(part, words, labels) for part in parts))


def read_gender(text: str) -> str:
    found = GENDERS.get(squeeze(text))
    if found is None:
        raise Unreadable("Напишите «м» или «ж»")
    return found


def read_birth(text: str, today: date) -> tuple[date | None, int | None]:
    """(date, None) or (None, year) where only the year is written."""
    words = _without_tail(text)
    if YEAR.fullmatch(words):
        year = int(words)
        _check_age(today.year - year, today.year < year)
        return None, year
    born = date_of(words, today, latest=today)
    _check_age(age_on(born, today), born > today)
    return born, None


def _check_age(age: int, future: bool) -> None:
    if future:
        raise Unreadable("Дата рождения в будущем. Проверьте год")
    if not YOUNGEST <= age <= OLDEST:
        raise Unreadable(f"Получается возраст {age}. Проверьте год")


def read_day(text: str, today: date) -> date:
    """A date of the programme, not before 2000 and at most ten years ahead."""
    day = date_of(_without_tail(text), today)
    if not 2000 <= day.year <= today.year + 10:
        raise Unreadable(f"Год {day.year} не подходит. Проверьте дату")
    return day


def date_of(words: str, today: date, latest: date | None = None) -> date:
    """Two-digit years are of this century, unless that is after `latest`: then of the one before."""
    numbers = _numbers_of(words)
    if numbers is None:
        raise Unreadable("Не похоже на дату. Напишите, например, 12.05.2014")
    day, month, year = numbers
    if year < 100:
        year += 2000
        if latest is not None and (year, month, day) > (latest.year, latest.month, latest.day):
            year -= 100
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(f"Такой даты нет: {day:02d}.{month:02d}.{year}. Проверьте день и месяц") from None


def _numbers_of(words: str) -> tuple[int, int, int] | None:
    if found := NUMERIC_DATE.fullmatch(words):
        return int(found[1]), int(found[2]), int(found[3])
    if found := ISO_DATE.fullmatch(words):
        return int(found[3]), int(found[2]), int(found[1])
    if (found := WORD_DATE.fullmatch(words)) and found[2] in MONTH_NUMBERS:
        return int(found[1]), MONTH_NUMBERS[found[2]], int(found[3])
    if SERIAL.fullmatch(words):
        day = EPOCH + timedelta(days=int(words))
        return day.day, day.month, day.year
    return None


def _without_tail(text: str) -> str:
    """Without «г.р.» and the time that a spreadsheet adds."""
    return TAIL.sub("", " ".join(text.lower().split()))


def read_yes(text: str) -> bool:
    letters = squeeze(text)
    if letters in YES or text.strip() in {"+", "✓", "✔"}:
        return True
    if letters in NO or text.strip() in {"-", "–", "—"}:
        return False
    raise Unreadable("Напишите «да» или «нет»")


def read_ages(text: str) -> tuple[int | None, int | None]:
    """«10–14 лет», «от 12», «до 15», «11»; «любой» sets no bounds."""
    words = " ".join(text.lower().split())
    if squeeze(words) in ANY_AGE:
        return None, None
    if found := AGES.fullmatch(words):
        low, high = int(found[1]), int(found[2])
        if low > high:
            raise Unreadable(f"«От» больше, чем «до». Напишите, например, {high}–{low}")
        return low, high
    if found := AGE_FROM.fullmatch(words):
        return int(found[1] or found[2]), None
    if found := AGE_TO.fullmatch(words):
        return None, int(found[1])
    if found := ONE_AGE.fullmatch(words):
        return int(found[1]), int(found[1])
    raise Unreadable("Напишите возраст цифрами, например 10–14")


def read_capacity(text: str) -> int:
    if not text.strip().isdecimal() or not 1 <= int(text.strip()[:4]) <= 20:
        raise Unreadable("Напишите число от 1 до 20")
    return int(text)


def read_email(text: str) -> str:
    """The address as it was written, without «mailto:»."""
    address = text.strip().removeprefix("mailto:")
    try:
        validate_email(address)
    except ValidationError:
        raise Unreadable("Не похоже на адрес почты. Напишите, например, petrov@example.org") from None
    return read_text(address, 254)


def read_contacts(text: str) -> tuple[str, str]:
    """(phone, address) of a cell that holds both; what is no address is kept as it was written."""
    found = EMAIL.search(text)
    email = read_email(found.group().strip(".")) if found else ""
    rest = (text[: found.start()] + text[found.end() :] if found else text).strip(" ,;\n")
    return read_text(" ".join(rest.split()), 60), email


def read_link(text: str) -> str:
    address = text.strip()
    if " " in address or "." not in address or "\n" in address:
        raise Unreadable("Не похоже на ссылку. Скопируйте её из адресной строки")
    if not address.lower().startswith(("http://", "https://")):
        address = f"https://{address}"
    return read_text(address, 200)


def read_text(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Unreadable(f"Слишком длинно: {len(text)} знаков, поместится {longest}. Сократите")
    return text


def read_list(text: str, longest: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(read_text(part, longest) for part in split_list(text)))


def split_list(text: str) -> list[str]:
    """Parts by «;» or by lines; only where there are none of these, by commas outside brackets."""
    pieces = re.split(r"[;\n]", text) if ";" in text or "\n" in text else re.split(r",(?![^(]*\))", text)
    return [piece for piece in (" ".join(piece.split()) for piece in pieces) if piece]
