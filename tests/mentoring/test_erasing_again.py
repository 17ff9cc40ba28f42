"""The ledger of erasures: written before an erasure holds, taken back with it, repeated after a restore."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from core import ledger, tenancy
from core.ledger import LedgerUnavailable
from core.tenancy import SYSTEM
from mentoring.actions.erasing import anonymise, erase_people
from mentoring.actions.erasing_again import REASON, repeat_erasures
from mentoring.actions.ledger import ACT, ERASED, note_act, note_erased
from mentoring.models import Application, ClosedNote, DestructionAct, Person
from tests.mentoring.canaries import EMAIL, WORD, files_with, make_marked_person, tables_with
from tests.people_factories import make_application, make_closed_note, make_person
from tests.world import World


@pytest.fixture(autouse=True)
def path(settings: Any, tmp_path: Path) -> Path:
    settings.ERASURE_LEDGER = tmp_path / "kept" / "erasures.jsonl"
    return settings.ERASURE_LEDGER


def restored(world: World, people: dict[int, str], at: datetime, **rows: Any) -> None:
    """A line of an erasure that the database knows nothing of any more."""
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        note_erased(people, by=by, now=at, **rows)


def test_an_erasure_is_written_down_by_ids_alone(world: World, now: datetime, path: Path) -> None:
    by = world.viewer("coordinator")
    with tenancy.tx(SYSTEM):
        person = make_person(world.school.organization, last_name=WORD)
    with tenancy.tx(by.scope):
        act = anonymise([person.pk], reason="просьба субъекта", by=by, now=now)

    [line], [told] = ledger.lines(ERASED), ledger.lines(ACT)
    assert (line["people"], line["at"]) == ({str(person.pk): act.subjects[0]}, now.isoformat())
    assert told["number"] == act.number
    assert WORD not in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_did_not_hold_is_taken_back(world: World, now: datetime) -> None:
    by, person = world.viewer("coordinator"), world.school.people.mentee
    with tenancy.tx(by.scope):
        erase_people([person.pk], by=by, now=now)
        assert len(list(ledger.lines(ERASED))) == 1
        transaction.set_rollback(True)

    assert list(ledger.lines(ERASED)) == []


def test_what_cannot_be_written_down_is_not_erased(world: World, now: datetime, settings: Any) -> None:
    settings.ERASURE_LEDGER = Path("/dev/full/erasures")
    by, person = world.viewer("coordinator"), world.school.people.mentee
    with pytest.raises(LedgerUnavailable), tenancy.tx(by.scope):
        erase_people([person.pk], by=by, now=now)

    with tenancy.tx(SYSTEM):
        assert Person.objects.get(pk=person.pk).status == Person.Status.ACTIVE


def test_who_was_erased_after_the_backup_is_erased_again(
    world: World, now: datetime, django_capture_on_commit_callbacks: Callable
) -> None:
    with tenancy.tx(SYSTEM):
        person = make_marked_person(world)
    restored(world, {person.pk: "Участник-кедровник"}, now)
    with tenancy.tx(world.viewer("coordinator").scope):
        note_act(40, by=world.viewer("coordinator"))

    with django_capture_on_commit_callbacks(execute=True):
        call_command("repeat_erasures", stdout=StringIO())

    with tenancy.tx(SYSTEM):
        assert tables_with(WORD, EMAIL) == {}
        assert Person.objects.get(pk=person.pk).last_name == "Участник-кедровник"
        act = DestructionAct.objects.get(organization=person.organization_id, reason=REASON)
    assert files_with(WORD) == []
    assert (act.number, act.subjects) == (41, ["Участник-кедровник"])


def test_a_second_run_finds_nothing(world: World, now: datetime) -> None:
    restored(world, {world.school.people.mentee.pk: "Участник-кедровник"}, now)

    assert repeat_erasures(now)["Карточка человека"] == 1
    assert repeat_erasures(now) == {}


def test_somebody_new_under_an_old_number_stays(world: World, now: datetime) -> None:
    with tenancy.tx(SYSTEM):
        person = make_person(world.school.organization, created_at=now + timedelta(hours=1))
    restored(world, {person.pk: "Участник-кедровник"}, now)

    assert repeat_erasures(now + timedelta(hours=2)) == {}


def test_rows_without_a_person_go_again(world: World, now: datetime) -> None:
    with tenancy.tx(SYSTEM):
        sent = make_application(world.school.people.link, 5, state="declined")
        note = make_closed_note(world.school.people.mentor)
    restored(world, {}, now, applications=[sent.pk], closed=[note.pk])

    assert repeat_erasures(now) == {"Заявки из анкет": 1, "Закрытые сведения": 1}
    with tenancy.tx(SYSTEM):
        assert Application.objects.get(pk=sent.pk).answers == {}
        assert not ClosedNote.objects.filter(pk=note.pk).exists()


def test_a_line_cut_off_by_a_crash_spoils_no_other(
    world: World, now: datetime, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    restored(world, {7: "Участник-кедровник"}, now)
    with path.open("a") as file:
        file.write('{"kind": "era')
    restored(world, {8: "Участник-рябинник"}, now)

    assert [list(line["people"]) for line in ledger.lines(ERASED)] == [["7"], ["8"]]
    assert len(caplog.records) == 1
    assert all(json.loads(text) for text in path.read_text().splitlines() if text.startswith('{"id"'))
