"""Sections that name people: of the own school alone, never kept, never for those above."""

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import Count, Sum

from core.viewer import Viewer
from core.words import hours
from mentoring.models import Meeting, Pair, Participation, Person
from mentoring.queries.coverage import uncovered_people
from mentoring.queries.pair_list import FORMS, STATES, meetings_of
from mentoring.queries.pairs import members_of, pairs_of, shown_name
from reports.papers.kinds import LIST, PEOPLE
from reports.papers.model import Column, Row, Section, Table
from reports.papers.periods import bounds
from reports.queries.papers.people import Own
from reports.queries.papers.sections import section

PAIR_COLUMNS = (
    Column("№", 6),
    Column("Наставник", 22, number=False),
    Column("Наставляемые", 24, number=False),
    Column("Форма", 16, number=False),
    Column("Состояние", 15, number=False),
    Column("Период", 16, number=False),
    Column("Встреч", 8),
    Column("Последняя встреча", 12, number=False),
)
CONSENT_COLUMNS = (Column("№", 6), Column("Кто", 40, number=False), Column("Класс, должность", 40, number=False))
HOUR_COLUMNS = (
    Column("№", 6),
    Column("Наставник", 40, number=False),
    Column("Пар", 10),
    Column("Встреч", 10),
    Column("Часов", 10),
)
AT_ONCE = 500  # ids of one statement
Named = tuple[Section, tuple[int, ...]]  # with the cards whose names it shows


def pair_list(own: Own) -> Named:
    """Every pair of the year, mentor by mentor."""
    rows = pairs_of(own.viewer).of_year(own.asked.year).select_related("mentor")
    found = list(rows.order_by("mentor__search_name", "pk")[: own.most])
    if not found:
        return section(LIST, "Пар в этом учебном году нет."), ()
    cells: list[Row] = []
    people: set[int] = set()
    for start in range(0, len(found), AT_ONCE):
        cells += _pair_rows(own.viewer, found[start : start + AT_ONCE], start, people)
    over = rows.count() - len(found) if len(found) == own.most else 0
    table = Table("Пары и группы", PAIR_COLUMNS, tuple(cells), named=True, left_out=over)
    return section(LIST, tables=[table]), tuple(sorted(people))


def _pair_rows(viewer: Viewer, rows: list[Pair], before: int, people: set[int]) -> list[Row]:
    ids = [pair.pk for pair in rows]
    members, met = members_of(viewer, ids), meetings_of(viewer, ids)
    found: list[Row] = []
    for number, pair in enumerate(rows, before + 1):
        mentees = [member.mentee for member in members.get(pair.pk, [])]
        people |= {pair.mentor_id, *(person.pk for person in mentees)}
        count, last = met.get(pair.pk, (0, None))
        names = "\n".join(shown_name(person) for person in mentees)
        period = _period(pair.starts_on, pair.ended_on or pair.ends_on)
        found.append(
            (number, shown_name(pair.mentor), names, FORMS[pair.form], STATES[pair.status], period, count, last)
        )
    return found


def _period(first: date | None, last: date | None) -> str:
    return f"{first:%d.%m.%Y} – {last:%d.%m.%Y}" if first and last else f"с {first:%d.%m.%Y}" if first else ""


def lacking_list(own: Own) -> Named:
    """Who still has to sign for the processing of data."""
    listed = (
        Participation.objects.visible_to(own.viewer).of_year(own.asked.year).exclude(state=Participation.State.LEFT)
    )
    people = (
        Person.objects.visible_to(own.viewer)
        .present()
        .filter(
            organization=own.viewer.organization,
            pk__in=listed.filter(organization=own.viewer.organization).values("person"),
        )
    )
    rows = list(uncovered_people(people, own.today).order_by("search_name", "pk"))
    if not rows:
        return section(LIST, "Согласия есть на всех."), ()
    cells = tuple((number, row.short_name, row.class_name or row.position) for number, row in enumerate(rows, 1))
    table = Table("Нет согласия на обработку данных", CONSENT_COLUMNS, cells, named=True)
    return section(LIST, tables=[table]), tuple(sorted(row.pk for row in rows))


def hours_list(own: Own) -> Named:
    """Mentors with held meetings in the period, by name."""
    first, last = bounds(own.asked.year, own.asked.period)
    rows = Meeting.objects.visible_to(own.viewer).filter(organization=own.viewer.organization)
    held = rows.filter(status=Meeting.Status.HELD, held_on__range=(first, last))
    counted = (
        held.order_by()
        .values("mentor")
        .annotate(met=Count("pk"), spent=Sum("minutes"), pairs=Count("pair", distinct=True))
    )
    found = {row["mentor"]: row for row in counted}
    people = Person.objects.visible_to(own.viewer).filter(pk__in=found).order_by("search_name", "pk")
    cells = tuple(
        (number, shown_name(row), found[row.pk]["pairs"], found[row.pk]["met"], hours(found[row.pk]["spent"] or 0))
        for number, row in enumerate(people, 1)
    )
    if not cells:
        return section(PEOPLE, "За период встречи не отмечены."), ()
    table = Table("Часы наставников", HOUR_COLUMNS, cells, named=True)
    return section(PEOPLE, tables=[table]), tuple(sorted(found))


NAMED: Mapping[tuple[str, str], Callable[[Own], Named]] = {
    ("pairs", LIST): pair_list,
    ("consents", LIST): lacking_list,
    ("hours", PEOPLE): hours_list,
}
