"""Roadmaps made up for the tests: every kind of term, phases, plans of events, lists. Names and texts are invented."""

from datetime import date, timedelta

from hypothesis import strategies as st

from roadmaps.parties.people import Directory, match_parties
from roadmaps.parties.reading import read_parties
from roadmaps.states.snapshots import ActivityState, Answerer, RoadmapState, StageState, TermWindow
from roadmaps.terms import Frame, Kind, read_term

YEAR = 2026
FRAME = Frame(academic_year=YEAR)
NOBODY = Directory({}, {}, frozenset())
WORDS = (
    *(
        "Совещание при директоре",
        "Анкетирование наставников",
        "План, отчёт & «итог»",
        "=СУММ(А1:А2)",
        "-скидка",
        "@все",
    ),
    *(
        "Встреча пар: «круглый стол»",
        "1. Подготовка",
        "• Пункт",
        "Итого",
        "Этап I",
        "Сопровождение:\n- беседы\n- тренинги",
    ),
    *("<b>важно</b>", "социально-\nпедагог", "№ 5", "2", "Пункт;  с двумя пробелами", "Опрос 😀", "+7 за час", "План"),
)
TERMS = (
    *("ноябрь", "до 15 октября", "сентябрь-октябрь", "ежемесячно", "в течение года", "по мере необходимости", ""),
    *("1 раз в четверть", "не позднее 01.12.2026", "январь, март", "в течение\nгода", "по плану школы", "лето"),
)
PEOPLE = (
    *("", "Куратор", "Директор, куратор", "Примерова А. П., педагог-психолог", "Совет школы; методист", "Пробин И. О."),
    *("Классные руководители 5-9 классов", "Кто-нибудь, наверное", "Директор\nКуратор"),
)
SINGLE = ("Иванова-Тестова А. П.", "Родители, дети", "Куратор", "МКУ «Центр» (методисты)", "Отдел, сектор; группа")
texts = st.sampled_from(WORDS) | st.text(st.sampled_from("абвгдеё АБВ«»(),.;:-0123456789\nqwe&<>\"'"), max_size=40).map(
    str.strip
)
named = texts.filter(bool)
one_line = named.map(lambda text: " ".join(text.split())).filter(bool)
days = st.integers(0, 272).map(lambda shift: date(YEAR, 9, 1) + timedelta(days=shift))
windows = st.tuples(days, st.integers(0, 60)).map(lambda pair: (pair[0], pair[0] + timedelta(days=pair[1])))
months = st.sampled_from([date(YEAR, m, 1) for m in (9, 10, 11, 12)] + [date(YEAR + 1, m, 1) for m in (1, 2, 5)])


def _whole(first: date) -> tuple[date, date]:
    return first, date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)


@st.composite
def terms(draw: st.DrawFn) -> tuple[str, str, tuple[TermWindow, ...]]:
    """Words, kind, windows: as the words read, or as a person set them."""
    words = draw(st.sampled_from(TERMS))
    if draw(st.booleans()):
        reading = read_term(words, FRAME)
        found = sorted((window.start, window.end) for window in reading.windows)
        return words, reading.kind.value, _terms(found)
    kind = draw(st.sampled_from(list(Kind)))
    if kind in (Kind.ON_DEMAND, Kind.UNKNOWN):
        return words, kind.value, ()
    several = kind in (Kind.LIST, Kind.RECURRING)
    each = windows | months.map(_whole)
    chosen = draw(st.lists(each, min_size=2 if several else 1, max_size=12 if several else 1, unique=True))
    return words, kind.value, _terms(sorted(chosen))


def _terms(found: list[tuple[date, date]]) -> tuple[TermWindow, ...]:
    return tuple(TermWindow(start.isoformat(), end.isoformat()) for start, end in found)


@st.composite
def people(draw: st.DrawFn) -> tuple[str, tuple[Answerer, ...]]:
    """Words of a document with those they name, or people chosen one by one."""
    if draw(st.booleans()):
        words = draw(st.sampled_from(PEOPLE))
        found = match_parties(read_parties(words), NOBODY)
        return words, tuple(Answerer(match.kind, match.text) for match in found)
    chosen = draw(st.lists(st.sampled_from(SINGLE), unique=True, max_size=4))
    return ", ".join(chosen), tuple(Answerer("text", text) for text in chosen)


@st.composite
def activities(draw: st.DrawFn, number: str, kind: str) -> ActivityState:
    words, term_kind, found = draw(terms())
    responsible, answerers = draw(people())
    return ActivityState(
        name=draw(named),
        number=number,
        audience=draw(st.sampled_from(("", "9 классы", "Наставники"))),
        term_text=words,
        term_kind=term_kind,
        expected_result=draw(st.just("") | texts),
        responsible_text=responsible,
        event_kind=draw(st.sampled_from(("Семинар", "Слёт"))) if kind == "events" else "",
        lines=tuple(draw(st.lists(named, max_size=3))),
        windows=found,
        responsibles=answerers,
    )


@st.composite
def roadmap_states(draw: st.DrawFn) -> RoadmapState:
    """A roadmap of one school year: up to five stages with up to four activities each, some stages empty."""
    stages = []
    for place in range(1, draw(st.integers(1, 5)) + 1):
        kind = draw(st.sampled_from(("stage", "stage", "stage", "events")))
        rows = [draw(activities(f"{place}.{n}", kind)) for n in range(1, draw(st.integers(0, 4)) + 1)]
        phase = draw(st.sampled_from(("", "", "ОСНОВНОЙ ЭТАП", "Итоговая фаза")))
        stages.append(StageState(draw(one_line), phase, kind, tuple(rows)))
    title = draw(st.sampled_from(("Дорожная карта наставничества", "План на 2019 год", "Карта: «Учитель – ученик»")))
    return RoadmapState(title, f"{YEAR}-09-01", f"{YEAR + 1}-05-31", tuple(stages))


def said(state: RoadmapState) -> list[object]:
    """What must survive: stages, activities, terms, responsible, results."""
    return [(s.name, s.phase, s.kind, [_said(each) for each in s.activities]) for s in state.stages]


def _said(each: ActivityState) -> tuple[object, ...]:
    people_said = [answerer.text for answerer in each.responsibles]
    texts_said = (each.name, each.lines, each.audience, each.event_kind, each.expected_result, each.responsible_text)
    return (*texts_said, each.term_text, each.term_kind, each.windows, people_said)
