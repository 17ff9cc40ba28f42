"""Long jobs: leased, renewed by steps, followed up after a death, stopped, told of in the inbox."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from accounts.roles import Permission
from core import tenancy
from core.errors import DomainError
from core.tenancy import SYSTEM
from jobs import actions
from jobs.actions import JobKind, Overtaken, Run
from jobs.actions.asking import STOPPED, CannotRepeat, CannotStop
from jobs.actions.running import ATTEMPTS, BROKEN, LEASE
from jobs.models import Job
from jobs.queries import Progress, progress_of
from notifications.models import Letter, Notice
from schools.models import Membership
from tests.world import World

SignIn = Callable[[str], Client]


class Refused(DomainError):
    message = "Печатать нечего."


def write(run: Run) -> None:
    run.report(1, 2)
    run.finish(file_name="список.pdf", content=ContentFile(b"%PDF-"))


def refuse(run: Run) -> None:
    run.report(1, 2)
    raise Refused


def break_down(run: Run) -> None:
    raise ValueError(run.job.kind)


def count(run: Run) -> None:
    """Goes on from where the one before was; the first worker dies after its second step."""
    for number in range(run.job.state.get("done", 0), 4):
        with run.step() as row:
            row.state, row.done = {"done": number + 1, "by": [*row.state.get("by", []), row.attempts]}, number + 1
        if number == 1 and run.job.attempts == 1:
            raise KeyboardInterrupt
    run.finish(url="/data/")


WRITE = JobKind("Список", Permission.PERSON_EXPORT, write, "participant_list")
REFUSE = JobKind("Список", Permission.PERSON_EXPORT, refuse, "participant_list")
BREAK = JobKind("Список", Permission.PERSON_EXPORT, break_down, "participant_list")
COUNT = JobKind("Счёт", Permission.PERSON_EXPORT, count, "participant_list", can_stop=False)


@pytest.fixture(autouse=True)
def kinds(settings: Any) -> None:
    settings.JOBS = {name.lower(): f"{__name__}.{name}" for name in ("WRITE", "REFUSE", "BREAK", "COUNT")}


def asked(world: World, kind: str, now: datetime, key: str = "coordinator") -> Job:
    by = world.viewer(key)
    with tenancy.tx(by.scope):
        return actions.ask_job(kind, {}, purpose="для отчёта", total=4, by=by, now=now)


def stored(job: Job) -> Job:
    with tenancy.tx(SYSTEM):
        return Job.objects.get(pk=job.pk)


def run(job: Job, now: datetime) -> bool:
    return actions.run_job(job.pk, clock=lambda: now)


def test_a_file_is_made_told_of_and_kept_for_a_day(world: World, now: datetime) -> None:
    job = asked(world, "write", now)

    assert (run(job, now), run(job, now)) == (True, False)

    row = stored(job)
    assert (row.file_name, row.done, row.total) == ("список.pdf", 2, 2)
    assert (row.finished_at, row.expires_at, row.lease_until) == (now, now + timedelta(hours=24), None)
    with tenancy.tx(SYSTEM):
        assert [notice.url for notice in Notice.objects.filter(title="Файл готов: список")] == [row.get_absolute_url()]
        assert Letter.objects.filter(kind="file_ready").count() == 0
    assert actions.remove_old_files(now + timedelta(hours=25)) == 1
    assert stored(job).is_over(now)


def test_the_next_worker_goes_on_when_the_lease_is_over(world: World, now: datetime) -> None:
    job = asked(world, "count", now)
    with pytest.raises(KeyboardInterrupt):
        run(job, now)

    assert not run(job, now)
    assert actions.run_waiting_jobs(clock=lambda: now + LEASE + timedelta(seconds=1)) == 1
    row = stored(job)
    assert (row.done, row.url, row.state["by"]) == (4, "/data/", [1, 1, 2, 2])


def test_a_late_worker_finds_its_fence_taken(world: World, now: datetime) -> None:
    job = asked(world, "count", now)
    with pytest.raises(KeyboardInterrupt):
        run(job, now)
    late = Run(stored(job), world.viewer("coordinator"), lambda: now)
    run(job, now + LEASE + timedelta(seconds=1))

    with pytest.raises(Overtaken):
        late.report(3)


def test_a_refusal_is_told_and_can_be_tried_again(world: World, now: datetime) -> None:
    job, by = asked(world, "refuse", now), world.viewer("coordinator")
    run(job, now)

    assert stored(job).problem == Refused.message
    with tenancy.tx(by.scope):
        actions.repeat_job(job, by=by, now=now + timedelta(minutes=1))
        with pytest.raises(CannotRepeat):
            actions.repeat_job(job, by=by, now=now)
    run(job, now + timedelta(minutes=1))
    with tenancy.tx(SYSTEM):
        assert Notice.objects.filter(title="Не получилось: список").count() == 2


def test_a_bug_is_tried_a_few_times(world: World, now: datetime, caplog: pytest.LogCaptureFixture) -> None:
    job = asked(world, "break", now)
    for _ in range(ATTEMPTS):
        run(job, now)

    assert (stored(job).problem, stored(job).attempts) == (BROKEN, ATTEMPTS)
    assert len(caplog.records) == ATTEMPTS


def test_what_kills_every_worker_is_given_up(world: World, now: datetime) -> None:
    job = asked(world, "write", now)
    with tenancy.tx(SYSTEM):
        Job.objects.filter(pk=job.pk).update(attempts=ATTEMPTS)

    assert not run(job, now)
    assert (stored(job).problem, stored(job).finished_at) == (BROKEN, now)


def test_what_was_stopped_is_not_done(world: World, now: datetime) -> None:
    by, job, counting = world.viewer("coordinator"), asked(world, "write", now), asked(world, "count", now)
    with tenancy.tx(by.scope):
        actions.stop_job(job, by=by, now=now)
        with pytest.raises(CannotStop):
            actions.stop_job(counting, by=by, now=now)

    assert not run(job, now)
    assert (stored(job).problem, stored(job).file.name) == (STOPPED, "")


def test_the_same_is_not_asked_twice(world: World, now: datetime) -> None:
    asked(world, "write", now)

    with pytest.raises(actions.AlreadyAsked):
        asked(world, "write", now)
    assert asked(world, "write", now, "curator").is_waiting


def test_a_right_taken_since_opens_nothing(client_as: SignIn, world: World, now: datetime) -> None:
    job = asked(world, "write", now, "curator")
    run(job, now)
    with tenancy.tx(SYSTEM):
        Membership.objects.filter(pk=world.people["curator"].pk).update(roles=["director"])

    client = client_as("curator")
    assert [client.get(reverse(name, args=[job.pk])).status_code for name in ("job_detail", "job_file")] == [403, 403]


def test_what_was_handed_out_at_once_has_no_page(client_as: SignIn, world: World, now: datetime) -> None:
    by = world.viewer("curator")
    with tenancy.tx(by.scope):
        job = actions.note_file("mentee", {}, purpose="для отчёта", rows=3, by=by, now=now)

    assert client_as("curator").get(reverse("job_detail", args=[job.pk])).status_code == 404


def test_the_page_tells_how_far_it_is(client_as: SignIn, world: World, now: datetime) -> None:
    job, client = asked(world, "count", now), client_as("coordinator")
    with tenancy.tx(SYSTEM):
        Job.objects.filter(pk=job.pk).update(done=3)

    page = client.get(reverse("job_detail", args=[job.pk])).content.decode()
    part = client.get(reverse("job_detail", args=[job.pk]), headers={"HX-Request": "true"}).content.decode()
    assert "3 из 4" in page
    assert part.strip() in page
    assert "Остановить" not in page


@pytest.mark.parametrize(
    ("done", "seconds", "expected"),
    [(0, 60, Progress(0, 400, 0, 0)), (100, 5, Progress(100, 400, 0, 25)), (100, 60, Progress(100, 400, 3, 25))],
)
def test_the_time_left_is_told_after_ten_seconds(now: datetime, done: int, seconds: int, expected: Progress) -> None:
    job = Job(kind="count", done=done, total=400, asked_at=now - timedelta(seconds=seconds))
    assert progress_of(job, now) == expected
