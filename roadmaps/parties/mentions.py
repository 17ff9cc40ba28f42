"""«@Фамилия» in a message: whom it means among the colleagues. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.words import folded

# Not inside a word: an address of mail is no mention. A hyphen joins a double surname.
MENTION = re.compile(r"(?<![\w.@])@([А-ЯЁа-яёA-Za-z][\wА-Яа-яЁё]*(?:-\w+)*)")


@dataclass(frozen=True, slots=True)
class Colleague:
    pk: int
    last_name: str


def mentioned(text: str, colleagues: Iterable[Colleague]) -> tuple[list[int], list[str]]:
    """Ids in the order of the text, and names that fit several people; what fits nobody stays plain text."""
    found: dict[int, None] = {}
    doubtful: dict[str, None] = {}
    by_name: dict[str, list[int]] = {}
    for each in colleagues:
        by_name.setdefault(folded(each.last_name), []).append(each.pk)
    for name in MENTION.findall(text):
        people = by_name.get(folded(name), [])
        if len(people) == 1:
            found[people[0]] = None
        elif people:
            doubtful[name] = None
    return list(found), list(doubtful)
