"""How the words of a search are read: ё as е, any punctuation as a space, and both layouts of the keyboard.

A row is found when every word of one reading begins a word of its text.
"""

import re

LONGEST, SHORTEST, MOST_WORDS = 100, 2, 6
LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?|#"
RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,/№"
TO_RUSSIAN, TO_LATIN = str.maketrans(LATIN, RUSSIAN), str.maketrans(RUSSIAN, LATIN)
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
# The database folds a text by the same two strings (core.search.rows).
FOLD_FROM = "ё\u00a0«»\"'“”„().,;:!?-–—/\\№#_"
FOLD_TO = "е" + " " * (len(FOLD_FROM) - 1)
FOLDING = str.maketrans(FOLD_FROM, FOLD_TO)
BREAKS = re.compile(r"[\s\0,;:«»\"“”„()№#!?]+|\.(?!\d)")

Reading = tuple[str, ...]


def fold(text: str) -> str:
    return text.lower().translate(FOLDING)


def readings(text: str) -> tuple[Reading, ...]:
    """The words as typed, and as they would be in the other layout; none for less than two signs.

    Inner punctuation keeps a word together: «71-б» is «71» followed by «б».
    """
    shown = text.strip()[:LONGEST]
    other = TO_LATIN if CYRILLIC.search(shown) else TO_RUSSIAN
    found = [_words(shown), _words(shown.translate(other))]
    return tuple(dict.fromkeys(words for words in found if len("".join(words)) >= SHORTEST))


def holds(text: str, reading: Reading) -> bool:
    """The same question the database answers, for texts that are no rows."""
    key = " " + fold(text)
    return all(f" {word}" in key for word in reading)


def _words(text: str) -> Reading:
    parts = (" ".join(fold(part).split()) for part in BREAKS.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))[:MOST_WORDS]
