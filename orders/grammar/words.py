"""One word of a position or an organization by the dictionary (`pymorphy3`): is it a nominative, and its cases."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from orders.grammar.cases import CASES, Case, Forms, joined, same
from orders.grammar.doubts import GRAMMEMES, readings

ADJECTIVES = ("ADJF", "PRTF")
SERVICE = frozenset({"PREP", "CONJ", "PRCL", "INTJ"})
GENDERS = ("masc", "femn", "neut")
# First parts that never change though they are nouns: «пресс-секретаря», «бизнес-тренера».
STAY_BEFORE_HYPHEN = frozenset(
    {"арт", "бизнес", "веб", "вице", "генерал", "интернет", "кино", "медиа", "мини", "онлайн", "обер", "пресс"}
    | {"премьер", "спорт", "топ", "экс", "этно"}
)


@dataclass(frozen=True)
class Word:
    """A nominative reading of a word; `pieces` are the parts of a hyphenated one."""

    text: str
    parse: Any
    pieces: tuple["Word | str", ...] = ()

    @property
    def is_adjective(self) -> bool:
        return any(name in self.parse.tag for name in ADJECTIVES)

    @property
    def animate(self) -> bool | None:
        """None: an adjective as a head is as animate as what it stands for."""
        return None if self.is_adjective else "anim" in self.parse.tag

    @property
    def known(self) -> bool:
        return bool(self.parse.is_known)

    @property
    def is_ambiguous(self) -> bool:
        """May it stand in the genitive too, so that it belongs to the tail?"""
        return any({"gent"} in parse.tag for parse in readings(self.text))

    @property
    def gender(self) -> str:
        return str(self.parse.tag.gender or "masc")

    @property
    def plural(self) -> bool:
        return "plur" in self.parse.tag

    def agrees_with(self, other: "Word") -> bool:
        if self.plural or other.plural:
            return self.plural and other.plural
        mine, other_gender = self.parse.tag.gender, other.parse.tag.gender
        return other_gender is None or mine == other_gender or "ms-f" in other.parse.tag

    def declined(self, *, living: bool) -> Forms:
        """The cases; `living` tells whether the head of the group is animate. Letters stay as they were written."""
        if self.pieces:
            parts = [piece.declined(living=living) if isinstance(piece, Word) else same(piece) for piece in self.pieces]
            return joined(parts, "-")
        return Forms.of((self._form(case, living) for case in CASES), sure=self._is_sure()).mapped(self._spelled)

    def _form(self, case: Case, living: bool) -> str:
        wanted = {GRAMMEMES[case], "plur" if self.plural else "sing"}
        if self.is_adjective and case == Case.ACC:
            return self._accusative(living)
        form = self.parse.inflect(wanted | ({self.parse.tag.gender} if self._has_gender else set()))
        return form.word if form else self.text

    def _accusative(self, living: bool) -> str:
        """Masculine and plural adjectives follow the animacy of the head."""
        if self.plural or self.parse.tag.gender == "masc":
            case = "gent" if living else "nomn"
            form = self.parse.inflect({case, "plur"} if self.plural else {case, "sing", "masc"})
        else:
            form = self.parse.inflect({"accs", "sing", self.parse.tag.gender})
        return form.word if form else self.text

    @property
    def _has_gender(self) -> bool:
        return self.is_adjective and not self.plural and self.parse.tag.gender is not None

    def _is_sure(self) -> bool:
        """A word the dictionary does not hold is guessed by its ending: adjectives safely, nouns not."""
        return self.known or self.is_adjective

    def _spelled(self, form: str) -> str:
        if len(self.text) > 1 and self.text.isupper():
            return form.upper()
        return form[:1].upper() + form[1:] if self.text[:1].isupper() else form


@dataclass(frozen=True)
class Nominatives:
    """The readings of one word that may lead a phrase."""

    adjective: Word | None = None
    noun: Word | None = None


@cache
def nominatives(text: str, *, animate: bool) -> Nominatives:
    """Readings in the nominative, singular before plural; animate nouns first for positions, inanimate ones else."""
    if "-" in text and (found := _hyphenated(text, animate)):
        return found
    known = readings(text)
    if not known or known[0].tag.POS in SERVICE:
        return Nominatives()
    parses = [parse for parse in known if "nomn" in parse.tag and parse.tag.number]
    adjective = _first(text, [parse for parse in parses if any(name in parse.tag for name in ADJECTIVES)])
    nouns = [
        parse
        for parse in parses
        if "NOUN" in parse.tag and not ({"Surn", "Patr", "Name", "Geox"} & set(parse.tag.grammemes))
    ]
    wanted = "anim" if animate else "inan"
    nouns.sort(key=lambda parse: (not parse.is_known, wanted not in parse.tag, "plur" in parse.tag))
    return Nominatives(adjective, _first(text, nouns, ordered=True))


def _first(text: str, parses: list[Any], *, ordered: bool = False) -> Word | None:
    if not ordered:
        parses = sorted(parses, key=lambda parse: (not parse.is_known, "plur" in parse.tag))
    singular = [parse for parse in parses if "sing" in parse.tag or "Pltm" in parse.tag]
    chosen = (singular or parses)[:1]
    return Word(text, chosen[0]) if chosen else None


def _hyphenated(text: str, animate: bool) -> Nominatives | None:
    """«педагог-психолог», «школа-интернат»: every part declines; None where it is one word («социально-правовой»)."""
    pieces = text.split("-")
    found = [nominatives(piece, animate=animate) if piece else Nominatives() for piece in pieces]
    if found[-1].noun is None:
        return None
    words: list[Word | str] = []
    for piece, each in zip(pieces, found, strict=True):
        stays = each.noun is None or piece.casefold() in STAY_BEFORE_HYPHEN or not each.noun.known
        words.append(piece if stays or each.noun is None else each.noun)
    nouns = [word for word in words if isinstance(word, Word)]
    if not nouns:
        return None
    return Nominatives(noun=Word(text, nouns[0].parse, tuple(words)))


def is_adverb(text: str) -> bool:
    """«временно исполняющий»: the first word stays."""
    return any("ADVB" in parse.tag for parse in readings(text)[:1])


ORDINAL = re.compile(r"^(\d+)-(?:й|я|е|ый|ая|ое)$")
ORDINAL_ENDINGS = {"masc": "го му го м м", "neut": "го му е м м", "femn": "й й ю й й"}


def is_ordinal(text: str) -> bool:
    """«1-й заместитель»."""
    return ORDINAL.match(text) is not None


def ordinal(text: str, gender: str, *, living: bool) -> Forms:
    """A number in figures before the head; any other word stays."""
    found = ORDINAL.match(text)
    if found is None:
        return same(text)
    forms = Forms.of(f"{found[1]}-{ending}" for ending in ORDINAL_ENDINGS[gender].split())
    return forms if living or gender != "masc" else replace(forms, acc=text)
