"""Files of an occurrence."""

import hashlib
import re
from contextlib import suppress

import pytest
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from roadmaps import actions
from roadmaps.actions import files
from roadmaps.models import Attachment, Occurrence
from tests.conftest import NOW
from tests.core.evidence_files import PDF, pdf
from tests.world import World


def test_a_file_is_stored_under_a_random_name(world: World) -> None:
    viewer, occurrence = world.viewer("coordinator"), world.school.occurrence
    with tenancy.tx(viewer.scope):
        (row,) = actions.add_files(occurrence, [pdf("протокол 12.10.pdf")], by=viewer, now=NOW)

        assert re.fullmatch(r"evidence/\d+/[0-9a-f-]{36}", row.file.name)
        assert (row.name, row.size, row.content_type) == ("протокол 12.10.pdf", len(PDF), "application/pdf")
        assert row.sha256 == hashlib.sha256(PDF).hexdigest()
        assert row.file.read() == PDF
        assert Occurrence.objects.get(pk=occurrence.pk).files_count == 2


def test_too_many_files_are_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    viewer = world.viewer("coordinator")
    monkeypatch.setattr(files, "FILES_LIMIT", 1)

    with pytest.raises(actions.TooManyFiles), tenancy.tx(viewer.scope):
        actions.add_files(world.school.occurrence, [pdf()], by=viewer, now=NOW)


def test_deleting_removes_row_count_and_bytes(
    world: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    viewer, attachment = world.viewer("coordinator"), world.school.attachment
    storage, path = attachment.file.storage, attachment.file.name
    with django_capture_on_commit_callbacks(execute=True), tenancy.tx(viewer.scope):
        actions.delete_file(attachment, by=viewer)

        assert Occurrence.objects.get(pk=attachment.occurrence_id).files_count == 0
        assert not Attachment.objects.filter(pk=attachment.pk).exists()
    assert not storage.exists(path)


def test_the_only_file_of_what_is_done_stays(world: World) -> None:
    viewer, attachment = world.viewer("coordinator"), world.school.attachment
    with tenancy.tx(SYSTEM):
        Occurrence.objects.filter(pk=attachment.occurrence_id).update(state="done", done_on="2026-11-20")
        attachment.occurrence.links.all().delete()

    with pytest.raises(actions.EvidenceOfDone), tenancy.tx(viewer.scope):
        actions.delete_file(attachment, by=viewer)


def test_opening_a_file_is_written_down(world: World) -> None:
    viewer, attachment = world.viewer("director"), world.school.attachment
    with tenancy.tx(viewer.scope):
        actions.open_file(attachment, by=viewer)

    with tenancy.tx(SYSTEM):
        event = AuditEvent.objects.get(verb="file.opened")
    assert (event.account_id, event.subject_id) == (viewer.user.pk, str(attachment.occurrence.activity_id))


def stored(world: World) -> Attachment:
    (row,) = actions.add_files(world.school.occurrence, [pdf()], by=world.viewer("coordinator"), now=NOW)
    return row


def test_a_file_goes_when_its_transaction_is_rolled_back(world: World) -> None:
    with suppress(InterruptedError), tenancy.tx(world.viewer("coordinator").scope):
        row = stored(world)
        was_there = row.file.storage.exists(row.file.name)
        raise InterruptedError

    assert (was_there, row.file.storage.exists(row.file.name)) == (True, False)


def test_a_file_goes_when_only_its_own_step_is_rolled_back(world: World) -> None:
    with tenancy.tx(world.viewer("coordinator").scope):
        kept = stored(world)
        with suppress(InterruptedError), transaction.atomic():
            lost = stored(world)
            raise InterruptedError

    assert [row.file.storage.exists(row.file.name) for row in (kept, lost)] == [True, False]
