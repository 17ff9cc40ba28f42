"""Sections about people, pairs and meetings of the own school: live figures, nobody's name."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth

from core.viewer import Viewer
from core.words import hours
from mentoring.models import Meeting, Pair, Participation, Person, Side
from mentoring.models.bases import ParticipationQuerySet
from mentoring.queries.coverage import uncovered
from mentoring.queries.pairs import pairs_of
from mentoring.queries.surveys import own_surveys, satisfaction
from orders.queries import own_orders
from reports.papers.kinds import BASES, CONSENTS, MEETINGS, OPINIONS, ORDERS, PAIRS, SATISFIED, Asked
from reports.papers.model import Column, Fact, Picture, Row, Section, Table
from reports.papers.periods import bounds, month_words, months_of
from reports.queries.papers.sections import FORM_NAMES, section, share

Status = Pair.Status
PREPARED = (Status.PROPOSED, Status.AGREED, Status.ORDERED)
FORM_COLUMNS = (
    Column("Форма", 24, number=False),
    Column("Готовятся", 12),
    Column("Действуют", 12),
    Column("Приостановлены", 17),
    Column("Завершены", 12),
    Column("Прекращены досрочно", 14),
    Column("Всего", 8),
)
MONTH_COLUMNS = (Column("Месяц", 30, number=False), Column("Встреч", 12), Column("Часов", 12))
KINDS = dict(Person.Kind.choices)
SIDES = {"Наставники": Side.MENTOR, "Наставляемые": Side.MENTEE}


@dataclass(frozen=True, slots=True)
class Own:
    """The own organization, asked on a day. `most` rows of a list that nobody shows whole."""

    viewer: Viewer
    asked: Asked
    today: date
    most: int | None = None


def bases(own: Own) -> Section:
    """Each person once on a side, whatever the number of target models."""
    rows = _listed(own).order_by().values("side", "person__kind").annotate(people=Count("person", distinct=True))
    found = {(row["side"], row["person__kind"]): row["people"] for row in rows}
    kinds = [key for key in KINDS if (Side.MENTOR, key) in found or (Side.MENTEE, key) in found]
    cells = tuple((KINDS[key], found.get((Side.MENTOR, key), 0), found.get((Side.MENTEE, key), 0)) for key in kinds)
    mentors, mentees = (sum(int(row[place]) for row in cells) for place in (1, 2))
    waiting = _listed(own).filter(side=Side.MENTEE, state=Participation.State.WAITING)
    facts = (
        Fact("Наставников", mentors, "Люди базы наставников года, кроме вышедших"),
        Fact("Наставляемых", mentees, "Люди базы наставляемых года, кроме вышедших"),
        Fact("Ждут пару", waiting.values("person").distinct().count(), "Наставляемые, у которых пары ещё нет"),
    )
    columns = (Column("Кто", 34, number=False), Column("Наставники", 12), Column("Наставляемые", 12))
    picture = Picture("stacks", "Кто участвует", values=(1, 2))
    table = Table("Состав баз", columns, cells, ("Всего", mentors, mentees), picture)
    return section(BASES, facts=facts, tables=[table] if cells else [])


def _listed(own: Own) -> ParticipationQuerySet:
    rows = Participation.objects.visible_to(own.viewer).filter(organization=own.viewer.organization)
    return rows.of_year(own.asked.year).listed().exclude(state=Participation.State.LEFT)


def pairs(own: Own) -> Section:
    rows = pairs_of(own.viewer).of_year(own.asked.year).order_by().values_list("form", "status").annotate(Count("pk"))
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for form, status, number in rows:
        found[form][status] += number
    cells = tuple(_form_row(name, found[form]) for form, name in FORM_NAMES.items() if form in found)
    total: Counter[str] = sum(found.values(), Counter())
    picture = Picture("bars", "Пары и группы по формам", values=(6,))
    table = Table("Пары и группы", FORM_COLUMNS, cells, _form_row("Всего", total), picture)
    facts = (
        Fact("Пар и групп за год", total.total()),
        Fact("Действуют", total[Status.ACTIVE]),
        Fact("Завершили программу", total[Status.COMPLETED]),
        Fact("Прекращены досрочно", total[Status.ENDED]),
    )
    return section(PAIRS, facts=facts, tables=[table] if cells else [])


def _form_row(name: str, found: Counter[str]) -> Row:
    prepared = sum(found[status] for status in PREPARED)
    states = (Status.ACTIVE, Status.PAUSED, Status.COMPLETED, Status.ENDED)
    return (name, prepared, *(found[status] for status in states), found.total())


def meetings(own: Own) -> Section:
    """Held meetings of the year's pairs, by the months of the period."""
    first, last = bounds(own.asked.year, own.asked.period)
    rows = Meeting.objects.visible_to(own.viewer).filter(organization=own.viewer.organization)
    held = rows.filter(status=Meeting.Status.HELD, held_on__range=(first, last))
    by_month = held.order_by().values_list(TruncMonth("held_on")).annotate(Count("pk"), Sum("minutes"))
    found = {month: (number, minutes or 0) for month, number, minutes in by_month}
    months = [month for month in months_of(own.asked.year, own.asked.period) if month <= own.today]
    cells = tuple((month_words(month), *_met(found.get(month, (0, 0)))) for month in months)
    total = (sum(number for number, _ in found.values()), sum(minutes for _, minutes in found.values()))
    facts = (
        Fact("Состоялось встреч", total[0], "Отмеченные встречи пар за период"),
        Fact("Часов", hours(total[1]), "Сумма отмеченных минут"),
    )
    picture = Picture("bars", "Встречи по месяцам", values=(1,))
    table = Table("Встречи по месяцам", MONTH_COLUMNS, cells, ("Всего", *_met(total)), picture)
    return section(MEETINGS, facts=facts, tables=[table] if cells else [])


