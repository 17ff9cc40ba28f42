"""The register: what is shown, the year as a table, the archive, many orders in one file."""

import zipfile
from datetime import date, datetime

import pytest
from django.http import QueryDict

from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from jobs.actions import run_job
from jobs.models import Job
from orders import actions
from orders.models import Order, OrderFile
from orders.register import RegisterFilters, chip_counts, missing_numbers, register_of, shown, year_sheet
from tests.world import TODAY, World


@pytest.mark.parametrize(
    ("ordinals", "words"),
    [([1, 2, 3], ""), ([1, 3, 4], "2"), ([2, 6, 6, 7], "1, 3–5"), ([], "")],
)
def test_gaps_are_told(ordinals: list[int], words: str) -> None:
    assert missing_numbers(ordinals) == words


def test_unknown_choices_count_as_nothing() -> None:
    assert RegisterFilters.read(QueryDict("year=x&journal=y&state=z&chip=1&kind=2")) == RegisterFilters()
    assert RegisterFilters.read(QueryDict("year=2026&q= карта ")).pairs == [("year", "2026"), ("q", "карта")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["draft", "order"]),
        ("chip=unnumbered", ["draft"]),
        ("chip=unscanned", []),
        ("state=registered", ["order"]),
        ("state=cancelled", []),
        ("year=2026&journal=main&q=71", ["order"]),
        ("journal=staff", []),
        ("q=утверждении", ["order"]),
    ],
)
def test_register_shows_what_is_asked_for(
    world: World, scope: None, coordinator: Viewer, query: str, found: list[str]
) -> None:
    names = {world.school.order.pk: "order", world.school.draft_order.pk: "draft"}

    rows = shown(register_of(coordinator, RegisterFilters.read(QueryDict(query))))

    assert [names[row.pk] for row in rows] == found


def test_chips_are_counted(scope: None, coordinator: Viewer) -> None:
    assert chip_counts(coordinator) == [("unnumbered", "Без номера", 1), ("unscanned", "Без скана", 0)]


def test_year_in_print_tells_what_is_missing(world: World, scope: None, coordinator: Viewer) -> None:
    sheet = year_sheet(coordinator, "main", 2026, TODAY, title="Реестр приказов")

    [row] = sheet.groups[0].rows
    assert row[:2] == (world.school.order.number, date(2026, 9, 1))
    assert sheet.lines[-1] == "Номера не использованы: 1–70"
    assert sheet.total == "Всего приказов: 1"


def test_current_year_stays_out_of_the_archive(scope: None, coordinator: Viewer) -> None:
    with pytest.raises(actions.YearNotOver):
        actions.archive_journal("main", 2026, handed_on=TODAY, inventory="1", by=coordinator, today=TODAY)


def test_archived_year_takes_no_more_orders(draft: Order, coordinator: Viewer, now: datetime) -> None:
    """The world has handed over the year 2020."""
    with pytest.raises(actions.AlreadyArchived):
        actions.register_order(draft, number="", on=date(2020, 5, 1), by=coordinator, now=now, accept_earlier=True)
    with pytest.raises(actions.NothingToArchive):
        actions.archive_journal("staff", 2025, handed_on=TODAY, inventory="2", by=coordinator, today=TODAY)


def test_killed_packing_goes_on_without_doubles(
    world: World, draft: Order, coordinator: Viewer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = actions.register_order(draft, number="", on=TODAY, by=coordinator, now=now)
    job = actions.ask_orders([world.school.order.pk, done.pk], by=coordinator, now=now)

    def die(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("jobs.actions.running.finish_in_step", die)
        with pytest.raises(KeyboardInterrupt):
            run_job(job.pk, clock=lambda: now)
    with tenancy.scope(SYSTEM):
        Job.objects.filter(pk=job.pk).update(lease_until=None)
    assert run_job(job.pk, clock=lambda: now)

    with tenancy.scope(SYSTEM):
        row = Job.objects.get(pk=job.pk)
        with zipfile.ZipFile(row.file.open("rb")) as archive:
            names = archive.namelist()
        assert OrderFile.objects.filter(order=done).count() == 2
    assert (row.problem, row.done, row.total, len(set(names))) == ("", 2, 2, 2)
    assert all(name.endswith(".pdf") for name in names)
