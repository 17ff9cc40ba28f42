"""Words of one row of the table: term, people, result. Pure and made for speed: a row costs microseconds."""

from collections.abc import Sequence
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.dates import near_day
from core.stencils import fill, form_from
from core.words import counted, folded
from core.years import school_year_of
from roadmaps.queries.status import Due

TIMES = ("раз", "раза", "раз")
FILES = ("файл", "файла", "файлов")
# Stems of words by which an expected result is a document to attach.
DOCUMENTS = (
    *("протокол", "приказ", "отчет", "справк", "журнал", "положени", "договор", "соглашени", "документ", "анкет"),
    *("ведомост", "список", "листы", "лист ", "ипр", "акт", "план", "программ", "запис", "распоряжени", "пакет"),
)
NOTHING = SafeString("")
NOBODY = SafeString('<span class="s-bad">Не назначен</span>')
SHORT = 70  # letters of an expected result in a cell


def term_words(kind: str, dues: Sequence[Due], current: Due | None, today: date) -> str:
    """«до 30 ноя», «01.09 — 30.09», «4 раза, след. 25 дек», «постоянно», «без срока»."""
    if kind == "continuous":
        return "постоянно"
    if current is None or current.due_on is None:
        return "без срока"
    if len(dues) > 1:
        times = counted(len(dues), TIMES)
        word = "до" if current.due_on < today else "след."
        return f"{times}, {word} {near_day(current.due_on, today)}" if current.is_open else times
    return window_words(current, today)


def window_words(due: Due, today: date) -> str:
    """One window; «до …» once it has begun and is not done."""
    if due.due_on is None:
        return "без срока"
    if due.starts_on is None or due.starts_on == due.due_on:
        return near_day(due.due_on, today)
    if due.is_open and due.starts_on <= today:
        return f"до {near_day(due.due_on, today)}"
    near = {school_year_of(due.starts_on), school_year_of(due.due_on)} == {school_year_of(today)}
    form = "%d.%m" if near else "%d.%m.%Y"
    return f"{due.starts_on:{form}}\u00a0— {due.due_on:{form}}"


QUOTED = form_from('<span class="d-block small mut">«{words}»</span>')
ALONE = form_from("{name}")
FIRST = form_from('{name} <span class="mut text-nowrap">+ ещё {others}</span>')


def quoted_words(words: str) -> SafeString:
    """The words of the document under the term; nothing when there are none."""
    return fill(QUOTED, {"words": words}) if words else NOTHING


def people_words(names: Sequence[str]) -> SafeString:
    """The first responsible and how many more there are."""
    if not names:
        return NOBODY
    if len(names) == 1:
        return fill(ALONE, {"name": names[0]})
    return fill(FIRST, {"name": names[0], "others": len(names) - 1})


def person_words(last: str, *others: str | None) -> str:
    """«Примерова С. А.» with no-break spaces, from the last, the first name and the patronymic."""
    return "\u00a0".join([last, *(f"{part[0]}." for part in others if part)])


def result_words(expected: str, files: int) -> str:
    if files:
        return counted(files, FILES)
    if not expected:
        return "—"
    return expected if len(expected) <= SHORT else f"{expected[:SHORT].rsplit(' ', 1)[0]}…"


def needs_document(expected: str) -> bool:
    """Whether the expected result is a paper: then «done» asks for a file or for the reason why there is none."""
    words = folded(f"{expected} ")
    return any(_begins(words, stem) for stem in DOCUMENTS)


def asks_document(evidence: str, expected: str) -> bool:
    """Whether «done» asks for a document: as settled for the activity (`Activity.Evidence`), else by its result."""
    return evidence == "required" or (evidence == "by_result" and needs_document(expected))


def _begins(words: str, stem: str) -> bool:
    place = words.find(stem)
    while place >= 0:
        if place == 0 or not words[place - 1].isalpha():
            return True
        place = words.find(stem, place + 1)
    return False


ABOVE = {"municipality": "муниципалитет", "region": "регион"}


def note_words(event_kind: str, audience: str, above: str) -> SafeString:
    """Under the name: of an event its kind and whom it is for; the level above that ordered the activity."""
    if not above and not event_kind:
        return NOTHING
    badge = format_html('<span class="level">{}</span>', ABOVE[above]) if above in ABOVE else NOTHING
    words = " · ".join(part for part in (event_kind, audience if event_kind else "") if part)
    return format_html('<span class="d-block small mut fw-normal">{}{}</span>', badge, words)
