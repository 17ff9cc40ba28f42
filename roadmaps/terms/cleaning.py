"""Noise of cells: markup, dashes, alphabets, glued and broken words (narrow columns, lost line breaks)."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from itertools import pairwise

from core.words import folded
from roadmaps.terms.lexicon import LEXICON

_MARKUP = re.compile(r"<[^<>]{0,60}>|\[\s*(?:bookmark|footnote|_)[^\]]{0,60}\]|\[\d{1,2}\]", re.I)
_DASHES = re.compile("[\u2010-\u2015\u2212\u00ac\ufe58\ufe63\uff0d\u2043\u2500~]|\\.{3,}|…|--+")
_DROPPED = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff*¹²³⁴⁵«»\"“”„'`_]")
_SPACES = re.compile(r"\s+")
_CAMEL = re.compile(r"(?<=[а-яё])(?=[А-ЯЁ])")
_NUMBERED_UNIT = re.compile(r"кв|четв|полуг|нед|трим|сем|дек[аы]|полов|п/г", re.I)
_ROMAN = re.compile(
    r"(?<![A-Za-zА-Яа-яЁё\d])([IVXІХУПШl|1]{1,4})(?:\s?-\s?(?:ая|я|ой|й|ый|ое|е|го|ю|ую)\b)?"
    r"(?=[\s.,;\-и]*(?:[IVXІХУПШl|1\d]{1,4}(?:\s?-\s?(?:ая|я|ой|й|ое|е|го|ую)\b)?[\s.,;\-и]*){0,3}"
    r"(?:кв|четв|полуг|нед|трим|сем|дек[аы]|полов|п/г))", re.I)  # fmt: skip
_ROMAN_SHAPES = str.maketrans("ІХУUlL|1іхуixv", "IXVVIIIIIXVIXV")
_ROMAN_VALUES = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "IIII": 4, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_LATIN = str.maketrans("aceopxykmtbh", "асеорхукмтвн")
_MIXED = re.compile(r"[a-z]*[а-я][a-zа-я]*|\b[cob]\b")
_ABBREVIATIONS = (
    (re.compile(r"\bв\.?\s*т\.?\s*г\b\.?"), "в течение года"),
    (re.compile(r"\bв\s?теч\b\.?"), "в течение "),
    (re.compile(r"\b([12])\s*/\s*го\b"), r"\1-го"),
    (re.compile(r"\bп\s*[./]\s*г\b|\bп\s*/\s*годи\w+"), "полугодие"),
    (re.compile(r"\bм\s?-\s?ц\w*"), "месяц"),
    (re.compile(r"\bт\.\s?г\b\.?"), "текущего года"),
    (re.compile(r"\bс\.\s?г\b\.?"), "текущего года"),
    (re.compile(r"(?<![а-я])гг?\.\s?г\b"), "гг"),
    (re.compile(r"\bуч(?:ебн\w*|еб)?\s*[./-]+\s*г(?:од\w*)?\b\.?"), "учебный год"),
    (re.compile(r"\bуч\s*г\b\.?"), "учебный год"),
    (re.compile(r"(\d)\s?р(?=\.|\s|/)"), r"\1 раз"),
    (re.compile(r"\bраз(а|ов)?\.?\s*[/\\]\s*(?=[а-я])"), r"раз\1 в "),
    (re.compile(r"(?<=\d)-(?:ти|х|ух|и)\s?(?=[а-я])"), " "),
)  # fmt: skip
_ABBREVIATED = re.compile(r"[./\\]|теч|\d\s?р|\d-|\bт\b|\bуч\b|м\s?-\s?ц")
"""Cheap look before the substitutions above."""
_WORD = re.compile(r"[а-я]+")
_GAP = re.compile(r"\s*-?\s*")
_SHORT_PIECES = frozenset(("в", "с", "к", "до", "по", "на", "со", "во", "г", "и", "за", "не", "май", "мая", "мае"))
_SHORTEST_PIECE = 4
_LONGEST_RUN = 5
GLUE = "~"
"""Stands between two months run together in lower case: their dash was eaten as a hyphen of a narrow column."""


def normalise(phrase: str) -> str:
    """Lower-case Cyrillic text with one kind of dash and whole words; meaning is not touched."""
    return _mend(tidy(phrase))


def tidy(phrase: str) -> str:
    """The same without joining broken words: for long texts."""
    text = phrase
    if any(sign in phrase for sign in "<[&"):
        text = _MARKUP.sub(" ", html.unescape(phrase))
    text = _CAMEL.sub(" ", _DASHES.sub("-", _DROPPED.sub("", text)))
    if _NUMBERED_UNIT.search(text):
        text = _ROMAN.sub(_roman_to_digits, text)
    text = _SPACES.sub(" ", folded(text)).strip()
    text = _MIXED.sub(lambda match: match[0].translate(_LATIN), text)
    if _ABBREVIATED.search(text):
        for pattern, replacement in _ABBREVIATIONS:
            text = pattern.sub(replacement, text)
    return text


def _roman_to_digits(match: re.Match[str]) -> str:
    """Roman numerals before a unit, also typed with Cyrillic letters: «П полугодие», «Ш квартал», «1V четверть»."""
    if match[1].isdigit():
        return match[0]
    shapes = match[1].upper().replace("П", "II").replace("Ш", "III").translate(_ROMAN_SHAPES)
    number = _ROMAN_VALUES.get(shapes)
    return match[0] if number is None else f"{number}-я "


def _mend(text: str) -> str:
    words = list(_WORD.finditer(text))
    if all(word[0] in LEXICON for word in words):
        return text
    for whole in (True, False):
        text = _mend_once(text, whole=whole)
    return text


def _mend_once(text: str, *, whole: bool) -> str:
    """Join neighbours around an unknown word into one known word (`whole`) or several known words."""
    words = list(_WORD.finditer(text))
    out, position, index = [], 0, 0
    while index < len(words):
        size, mended = _best_join(text, words, index, whole)
        if mended is not None:
            out += [text[position : words[index].start()], mended]
            position = words[index + size - 1].end()
        index += size
    return "".join(out) + text[position:]


def _best_join(text: str, words: list[re.Match[str]], index: int, whole: bool) -> tuple[int, str | None]:
    longest = min(_LONGEST_RUN, len(words) - index)
    for size in range(longest, 1 if whole else 0, -1):
        run = words[index : index + size]
        if all(word[0] in LEXICON for word in run) or not _adjacent(text, run):
            continue
        mended = _as_known_words("".join(word[0] for word in run), whole)
        if mended is not None:
            return size, mended
    return 1, None


def _adjacent(text: str, run: list[re.Match[str]]) -> bool:
    return all(_GAP.fullmatch(text, one.end(), two.start()) for one, two in pairwise(run))


@lru_cache(maxsize=4096)
def _as_known_words(letters: str, whole: bool) -> str | None:
    if whole:
        return letters if letters in LEXICON and len(letters) > 3 else None
    pieces = _split(letters)
    if not pieces or len(pieces) > 4:
        return None
    if len(pieces) == 2 and all(LEXICON[piece].kind == "month" for piece in pieces):
        return f"{pieces[0]} {GLUE} {pieces[1]}"
    return " ".join(pieces)


def _split(letters: str) -> list[str] | None:
    """The split into the fewest known words, or None."""
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(end):
            head, piece = best[start], letters[start:end]
            if head is None or (len(piece) < _SHORTEST_PIECE and piece not in _SHORT_PIECES) or piece not in LEXICON:
                continue
            if best[end] is None or len(head) + 1 < len(best[end] or []):
                best[end] = [*head, piece]
    return best[len(letters)]
