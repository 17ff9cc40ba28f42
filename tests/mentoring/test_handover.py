"""The archive of an organization: asked for, made under the rights of the day, gone after a day."""

import io
import zipfile
from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import openpyxl
import pytest
from django.core.files.storage import default_storage

from core import tenancy
from core.bundles import Part
from core.models import AuditEvent
from core.tenancy import SYSTEM
from core.viewer import Viewer
from jobs.actions import AlreadyAsked, begin_anew, remove_old_files, run_waiting_jobs
from jobs.actions.asking import stop_job
from jobs.actions.keeping import KEPT
from jobs.actions.running import LEASE, RIGHT_LOST
from jobs.models import Job
from mentoring.actions.handover import ask_handover
from orders.models import Order
from roadmaps.models import Attachment, Roadmap
from schools.models import Membership
from tests.people_factories import make_adult, make_participation
from tests.world import World


def ask(world: World, now: datetime) -> Job:
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        return ask_handover(purpose="передача дел", by=by, now=now)


def made(row: Job) -> Job:
    with tenancy.tx(SYSTEM):
        return Job.objects.get(pk=row.pk)


def test_the_archive_holds_the_school_and_nothing_else(world: World, now: datetime) -> None:
    with tenancy.tx(SYSTEM):
        make_participation(make_adult(world.school.organization, last_name="=1+1", first_name="@СУММ"), "mentor")
        Order.objects.filter(pk=world.school.draft_order.pk).update(title="=2+2")
        Roadmap.objects.filter(pk=world.school.roadmap.pk).update(title="../=3+3")
        Attachment.objects.filter(pk=world.school.attachment.pk).update(name="=4+4.pdf")
    row = ask(world, now)

    run_waiting_jobs(clock=lambda: now)

    row = made(row)
    assert (row.done, row.expires_at) == (row.total, now + timedelta(hours=24))
    texts, formulas = read(row.file.read())
    assert world.school.secret in texts
    assert [word for word in ("=1+1", "=2+2", "=3+3", "=4+4") if word not in texts] == []
    assert [other.secret for other in world.schools[1:] if other.secret in texts] == []
    assert "диагноз" not in texts
    assert formulas == 0


def read(content: bytes) -> tuple[str, int]:
    """Every cell of every table as one text, and how many cells are formulas."""
    words, formulas = [], 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert [name for name in archive.namelist() if ".." in name.split("/") or name.startswith("/")] == []
        folders = Counter(name.partition("/")[0] for name in archive.namelist() if "/" in name)
        assert set(folders) == {"Сканы согласий", "Дорожные карты", "Приказы", "Отчёты"}
        assert folders["Сканы согласий"] == 1
        assert any(name.startswith("Дорожные карты/Файлы/") for name in archive.namelist())
        for name in archive.namelist():
            if name.endswith(".xlsx"):
                for page in openpyxl.load_workbook(io.BytesIO(archive.read(name))):
                    cells = [cell for line in page.iter_rows() for cell in line]
                    words += [str(cell.value) for cell in cells]
                    formulas += sum(cell.data_type == "f" for cell in cells)
    return "\n".join(words), formulas


def test_it_is_written_down_before_it_is_made(world: World, now: datetime) -> None:
    row = ask(world, now)

    with tenancy.tx(SYSTEM):
        assert AuditEvent.objects.filter(verb="export.asked", subject_id=str(row.pk)).count() == 1
    assert made(row).finished_at is None


def test_a_right_taken_since_makes_no_file(world: World, now: datetime) -> None:
    row = ask(world, now)
    with tenancy.tx(SYSTEM):
        Membership.objects.filter(pk=world.people["coordinator"].pk).update(roles=["curator"])

    run_waiting_jobs(clock=lambda: now)

    assert (made(row).problem, made(row).file.name) == (RIGHT_LOST, "")


def test_two_at_once_are_refused(world: World, now: datetime) -> None:
    ask(world, now)
    with pytest.raises(AlreadyAsked):
        ask(world, now)


def test_a_second_worker_makes_nothing_twice(world: World, now: datetime) -> None:
    row = ask(world, now)
    run_waiting_jobs(clock=lambda: now)
    name = made(row).file.name

    assert run_waiting_jobs(clock=lambda: now) == 0
    assert made(row).file.name == name


def test_the_file_goes_after_a_day(world: World, now: datetime) -> None:
    row = ask(world, now)
    run_waiting_jobs(clock=lambda: now)

    assert remove_old_files(now + timedelta(hours=23)) == 0
    assert remove_old_files(now + timedelta(hours=25)) == 1
    assert (made(row).file.name, made(row).purpose) == ("", "передача дел")


READ: list[str] = []


def read_part(name: str, dies: bool) -> bytes:
    READ.append(name)
    if dies and READ.count(name) == 1:
        raise KeyboardInterrupt
    return name.encode()


def three_parts(viewer: Viewer) -> list[Part]:
    """The worker dies at the third; the second is a stored file."""
    made = {"б.pdf": False}
    return [
        Part(name, partial(read_part, name, name == "в.xlsx"), is_made=made.get(name, True))
        for name in ("а.xlsx", "б.pdf", "в.xlsx")
    ]


@pytest.fixture
def killed(world: World, now: datetime, settings: Any) -> Job:
    """An archive whose first worker was killed."""
    settings.HANDOVER_SOURCES = [f"{__name__}.three_parts"]
    READ.clear()
    row = ask(world, now)
    with pytest.raises(KeyboardInterrupt):
        run_waiting_jobs(clock=lambda: now)
    return made(row)


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks: Any) -> Any:
    return django_capture_on_commit_callbacks


def files_kept(row: Job) -> list[bool]:
    return [default_storage.exists(place) for place in row.state.get(KEPT, {}).values()]


def test_after_a_killed_worker_the_next_one_goes_on(killed: Job, now: datetime, on_commit: Any) -> None:
    before = files_kept(killed)

    with on_commit(execute=True):
        run_waiting_jobs(clock=lambda: now + LEASE * 2)

    row = made(killed)
    assert (before, READ) == ([True], ["а.xlsx", "б.pdf", "в.xlsx", "б.pdf", "в.xlsx"])
    assert (files_kept(killed), row.state) == ([False], {})
    with zipfile.ZipFile(io.BytesIO(row.file.read())) as archive:
        assert [archive.read(name).decode() for name in archive.namelist()] == ["а.xlsx", "б.pdf", "в.xlsx"]


@pytest.mark.parametrize("ends", ["erased", "stopped"])
def test_nothing_made_outlives_an_erasure_or_a_stop(
    killed: Job, world: World, now: datetime, on_commit: Any, ends: str
) -> None:
    by = world.viewer("coordinator")
    deeds = {
        "erased": partial(begin_anew, killed.organization_id, but=frozenset()),
        "stopped": partial(stop_job, killed, by=by, now=now),
    }

    with on_commit(execute=True), tenancy.tx(SYSTEM if ends == "erased" else by.scope):
        deeds[ends]()

    assert (files_kept(killed), made(killed).state) == ([False], {})
