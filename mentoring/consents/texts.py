"""Tokens of a consent's words: which there are, which are obligatory, what they become on paper and on screen."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.words import counted
from mentoring.models.consents import Purpose, Signer

_TOKEN = re.compile(r"\[([^\[\]\n]{1,40})\]")
LINE, BOX = "строка", "клетка"
TOKENS = {
    "оператор": "полное название организации",
    "адрес оператора": "адрес организации",
    "ИНН": "ИНН организации",
    "адреса страниц": "сайт организации и её страницы в социальных сетях",
    "обработчик": "кто хранит данные по поручению организации",
    "срок": "срок действия из поля «Срок»",
    LINE: "пустая строка для ручки",
    BOX: "клетка для отметки",
}
# What 152-ФЗ, ст. 9 ч. 4 wants of every text and only a token can say.
OBLIGATORY = ("оператор", "адрес оператора", "обработчик", "срок")
MONTHS = ("месяц", "месяца", "месяцев")
YEARS = ("год", "года", "лет")
NO_PROCESSOR = "Обработка другим лицам не поручается, программа размещена у самого оператора."
PLAIN = {LINE: "____________________", BOX: "□"}

TITLES = {
    Purpose.PROCESSING: "на обработку персональных данных",
    Purpose.DISSEMINATION: "на распространение персональных данных",
    Purpose.TRANSFER: "на передачу персональных данных третьему лицу",
    Purpose.SPECIAL: "на обработку специальных категорий персональных данных",
    Purpose.LABOUR: "работника на работу в качестве наставника",
}
WHO = {
    Signer.SELF: "подписывает участник",
    Signer.GUARDIAN: "подписывает законный представитель",
    Signer.PUPIL: "подписывает ученик с 14 лет",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the tokens of an organization stand for."""

    operator: str
    address: str
    tax_number: str
    processor: str
    months: int | None
    pages: str = ""

    def word(self, token: str) -> str:
        """An unknown fact is a line for the pen, never an empty place."""
        words = {
            "оператор": self.operator,
            "адрес оператора": self.address,
            "ИНН": self.tax_number,
            "адреса страниц": self.pages,
            "обработчик": self.processor or NO_PROCESSOR,
            "срок": term_words(self.months),
        }
        return words.get(token, "")


def term_words(months: int | None) -> str:
    """«1 год со дня подписания», «до отзыва»."""
    if not months:
        return "до отзыва"
    years, rest = divmod(months, 12)
    return f"{counted(months, MONTHS) if rest else counted(years, YEARS)} со дня подписания"


def unknown_tokens(body: str) -> list[str]:
    return sorted({name for name in _TOKEN.findall(body) if name not in TOKENS})


def missing_tokens(body: str) -> list[str]:
    """Obligatory ones the text does not hold, in their order."""
    held = set(_TOKEN.findall(body))
    return [name for name in OBLIGATORY if name not in held]


def paragraphs(body: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", body) if part.strip()]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph: words, a line for the pen or a box."""

    text: str
    is_line: bool = False
    is_box: bool = False


def pieces(paragraph: str, facts: Facts) -> Iterator[Piece]:
    """What stands on paper. Values of tokens are data: brackets inside them are not read again."""
    for words, token in split(paragraph):
        if words:
            yield Piece(words)
        if token:
            value = facts.word(token)
            yield Piece(value, is_line=not value and token != BOX, is_box=token == BOX)


def split(paragraph: str) -> Iterator[tuple[str, str]]:
    """Words with the token that follows them; the last ones with nothing."""
    end = 0
    for found in _TOKEN.finditer(paragraph):
        yield paragraph[end : found.start()], found[1]
        end = found.end()
    yield paragraph[end:], ""


def filled(body: str, facts: Facts) -> str:
    """The words as they are kept with a consent: plain text, a paragraph a line."""
    return "\n".join("".join(_plain(piece) for piece in pieces(part, facts)) for part in paragraphs(body))


def _plain(piece: Piece) -> str:
    return PLAIN[BOX] if piece.is_box else PLAIN[LINE] if piece.is_line else piece.text
