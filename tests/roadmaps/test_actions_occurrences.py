"""Taken in work, done, returned, cancelled."""

from datetime import date
from typing import Any

import pytest

from core import evidence, tenancy
from core.errors import ReasonMissing
from core.models import AuditEvent
from core.tenancy import SYSTEM
from core.viewer import Viewer
from roadmaps import actions
from roadmaps.models import Attachment, ContentLine, Occurrence
from tests import factories
from tests.conftest import NOW
from tests.core.evidence_files import pdf, upload
from tests.world import World

TODAY = date(2026, 11, 21)


@pytest.fixture
def occurrence(world: World) -> Occurrence:
    """Of an activity whose expected result is no document."""
    with tenancy.tx(SYSTEM):
        activity = factories.make_activity(world.school.stage, expected_result="участники знакомы")
        return factories.make_occurrence(activity)


@pytest.fixture
def with_document(world: World) -> Occurrence:
    with tenancy.tx(SYSTEM):
        return factories.make_occurrence(factories.make_activity(world.school.stage, expected_result="Протокол"))


@pytest.fixture
def coordinator(world: World) -> Viewer:
    return world.viewer("coordinator")


def mark(occurrence: Occurrence, by: Viewer, **values: Any) -> None:
    given = {"on": TODAY, "note": "", "files": [], "seen_version": 1, "now": NOW} | values
    with tenancy.tx(by.scope):
        actions.mark_done(occurrence, by=by, **given)


def fresh(occurrence: Occurrence) -> Occurrence:
    with tenancy.tx(SYSTEM):
        return Occurrence.objects.get(pk=occurrence.pk)


def verbs(occurrence: Occurrence) -> list[str]:
    with tenancy.tx(SYSTEM):
        events = AuditEvent.objects.filter(subject_type="roadmaps.activity", subject_id=str(occurrence.activity_id))
        return sorted(events.values_list("verb", flat=True))


def test_done_keeps_day_person_and_note(occurrence: Occurrence, coordinator: Viewer) -> None:
    mark(occurrence, coordinator, on=date(2026, 11, 20), note=" Пришли все ")

    row = fresh(occurrence)
    assert (row.state, row.done_on, row.done_by_id) == ("done", date(2026, 11, 20), coordinator.user.pk)
    assert (row.note, row.version) == ("Пришли все", 2)
    assert verbs(occurrence) == ["activity.done"]


def test_done_takes_files_with_it(with_document: Occurrence, coordinator: Viewer) -> None:
    mark(with_document, coordinator, files=[pdf("один.pdf"), pdf("два.pdf")])

    row = fresh(with_document)
    with tenancy.tx(coordinator.scope):
        names = sorted(Attachment.objects.filter(occurrence=row).values_list("name", flat=True))
    assert (row.state, row.files_count, names) == ("done", 2, ["два.pdf", "один.pdf"])
    assert verbs(with_document) == ["activity.done", "file.added"]


def test_done_tomorrow_is_refused(occurrence: Occurrence, coordinator: Viewer) -> None:
    with pytest.raises(actions.FutureDate):
        mark(occurrence, coordinator, on=date(2026, 11, 22))
    assert fresh(occurrence).state == "not_started"


def test_an_expected_document_is_asked_for(with_document: Occurrence, coordinator: Viewer) -> None:
    with pytest.raises(actions.DocumentNeeded):
        mark(with_document, coordinator)
    assert fresh(with_document).state == "not_started"


def test_without_a_document_the_reason_is_kept(with_document: Occurrence, coordinator: Viewer) -> None:
    mark(with_document, coordinator, without_document="хранится у секретаря", note="проведено")

    assert fresh(with_document).note == "Без документа: хранится у секретаря\nпроведено"


def test_one_bad_file_stores_nothing(with_document: Occurrence, coordinator: Viewer) -> None:
    with pytest.raises(evidence.NotWhatItSays):
        mark(with_document, coordinator, files=[pdf(), upload("не то.pdf", b"<html></html>")])

    with tenancy.tx(coordinator.scope):
        stored = Attachment.objects.filter(occurrence=with_document).count()
    assert (fresh(with_document).state, stored) == ("not_started", 0)


