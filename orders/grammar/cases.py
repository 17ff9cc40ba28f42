"""The five oblique cases and a word or a phrase in all of them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

VOWELS = "аеёиоуыэюя"
STRESSED_ICH = re.compile(r"^(?:фом|хом|кузьм|козьм|лук|иль)ич$")  # «Ильичом», beside «Петровичем»
HISSING_OY = re.compile(r"([жшчщц])ой$")  # an unstressed ending: «-ей»


class Case(StrEnum):
    """Genitive (кого), dative (кому), accusative (кого), instrumental (кем), prepositional (о ком)."""

    GEN = "gen"
    DAT = "dat"
    ACC = "acc"
    INS = "ins"
    PREP = "prep"


CASES = tuple(Case)


@dataclass(frozen=True)
class Forms:
    """A text in the five cases. `sure` is False where a person has to look: the nominative was left, or two ways
    of declining it disagree."""

    gen: str
    dat: str
    acc: str
    ins: str
    prep: str
    sure: bool = True

    @classmethod
    def of(cls, values: Iterable[str], *, sure: bool = True) -> "Forms":
        """Five texts in the order of CASES."""
        gen, dat, acc, ins, prep = values
        return cls(gen, dat, acc, ins, prep, sure)

    def __getitem__(self, case: Case) -> str:
        value: str = getattr(self, case.value)
        return value

    def mapped(self, change: Callable[[str], str]) -> "Forms":
        return Forms.of((change(self[case]) for case in CASES), sure=self.sure)

    def doubted(self, *, when: bool = True) -> "Forms":
        return Forms.of((self[case] for case in CASES), sure=self.sure and not when)


def same(text: str, *, sure: bool = True) -> Forms:
    """A word that does not change."""
    return Forms(text, text, text, text, text, sure=sure)


def joined(parts: list[Forms], glue: str) -> Forms:
    """Parts of one name or phrase, each in its case."""
    return Forms.of((glue.join(part[case] for part in parts) for case in CASES), sure=all(part.sure for part in parts))


def with_consonant(stem: str, instrumental: str) -> Forms:
    """A masculine noun behind its last consonant: «Грача», «Грачу», «Грачом»."""
    return Forms(f"{stem}а", f"{stem}у", f"{stem}а", f"{stem}{instrumental}", f"{stem}е")
