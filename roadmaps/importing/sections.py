"""Rows that are no activities: headings over all columns, header numbers, repeated headers, dashes, notes."""

from core.tables.grids import Row
from core.tables.text import squeeze
from roadmaps.importing.columns import Columns, is_header
from roadmaps.importing.drafts import Stage
from roadmaps.importing.phrases import DASHES, FOOTNOTE, looks_like_heading, looks_like_number

LONGEST_HEADING = 250
UPPER_WORDS = ("этап", "раздел", "модуль", "блок", "глава", "часть")


def skipped_because(row: Row, columns: Columns, header: tuple[str, ...]) -> str | None:
    """Why a row holds no activity, in Russian; None when it must be read."""
    filled = row.filled
    if all(DASHES.match(text) for _, text in filled):
        return "строка из чёрточек"
    if _is_header_numbers(row):
        return "строка с номерами столбцов"
    if header and _repeats(row, header):
        return "повтор заголовка таблицы"
    if len(filled) == 1 and FOOTNOTE.match(filled[0][1]) and not row.merged:
        return "примечание под таблицей"
    return None


def _is_header_numbers(row: Row) -> bool:
    """«1 2 3 4 5» under the titles."""
    numbers = [text.rstrip(".") for _, text in row.filled]
    if len(numbers) < 2 or 2 * len(numbers) < len(row.cells) or not all(text.isdigit() for text in numbers):
        return False
    values = [int(text) for text in numbers if len(text) < 3]
    return len(values) == len(numbers) and values == list(range(values[0], values[0] + len(values))) and values[0] <= 2


def _repeats(row: Row, header: tuple[str, ...]) -> bool:
    known = {squeeze(title) for title in header if title}
    filled = [squeeze(text) for _, text in row.filled]
    same = sum(text in known for text in filled)
    return len(filled) > 1 and same >= 2 and 2 * same > len(filled) and (same == len(filled) or is_header(row))


def section_name(row: Row, columns: Columns, following: Row | None = None) -> str | None:
    """The text of a heading over the columns, or None when the row is something else."""
    if following is not None and _holds(row, following, columns):
        return row.text(columns.activity)
    filled = [(place, text) for place, text in row.filled if not (looks_like_number(text) and len(row.filled) > 1)]
    if len(filled) > 2 and len({text for _, text in filled}) == 1:
        return filled[0][1]  # a merged row copied by a program that repeats the text in every cell
    if len(filled) != 1:
        return None
    place, text = filled[0]
    if len(text) > LONGEST_HEADING or looks_like_number(text):
        return None
    width, total = row.width_of(place), len(row.cells)
    if total > 2 and width >= max(2, total - 2):
        return text
    if row.merged:
        return None
    if width == 1 and place in (columns.stage, columns.content, columns.term, columns.responsible):
        return None
    if place == columns.number:
        return text
    return text if looks_like_heading(text) else None


def _holds(row: Row, following: Row, columns: Columns) -> bool:
    """«1. Обучение» alone in its row, with «1.1.» in the next: a heading that needs no merged cells."""
    if columns.number is None or columns.activity is None or len(row.filled) != 2:
        return False
    number, name = row.text(columns.number).rstrip(".) "), row.text(columns.activity)
    if not name or not number.isdigit():
        return False
    start, _, rest = following.text(columns.number).partition(".")
    return start == number and rest[:1].isdigit()


def nested(stages: list[Stage]) -> None:
    """Give sub-sections their parent: «ОСНОВНОЙ ЭТАП» holds the plain headings after it, «1.» holds «1.1.»."""
    sections = [stage for stage in stages if stage.is_section and stage.name]
    upper = [stage for stage in sections if _is_upper(stage.name or "")]
    if not upper or len(upper) == len(sections):
        upper = [stage for stage in sections if _level(stage.name or "") == 1]
        if not any(_level(stage.name or "") == 2 for stage in sections):
            return
    current: str | None = None
    for stage in stages:
        if stage in upper:
            current = stage.name
        elif stage.is_section and current is not None:
            stage.parent = current


def _is_upper(name: str) -> bool:
    words = squeeze(name)
    return any(word in words for word in UPPER_WORDS)


def _level(name: str) -> int:
    """2 for «1.1. …», 1 for «1. …» or «I. …», 0 without a number."""
    first = name.split(" ")[0].strip(".)")
    parts = [part for part in first.split(".") if part]
    if parts and all(part.isdigit() for part in parts):
        return min(2, len(parts))
    return 1 if first and set(first) <= set("IVXІХ") else 0
