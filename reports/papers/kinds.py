"""The reports there are: for whom, of which period, out of which sections."""

from collections.abc import Mapping
from dataclasses import dataclass, field

STATE, STAGES, LATE, DONE = "state", "stages", "late", "done"
BASES, PAIRS, MEETINGS, CONSENTS, ORDERS = "bases", "pairs", "meetings", "consents", "orders"
INDICATORS, BELOW, TREND = "indicators", "below", "trend"
SATISFIED, OPINIONS = "satisfied", "opinions"
LIST, PEOPLE = "list", "people"
INTRO, PRACTICES, PROBLEMS, TASKS, WORDS, ADVICE = "intro", "practices", "problems", "tasks", "words", "advice"

TITLES: Mapping[str, str] = {
    STATE: "Состояние дорожной карты",
    STAGES: "Ход по этапам",
    LATE: "Просроченные мероприятия",
    DONE: "Выполнено за период",
    BASES: "Базы наставников и наставляемых",
    PAIRS: "Пары и группы по формам",
    MEETINGS: "Встречи",
    CONSENTS: "Согласия на обработку данных",
    ORDERS: "Приказы и другие документы",
    INDICATORS: "Показатели: план и факт",
    SATISFIED: "Удовлетворённость участников",
    OPINIONS: "Выводы опросов",
    BELOW: "По организациям",
    TREND: "Динамика",
    LIST: "Список",
    PEOPLE: "Кто и сколько",
    INTRO: "Основание и цели",
    PRACTICES: "Лучшие практики",
    PROBLEMS: "Трудности и риски",
    TASKS: "Задачи на следующий период",
    WORDS: "Выводы",
    ADVICE: "Адресные рекомендации организациям",
}
# What somebody writes by hand: the key of a section and the question it asks.
ASKS: Mapping[str, str] = {
    INTRO: "На основании чего составлен отчёт, какие цели стояли перед программой",
    PRACTICES: "Что удалось и чем стоит поделиться; имена участников здесь не нужны",
    PROBLEMS: "Что мешало и что уже сделано",
    TASKS: "Что будет сделано, к какому сроку, кто отвечает",
    WORDS: "Что говорят числа этого отчёта",
    ADVICE: "Кому и что рекомендуется изменить",
}


@dataclass(frozen=True, slots=True)
class ReportKind:
    """`school` and `official` are sections of the report there, in order; without any it is not offered there.

    `named`: the school's report lists people by name. `quarterly`: a quarter may be chosen.
    """

    key: str
    title: str
    about: str
    school: tuple[str, ...] = ()
    official: tuple[str, ...] = ()
    named: bool = False
    quarterly: bool = True

    def parts(self, above: bool) -> dict[str, str]:
        return {key: TITLES[key] for key in (self.official if above else self.school)}


ALL = (
    ReportKind(
        "roadmap",
        "Исполнение дорожной карты",
        "Сколько мероприятий выполнено, что просрочено, как идут этапы.",
        school=(STATE, STAGES, LATE, DONE, WORDS),
        official=(STATE, BELOW, WORDS),
    ),
    ReportKind(
        "monitoring",
        "Мониторинг программы наставничества",
        "Квартал в числах: карта, базы, пары, встречи, согласия, показатели.",
        school=(STATE, BASES, PAIRS, MEETINGS, CONSENTS, SATISFIED, INDICATORS, PROBLEMS, WORDS),
        official=(STATE, BASES, PAIRS, BELOW, INDICATORS, TREND, PROBLEMS, WORDS),
    ),
    ReportKind(
        "year",
        "Итоговый отчёт школы за год",
        "Чем закончился год: охват, пары, встречи, показатели; выводы и задачи пишутся руками и хранятся.",
        school=(
            *(INTRO, STATE, STAGES, BASES, PAIRS, MEETINGS, SATISFIED, OPINIONS),
            *(INDICATORS, PRACTICES, PROBLEMS, WORDS, TASKS),
        ),
        quarterly=False,
    ),
    ReportKind(
        "consolidated",
        "Сводный информационно-аналитический отчёт",
        "Завершающий этап: работа всех организаций в таблицах, выводы и рекомендации.",
        official=(INTRO, STATE, BASES, PAIRS, BELOW, INDICATORS, TREND, PRACTICES, PROBLEMS, WORDS, ADVICE, TASKS),
    ),
    ReportKind(
        "pairs",
        "Список пар",
        "Кто с кем, форма, сроки, встречи.",
        school=(PAIRS, LIST),
        official=(PAIRS, BELOW),
        named=True,
        quarterly=False,
    ),
    ReportKind(
        "consents",
        "Согласия",
        "Кого охватывают согласия на обработку данных и кого ещё нет.",
        school=(CONSENTS, LIST),
        official=(CONSENTS, BELOW),
        named=True,
        quarterly=False,
    ),
    ReportKind(
        "hours",
        "Часы наставников",
        "Сколько встреч и часов провели наставники: школе поимённо, выше по организациям.",
        school=(MEETINGS, PEOPLE),
        official=(MEETINGS, BELOW, TREND),
        named=True,
    ),
)
KINDS: Mapping[str, ReportKind] = {kind.key: kind for kind in ALL}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report: of a school year, a quarter (1 to 4) or the whole year (0), of the chosen parts or of all."""

    kind: ReportKind
    year: int
    period: int = 0
    parts: frozenset[str] = field(default_factory=frozenset)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The address, pair by pair."""
        return [("year", str(self.year)), ("period", str(self.period)), *(("part", key) for key in sorted(self.parts))]


def offered(above: bool) -> tuple[ReportKind, ...]:
    """What the gallery shows to a school, or to those above."""
    return tuple(kind for kind in ALL if kind.parts(above))
