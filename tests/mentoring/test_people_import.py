"""The wizard through its actions: read, checked against file and base, mended, loaded, undone."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from core.viewer import Viewer
from mentoring.actions import people_import, people_loading
from mentoring.actions.people_import import AlreadyLoaded, NameNeeded, NothingToLoad, Start
from mentoring.actions.people_undo import Undone, UndoTooLate, undo_people_import
from mentoring.importing.book import OTHER, SKIP, Fate
from mentoring.importing.opening import Shape
from mentoring.models import Guardian, MentorCard, Participation, PeopleImport, Person, Request
from mentoring.queries.people_import import file_columns, lines_of, loaded_before, remembered_columns, review_of
from tests.people_factories import make_consent, make_consent_text, make_participation, make_person
from tests.world import World

MENTEES = Start(side="mentee", model="pupil", school_year=2026, kind="pupil", forms=("teacher_pupil",))
MENTORS = Start(side="mentor", model="pupil", school_year=2026, kind="teacher")
HEADER = "ФИО\tКласс\tДата рождения\tТелефон\tЗапрос\tФИО родителя"
GOOD = "Ёлкин Пётр Ильич\t7А\t12.05.2013\t8(900) 000-00-01\tалгебра\tЁлкина Анна Петровна"


@pytest.fixture
def curator(world: World) -> Iterator[Viewer]:
    """The scope of the curator is open for the whole test."""
    viewer = world.viewer("curator")
    with tenancy.tx(viewer.scope):
        yield viewer


def started(by: Viewer, now: datetime, *rows: str, start: Start = MENTEES, header: str = HEADER) -> PeopleImport:
    text = "\n".join([header, *rows])
    return people_import.start_people_import(start, data=None, text=text, name="", by=by, now=now)


def checked(by: Viewer, now: datetime, *rows: str, start: Start = MENTEES, header: str = HEADER) -> PeopleImport:
    job = started(by, now, *rows, start=start, header=header)
    kept = job.choices
    people_import.choose_columns(job, kept["columns"], kind=kept["kind"], forms=start.forms, by=by, now=now)
    return job


def loaded(by: Viewer, now: datetime, *rows: str, start: Start = MENTEES, header: str = HEADER) -> PeopleImport:
    job = checked(by, now, *rows, start=start, header=header)
    people_import.load_people(job, by=by, now=now)
    return job


def fates(job: PeopleImport) -> list[str]:
    return [line.fate.value for line in lines_of(job)]


def test_a_row_becomes_a_person_with_all_it_says(curator: Viewer, now: datetime) -> None:
    job = loaded(curator, now, GOOD)

    person = Person.objects.get(last_name="Ёлкин")
    row = Participation.objects.get(person=person)
    assert (person.phone, person.class_name, person.birth_date) == ("8(900) 000-00-01", "7А", date(2013, 5, 12))
    assert (row.side, row.model, row.school_year, row.forms) == ("mentee", "pupil", 2026, ["teacher_pupil"])
    assert Request.objects.get(participation=row).text == "алгебра"
    assert Guardian.objects.get(person=person).first_name == "Анна"
    assert (job.status, job.source, job.rows) == ("done", None, [])
    assert AuditEvent.objects.get(verb="people_import.loaded").details == {"new": 1, "update": 0}


def test_the_same_table_twice_changes_nothing(curator: Viewer, now: datetime) -> None:
    rows = [GOOD, "Примерова Анна\t6Б\t2015\t\t\t", "Пробный Олег Ильич\t\t\t\t\t"]
    first = loaded(curator, now, *rows)
    before = list(Person.objects.order_by("pk").values_list("pk", "version"))

    second = checked(curator, now, *rows)

    assert fates(second) == ["same", "same", "same"]
    assert loaded_before(second, curator) == first
    with pytest.raises(NothingToLoad):
        people_import.load_people(second, by=curator, now=now)
    assert list(Person.objects.order_by("pk").values_list("pk", "version")) == before


def test_an_error_names_row_column_value_and_remedy(curator: Viewer, now: datetime) -> None:
    job = checked(curator, now, GOOD, "Примеров И.\t6А\t31.02.2014\t\t\t")

    line = lines_of(job)[1]
    assert (line.number, line.fate) == (3, Fate.ERROR)
    assert {(fault.column, fault.value) for fault in line.faults} == {(0, "Примеров И."), (2, "31.02.2014")}
    assert review_of(job).lines[0].line == line


def test_a_mended_cell_makes_the_row_good(curator: Viewer, now: datetime) -> None:
    job = checked(curator, now, "Примеров Иван\t6А\t31.02.2014\t\t\t")

    people_import.mend_rows(job, {(2, 2): "28.02.2014"}, {}, seen=job.version, by=curator, now=now)

    assert fates(job) == ["new"]


def test_good_rows_load_without_waiting_for_the_bad(curator: Viewer, now: datetime) -> None:
    job = loaded(curator, now, GOOD, "Примеров\t6А\t\t\t\t")

    assert Person.objects.filter(last_name="Ёлкин").exists()
    assert [line.cells[0] for line in lines_of(job)] == ["Примеров"]
    assert job.choices["counts"]["error"] == 1


def test_a_known_child_is_updated_and_the_change_is_told(curator: Viewer, now: datetime) -> None:
    loaded(curator, now, GOOD)

    job = loaded(curator, now, "Елкин Пётр Ильич\t8А\t12.05.2013\t\tгеометрия\t")

    person = Person.objects.get(last_name="Ёлкин")
    assert (person.class_name, person.phone, person.version) == ("8А", "8(900) 000-00-01", 2)
    assert Request.objects.get(participation__person=person).text == "геометрия"
    assert job.choices["counts"]["update"] == 1


def test_changes_are_shown_old_and_new(curator: Viewer, now: datetime) -> None:
    loaded(curator, now, GOOD)

    job = checked(curator, now, "Ёлкин Пётр Ильич\t8А\t12.05.2013\t\t\t")

    assert [list(change) for change in lines_of(job)[0].changes] == [["Класс", "7А", "8А"]]


def test_a_look_alike_is_asked_about(curator: Viewer, now: datetime) -> None:
    loaded(curator, now, GOOD)
    person = Person.objects.get(last_name="Ёлкин")

    job = checked(curator, now, "Ёлкин Пётр\t9В\t\t\t\t")

    line = lines_of(job)[0]
    assert (line.fate, [pk for pk, _ in line.known]) == (Fate.ASK, [person.pk])
    people_import.mend_rows(job, {}, {2: str(person.pk)}, seen=job.version, by=curator, now=now)
    assert fates(job) == ["update"]
    people_import.mend_rows(job, {}, {2: OTHER}, seen=job.version, by=curator, now=now)
    assert fates(job) == ["new"]
    people_import.mend_rows(job, {}, {2: SKIP}, seen=job.version, by=curator, now=now)
    assert fates(job) == ["skip"]


def test_the_same_child_in_two_classes_is_asked_about(curator: Viewer, now: datetime) -> None:
    job = checked(curator, now, GOOD, GOOD.replace("7А", "8Б"), GOOD)

    lines = lines_of(job)
    assert [line.fate for line in lines] == [Fate.NEW, Fate.ASK, Fate.REPEAT]
    assert "в строке 2, но класс другой: «7А» и «8Б»" in lines[1].note


@pytest.mark.parametrize(("status", "why"), [("blocked", "остановлена"), ("left", "ушедший")])
def test_whoever_left_or_withdrew_does_not_come_back_by_a_table(
    curator: Viewer, now: datetime, status: str, why: str
) -> None:
    loaded(curator, now, GOOD)
    Person.objects.filter(last_name="Ёлкин").update(status=status)

    job = checked(curator, now, GOOD)

    assert fates(job) == ["error"]
    assert why in lines_of(job)[0].faults[0].why


def test_a_pupil_of_last_year_gets_a_participation_of_this_one(curator: Viewer, now: datetime) -> None:
    person = make_person(curator.organization, last_name="Ёлкин", first_name="Пётр", patronymic="Ильич")
    make_participation(person, school_year=2025)

    job = loaded(curator, now, "Ёлкин Пётр Ильич\t6 «А»\t12.05.2014\t\t\t")

    assert list(person.participations.order_by("school_year").values_list("school_year", flat=True)) == [2025, 2026]
    assert job.choices["counts"]["update"] == 1


def test_mentors_without_birth_dates_are_told_by_all_their_cells(curator: Viewer, now: datetime) -> None:
    header = "ФИО наставника\tОсновные компетенции\tРесурс времени\tФИО наставляемого"
    row = "Пробная Анна Ильинична\tолимпиады; проекты\t2 часа\tКто-то"
    job = loaded(curator, now, row, start=MENTORS, header=header)

    assert MentorCard.objects.get(person__last_name="Пробная").competences == ["олимпиады", "проекты"]
    assert fates(checked(curator, now, row, start=MENTORS, header=header)) == ["same"]
    assert [c.note for c in file_columns(job) if c.number == 3] == ["Пары составляются в программе."]


def test_columns_are_remembered_by_the_organization(curator: Viewer, now: datetime) -> None:
    header = "Участник проекта\tКоличество баллов"
    job = started(curator, now, "Ёлкин Пётр\tмного", header=header)
    people_import.choose_shape(job, Shape(header=(0, 1)), by=curator)
    with pytest.raises(NameNeeded):
        people_import.choose_columns(job, {}, kind="pupil", forms=(), by=curator, now=now)
    people_import.choose_columns(job, {"full_name": 0}, kind="pupil", forms=(), by=curator, now=now)
    people_import.load_people(job, by=curator, now=now)

    assert remembered_columns(curator) == {"участникпроекта": "full_name", "количествобаллов": ""}
    assert started(curator, now, "Пробный Олег\tмало", header=header).choices["columns"] == {"full_name": 0}


def test_another_delimiter_reads_the_text_anew(curator: Viewer, now: datetime) -> None:
    job = started(curator, now, "Ёлкин Пётр|7А", header="ФИО|Класс")

    people_import.choose_shape(job, Shape(delimiter=";"), by=curator)

    assert list(job.choices["titles"]) == ["ФИО|Класс"]


def test_a_loaded_table_is_not_loaded_again(curator: Viewer, now: datetime) -> None:
    job = loaded(curator, now, GOOD)

    with pytest.raises(AlreadyLoaded):
        people_import.load_people(job, by=curator, now=now)


def test_undo_removes_the_untouched_and_keeps_the_rest(curator: Viewer, now: datetime) -> None:
    rows = [GOOD, "Примерова Анна\t6Б\t2015\t\t\t", "Пробный Олег Ильич\t6Б\t\t\t\t", "Пробная Ия\t6Б\t\t\t\t"]
    job = loaded(curator, now, *rows)
    Person.objects.filter(last_name="Примерова").update(version=2)
    wording = make_consent_text(curator.organization, number=7)
    make_consent(Person.objects.get(last_name="Пробный"), wording)

    undone = undo_people_import(job, by=curator, now=now)

    names = Person.objects.filter(last_name__in=["Ёлкин", "Примерова", "Пробный", "Пробная"])
    assert undone == Undone(removed=2, put_back=0, kept=2)
    assert sorted(names.values_list("last_name", flat=True)) == ["Примерова", "Пробный"]
    assert (job.status, job.made, job.rows) == ("undone", {}, [])


def test_undo_puts_changed_values_back(curator: Viewer, now: datetime) -> None:
    loaded(curator, now, GOOD)
    job = loaded(curator, now, "Ёлкин Пётр Ильич\t8А\t12.05.2013\t8 900 111-11-11\tгеометрия\tПетров Олег Ильич")
    assert Guardian.objects.filter(person__last_name="Ёлкин").count() == 2

    undone = undo_people_import(job, by=curator, now=now)

    person = Person.objects.get(last_name="Ёлкин")
    assert (person.class_name, person.phone, person.version) == ("7А", "8(900) 000-00-01", 3)
    assert Request.objects.get(participation__person=person).text == "алгебра"
    assert Guardian.objects.filter(person=person).count() == 1
    assert (undone.removed, undone.put_back, undone.kept) == (0, 2, 0)


def test_undo_is_too_late_after_a_day(curator: Viewer, now: datetime) -> None:
    job = loaded(curator, now, GOOD)

    with pytest.raises(UndoTooLate):
        undo_people_import(job, by=curator, now=now + timedelta(hours=25))


def test_uploads_are_forgotten_after_a_day(world: World, now: datetime) -> None:
    curator = world.viewer("curator")
    with tenancy.tx(curator.scope):
        done, left = loaded(curator, now, GOOD, "Примеров\t\t\t\t\t"), started(curator, now, GOOD)

    people_loading.remove_stale_people_imports(now + timedelta(hours=25))

    with tenancy.tx(SYSTEM):
        done.refresh_from_db()
        assert (done.rows, done.made, done.choices["counts"]["new"]) == ([], {}, 1)
        assert not PeopleImport.objects.filter(pk=left.pk).exists()


def test_dates_and_ages_that_contradict_are_sent_back_or_taken_together(curator: Viewer, now: datetime) -> None:
    header = "ФИО\tДата вхождения\tДата завершения\tЖелаемый возраст"
    first = checked(curator, now, "Пробная Ия\t01.10.2026\t01.09.2026\t", start=MENTORS, header=header)
    assert "раньше даты вхождения" in lines_of(first)[0].faults[0].why
    loaded(curator, now, "Пробная Ия\t01.10.2026\t\t6–10", start=MENTORS, header=header)
    person = str(Person.objects.get(first_name="Ия").pk)

    second = checked(curator, now, "Пробная Ия\t\t01.09.2026\tот 12", start=MENTORS, header=header)
    people_import.mend_rows(second, {}, {2: person}, seen=second.version, by=curator, now=now)
    assert "завершение выходит раньше" in lines_of(second)[0].faults[0].why
    people_import.mend_rows(second, {(2, 2): ""}, {}, seen=second.version, by=curator, now=now)
    people_import.load_people(second, by=curator, now=now)

    card = MentorCard.objects.get(person_id=person)
    assert (card.age_from, card.age_to) == (12, None)


def test_a_worker_that_dies_while_writing_has_written_nothing(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    curator = world.viewer("curator")
    with tenancy.tx(curator.scope):
        job = checked(curator, now, GOOD)
        PeopleImport.objects.filter(pk=job.pk).update(status="loading")

    def die(*args: object, **details: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(people_loading, "record", die)
        with pytest.raises(KeyboardInterrupt):
            people_loading.continue_people_imports(now)
    with tenancy.tx(SYSTEM):
        assert not Person.objects.filter(last_name="Ёлкин").exists()
        assert PeopleImport.objects.get(pk=job.pk).status == "loading"

    people_loading.continue_people_imports(now)
    people_loading.continue_people_imports(now)

    with tenancy.tx(SYSTEM):
        assert Person.objects.filter(last_name="Ёлкин").count() == 1
