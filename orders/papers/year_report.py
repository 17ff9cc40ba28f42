"""The report of a mentor for the year: figures from the marks of meetings, words from the pairs, the rest by hand."""

from core.words import counted, hours
from orders.blocks import Column, Group, Table
from orders.grammar import nominative
from orders.papers.blocks import Caption, Document, Facts, Gaps, Grid, Kind, Lines, Text
from orders.papers.people import own_hand, who_of
from orders.papers.sources import MEETINGS, PairFacts, PersonFacts, Source

COLUMNS = (
    Column("№ п/п", 100, "center"),
    Column("Наставляемый", 480),
    Column("Форма, период", 420),
    Column("Встреч, часов", 260, "center"),
    Column("Результат", 460),
)
FOR_THE_PEN = 3


def year_report(facts: PersonFacts, source: Source, gaps: Gaps) -> Document:
    person, name = facts.person, facts.person.short_name
    held = sum(each.held for each in facts.pairs)
    spent = hours(sum(each.minutes for each in facts.pairs))
    courses = "; ".join(each.course + (f", {each.hours} ч" if each.hours else "") for each in facts.courses)
    if not facts.pairs:
        gaps.filled("", f"пары этого года: {name}")
    return Document(
        title=f"Отчёт наставника: {name}",
        author=source.organization.full_name,
        blocks=(
            Kind("ОТЧЁТ НАСТАВНИКА", f"за {source.year}/{source.year + 1} учебный год"),
            Facts(
                (
                    ("Организация", source.organization.full_name),
                    ("Наставник", nominative(person).full),
                    ("Должность, класс", gaps.filled(who_of(person), f"должность: {name}", 30)),
                    ("Обучение наставника", gaps.filled(courses, f"обучение: {name}", 30)),
                    ("Проведено", f"{counted(held, MEETINGS)}, {spent}\u00a0ч"),
                )
            ),
            Grid(Table(COLUMNS, (Group("", _rows(facts.pairs)),)), "Работа с наставляемыми"),
            Caption("Что удалось"),
            *((Text(facts.results),) if facts.results else (Lines(FOR_THE_PEN),)),
            Caption("Трудности"),
            Lines(FOR_THE_PEN),
            Caption("Предложения на следующий год"),
            Lines(FOR_THE_PEN),
            own_hand(person),
        ),
    )


def _rows(pairs: tuple[PairFacts, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(_row(number, each) for number, each in enumerate(pairs, 1)) or (("", "", "", "", ""),)


def _row(number: int, facts: PairFacts) -> tuple[str, ...]:
    pair = facts.pair
    mentees = "\n".join(nominative(person).full for person in facts.mentees)
    last = pair.ended_on or pair.ends_on
    period = f"{pair.starts_on:%d.%m.%Y} – {last:%d.%m.%Y}" if pair.starts_on and last else ""
    outcome = pair.results or pair.get_end_reason_display() or pair.get_status_display()
    meetings = f"{facts.held}\n{hours(facts.minutes)}\u00a0ч"
    return (str(number), mentees, f"{pair.get_form_display()}\n{period}".strip(), meetings, outcome)
