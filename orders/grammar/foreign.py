"""Foreign surnames in -ин and -ов: nouns, «Чарльзом Дарвином» beside «Александром Пушкиным»."""

import re

from orders.grammar.cases import Forms, with_consonant
from orders.grammar.doubts import folded, is_known_as
from orders.grammar.engine import in_case

POSSESSIVE_END = re.compile(r"(?:ин|ов)$")
# Known from books, in nobody's Russian family.
SURELY = frozenset(
    {"беклин", "болдуин", "болдвин", "бюлов", "вирхов", "гельдерлин", "гершвин", "голдвин", "гриффин"}
    | {"гуцков", "гудвин", "дарвин", "деблин", "джоплин", "кальвин", "кельвин", "корвин", "кронин"}
    | {"маккуин", "марвин", "рескин", "флотов", "франклин", "цеппелин"}
)
# Borne by Russian families too.
MAYBE = frozenset({"берлин", "ларкин", "мерлин", "раскин", "росселлин", "чаплин"})
# What never is a Russian possessive: «Хэмлин», «Джонин»; what hardly is: «Колвин», «Эшлин», «Гуин», «Коллин», «Хаттин».
STRANGE = re.compile(r"(?:дж|[^аеиоуыэюя]э).*ин$")
UNUSUAL = re.compile(r"^э.*[^к]ин$|^у[оиэ].*ин$|[лрнд]вин$|[аеоуэю]ин$|[аео]ллин$|(?:пп|тт|кк|дд|гг|бб|фф|рр)ин$")
# First names by which a stranger is told; those that families of this country use as well are left out.
FIRST = frozenset(
    {"ален", "альфонс", "андреас", "анри", "антонио", "арчибальд", "бенджамин", "бернард", "бернхард"}
    | {"билл", "боб", "брайан", "брюс", "вальтер", "вернер", "вильям", "винсент", "вольфганг", "ганс"}
    | {"гарольд", "гарри", "генри", "георг", "герберт", "готфрид", "грегори", "гюнтер", "гюстав", "дерек"}
    | {"джастин", "джейк", "джейкоб", "джеймс", "джек", "джеральд", "джереми", "джефф", "джеффри", "джим"}
    | {"джимми", "джо", "джозеф", "джон", "джонатан", "джордж", "дитер", "дональд", "дуглас", "дэвид"}
    | {"дэн", "дэниел", "жак", "жан", "жером", "жерар", "жиль", "жорж", "жюль", "зигмунд", "иоганн"}
    | {"иоганнес", "йенс", "йохан", "карлос", "кевин", "клаус", "клод", "конрад", "крис", "кристиан"}
    | {"кристофер", "курт", "ларри", "ларс", "лоренц", "лоуренс", "луи", "луиджи", "людвиг", "майкл"}
    | {"марио", "мартин", "маттиас", "мигель", "мишель", "натаниэль", "николас", "нил", "нильс", "норман"}
    | {"оливер", "отто", "патрик", "пауль", "педро", "петер", "пит", "питер", "поль", "пьер", "ральф"}
    | {"рене", "рихард", "ричард", "робин", "роджер", "рональд", "рэй", "себастьян", "стив", "стивен"}
    | {"сэм", "сэмюэл", "томас", "уильям", "уолт", "уолтер", "фердинанд", "франк", "франсуа", "франц"}
    | {"фредерик", "фрэнк", "фрэнсис", "фридрих", "фриц", "хайнрих", "ханс", "хорхе", "хосе", "хуан"}
    | {"чарли", "чарльз", "эдвард", "эдвин", "эдмунд", "эйнар", "эндрю", "эрвин", "эрик", "эрих", "эрнст"}
    | {"этьен", "юрген", "якоб"}
)
# What stands before foreign surnames, apart or with a hyphen: «фон Белов».
PARTICLES = frozenset(
    {"ван", "дер", "фон", "цу", "де", "ди", "да", "ла", "ле", "дю", "дель", "о", "мак", "сен", "сент"}
)


def as_foreign(word: str) -> Forms | None:
    """A man's surname that looks like «Пушкин» and is none; None where nothing tells so.

    Whoever may be a Russian all the same is asked about.
    """
    low = folded(word)
    if not POSSESSIVE_END.search(low):
        return None
    if low in SURELY or STRANGE.search(low):
        return _as_noun(word)
    unusual = UNUSUAL.search(low) or is_known_as(word, "Name")
    return _as_noun(word).doubted() if low in MAYBE or (unusual and not is_known_as(word, "Surn")) else None


def behind_particle(particle: str, last: str) -> Forms | None:
    """The last word of a man's surname of several: «фон Беловом»; None where nothing foreign stands before it."""
    low = folded(last)
    if folded(particle) not in PARTICLES or not POSSESSIVE_END.search(low):
        return None
    return _as_noun(last).doubted(when=low not in SURELY)


def beside_first_name(surname: Forms, last: str, first: str) -> Forms:
    """The surname of a man without a patronymic: behind a foreign first name «Турином», and that is asked about."""
    low = folded(last)
    if not POSSESSIVE_END.search(low) or low in SURELY or folded(re.split(r"[ -]", first)[0]) not in FIRST:
        return surname
    alone = surname.sure and re.fullmatch(r"\w+", last) and not is_known_as(last, "Surn")
    return (_as_noun(last) if alone else surname).doubted()


def _as_noun(word: str) -> Forms:
    return in_case(word, lambda small: with_consonant(small, "ом"))
