"""A person whose every field holds one word, and the search for that word through everything that is stored."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, models

from mentoring.models import Participation, Person, SavedFilter
from mentoring.personal.tables import TABLES
from notifications.models import Letter
from tests import pair_factories as pairs
from tests import people_factories as make
from tests.factories import moment
from tests.world import World

WORD = "Зимородкин"
EMAIL = "zimorodok@example.org"


def make_marked_person(world: World) -> Person:
    """A row in every registered table, and in every row of many people that may name the person."""
    by, organization = world.people["curator"], world.school.organization
    person = make.make_person(organization, account_id=_account(world))
    guardian = make.make_guardian(person)
    participation = make.make_participation(person)
    scan = make.make_scan(organization, by, name=f"{WORD}.pdf")
    scan.file.save("x", ContentFile(WORD.encode()))
    wording = world.school.people.wording
    rows: list[models.Model] = [
        *(person, guardian, participation, scan, make.make_request(participation), make.make_training(person)),
        *(make.make_mentor_card(person), make.make_mentee_card(person), make.make_closed_note(person)),
        make.make_consent_link(guardian),
        *(make.make_consent(person, wording, scan=scan, guardian=guardian), make.make_errand(person)),
        make.make_application(world.school.people.link, 7, person=person, participation=participation),
        make.make_subject_request(person),
    ]
    rows += _meetings(world, participation)
    for row in rows:
        mark(row)
    _shared_rows(world)
    return person


def _meetings(world: World, wanted: Participation) -> list[models.Model]:
    """A pair of the person with a mark, an answer, a report of trouble."""
    pair = pairs.make_pair(world.school.people.offered, wanted)
    meeting = pairs.make_meeting(pair)
    member = pair.members.get()
    pairs.make_answer(pair, person_id=wanted.person_id, comment=WORD)  # a row that nobody changes
    survey = world.school.pairing.survey
    pairs.make_reply(survey, "mentee", person_id=wanted.person_id, pair=pair, values={"lacking": WORD})  # the same
    return [
        *(meeting, pairs.make_attendance(meeting, member), pairs.make_concern(pair)),
        pairs.make_pair_link(pair, person_id=wanted.person_id),
        pairs.make_ticket(survey, pair, wanted.person_id, "mentee"),
    ]


def _account(world: World) -> int:
    """The way in of the mentee, under the same name."""
    member = world.people["mentee"]
    member.last_name, member.first_name = WORD, WORD
    member.save()
    member.account.email = f"in.{EMAIL}"
    member.account.save()
    return member.account_id


def mark(row: models.Model) -> None:
    """Puts the word wherever a word fits."""
    table = next(table for table in TABLES if isinstance(row, table.model))
    for name in table.blanks:
        column: Any = row._meta.get_field(name)
        if column.choices or isinstance(column, models.FileField):
            continue
        if isinstance(column, models.EmailField):
            setattr(row, name, EMAIL)
        elif isinstance(column, models.JSONField):
            setattr(row, name, {"last_name": WORD, "email": EMAIL} if name == "answers" else [{"shown": WORD}])
        elif isinstance(column, ArrayField):
            setattr(row, name, [WORD])
        elif isinstance(column, models.CharField | models.TextField):
            setattr(row, name, f"https://example.org/{WORD}" if name == "case_link" else WORD[: column.max_length])
    row.save()


def _shared_rows(world: World) -> None:
    by, organization = world.people["curator"], world.school.organization
    answers = {"last_name": WORD, "first_name": WORD, "birth_date": "2014-05-12"}
    make.make_application(world.school.people.link, 8, state="declined", answers=answers)
    make.make_people_import(by, file_name=f"{WORD}.xlsx", rows=[[WORD, "6А"]], source=WORD.encode())
    make.make_people_import(by, file_name="", rows=[], source=f"{WORD};6А".encode(), status="reading")
    export = make.make_job(by, purpose=f"перевод {WORD}", file_name=f"{WORD}.xlsx", parameters={"q": WORD})
    export.file.save("x", ContentFile(WORD.encode()))
    SavedFilter(
        account=by.account,
        page="participants",
        name="мои",
        query="q=%D0%97%D0%B8%D0%BC%D0%BE%D1%80%D0%BE%D0%B4%D0%BA%D0%B8%D0%BD",
    ).save()
    Letter(
        organization=organization,
        address=EMAIL.title(),
        kind="invitation",
        key="application:8",
        payload={"name": WORD},
        due_at=moment("2026-11-20 09:00"),
    ).save()


def tables_with(*words: str) -> dict[str, int]:
    """Rows of every table of the database that hold one of the words in any column, bytes too."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        for (table,) in cursor.fetchall():
            tests = " OR ".join(["lower(x::text) LIKE %s OR x::text LIKE %s"] * len(words))
            wanted = [f"%{form}%" for word in words for form in (word.lower(), word.encode().hex())]
            cursor.execute(f'SELECT count(*) FROM "{table}" x WHERE {tests}', wanted)
            if count := cursor.fetchone()[0]:
                found[table] = count
    return found


def files_with(word: str, folder: str = "") -> list[str]:
    """Stored files whose name or content holds the word."""
    folders, names = default_storage.listdir(folder)
    paths = [f"{folder}/{name}".lstrip("/") for name in names]
    held = [path for path in paths if word in path or word.encode() in default_storage.open(path).read()]
    return held + [path for each in folders for path in files_with(word, f"{folder}/{each}".lstrip("/"))]
