"""Whatever is uploaded: an answer in words, never a broken page, never half a table; what goes out comes back in."""

import io
import random
from contextlib import suppress
from datetime import date, datetime

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from core import tenancy
from core.errors import DomainError
from core.sheets.xlsx import as_xlsx
from mentoring.actions import people_import
from mentoring.entries import Entry, Kin
from mentoring.importing.columns import columns_of
from mentoring.importing.opening import Shape, open_file
from mentoring.importing.rows import Plan, read_row
from mentoring.importing.template import sheet_of
from mentoring.models import MenteeCard, MentoringForm, Participation, PeopleImport, Person, TimeSlot
from tests.conftest import NOW
from tests.roadmaps.importing_files import excel, member, repacked
from tests.world import World

MUTANTS = 1_000
LOADS = 12
HEADER = ("ФИО", "Класс", "Дата рождения", "Пол", "Телефон", "Основной запрос", "Форма наставничества", "СНИЛС")
PEOPLE: list[tuple[str | date | None, ...]] = [
    ("Ёлкин Пётр Ильич", "7А", date(2013, 5, 12), "м", "8 (900) 000-00-01", "алгебра", "ученик – ученик", None),
    ("Мамедов Али Гасан оглы", "6 «Б»", "12.05.14", "м", "=1+1", "-", "", "123-456-789 00"),
    ("Примерова-Пробная Анна", "5В", "31.02.2014", "ж", "+7", "@запрос", "студент – ученик", None),
]
START = people_import.start_of("mentee", "pupil", 2026)
TODAY = date(2026, 11, 21)
BOOK = excel([HEADER, *PEOPLE])
TEXT = "\n".join(";".join(str(cell or "") for cell in row) for row in (HEADER, *PEOPLE))
PARTS = ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels")
JUNK = (b"\x00", b"\xff", b"<", b'"', b";", b"\n", b"=", "ё".encode(), b"9999999999", b't="s"', b'r="ZZZ9"')


def mutants(count: int) -> list[bytes]:
    """Torn archives, torn parts inside whole archives, torn texts in three encodings."""
    chance = random.Random(7)
    texts = [TEXT.encode(name, "replace") for name in ("utf-8", "utf-8-sig", "cp1251")]
    parts = {name: member(BOOK, name) for name in PARTS}
    found = []
    for number in range(count):
        if number % 3 == 0:
            found.append(torn(BOOK, chance))
        elif number % 3 == 1:
            name = chance.choice(PARTS)
            found.append(repacked(BOOK, {name: torn(parts[name], chance)}))
        else:
            found.append(torn(chance.choice(texts), chance))
    return found


