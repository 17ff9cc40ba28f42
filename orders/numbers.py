"""Numbers of papers: free text («71-б», «147-16/О»); the pattern of a journal only suggests the next one.

{n} stands for the number, {nn} for one of at least two digits: «02-Д» by «{nn}-Д».
"""

import re

PLACE = re.compile(r"\{(n{1,4})\}")
MAX_LENGTH = 40
DIGITS = r"\d{1,6}"


def has_place(pattern: str) -> bool:
    return PLACE.search(pattern) is not None


def is_pattern(text: str) -> bool:
    """One place for the number and no other braces."""
    return len(PLACE.findall(text)) == 1 and not set("{}") & set(PLACE.sub("", text))


def format_number(pattern: str, n: int) -> str:
    """«72-од» for «{n}-од»; a pattern without a place for the number gives the bare number."""
    return PLACE.sub(lambda place: f"{n:0{len(place[1])}}", pattern) if has_place(pattern) else str(n)


def read_number(pattern: str, number: str) -> int | None:
    """72 for «72-од» by «{n}-од»; None when the number was written in another way: it does not move the journal."""
    return _read(pattern, number, rf"({DIGITS})")


def read_inserted(pattern: str, number: str) -> int | None:
    """71 for «71/1-од», put in between «71-од» and «72-од» by «{n}-од»; None for any other number."""
    return _read(pattern, number, rf"({DIGITS})/\d{{1,3}}")


def leading_number(text: str) -> int | None:
    """The first number in it, by which a register is sorted: 147 of «147-16/О», 2 of «02-Д»."""
    found = re.search(DIGITS, text)
    return int(found[0]) if found else None


def clean_number(text: str) -> str:
    """As typed, without a leading «№» and stray spaces."""
    return " ".join(text.replace("№", " ").split())


def _read(pattern: str, number: str, digits: str) -> int | None:
    before, after = PLACE.split(pattern, maxsplit=1)[::2] if has_place(pattern) else ("", "")
    found = re.fullmatch(f"{re.escape(before)}{digits}{re.escape(after)}", number)
    return int(found[1]) if found else None
