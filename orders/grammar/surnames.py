"""Cases of surnames: which stay, which are adjectives, which are nouns with endings of their own."""

import re

from orders.grammar.cases import HISSING_OY, STRESSED_ICH, VOWELS, Forms, joined, same, with_consonant
from orders.grammar.doubts import as_a_noun, as_an_adjective, as_possessive, is_a_word_too, is_doubtful
from orders.grammar.engine import FEMALE, MALE, Kind, by_engine, ending_in_ia, in_case, in_short_i
from orders.grammar.foreign import PARTICLES, as_foreign, behind_particle

# First parts of double surnames that are no surnames alone and stay: «Кара-Мурзы», «Бонч-Бруевича».
PREFIXES = PARTICLES | frozenset(
    {"тер", "кара", "бонч", "сан", "эль", "аль", "ибн", "бен", "дон", "шах", "хан", "бек", "мирза", "гаджи", "нур"}
    | {"тян", "грум", "демут", "сквозник"}
)
WHOSE_CHILD = ("-заде", "-оглы", "-оглу", "-кызы", "-гызы")  # «Мамед-заде» is one word of two
# «Черных», «Долгих», «Нижних»; «Рерих» and «Эрлих» are nouns.
SURNAMES_THAT_STAY = re.compile(r"(?:[оеэуюиы]|[аеёиоуыэюя]а|ых|[гкхжшчщнь]их|аго|яго|ово)$")
FRENCH_A = re.compile(
    r"(?:[гдмлт]юма|дюба|тома|гара|петипа|дега|золя|труайя|бенуа|валуа|делакруа|франсуа|буржуа|моруа)$"
)
ADJECTIVE = re.compile(r"(?:ий|ый|ой)$")
SURELY_ADJECTIVE = re.compile(r"(?:[гкх]ий|ый|ой)$")
STRESSED_HISSING = re.compile(r"(?:ач|яч)$")
FEMININE_HISSING = re.compile(r"[жшчщ]ь$")
POSSESSIVE = re.compile(r"(?:[оеё]в|[иы]н)$")
FEMININE = re.compile(r"(?:[аеёиоуыэюя].*(?:[оеё]в|[иы]н)а|[ая]я)$")  # «Сова» is a noun
HISSING_AYA = re.compile(r"[жшчщ]ая$")
ONE_VOWEL = re.compile(r"^[^аеёиоуыэюя]*[аеёиоуыэюя][^аеёиоуыэюя]*$")
HISSING_END = re.compile(r"[жшчщц]а$")
# Masculine nouns as surnames that lose the vowel. Families differ, so all of them are asked about.
FLEETING = (
    ("иец", "ийц"),
    ("лец", "льц"),
    ("аец", "айц"),
    ("еец", "ейц"),
    ("ец", "ц"),
    ("енок", "енк"),
    ("ёнок", "ёнк"),
    ("чонок", "чонк"),
)


def surname(text: str, gender: str) -> Forms:
    """A surname of one word, of several («Ван дер Варден»: the last one declines) or of parts with hyphens."""
    words = text.split(" ")
    if len(words) > 1:
        *kept, last = words
        foreign = behind_particle(kept[-1], last) if gender == MALE else None
        return joined([same(" ".join(kept)), foreign or surname(last, gender)], " ")
    parts = text.split("-")
    if len(parts) > 1 and text.casefold().endswith(WHOSE_CHILD):
        return same(text)
    if len(parts) > 1:
        return joined([_double_part(part, gender, last=part is parts[-1]) for part in parts], "-")
    return in_case(text, lambda word: _single(word, gender))


def _double_part(part: str, gender: str, *, last: bool) -> Forms:
    if not part or (not last and part.casefold() in PREFIXES):
        return same(part)
    return in_case(part, lambda word: _single(word, gender))


def _single(word: str, gender: str) -> Forms:
    low = word.casefold()
    if SURNAMES_THAT_STAY.search(low) or FRENCH_A.search(low):
        return same(word)
    if gender == FEMALE and low[-1] not in "ая":
        return same(word)
    if low.endswith("ия"):
        return ending_in_ia(word)
    forms = _male(word, low) if gender == MALE else _female(word, low)
    if HISSING_END.search(low):
        forms = _behind_hissing(word, gender, forms)
    unsure = is_doubtful(word, gender, forms) or (gender == FEMALE and low.endswith("ья"))
    return forms.doubted(when=unsure)


def _behind_hissing(word: str, gender: str, forms: Forms) -> Forms:
    """«Грушей»; «Лапшой», where the dictionary says that the end is stressed, and that is asked about."""
    soft = Forms(forms.gen, forms.dat, forms.acc, HISSING_OY.sub(r"\1ей", forms.ins), forms.prep, sure=forms.sure)
    noun = as_a_noun(word, gender)
    return noun.doubted() if noun and HISSING_OY.search(noun.ins) else soft


