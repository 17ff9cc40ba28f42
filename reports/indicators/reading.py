"""Cells of the grid as people type them or paste them from Excel."""

import re
from decimal import Decimal, InvalidOperation

from core.errors import DomainError
from core.tables.text import tidy
from reports.indicators.measures import PERCENT, YES_NO, number

LARGEST = 999_999_999
MOST_ROWS, MOST_COLUMNS = 500, 40
YES, NO = frozenset({"да", "есть", "+", "1", "имеется"}), frozenset({"нет", "-", "–", "—", "0", "отсутствует"})
PARTS = re.compile(r"([\d\s]+?)\s*(?:из|/|:|;|\\)\s*([\d\s]+)", re.IGNORECASE)


class Unreadable(DomainError):
    message = "Не получилось прочитать значение."


class BlockTooBig(DomainError):
    message = f"Вставлено слишком много: не больше {MOST_ROWS} строк и {MOST_COLUMNS} столбцов за раз."


def read_plan(text: str, unit: str) -> Decimal | None:
    """«70», «70,5 %», «да»; an empty cell is «план не задан». Raises Unreadable."""
    words = tidy(text)
    if not words:
        return None
    if unit == YES_NO:
        return Decimal(_yes(words))
    try:
        value = Decimal(words.replace("%", "").replace(" ", "").replace(",", "."))
    except InvalidOperation:
        raise Unreadable(f"План — это число, например {'70' if unit == PERCENT else '4,5'}.") from None
    if not value.is_finite() or value < 0 or value > (100 if unit == PERCENT else LARGEST):
        raise Unreadable("План в процентах: от 0 до 100." if unit == PERCENT else "План не бывает отрицательным.")
    return value.quantize(Decimal("0.01"))


def read_fact(text: str, unit: str, *, divided: bool) -> tuple[int, int | None] | None:
    """«12 из 40», «12/40»; without a denominator «12»; «да». An empty cell is no fact. Raises Unreadable."""
    words = tidy(text)
    if not words:
        return None
    if unit == YES_NO:
        return _yes(words), None
    if not divided:
        return _whole(words, "Факт — это целое число, например 12."), None
    found = PARTS.fullmatch(words) or re.fullmatch(r"(\d+)\s+(\d+)", words)
    if found is None:
        raise Unreadable("Напишите оба числа: «12 из 40». Долю программа посчитает сама.")
    numerator, denominator = (_whole(part, "Нужны целые числа: «12 из 40».") for part in found.groups())
    if unit == PERCENT and numerator > denominator:
        raise Unreadable(f"Часть больше целого: {numerator} из {denominator}.")
    return numerator, denominator


def _yes(words: str) -> int:
    folded = words.lower()
    if folded in YES:
        return 1
    if folded in NO:
        return 0
    raise Unreadable("Напишите «да» или «нет».")


def _whole(words: str, hint: str) -> int:
    digits = words.replace(" ", "")
    if not digits.isdecimal() or len(digits) > 9:
        raise Unreadable(hint)
    return int(digits)


def plan_text(plan: Decimal | None, unit: str) -> str:
    """What stands in the field; it reads back as the same plan."""
    if plan is None:
        return ""
    return ("да" if plan else "нет") if unit == YES_NO else number(plan)


def fact_text(numerator: int, denominator: int | None, unit: str) -> str:
    """What stands in the field; it reads back as the same fact."""
    if unit == YES_NO:
        return "да" if numerator else "нет"
    return str(numerator) if denominator is None else f"{numerator} из {denominator}"


def read_block(text: str) -> list[list[str]]:
    """Cells copied from Excel, row by row; empty ones inside keep their place. Raises BlockTooBig."""
    rows = [line.split("\t") for line in text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")]
    if len(rows) > MOST_ROWS or max(map(len, rows)) > MOST_COLUMNS:
        raise BlockTooBig
    return [[cell.strip().strip('"').strip() for cell in row] for row in rows]
