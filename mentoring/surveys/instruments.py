"""Which questions a survey asks of whom. An instrument never changes once answers exist: a new wording is a new key."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from mentoring.intake.questions import Kind, Page, Question, options_of
from mentoring.models import Pair, Survey, Voice
from mentoring.surveys.items import BANK, PAGES, SUM, WORDS, Item

Instrument = Survey.Instrument
MOST_ON_A_PAGE = 4  # a phone shows them without a long way down; the page stays under 14 kB
OTHERS = {
    Voice.MENTOR: {"with_other": "с наставляемым", "of_other": "наставляемого", "other": "наставляемый"},
    Voice.MENTEE: {"with_other": "с наставником", "of_other": "наставника", "other": "наставник"},
}
VOICES = {
    Survey.Audience.BOTH: (Voice.MENTOR, Voice.MENTEE),
    Survey.Audience.MENTOR: (Voice.MENTOR,),
    Survey.Audience.MENTEE: (Voice.MENTEE,),
    Survey.Audience.PARTNER: (Voice.PARTNER,),
}
BY_FORM = frozenset({Instrument.BEFORE, Instrument.AFTER})  # their questions differ by form
# Whose people are asked: before the work begins, after it has ended, or those who meet.
STATES: dict[str, tuple[str, ...]] = {
    Instrument.BEFORE: (Pair.Status.AGREED, Pair.Status.ORDERED, Pair.Status.ACTIVE),
    Instrument.AFTER: (Pair.Status.ACTIVE, Pair.Status.COMPLETED),
}
WORKING = (Pair.Status.ACTIVE,)

GOING = (
    Item("going", SUM, "Как идёт работа", after="Как идёт ваша работа {with_other}?"),
    Item("moving", SUM, "Продвижение к цели", after="Насколько вы продвинулись к цели?"),
    Item("meetings", SUM, "Хватает ли встреч", after="Хватает ли вам встреч?", kind=Kind.ONE,
         options=("хватает", "хочется чаще", "хочется реже")),
    Item("hinders", WORDS, "Что мешает", after="Что мешает и чем помочь?", kind=Kind.TEXT, required=False),
)  # fmt: skip
SATISFIED = (
    *(replace(item, before="") for item in BANK if item.satisfied),
    Item("organized", SUM, "Организация программы", after="Насколько вы довольны тем, как организована программа?",
         satisfied=True),
    Item("recommend", SUM, "Посоветуют другим", after="Посоветовали бы вы программу другим?", kind=Kind.YES_NO),
    *(replace(item, before="") for item in BANK if item.key in {"valuable", "lacking"}),
)  # fmt: skip
PARTNERS = (
    Item("together", SUM, "Взаимодействие со школой", after="Насколько вы довольны работой со школой?",
         voices=(Voice.PARTNER,), satisfied=True),
    Item("outcome", SUM, "Результат", after="Насколько вы довольны результатами программы?",
         voices=(Voice.PARTNER,), satisfied=True),
    Item("useful", SUM, "Польза для организации", after="Насколько программа полезна вашей организации?",
         voices=(Voice.PARTNER,), satisfied=True),
    Item("go_on", SUM, "Готовы продолжить", after="Готовы ли вы участвовать дальше?", kind=Kind.YES_NO,
         voices=(Voice.PARTNER,)),
    Item("lacking", WORDS, "Что изменить", after="Что стоит изменить?", kind=Kind.TEXT, required=False,
         voices=(Voice.PARTNER,)),
)  # fmt: skip
BANKS: dict[str, tuple[Item, ...]] = {
    Instrument.BEFORE: BANK,
    Instrument.AFTER: BANK,
    Instrument.INTERIM: GOING,
    Instrument.SATISFACTION: SATISFIED,
    Instrument.PARTNER: PARTNERS,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """An item as one voice of one form reads it."""

    item: Item
    words: str


@cache
def asked(instrument: str, form: str, voice: str) -> tuple[Asked, ...]:
    """In the order of the bank. An empty form (the surveys that do not ask by it) takes the items of all forms."""
    found = []
    for item in BANKS[instrument]:
        words = item.before if instrument == Instrument.BEFORE else item.after
        if words and voice in item.voices and (not form or form in item.forms):
            found.append(Asked(item, words.format(**OTHERS.get(Voice(voice), {}))))
    return tuple(found)


@cache
def pages(instrument: str, form: str, voice: str) -> tuple[Page, ...]:
    """Groups of the bank, a long one in several pages of about the same length."""
    found: list[Page] = []
    for key, title in PAGES.items():
        group = [one for one in asked(instrument, form, voice) if one.item.page == key]
        for number, part in enumerate(_parts(group), start=1):
            questions = tuple(_question(one) for one in part)
            found.append(Page(f"{key}{number}" if number > 1 else key, title, questions))
    return tuple(found)


def _parts(group: list[Asked]) -> Iterable[list[Asked]]:
    count = -(-len(group) // MOST_ON_A_PAGE)
    return (group[len(group) * n // count : len(group) * (n + 1) // count] for n in range(count))


def _question(one: Asked) -> Question:
    options = options_of((words, words) for words in one.item.options)
    return Question(one.item.key, one.words, one.item.kind, one.item.required, options=options)


def mark_of(instrument: str, form: str, voice: str, values: dict[str, object]) -> int | None:
    """The mean of the satisfaction items in tenths, rounded down; nothing before the work, when importance is asked."""
    if instrument == Instrument.BEFORE:
        return None
    keys = [one.item.key for one in asked(instrument, form, voice) if one.item.satisfied]
    given = [int(str(values[key])) for key in keys if values.get(key)]
    return 10 * sum(given) // len(given) if given else None
