"""A spreadsheet of 5,000 pupils into the base: read, checked, compared with who is there, written.

Against openpyxl that only reads the same file plus one COPY of the same people by the owner of the tables; wall time.
"""

import io
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import openpyxl
from django.conf import settings

from accounts.roles import Role
from benchmarks import data
from benchmarks.measure import Figure, compare
from core import tenancy
from core.databases import parse_url
from core.tenancy import SYSTEM
from core.viewer import Viewer
from mentoring.actions import people_import
from mentoring.actions.people_loading import continue_people_import
from mentoring.models import PeopleImport
from schools.access import viewer_as

ROWS = 5_000
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LETTERS = "абвгдежзиклмнопрстуфхцчшэюя"
HEADER = ("№", "Фамилия", "Имя", "Отчество", "Пол", "Дата рождения", "Класс", "Телефон", "Эл. почта", "Основной запрос")
COLUMNS = "organization_id, last_name, first_name, patronymic, gender, birth_date, kind, class_name, phone, email"
REST = "position, workplace, status, left_reason, created_at, version"


def rows() -> list[tuple[Any, ...]]:
    found = []
    for number in range(ROWS):
        name = "Примеров" + LETTERS[number % 27] + LETTERS[number // 27 % 27] + LETTERS[number // 729]
        born = date(2009, 1, 1) + timedelta(days=number % 3000)
        form = f"{5 + number % 7} «{LETTERS[number % 5].upper()}»"
        phone, mail = f"8 (900) {number // 100:03d}-{number % 100:02d}-00", f"pupil{number}@example.org"
        found.append((number + 1, name, "Иван", "Петрович", "м", born, form, phone, mail, "подтянуть математику"))
    return found


def workbook(people: list[tuple[Any, ...]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("Ученики")
    page.append(HEADER)
    for row in people:
        page.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def run() -> Iterator[Figure]:
    people = rows()
    content = workbook(people)
    with tenancy.tx(SYSTEM):
        school = data.make_school()
        viewer = viewer_as(data.make_person(school, 1, Role.CURATOR), today=NOW.date())
    yield compare(
        "people_import",
        "rows_5000",
        lambda: load(content, viewer),
        lambda: _bare(content, people, school.pk),
        rounds=5,
        clock=time.perf_counter,
        before=lambda: _forget(school.pk),
    )


def load(content: bytes, viewer: Viewer) -> None:
    """The steps of the wizard, those of the worker included."""
    start = people_import.start_of("mentee", "pupil", 2026)
    with tenancy.tx(viewer.scope):
        job = people_import.start_people_import(start, data=content, text="", name="", by=viewer, now=NOW)
    continue_people_import(job, by=viewer, now=NOW)
    with tenancy.tx(viewer.scope):
        columns = job.choices["columns"]
        people_import.choose_columns(job, columns, kind="pupil", forms=("teacher_pupil",), by=viewer, now=NOW)
    continue_people_import(job, by=viewer, now=NOW)
    with tenancy.tx(viewer.scope):
        people_import.load_people(job, by=viewer, now=NOW)
    continue_people_import(job, by=viewer, now=NOW)
    if job.choices["counts"]["new"] != ROWS:
        raise RuntimeError(job.choices["counts"])


def _bare(content: bytes, people: list[tuple[Any, ...]], organization: int) -> None:
    page = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True).active
    if page is None or sum(1 for _ in page.iter_rows(values_only=True)) != ROWS + 1:
        raise RuntimeError(page)
    rest = ("", "", "active", "", f"{NOW:%Y-%m-%d %H:%M}", "1")
    lines = (
        "\t".join((str(organization), *row[1:4], "m", f"{row[5]:%Y-%m-%d}", "pupil", *row[6:9], *rest))
        for row in people
    )
    _as_owner(f"COPY mentoring_person ({COLUMNS}, {REST}) FROM STDIN", "\n".join(lines))


def _forget(organization: int) -> None:
    with tenancy.tx(SYSTEM):
        PeopleImport.objects.filter(organization=organization).delete()
    _as_owner(f"DELETE FROM mentoring_request WHERE organization_id = {organization}")
    for table in ("participation", "menteecard", "person"):
        _as_owner(f"DELETE FROM mentoring_{table} WHERE organization_id = {organization}")


def _as_owner(sql: str, lines: str | None = None) -> None:
    import psycopg2

    owner = parse_url(settings.DATABASE_OWNER_URL)
    with (
        psycopg2.connect(dbname=owner["NAME"], user=owner["USER"], host=owner["HOST"]) as link,
        link.cursor() as cursor,
    ):
        if lines is None:
            cursor.execute(sql)
        else:
            cursor.copy_expert(sql, io.StringIO(lines))
