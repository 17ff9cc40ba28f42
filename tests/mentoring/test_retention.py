"""Terms of keeping: who is due, what a person confirms, what is left."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from core import tenancy
from core.tenancy import SYSTEM
from jobs.actions import run_job
from jobs.actions.running import LEASE
from jobs.models import Job
from mentoring.actions import retention
from mentoring.actions.erasing import Erased, NobodyToErase
from mentoring.actions.retention import (
    Chosen,
    TermTooLong,
    ask_destruction,
    destroy_due,
    set_terms,
    watch_retention,
)
from mentoring.models import Application, ClosedNote, DestructionAct, Errand, Participation, Person
from mentoring.personal.retention import Category, months_before
from mentoring.queries.retention import due_on, months_of
from tests.factories import moment
from tests.people_factories import (
    make_application,
    make_closed_note,
    make_mentor_card,
    make_participation,
    make_person,
)
from tests.world import TODAY, World


@pytest.fixture
def left(world: World) -> Person:
    """Left two years ago, with a closed note."""
    with tenancy.tx(SYSTEM):
        person = make_person(world.school.organization, status="left", left_on=date(2024, 11, 20))
        make_closed_note(person)
    return person


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 21), 12, date(2025, 11, 21)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2024, 2, 29), 36, date(2021, 2, 28)),
    ],
)
def test_months_back_end_with_shorter_months(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


def test_who_left_is_due_after_the_term(world: World, left: Person) -> None:
    with tenancy.tx(SYSTEM):
        recent = make_person(world.school.organization, status="left", left_on=date(2025, 11, 22))
        due = due_on(TODAY, world.school.organization)

        assert list(due.people[Category.LEFT]) == [left]
        assert recent not in due.everybody
        assert due.closed.count() == 1


def test_who_withdrew_is_due_after_a_month(world: World) -> None:
    with tenancy.tx(SYSTEM):
        gone = make_person(world.school.organization, status="blocked", blocked_at=moment("2026-10-21 12:00"))
        make_person(world.school.organization, status="blocked", blocked_at=moment("2026-10-22 12:00"))

        assert list(due_on(TODAY, world.school.organization).people[Category.WITHDRAWN]) == [gone]


def test_who_completed_is_due_unless_something_goes_on(world: World) -> None:
    with tenancy.tx(SYSTEM):
        people = [make_person(world.school.organization) for _ in range(3)]
        for person in people:
            make_participation(person, state="completed", school_year=2021, finished_on=date(2022, 5, 31))
        make_participation(people[1])
        make_mentor_card(people[2], is_long_term=True)

        assert list(due_on(TODAY, world.school.organization).people[Category.COMPLETED]) == people[:1]


def test_what_is_due_is_destroyed_with_an_act(world: World, left: Person, now: datetime) -> None:
    by = world.viewer("coordinator")
    with tenancy.tx(SYSTEM):
        make_application(world.school.people.link, 5, state="declined", decided_at=moment("2026-09-20 09:00"))
        watch_retention(now)
    with tenancy.tx(by.scope):
        act = destroy_due(Chosen((left.pk,), applications=True, closed=True), by=by, now=now)

    assert (act.categories["Заявки из анкет"], act.categories["Закрытые сведения"], len(act.subjects)) == (1, 1, 1)
    with tenancy.tx(SYSTEM):
        assert Person.objects.get(pk=left.pk).status == Person.Status.ANONYMISED
        assert Application.objects.get(number=5).answers == {}
        assert ClosedNote.objects.filter(person=left).count() == 0
        assert Errand.objects.get(kind="retention", organization=by.organization).closed_at == now


def test_who_is_not_due_stays_though_chosen(world: World, now: datetime) -> None:
    by, active = world.viewer("coordinator"), world.school.people.mentee
    with tenancy.tx(by.scope), pytest.raises(NobodyToErase):
        destroy_due(Chosen((active.pk,), applications=True, closed=True), by=by, now=now)

    with tenancy.tx(SYSTEM):
        assert Participation.objects.filter(person=active).exists()
        assert Person.objects.get(pk=active.pk).status == Person.Status.ACTIVE


def test_terms_of_a_school_are_its_own(world: World) -> None:
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        set_terms({Category.LEFT: 24}, by=by)

        assert months_of(by.organization)[Category.LEFT] == 24
        assert months_of(world.schools[1].organization)[Category.LEFT] == 12


@pytest.mark.parametrize(("category", "months"), [(Category.WITHDRAWN, 2), (Category.LEFT, 0), (Category.LEFT, 121)])
def test_a_term_has_its_bounds(world: World, category: str, months: int) -> None:
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope), pytest.raises(TermTooLong):
        set_terms({category: months}, by=by)


def test_one_errand_a_month_calls_for_a_decision(world: World, left: Person, now: datetime) -> None:
    assert (watch_retention(now), watch_retention(now)) == (1, 0)


def test_many_are_destroyed_by_groups_with_one_act(
    world: World, left: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first worker dies after the first group; the second goes on and makes the act of everybody."""
    with tenancy.tx(SYSTEM):
        people = [left, *(make_person(left.organization, status="left", left_on=date(2024, 1, n)) for n in (8, 9))]
    monkeypatch.setattr(retention, "GROUP", 1)
    by, chosen = world.viewer("coordinator"), Chosen(tuple(person.pk for person in people), closed=True)
    with tenancy.tx(by.scope):
        job = ask_destruction(chosen, by=by, now=now)
    monkeypatch.setattr(retention, "_keep", _dying(retention._keep))
    with pytest.raises(KeyboardInterrupt):
        run_job(job.pk, clock=lambda: now)
    run_job(job.pk, clock=lambda: now + LEASE + timedelta(seconds=1))

    with tenancy.tx(SYSTEM):
        job.refresh_from_db()
        act = DestructionAct.objects.get(organization=by.organization, number=2)
        names = set(Person.objects.filter(pk__in=chosen.people).values_list("last_name", flat=True))
    assert (job.done, job.url) == (3, f"/data/acts/{act.pk}/")
    assert set(act.subjects) == names
    assert (act.categories["Карточка человека"], act.categories["Закрытые сведения"]) == (3, 1)


def _dying(keep: Callable[[Job, Erased], None]) -> Callable[[Job, Erased], None]:
    """The worker is killed inside its second group: that group is rolled back."""
    calls: list[int] = []

    def dying(row: Job, erased: Erased) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        keep(row, erased)

    return dying