def test_the_second_to_press_is_told_who_was_first(occurrence: Occurrence, world: World, coordinator: Viewer) -> None:
    mark(occurrence, world.viewer("director"))

    with pytest.raises(actions.Stale, match=r"Уже отмечено выполненным \(.+\sА\.\sП\.: 21\.11\.2026\)"):
        mark(occurrence, coordinator)
    assert verbs(occurrence) == ["activity.done"]


def test_done_twice_with_the_new_version_is_not_possible(occurrence: Occurrence, coordinator: Viewer) -> None:
    mark(occurrence, coordinator)

    with pytest.raises(actions.NotPossible):
        mark(occurrence, coordinator, seen_version=2)


def test_a_draft_is_not_marked(world: World, coordinator: Viewer) -> None:
    with tenancy.tx(SYSTEM):
        occurrence = world.school.draft_activity.occurrences.get()

    with pytest.raises(actions.MapIsClosed):
        mark(occurrence, coordinator)


def test_work_starts_and_returns(occurrence: Occurrence, coordinator: Viewer) -> None:
    with tenancy.tx(coordinator.scope):
        actions.start_occurrence(occurrence, by=coordinator, seen_version=1)
    mark(occurrence, coordinator, seen_version=2)
    with tenancy.tx(coordinator.scope):
        actions.reopen_occurrence(occurrence, by=coordinator, seen_version=3)

    row = fresh(occurrence)
    assert (row.state, row.done_on, row.done_by_id) == ("in_progress", None, None)
    assert verbs(occurrence) == ["activity.done", "activity.reopened", "activity.started"]


@pytest.mark.parametrize("act", [actions.start_occurrence, actions.reopen_occurrence])
def test_a_button_of_an_old_page_does_nothing(occurrence: Occurrence, coordinator: Viewer, act: Any) -> None:
    with tenancy.tx(SYSTEM):
        Occurrence.objects.filter(pk=occurrence.pk).update(version=5)

    with pytest.raises(actions.Stale), tenancy.tx(coordinator.scope):
        act(occurrence, by=coordinator, seen_version=1)


def test_what_is_open_cannot_be_reopened(occurrence: Occurrence, coordinator: Viewer) -> None:
    with pytest.raises(actions.NotPossible), tenancy.tx(coordinator.scope):
        actions.reopen_occurrence(occurrence, by=coordinator, seen_version=1)


def test_cancelling_keeps_the_reason(occurrence: Occurrence, coordinator: Viewer) -> None:
    with tenancy.tx(coordinator.scope):
        actions.cancel_occurrence(occurrence, reason="карантин", by=coordinator, seen_version=1)

    row = fresh(occurrence)
    assert (row.state, row.note) == ("cancelled", "Отменено: карантин")
    assert verbs(occurrence) == ["activity.cancelled"]


def test_cancelling_needs_a_reason(occurrence: Occurrence, coordinator: Viewer) -> None:
    with pytest.raises(ReasonMissing), tenancy.tx(coordinator.scope):
        actions.cancel_occurrence(occurrence, reason="  ", by=coordinator, seen_version=1)


def test_ticking_a_line_twice_writes_one_event(world: World, coordinator: Viewer) -> None:
    line = world.school.line
    for _ in range(2):
        with tenancy.tx(coordinator.scope):
            actions.tick_line(line, done=True, by=coordinator, now=NOW)

    with tenancy.tx(SYSTEM):
        assert ContentLine.objects.get(pk=line.pk).done_at == NOW
    assert verbs(world.school.occurrence) == ["line.ticked"]


def test_a_line_of_a_draft_is_not_ticked(world: World, coordinator: Viewer) -> None:
    with tenancy.tx(SYSTEM):
        line = factories.make_line(world.school.draft_activity)

    with pytest.raises(actions.MapIsClosed), tenancy.tx(coordinator.scope):
        actions.tick_line(line, done=True, by=coordinator, now=NOW)
