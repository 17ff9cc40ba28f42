"""Cheap looks at a cell: does it hold a term, a number, a heading, people."""

import re

from roadmaps.parties.posts import PEOPLE

MONTH = r"(?:январ|феврал|март|апрел|ма[йяею]|июн|июл|август|сентябр|октябр|ноябр|декабр)"
TERM = re.compile(
    rf"\b{MONTH}|\b(?:янв|фев|мар|апр|авг|сент?|окт|нояб?|дек)\b\.?"
    r"|\b\d{1,2}\s?\.\s?\d{1,2}\b(?!\s?%)|\b20\d\d\s*[-–—/]\s*(?:20)?\d\d\b|^(?:до|к|с|в)\s+20\d\d\b|^20\d\d\s*г"
    r"|\bквартал|\bкв\.|полугоди|триместр|четверт[ьи]\b|семестр|\bнедел|\bдекад"
    r"|\bв\s*теч|на протяжении|постоянно|регулярно|систематич|\bеже(?:год|кварт|мес|нед|днев)|раза?\s+в\s"
    r"|по мере|по необходимости|при необходимости|по запрос|по заявк|по согласован|по график|по план|по отд|по положен"
    r"|весь период|всего периода|круглогодич|летний период|(?:начал|кон[ец]|итогам|окончани)\w*\s+(?:учебного\s+)?года"
    r"|каждый\s|каждую\s|\bдалее\b|осен|зимой|весн|\bлетом\b|согласно|установ\w*\.? порядк|\bв\.\s?т\.\s?г",
    re.IGNORECASE,
)
NUMERIC = re.compile(r"^[№#]?\s*(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLivx]{1,6}|[а-яa-z])\s*[.)]?$")
DASHES = re.compile(r"^[-–—―_=.*\s]+$")
HEADING = re.compile(
    r"^(?:раздел|модуль|блок|этап|подраздел|глава|часть|задача|направлени[ея])\b|\bэтап[.:]?$|^(?:[IVX]{1,5}|\d{1,2})[.)]?\s+этап"
    r"|^[IVX]{1,5}\.\s*\S",
    re.IGNORECASE,
)
ONLY_MONTH = re.compile(
    rf"^[«\"]?\s*(?:план(?:\s+работы)?\s+на\s+)?({MONTH}\w*)"
    r"(?:\s+(?:месяц\s*)?(20\d\d)?\s*(?:г(?:ода|\.)?)?)?[»\".:]*$",
    re.IGNORECASE,
)
FOOTNOTE = re.compile(r"^(?:примечани[ея]\b|\*|итого\b|исп\.|исполнитель:|согласовано\b|утверждаю\b)", re.IGNORECASE)
TERM_TAIL = re.compile(
    r"^(?:учебн\w*|уч\.?)\s*(?:года?|г)\b|^(?:года?|г\.|гг\.?|уч\.?)(?:\s|$|,)|^(?:месяца|квартала|периода)\b",
    re.IGNORECASE,
)
OPEN_TERM = re.compile(
    r"(?:[-–—,]|\b(?:и|с|по|до|от|на|в|далее|течени[еи]|весь|всего|учебного|не|позднее|раза?|каждого|мере))\s*$",
    re.IGNORECASE,
)
BARE_YEAR = re.compile(r"^20\d\d\s*(?:г\w*\.?)?$")
HAS_YEAR = re.compile(r"20\d\d")
PIECE = re.compile(r"[,;\n]")
MAX_TERM = 120


def looks_like_term(text: str) -> bool:
    return bool(text) and len(text) <= MAX_TERM and bool(TERM.search(text))


def term_and_people(text: str) -> tuple[str, str]:
    """«до 15 сентября, директор» → «до 15 сентября» and «директор»: each piece of one cell goes where it fits."""
    pieces = [piece.strip() for piece in PIECE.split(text) if piece.strip()]
    terms = [piece for piece in pieces if looks_like_term(piece) and not looks_like_people(piece)]
    return ", ".join(terms), ", ".join(piece for piece in pieces if piece not in terms)


def looks_like_number(text: str) -> bool:
    """«1», «1.», «2.3)», «IV»."""
    return bool(NUMERIC.match(text))


def looks_like_people(text: str) -> bool:
    return bool(text) and len(text) <= 300 and bool(PEOPLE.search(text))


def looks_like_heading(text: str) -> bool:
    """Capitals, «… ЭТАП», «Раздел …», «I. …», or the name of a month alone."""
    if len(text) > 200:
        return False
    letters = [sign for sign in text if sign.isalpha()]
    capitals = len(letters) > 5 and sum(sign.isupper() for sign in letters) > 0.85 * len(letters)
    return capitals or bool(HEADING.search(text)) or bool(ONLY_MONTH.match(text))


def is_term_tail(left: str, right: str) -> bool:
    """«2023-2024» | «учебный год»: the right piece is no term of its own but the end of the left one."""
    if not left or not right:
        return False
    if TERM_TAIL.match(right) or OPEN_TERM.search(left):
        return True
    if BARE_YEAR.match(right) and not HAS_YEAR.search(left):
        return True
    return right[0].islower() and not looks_like_term(right)
