"""From cleaned text to tokens."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from roadmaps.terms.lexicon import LEXICON, OTHER, Entry


class Token(NamedTuple):
    kind: str
    """A class of the lexicon or: date, monthyear, years, year, nth, num, clock, dash, comma, dot, slash, paren."""
    value: Any
    text: str
    typo: bool = False


_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0[1-9]|1[0-2]|[1-9])"
_PATTERNS = (
    ("clock", r"\b\d{1,2}:\d\d\b(?:\s*(?:ч|час\w*|мин)\b\.?)?|\b\d{1,2}[.-]\d\d\s*ч(?:ас\w*)?\b\.?|\b\d{1,2}\s*час\w*"),
    ("iso", r"(?:19|20)\d\d-\d\d-\d\d(?!\d)"),
    ("date", rf"(?<!\d){_DAY}\s?[./]\s?{_MONTH}(?:\s?[./]\s?|\s)(?:19|20)\d\d(?!\d)"
             rf"|(?<!\d){_DAY}\s?[./]\s?{_MONTH}\s?[./]\s?\d\d(?=\D|$)(?!\s?[.]\s?\d)"
             rf"|(?<!\d){_DAY}\s?\.\s?{_MONTH}(?!\d)"),
    ("monthyear", r"(?<!\d)(?:0?[1-9]|1[0-2])\s?[./]\s?20\d\d(?!\d)"),
    ("baddate", r"(?<![\d.])\d{1,2}\.\d{1,2}(?![\d])"),
    ("years", r"(?:19|20)\d\d\s?(?:г\w{0,3}\.?\s?)?[-/\\]\s?(?:19|20)\d\d(?!\d)"
              r"|20\d\d\s?[-/\\]\s?\d\d(?![\d.])|(?<!\d)\d\d/\d\d(?=\s*уч)"),
    ("year", r"(?<!\d)(?:19|20)\d\d(?!\d)"),
    ("nth", r"\d{1,2}\s?-\s?(?:ая|я|ый|ой|ий|й|ое|ого|го|е|ую|ю|ому|му|ом|м|ым|ых|х|ти|и)(?![а-я])"
            r"|\d{1,2}\s?(?:ая|я|ый|ой|ий|й|ое|ого|го|е|ую|ю|ому|му|х|ти)(?![а-я])"),
    ("num", r"\d+"),
    ("word", r"[а-яa-z]+"),
    ("dash", r"-"), ("glue", r"~"), ("comma", r"[,;+&]"), ("dot", r"[.:]"),
    ("slash", r"[/\\|]"), ("paren", r"[()\[\]{}]"),
    ("symbol", r"\S"),
)  # fmt: skip
_LEXER = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS))
_DIGITS = re.compile(r"\d+")
_SHORTEST_TYPO, _SHORTEST_MENDED = 5, 6
_MENDED_KINDS = frozenset(("month", "every_unit", "course", "unit", "constant", "weekday", "then", "school"))


def tokenise(text: str) -> list[Token]:
    return [_token(match.lastgroup or "", match[0]) for match in _LEXER.finditer(text)]


def _token(name: str, text: str) -> Token:
    if name == "word":
        entry, typo = _entry(text)
        return Token(entry.kind, entry.value, text, typo)
    if name in ("dash", "comma", "dot", "slash", "paren", "clock", "symbol", "glue"):
        return Token(name, None, text)
    numbers = [int(digits) for digits in _DIGITS.findall(text)]
    if name == "iso":
        return Token("date", (numbers[2], numbers[1], numbers[0]), text)
    if name == "date":
        year = _full_year(numbers[2]) if len(numbers) > 2 else None
        return Token("date", (numbers[0], numbers[1], year), text)
    if name == "years":
        first = _full_year(numbers[0])
        second = numbers[1] if numbers[1] > 99 else first // 100 * 100 + numbers[1]
        return Token("years", (first, second), text)
    if name == "monthyear":
        return Token("monthyear", (numbers[0], numbers[1]), text)
    return Token(name, numbers[0], text)


def _full_year(number: int) -> int:
    return number if number > 99 else 2000 + number


@lru_cache(maxsize=8192)
def _entry(word: str) -> tuple[Entry, bool]:
    """The lexicon's entry; one wrong, missing, extra or swapped letter in a long key word is forgiven as a typo."""
    found = LEXICON.get(word)
    if found is not None:
        return found, False
    if len(word) >= _SHORTEST_TYPO:
        near = {near for key in (word, *_with_one_less(word)) for near in _NEARBY.get(key, ())}
        entries = {LEXICON[known] for known in near if _one_slip(word, known)}
        if len(entries) == 1:
            return entries.pop(), True
    return OTHER, False


def _with_one_less(word: str) -> list[str]:
    return [word[:i] + word[i + 1 :] for i in range(len(word))]


def _one_slip(word: str, known: str) -> bool:
    if abs(len(word) - len(known)) > 1:
        return False
    if len(word) != len(known):
        shorter, longer = sorted((word, known), key=len)
        return shorter in _with_one_less(longer)
    differing = [i for i, (a, b) in enumerate(zip(word, known, strict=True)) if a != b]
    if len(differing) == 2:
        i, j = differing
        return j == i + 1 and word[i] == known[j] and word[j] == known[i]
    return len(differing) == 1


def _nearby() -> dict[str, set[str]]:
    index: dict[str, set[str]] = {}
    for known, entry in LEXICON.items():
        if len(known) >= _SHORTEST_MENDED and entry.kind in _MENDED_KINDS:
            for key in (known, *_with_one_less(known)):
                index.setdefault(key, set()).add(known)
    return index


_NEARBY = _nearby()
