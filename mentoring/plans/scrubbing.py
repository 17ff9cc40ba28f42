"""A programme on its way into the bank loses what tells of people: names, contacts, classes."""

import re
from collections.abc import Iterable

from core.words import folded

ADDRESS = re.compile(r"\S+@\S+\.\S+")
PHONE = re.compile(r"(?:\+7|\b8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}\b")
CLASS = re.compile(r"\b\d{1,2}[\s-]*[«\"]?[А-Яа-яЁё]?[»\"]?[\s-]*класс\w*|\b\d{1,2}\s*[«\"][А-Яа-яЁё][»\"]")
INITIALS = re.compile(r"\s+[А-ЯЁ]\.(?:\s*[А-ЯЁ]\.)?")
SHORTEST, SURE = 3, 5  # letters of the unchanging part of a name
VOWELS = "аеёиоуыэюяйь"
PUT = "…"


def without_people(text: str, names: Iterable[str]) -> str:
    """Every form of the names, addresses, phones and classes become «…»; the rest stays word for word."""
    for name in names:
        if pattern := _forms(name):
            text = pattern.sub(PUT, text)
    for each in (ADDRESS, PHONE, CLASS):
        text = each.sub(PUT, text)
    return re.sub(rf"{PUT}{INITIALS.pattern}", PUT, re.sub(rf"{PUT}(?:\s+{PUT})+", PUT, text))


def _forms(name: str) -> re.Pattern[str] | None:
    """«Петров» in any case: «Петрову», «Петровым». A short one is looked for with its capital letter only: «Вера» is
    a name, «вера» a word; of two letters it is not looked for at all."""
    stem = name.strip().rstrip(VOWELS)
    if len(stem) < SHORTEST:
        stem = name.strip()
    if len(stem) < SHORTEST:
        return None
    first, rest = folded(stem[0]), folded(stem[1:])
    sure = len(stem) >= SURE
    tail = "".join("[её]" if letter == "е" else re.escape(letter) for letter in rest)
    head = first if sure else first.upper()
    return re.compile(rf"(?<!\w){head}{tail}\w{{0,4}}(?!\w)", re.IGNORECASE if sure else 0)