def _female(word: str, low: str) -> Forms:
    """What ends in -а or -я."""
    forms = by_engine(Kind.SURNAME, word, FEMALE)
    if HISSING_AYA.search(low):
        stem = word[:-2]
        return as_an_adjective(word, FEMALE) or Forms.of(f"{stem}{end}" for end in ("ей", "ей", "ую", "ей", "ей"))
    if forms.gen.endswith("ой") and not FEMININE.search(low):
        return as_a_noun(word, FEMALE) or forms.doubted()
    return forms


def _male(word: str, low: str) -> Forms:
    """What ends in a consonant, -й, -ь, -а or -я."""
    if foreign := as_foreign(word):
        return foreign
    forms = by_engine(Kind.SURNAME, word, MALE)
    if low[-1] in "ая":
        noun = as_a_noun(word, MALE) if forms.gen == word else None
        return noun.doubted() if noun else forms.doubted(when=low.endswith("ая") or forms.gen == word)
    if STRESSED_ICH.match(low) or STRESSED_HISSING.search(low) or low.endswith("их"):
        return with_consonant(word, "ом")
    if FEMININE_HISSING.search(low):
        return with_consonant(word[:-1], "ем").doubted()
    if low.endswith("ий") and (adjective := as_possessive(word) or as_an_adjective(word, MALE)):
        return adjective
    noun = as_a_noun(word, MALE)
    if ADJECTIVE.search(low) and forms.gen.endswith(("ого", "его")) and not ONE_VOWEL.match(low) and noun is None:
        return _adjectival(word, low, forms)
    return _as_noun(word, low, forms, noun)


def _as_noun(word: str, low: str, forms: Forms, noun: Forms | None) -> Forms:
    """A noun of the dictionary with a vowel that comes and goes, a likely one, or what the engine took for Russian."""
    if noun and noun.gen == f"{word}а" and not POSSESSIVE.search(low):
        return noun.doubted(when=low.endswith(("ец", "ок")))  # only the stress of the end may differ: «Ковшом»
    if noun and (not noun.gen.startswith(word[:-1]) or is_doubtful(word, MALE, forms)):
        return noun.doubted()
    if noun is None and (ending := _fleeting(low)):
        return _with_endings(word[: -len(ending[0])] + ending[1], low).doubted()
    if ONE_VOWEL.match(low) and low.endswith("ой"):
        return in_short_i(word)
    if forms.ins.endswith("ым") and low[-1] not in "йь" and not _is_possessive(word, low, forms):
        return with_consonant(word, "ом")
    if forms.gen == word and low.endswith("й"):
        return in_short_i(word).doubted()
    return forms.doubted(when=forms.gen == word or forms.gen.endswith("ья") or _shifts(word, low, noun))


def _shifts(word: str, low: str, noun: Forms | None) -> bool:
    """Families decline it in more ways than one: «Кулиш», «Рубин», «Соль»."""
    if low.endswith(("ок", "авель")):
        return True
    if POSSESSIVE.search(low):
        return is_a_word_too(word)
    return noun is None and (low.endswith(("иш", "аш")) or (low.endswith("ь") and as_a_noun(word, FEMALE) is not None))


def _is_possessive(word: str, low: str, forms: Forms) -> bool:
    """«Ильин», «Львов»: of one syllable only where the dictionary knows the surname, else it is «Шин»."""
    if ONE_VOWEL.match(low):
        return low.endswith("в") and not is_doubtful(word, MALE, forms)
    return POSSESSIVE.search(low) is not None


def _fleeting(low: str) -> tuple[str, str] | None:
    found = next((pair for pair in FLEETING if low.endswith(pair[0])), None)
    if found is None or not any(letter in VOWELS for letter in low[: -len(found[0])]):
        return None  # «Швец», «Жнец»: nothing would be left to pronounce
    stem = low[: -len(found[0])]
    return None if found[0] == "ец" and len(stem) > 1 and stem[-1] not in VOWELS and stem[-2] not in VOWELS else found


def _with_endings(stem: str, low: str) -> Forms:
    return with_consonant(stem, "ем" if stem.endswith("ц") and not low.endswith("лец") else "ом")


def _adjectival(word: str, low: str, forms: Forms) -> Forms:
    """«Сухим», not «Сухым»: after г, к, х and the hissing ones the vowel is и.

    «Топчий» may be a noun as well as «Рыжий» an adjective: what the dictionary does not know is asked about.
    """
    known = SURELY_ADJECTIVE.search(low) or as_an_adjective(word, MALE)
    if not known and low.endswith("чий"):
        stem = word[:-1]
        return Forms(f"{stem}я", f"{stem}ю", f"{stem}я", f"{stem}ем", f"{stem}и", sure=False)
    soft = word[-3:-2].casefold() in "гкхжчшщ"
    ending = "им" if soft or word.endswith("ий") else "ым"
    return Forms(forms.gen, forms.dat, forms.gen, word[:-2] + ending, forms.prep, sure=forms.sure and bool(known))
