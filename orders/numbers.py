"""Numbers of papers: free text («71-б», «147-16/О»); an organization's pattern only suggests the next one."""

import re

PLACE = "{n}"
MAX_LENGTH = 40


def has_place(pattern: str) -> bool:
    return PLACE in pattern


def format_number(pattern: str, n: int) -> str:
    """«72-од» for «{n}-од»; a pattern without a place for the number gives the bare number."""
    return pattern.replace(PLACE, str(n)) if has_place(pattern) else str(n)


def read_number(pattern: str, number: str) -> int | None:
    """72 for «72-од» by «{n}-од»; None when the number was written in another way: it does not move the journal."""
    before, _, after = (pattern if has_place(pattern) else PLACE).partition(PLACE)
    found = re.fullmatch(rf"{re.escape(before)}(\d{{1,6}}){re.escape(after)}", number)
    return int(found[1]) if found else None


def clean_number(text: str) -> str:
    """As typed, without a leading «№» and stray spaces."""
    return " ".join(text.replace("№", " ").split())