def _met(found: tuple[int, int]) -> Row:
    number, minutes = found
    return number, hours(minutes)


def consents(own: Own) -> Section:
    """Of the rows of both bases; whoever stands in both is counted in both."""
    found = [(name, *_covered(own, side)) for name, side in SIDES.items()]
    columns = (
        Column("Кто", 34, number=False),
        Column("Есть согласие", 12),
        Column("Нет согласия", 12),
        Column("Охват, %", 10),
    )
    total = ("Всего", sum(row[1] for row in found), sum(row[2] for row in found))
    cells = tuple(_covered_row(*row) for row in found)
    picture = Picture("stacks", "Согласия на обработку данных", values=(1, 2))
    return section(CONSENTS, tables=[Table("Охват согласиями", columns, cells, _covered_row(*total), picture)])


def _covered(own: Own, side: Side) -> tuple[int, int]:
    people = _listed(own).filter(side=side)
    without = uncovered(people, own.today).values("person").distinct().count()
    return people.values("person").distinct().count() - without, without


def _covered_row(name: str, covered: int, without: int) -> Row:
    return name, covered, without, share(covered, covered + without)


def satisfied(own: Own) -> Section:
    """By the surveys of the year; anonymous ones that are open or have few answers do not count."""
    found = satisfaction(own.viewer, own.asked.year, own.today)
    cells = tuple((name, *found[side], share(*found[side])) for name, side in SIDES.items() if side in found)
    if not cells:
        return section(SATISFIED, "Опросов, по которым можно судить, в этом году ещё не было.")
    columns = (
        Column("Кто", 34, number=False),
        Column("Довольны", 12),
        Column("Ответили", 12),
        Column("Доля, %", 10),
    )
    picture = Picture("bars", "Довольны участием, %", values=(3,), whole=100)
    return section(SATISFIED, tables=[Table("Довольны участием", columns, cells, picture=picture)])


def opinions(own: Own) -> Section:
    """What the coordinator has concluded from the surveys of the year."""
    told = own_surveys(own.viewer).filter(school_year=own.asked.year).exclude(conclusion="").order_by("due_on", "pk")
    paragraphs = [f"{survey.title}. {survey.conclusion}" for survey in told]
    return section(OPINIONS, *(paragraphs or ["Выводов по опросам этого года ещё не написали."]))


def orders(own: Own) -> Section:
    first, last = bounds(own.asked.year, own.asked.period)
    rows = own_orders(own.viewer).registered().filter(dated_on__range=(first, last)).order_by("dated_on", "pk")
    cells = tuple((row.dated_on, row.number, row.title) for row in rows)
    if not cells:
        return section(ORDERS, "За период приказов не зарегистрировано.")
    columns = (Column("Дата", 14, number=False), Column("Номер", 14, number=False), Column("О чём", 60, number=False))
    return section(ORDERS, tables=[Table("Зарегистрированные приказы", columns, cells)])


SECTIONS: Mapping[str, Callable[[Own], Section]] = {
    BASES: bases,
    PAIRS: pairs,
    MEETINGS: meetings,
    CONSENTS: consents,
    SATISFIED: satisfied,
    OPINIONS: opinions,
    ORDERS: orders,
}