def torn(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice(JUNK) + data[at + chance.randint(0, 3) :]
    return data[: chance.randrange(len(data))] if chance.random() < 0.1 else data


def understood(data: bytes) -> bool:
    """Read down to the last cell, without a database."""
    try:
        table = open_file(data, Shape())
    except DomainError:
        return False
    rows = [cells for _, cells in table.rows]
    columns = columns_of(table.titles, rows, "mentee", {})
    plan = Plan("mentee", "pupil", 2026, {c.guess: c.number for c in columns if c.guess}, kind="pupil")
    for cells in rows:
        read_row(cells, plan, TODAY)
    return True


def test_a_thousand_mutated_files_are_read_or_refused_in_words() -> None:
    read = sum(understood(data) for data in mutants(MUTANTS))

    assert MUTANTS // 4 < read < MUTANTS


def test_mutated_files_never_leave_half_a_table(world: World, now: datetime) -> None:
    curator = world.viewer("curator")
    readable = [data for data in mutants(120) if understood(data)][:LOADS]
    assert len(readable) == LOADS
    with tenancy.tx(curator.scope):
        for data in readable:
            before = Person.objects.count()
            job = people_import.start_people_import(START, data=data, text="", name="x", by=curator, now=now)
            with suppress(DomainError):
                columns = job.choices["columns"]
                people_import.choose_columns(job, columns, kind="pupil", forms=(), by=curator, now=now)
                people_import.load_people(job, by=curator, now=now)
            job = PeopleImport.objects.get(pk=job.pk)
            added = job.choices["counts"]["new"] if job.status == "done" else 0
            assert Person.objects.count() == before + added
            assert Participation.objects.filter(person_id__in=job.made.get("people", [])).count() == added


WORDS = st.sampled_from(["Ёлкин", "Петров-Водкин", "О'Нил", "Мамедов", "Пробная", "Дон Кихот"])
FIRST = st.sampled_from(["Пётр", "Анна-Мария", "Али", "Ия"])
PATRONYMIC = st.sampled_from(["", "Ильич", "Гасан оглы", "Семёновна"])
TEXTS = st.sampled_from(["", "=1+1", "-5", "+7 (900) 000-00-00", "@имя", "две\nстроки", "«кавычки»; и точка"])
LISTS = st.lists(st.sampled_from(["алгебра", "физика, химия", "право (основы, суд)"]), unique=True, max_size=3).map(
    tuple
)
COMMON = {
    "last_name": WORDS,
    "first_name": FIRST,
    "patronymic": PATRONYMIC,
    "gender": st.sampled_from(["", "m", "f"]),
    "birth_date": st.none() | st.dates(date(1940, 1, 1), date(2019, 1, 1)),
    "phone": TEXTS.filter(lambda text: "\n" not in text),
    "email": st.sampled_from(["", "petrov@example.org"]),
    "kind": st.sampled_from(Person.Kind.values),
    "class_name": st.sampled_from(["", "7А", "11 «Б»"]),
    "position": TEXTS.filter(lambda text: "\n" not in text),
    "workplace": TEXTS.filter(lambda text: "\n" not in text),
    "forms": st.lists(st.sampled_from(MentoringForm.values), unique=True, max_size=2).map(tuple),
    "entered_on": st.none() | st.dates(date(2020, 1, 1), date(2023, 1, 1)),
    "finished_on": st.none() | st.dates(date(2023, 1, 1), date(2026, 11, 1)),
    "results": TEXTS,
    "case_link": st.sampled_from(["", "https://example.org/case"]),
    "passed": st.booleans(),
    "subjects": LISTS,
    "interests": LISTS,
    "slots": st.lists(st.sampled_from(TimeSlot.values), unique=True, max_size=2).map(tuple),
    "model": st.just("pupil"),
    "school_year": st.just(2026),
}
KIN = st.builds(
    Kin,
    last_name=st.just("Ёлкина"),
    first_name=FIRST,
    patronymic=PATRONYMIC,
    relation=st.sampled_from(["mother", "father", "guardian", "other"]),
    phone=st.sampled_from(["", "8 900 000-00-00"]),
)
MENTOR = st.builds(
    Entry,
    **COMMON,
    side=st.just("mentor"),
    competences=LISTS,
    achievements=TEXTS,
    age_from=st.none() | st.integers(6, 10),
    age_to=st.none() | st.integers(11, 18),
    time_resource=st.sampled_from(["", "2 часа в неделю"]),
    capacity=st.integers(1, 20),
    is_qualified=st.booleans(),
)
MENTEE = st.builds(
    Entry,
    **COMMON,
    side=st.just("mentee"),
    categories=st.lists(st.sampled_from(MenteeCard.Category.values), unique=True, max_size=2).map(tuple),
    wishes=TEXTS,
    request=st.just("подтянуть алгебру"),
    request_source=st.sampled_from(["self", "parent", "attestation"]),
    guardian=st.none() | KIN,
)


@settings(max_examples=40, derandomize=True)
@given(st.lists(MENTOR, min_size=1, max_size=3) | st.lists(MENTEE, min_size=1, max_size=3))
def test_a_base_written_as_a_spreadsheet_reads_back_as_it_was(entries: list[Entry]) -> None:
    side = entries[0].side
    data = as_xlsx(sheet_of(entries, side))

    table = open_file(data, Shape())

    rows = [cells for _, cells in table.rows]
    columns = columns_of(table.titles, rows, side, {})
    plan = Plan(side, "pupil", 2026, {column.guess: column.number for column in columns if column.guess})
    readings = [read_row(cells, plan, NOW.date()) for cells in rows]
    assert [reading.faults for reading in readings] == [()] * len(entries)
    assert [reading.entry for reading in readings] == entries
    assert live_formulas(data) == []


def live_formulas(data: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [cell.coordinate for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]
