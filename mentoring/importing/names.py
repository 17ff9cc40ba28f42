"""Names as schools write them: ё, hyphens, double surnames, no patronymic, «оглы»."""

import re
from functools import lru_cache

from mentoring.importing.faults import Unreadable

EASTERN = frozenset(["оглы", "оглу", "углы", "кызы", "кизи", "гызы", "улы", "уулу", "угли", "заде"])
PATRONYMIC = re.compile(r"(?:ович|евич|ич|овна|евна|ична|инична)$", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?")
INITIALS = re.compile(r"^[^\W\d_](?:\.[^\W\d_])?\.?$")
AROUND_HYPHEN = re.compile(r"\s*[-‐‑–—]\s*")
CYRILLIC, LATIN = re.compile("[а-яё]", re.IGNORECASE), re.compile("[a-z]", re.IGNORECASE)
TWINS = str.maketrans("AaBCcEeHKkMOoPpTXxy", "АаВСсЕеНКкМОоРрТХху")  # Latin letters that look Russian
LONGEST = 100

EXAMPLE = "например: Петров Иван Сергеевич"


def read_full_name(text: str) -> tuple[str, str, str]:
    """(last name, first name, patronymic) of «Мамедов Али Гасан оглы». Raises Unreadable."""
    if len(text) > LONGEST:
        raise Unreadable(f"Слишком длинно: {len(text)} знаков, поместится {LONGEST}")
    words = tidy_name(text).split(" ")
    if len(words) < 2:
        raise Unreadable(f"Нужны фамилия и имя полностью, {EXAMPLE}")
    if any(INITIALS.match(word) for word in words[1:]):
        raise Unreadable(f"Вместо инициалов напишите имя и отчество полностью, {EXAMPLE}")
    for word in words:
        check_word(word)
    if words[-1].lower() in EASTERN and len(words) > 3:
        return " ".join(words[:-3]), words[-3], f"{words[-2]} {words[-1].lower()}"
    if len(words) == 2:
        return words[0], words[1], ""
    return _with_patronymic(words)


def _with_patronymic(words: list[str]) -> tuple[str, str, str]:
    last, middle = bool(PATRONYMIC.search(words[-1])), bool(PATRONYMIC.search(words[1]))
    if len(words) == 3 and not middle:
        return words[0], words[1], words[2]
    if len(words) == 3 and not last:
        return words[2], words[0], words[1]  # «Иван Сергеевич Петров»
    if len(words) > 3 and last:
        return " ".join(words[:-2]), words[-2], words[-1]
    raise Unreadable(f"Не понять, где фамилия, имя и отчество. Напишите в этом порядке, {EXAMPLE}")


def read_given(text: str) -> tuple[str, str]:
    """(first name, patronymic) of a column «Имя» that may hold both."""
    words = read_name(text).split(" ")
    if len(words) > 2 and words[-1].lower() in EASTERN:
        return " ".join(words[:-2]), f"{words[-2]} {words[-1].lower()}"
    if len(words) == 2 and PATRONYMIC.search(words[1]):
        return words[0], words[1]
    return " ".join(words), ""


@lru_cache(maxsize=8192)
def read_name(text: str) -> str:
    """One part of a name, several words allowed. Raises Unreadable."""
    name = tidy_name(text)
    if len(name) > LONGEST:
        raise Unreadable(f"Слишком длинно: {len(name)} знаков, поместится {LONGEST}")
    if INITIALS.match(name):
        raise Unreadable("Вместо инициала напишите полностью")
    for word in name.split(" "):
        check_word(word)
    return name


def tidy_name(text: str) -> str:
    """One kind of hyphen, no doubled spaces; words all in capitals or all in small letters get a capital."""
    joined = AROUND_HYPHEN.sub("-", " ".join(text.replace("\n", " ").split())).strip(" ,;")
    return " ".join(_tidy_word(word) for word in joined.split(" "))


def _tidy_word(word: str) -> str:
    if CYRILLIC.search(word) and LATIN.search(word):
        word = word.translate(TWINS)
    if word.lower() in EASTERN:
        return word.lower()
    if len(word) > 2 and (word.isupper() or word.islower()):
        return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))
    return word


def check_word(word: str) -> None:
    """Raises Unreadable for anything but letters, hyphens, apostrophes and dots."""
    if not WORD.fullmatch(word):
        odd = next((sign for sign in word if not (sign.isalpha() or sign in "-'’.")), word[:1])
        raise Unreadable(f"Лишний знак «{odd}»: оставьте только буквы и дефис")
