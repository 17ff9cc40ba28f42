"""Runs the statements in order; the owner of the tables is outside the policies and may gather statistics."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from typing import Any

import psycopg2
from django.conf import settings

from core.databases import parse_url
from core.years import school_year_of
from reports.load import papers, people, tree

MUNICIPALITIES, SCHOOLS = 80, 3_000  # of a region, at scale 1
SURNAMES = (
    "Примеров Образцов Пробников Учебнов Тестов Макетов Шаблонов Черновиков Эскизов Набросков Вымыслов Задачников "
    "Условнов Сводкин Заметкин Страничкин Тетрадкин Указкин Глобусов Линейкин Партин Звонков Переменкин Дневников"
)
NAMES = {
    "surnames": SURNAMES.split(),
    "women": ["Анна", "Вера", "Дарья", "Елена", "Ирина", "Лидия", "Мария", "Нина", "Ольга", "Раиса", "Софья", "Юлия"],
    "men": ["Антон", "Борис", "Виктор", "Глеб", "Денис", "Егор", "Иван", "Кирилл", "Лев", "Олег", "Павел", "Роман"],
    "patronymics": [
        "Антонов",
        "Борисов",
        "Викторов",
        "Глебов",
        "Денисов",
        "Егоров",
        "Иванов",
        "Кириллов",
        "Олегов",
        "Павлов",
    ],
}
Tell = Callable[[str], None]


class NotItsOwn(Exception):
    """The database holds organizations that no load has made."""


def silent(line: str) -> None:
    pass


def build(scale: float, regions: int, today: date, *, password: str, beside: bool = False, tell: Tell = silent) -> int:
    """Everything or nothing, by the owner; returns the number of the first new region. Raises NotItsOwn."""
    with _owner() as cursor:
        return fill(cursor, scale, regions, today, password=password, beside=beside, tell=tell)


def fill(
    cursor: Any, scale: float, regions: int, today: date, *, password: str, beside: bool = False, tell: Tell = silent
) -> int:
    """`password` is a hash; `beside` allows organizations of somebody else in the database."""
    first, last = _place(cursor, beside)
    year = school_year_of(today)
    values = NAMES | {
        "first": first,
        "last": last,
        "regions": regions,
        "municipalities": max(1, round(MUNICIPALITIES * scale)),
        "schools": max(1, round(SCHOOLS * scale)),
        "password": password,
        "today": today,
        "year": year,
        "begins": date(year, 9, 1),
    }
    for table, statement in (*tree.STATEMENTS, *people.STATEMENTS, *papers.STATEMENTS):
        started = time.perf_counter()
        cursor.execute(statement, values)
        rows = cursor.rowcount
        cursor.execute(f'ANALYZE "{table}"')  # checks of references to it are planned anew
        tell(f"{table}: {rows:,} rows in {time.perf_counter() - started:.1f} s")
    cursor.execute("DROP TABLE load_school, load_staff, load_pair, load_activity")
    return first


@contextmanager
def _owner() -> Iterator[Any]:
    """A cursor in one transaction; references are checked with each statement."""
    owner = parse_url(settings.DATABASE_OWNER_URL)
    names = {"dbname": owner["NAME"], "user": owner["USER"], "password": owner["PASSWORD"], "host": owner["HOST"]}
    with closing(psycopg2.connect(**names, port=owner["PORT"] or None)) as link, link, link.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL work_mem = '64MB'; SET CONSTRAINTS ALL IMMEDIATE")
        yield cursor


def _place(cursor: Any, beside: bool) -> tuple[int, int]:
    """Number of the next region and the last id of an organization before the load."""
    cursor.execute(
        "SELECT count(*) FILTER (WHERE NOT starts_with(code, 'load-')), "
        "count(*) FILTER (WHERE starts_with(code, 'load-r')), coalesce(max(id), 0) FROM schools_organization"
    )
    others, regions, last = cursor.fetchone()
    if others and not beside:
        raise NotItsOwn
    return regions + 1, last
