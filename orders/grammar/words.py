"""One word of a position or an organization by the dictionary (`pymorphy3`): is it a nominative, and its cases."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from orders.grammar.cases import CASES, Case, Forms, joined, same
from orders.grammar.doubts import GRAMMEMES, folded, readings

ADJECTIVES = ("ADJF", "PRTF")
SERVICE = frozenset({"PREP", "CONJ", "PRCL", "INTJ"})
GENDERS = ("masc", "femn", "neut")
# First parts that never change though they are nouns: «пресс-секретаря», «бизнес-тренера».
STAY_BEFORE_HYPHEN = frozenset(
    {"арт", "бизнес", "веб", "вице", "генерал", "интернет", "кино", "медиа", "мини", "онлайн", "обер", "пресс"}
    | {"премьер", "спорт", "топ", "экс", "этно", "шеф", "пиар", "конференц", "фитнес", "блок", "дизайн", "шоу"}
    | {"штаб", "сервис", "тест", "экспресс", "рок", "джаз", "коворкинг", "скаут", "флеш"}
)
# Ends of what surely is a masculine noun, though the dictionary does not hold it: «тьютор», «Кванториум».
SURE_END = re.compile(r"(?:тор|ист|лог|вед|граф|ник|[щч]ик|тель|ант|[её]р|изм|иум|квант|парк|центр|клуб)$")


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
    def names_a_doer(self) -> bool:
        """«модератор»: a thing of the dictionary that is a position too."""
        return not self.is_adjective and SURE_END.search(self.text.casefold()) is not None

    @property
    def known(self) -> bool:
        return bool(self.parse.is_known) or _has_sure_end(self.text)

    @property
    def is_ambiguous(self) -> bool:
        """May it stand in the genitive too, so that it belongs to the tail?"""
        return not _has_sure_end(self.text) and any({"gent"} in parse.tag for parse in readings(self.text))

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
            mixed = len({piece.animate for piece in self.pieces if isinstance(piece, Word)}) > 1
            return joined(parts, "-").doubted(when=mixed and not living)  # «вуз-партнёр» in the accusative
        return Forms.of((self._form(case, living) for case in CASES), sure=self._is_sure()).mapped(self._spelled)

    def _form(self, case: Case, living: bool) -> str:
        wanted = {GRAMMEMES[case], "plur" if self.plural else "sing"}
        if self.is_adjective and case == Case.ACC:
            return self._accusative(living)
        if living and case == Case.ACC and self.gender == "masc" and "inan" in self.parse.tag:
            wanted = wanted - {GRAMMEMES[case]} | {GRAMMEMES[Case.GEN]}
        return self._inflected(wanted | ({self.parse.tag.gender} if self._has_gender else set()))

    def _inflected(self, wanted: set[str]) -> str:
        """The form of these grammemes nearest to the word: «высший» is not «высочайший», though both are there."""
        if "Supr" in self.parse.tag:
            forms = [each.word for each in self.parse.lexeme if wanted <= set(each.tag.grammemes)]
            return max(forms, key=lambda form: common_letters(form, self.text), default=self.text)
        form = self.parse.inflect(wanted)
        return form.word if form else self.text

    def _accusative(self, living: bool) -> str:
        """Masculine and plural adjectives follow the animacy of the head."""
        if self.plural or self.parse.tag.gender == "masc":
            case = "gent" if living else "nomn"
            return self._inflected({case, "plur"} if self.plural else {case, "sing", "masc"})
        return self._inflected({"accs", "sing", self.parse.tag.gender})

    @property
    def _has_gender(self) -> bool:
        return self.is_adjective and not self.plural and self.parse.tag.gender is not None

    def _is_sure(self) -> bool:
        """A word the dictionary does not hold is guessed by its ending: adjectives safely, nouns not."""
        return self.known or self.is_adjective

    def _spelled(self, form: str) -> str:
        """The letters that stay keep their capitals: «Свято-Троицкого»."""
        if len(self.text) > 1 and self.text.isupper():
            return form.upper()
        changed = common_letters(self.text, form)
        kept = zip(self.text[:changed], form, strict=False)
        said = "".join(new.upper() if old.isupper() else new for old, new in kept) + form[changed:]
        return said[:1].upper() + said[1:] if self.text[:1].isupper() else said


def common_letters(one: str, other: str) -> int:
    """With how many of the same letters both begin, capitals and ё aside."""
    pairs = zip(folded(one), folded(other), strict=False)
    return next((at for at, (mine, yours) in enumerate(pairs) if mine != yours), min(len(one), len(other)))


def _has_sure_end(text: str) -> bool:
    return SURE_END.search(text.casefold()) is not None and not any(parse.is_known for parse in readings(text))


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
        thing = animate and each is not found[-1] and each.noun is not None and not each.noun.animate
        words.append(piece if stays or thing or each.noun is None else each.noun)
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
