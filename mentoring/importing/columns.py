"""Which column holds what: guessed by its title, by what was chosen last time, and always correctable."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.tables.text import squeeze
from mentoring.importing.meanings import BY_KEY, meaning_of, why_dropped, why_left

SAMPLE, LONGEST_SAMPLE = 5, 60
LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class FileColumn:
    """One column of a file. `dropped`: why it is never loaded; `note`: why it is left out unless chosen."""

    number: int
    title: str
    sample: tuple[str, ...]
    guess: str = ""
    dropped: str = ""
    note: str = ""


def columns_of(
    titles: Iterable[str], body: Iterable[list[str]], side: str, remembered: Mapping[str, str]
) -> list[FileColumn]:
    """Every column with what it is thought to hold; a meaning is given to one column only, the first.

    `remembered`: squeezed title → key, as the organization chose it before («» for not loaded).
    """
    rows = [cells for cells, _ in zip(body, range(LOOKED_AT), strict=False)]
    found: list[FileColumn] = []
    taken: set[str] = set()
    for number, title in enumerate(titles):
        texts = tuple(cells[number] for cells in rows if number < len(cells) and cells[number])
        dropped = why_dropped(title, texts)
        guess = "" if dropped else _guess(title, side, remembered)
        if guess in taken:
            guess = ""
        taken.add(guess)
        sample = tuple(text[:LONGEST_SAMPLE] for text in dict.fromkeys(texts))[:SAMPLE]
        found.append(FileColumn(number, title, () if dropped else sample, guess, dropped, why_left(title, side)))
    return found


def _guess(title: str, side: str, remembered: Mapping[str, str]) -> str:
    kept = remembered.get(squeeze(title))
    if kept is not None and (not kept or side in BY_KEY[kept].sides):
        return kept
    return meaning_of(title, side) or ""
