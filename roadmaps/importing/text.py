"""Words of a document's cell: markup taken off, cut words joined, fragments told from whole sentences."""

import html
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from core.tables.text import tidy
from core.words import folded

MARKUP = re.compile(
    r"\[bookmark:[^\]\n]{0,60}\]"
    r"|</?(?:p|ol|ul|li|br|b|i|u|s|em|strong|span|div|table|tbody|thead|tr|td|th|a|font|sup|sub|h[1-6])\b[^<>]{0,300}>",
    re.IGNORECASE,
)
NEW_LINE_TAGS = re.compile(r"</(?:p|li|div|tr|h[1-6])>|<br\s*/?>", re.IGNORECASE)
ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5});")
CUT_WORD = re.compile(r"([^\W\d_]+)[-\u2010\u2011]$")
FIRST_WORD = re.compile(r"[^\W\d_]+")
LAST_WORD = re.compile(r"[^\W\d_]+$")
OPEN_END = re.compile(
    r"(?:[,–—(«-]|(?:^|\s)(?:и|или|а|в|во|на|по|с|со|к|о|об|от|для|из|у|при|за|не|до|без|через|г\.))$"
)
RUSSIAN = re.compile(r"^[а-яё]+$")
TERMINAL = re.compile(r"[.!?:;…]['\"»)]*$")
COMPOUND_END = re.compile(r"(?:[нчьб]но|ого|ско|ивно|ально|енно)$")
_FIRST_PARTS = (
    "педагог учитель ученик наставник психолог мастер план онлайн офлайн интернет пресс медиа бизнес конкурс семинар"
    " социально психолого учебно научно нормативно методико медико физкультурно культурно северо юго студент"
    " работодатель премьер вице экс топ мини тест тренинг фото видео вэб веб"
)
COMPOUND_FIRST = frozenset(_FIRST_PARTS.split())


def clean(text: str) -> str:
    """A cell without markup, invisible signs and doubled spaces; the lines stay lines, a cut word is one word."""
    if "<" in text or "[bookmark" in text or "&" in text:
        text = without_markup(text)
    text = tidy(text)
    return "\n".join(_mended(text.split("\n"))) if "\n" in text else text


def without_markup(text: str) -> str:
    text = NEW_LINE_TAGS.sub("\n", text)
    return ENTITY.sub(lambda found: html.unescape(found.group()), MARKUP.sub("", text))


def _mended(lines: Iterable[str]) -> list[str]:
    """Lines of a narrow column: a word cut by the end of a line is one word again."""
    done: list[str] = []
    for line in lines:
        if done and line[:1].islower() and _is_cut(done[-1], line):
            done[-1] = join_cut(done[-1], line)
        else:
            done.append(line)
    return done


def _is_cut(left: str, right: str) -> bool:
    return bool(CUT_WORD.search(left)) or _halves(left, right)


def join_cut(left: str, right: str) -> str:
    """Two pieces of one text that a page or a narrow column cut apart, in the middle of a word or between words."""
    if not left or not right:
        return left or right
    cut = CUT_WORD.search(left)
    if cut and right[:1].islower():
        return left + right if _is_compound(cut.group(1)) or _two_words(cut.group(1), right) else left[:-1] + right
    return left + right if _halves(left, right) else f"{left} {right}"


def _is_compound(first: str) -> bool:
    """«социально-» keeps its hyphen, «соедине-» loses it."""
    small = folded(first)
    return small in COMPOUND_FIRST or (len(small) > 5 and bool(COMPOUND_END.search(small)))


def _two_words(last: str, right: str) -> bool:
    """«сентябрь-» «октябрь» are two words and a dash; «под-» «готовка» are one."""
    first = FIRST_WORD.match(right)
    return first is not None and _is_word(last) and _is_word(first.group()) and not _is_word(last + first.group())


def _halves(left: str, right: str) -> bool:
    """Whether the last word of one and the first of the other are halves of a word («Организа» «ция»)."""
    last, first = LAST_WORD.search(left), FIRST_WORD.match(right)
    if not last or not first or not first.group().islower():
        return False
    whole = last.group() + first.group()
    if len(whole) < 5 or (_is_word(last.group()) and _is_word(first.group())):
        return False
    return _is_word(whole)


@cache
def _dictionary() -> Any:
    """Loaded once, when the first doubtful cut is met: it takes a fifth of a second."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


@lru_cache(maxsize=4096)
def _is_word(word: str) -> bool:
    small = word.lower()
    return bool(RUSSIAN.match(small)) and bool(_dictionary().word_is_known(small))


def is_tail(left: str, right: str) -> bool:
    """Whether `right` goes on in the middle of the sentence that `left` began."""
    if not left or not right:
        return False
    if CUT_WORD.search(left) or OPEN_END.search(left):
        return True
    if left.count("«") > left.count("»") and right.count("»") > right.count("«"):
        return True
    return right[0].islower() and not TERMINAL.search(left)
