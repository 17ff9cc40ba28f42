"""The end of a school year: what is archived, what goes along, who may open it again."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from roadmaps import actions
from roadmaps.actions import years
from roadmaps.models import Activity, Occurrence, Roadmap
from roadmaps.queries.years import year_ending
from schools.actions.years import NotYourYear, YearChanged, YearNotBegun
from schools.models import SchoolYear
from tests.conftest import NOW
from tests.world import World

SignIn = Callable[[str], Client]
PAGE = "/settings/year/2026/close/"
OPEN = {"seen": [], "carried": [], "reason": ""}


@pytest.fixture
def ready(world: World) -> World:
    """A school whose draft of the year is not on its way anywhere."""
    with tenancy.tx(SYSTEM):
        Roadmap.objects.filter(organization=world.school.organization).update(route="writing")
        Occurrence.objects.filter(organization=world.school.organization, state="review").update(
            state="not_started", done_on=None, done_by=None
        )
    return world


def close(world: World, *, carried: bool, reason: str = "не понадобилось", key: str = "coordinator") -> None:
    viewer = world.viewer(key)
    with tenancy.tx(viewer.scope):
        left = [row.pk for row in year_ending(viewer, 2026).left]
        actions.close_year(2026, seen=left, carried=left if carried else [], reason=reason, by=viewer, now=NOW)


def stored(world: World) -> tuple[str, bool, str]:
    with tenancy.tx(SYSTEM):
        roadmap = Roadmap.objects.get(pk=world.school.roadmap.pk)
        state = Occurrence.objects.get(pk=world.school.occurrence.pk).state
        year = SchoolYear.objects.get(organization=world.school.organization, year=2026)
    return roadmap.status, year.closed_at is not None, state


def test_what_is_not_carried_is_cancelled_with_the_reason(ready: World) -> None:
    close(ready, carried=False)

    assert stored(ready) == ("archived", True, "cancelled")
    with tenancy.tx(SYSTEM):
        note = Occurrence.objects.get(pk=ready.school.occurrence.pk).note
        verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert note == "Отменено: не понадобилось"
    assert {"school_year.closed", "roadmap.archived", "activity.cancelled"} <= verbs


def test_what_is_carried_stands_in_a_draft_of_the_next_year(ready: World) -> None:
    close(ready, carried=True, reason="")

    with tenancy.tx(SYSTEM):
        draft = Roadmap.objects.get(organization=ready.school.organization, school_year=2027)
        rows = list(Activity.objects.filter(roadmap=draft))
        due = list(Occurrence.objects.filter(roadmap=draft).values_list("due_on", flat=True))
        note = Occurrence.objects.get(pk=ready.school.occurrence.pk).note
    assert [row.name for row in rows] == [ready.school.activity.name]
    assert (draft.status, rows[0].number, note) == ("draft", "1.1", "Перенесено на 2027/28 учебный год.")
    assert all(day > date(2027, 8, 31) for day in due)


def test_carried_rows_join_a_draft_that_is_there(ready: World) -> None:
    viewer = ready.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        model = ready.school.roadmap.target_model
        there = actions.create_empty(
            "На будущее", target_model=model, school_year=2027, organization=viewer.organization, by=viewer
        )
    close(ready, carried=True)

    with tenancy.tx(SYSTEM):
        stages = list(there.stages.order_by("position").values_list("name", flat=True))
        assert Roadmap.objects.filter(organization=viewer.organization, school_year=2027).count() == 1
    assert stages == ["Этап 1", "Перенесено из 2026/27 учебного года"]


def test_opening_again_brings_the_maps_back(ready: World) -> None:
    close(ready, carried=False, key="director")
    viewer = ready.viewer("director")
    with tenancy.tx(viewer.scope):
        actions.reopen_year(2026, reason="рано закрыли", by=viewer, now=NOW)
        events = AuditEvent.objects.visible_to(viewer).filter(verb__in=["school_year.reopened", "roadmap.reopened"])
        reasons = {event.details["reason"] for event in events}

    assert (stored(ready), reasons) == (("approved", False, "cancelled"), {"рано закрыли"})


def test_a_map_archived_before_stays_archived(ready: World) -> None:
    viewer = ready.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        actions.archive_roadmap(ready.school.roadmap, reason="школа объединена", by=viewer)
    close(ready, carried=False)
    with tenancy.tx(viewer.scope):
        actions.reopen_year(2026, reason="рано", by=viewer, now=NOW)

    assert stored(ready)[:2] == ("archived", False)


def test_a_draft_of_a_closed_year_is_not_approved(ready: World) -> None:
    close(ready, carried=False)
    viewer, draft = ready.viewer("coordinator"), ready.school.draft
    with tenancy.tx(viewer.scope), pytest.raises(actions.YearIsClosed):
        actions.approve_roadmap(
            draft, on=date(2026, 9, 1), basis="приказ", seen_version=draft.version, by=viewer, now=NOW
        )


def test_a_map_still_decided_about_holds_the_year(ready: World) -> None:
    with tenancy.tx(SYSTEM):
        Roadmap.objects.filter(pk=ready.school.draft.pk).update(route="at_director")
    with pytest.raises(years.StillToDecide, match="ждёт решения директора"):
        close(ready, carried=False)


def test_work_in_review_holds_the_year(ready: World) -> None:
    with tenancy.tx(SYSTEM):
        Occurrence.objects.filter(pk=ready.school.occurrence.pk).update(state="review", done_on=NOW.date())
    with pytest.raises(years.StillToDecide, match="на проверке"):
        close(ready, carried=False)


@pytest.mark.parametrize(
    ("year", "values", "error"),
    [(2026, {"seen": [0]}, years.NothingAsked), (2027, {}, YearNotBegun), (2024, {}, None)],
)
def test_a_year_is_closed_as_it_was_seen(
    ready: World, year: int, values: dict[str, list[int]], error: type[Exception] | None
) -> None:
    viewer = ready.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        if error is None:
            actions.close_year(year, **{**OPEN, **values}, by=viewer, now=NOW)
            assert SchoolYear.objects.get(organization=viewer.organization, year=year).closed_by == viewer.user
        else:
            with pytest.raises(error):
                actions.close_year(year, **{**OPEN, **values}, by=viewer, now=NOW)


def test_a_reason_is_asked_for_what_is_cancelled(ready: World) -> None:
    with pytest.raises(years.WhyCancelled):
        close(ready, carried=False, reason=" ")


def test_a_year_is_closed_once_and_opened_once(ready: World) -> None:
    close(ready, carried=False)
    viewer = ready.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        with pytest.raises(YearChanged):
            actions.close_year(2026, **OPEN, by=viewer, now=NOW)
        actions.reopen_year(2026, reason="рано", by=viewer, now=NOW)
        with pytest.raises(YearChanged):
            actions.reopen_year(2026, reason="рано", by=viewer, now=NOW)


def test_a_curator_closes_nothing(ready: World) -> None:
    with pytest.raises(NotYourYear):
        close(ready, carried=False, key="curator")


def test_the_page_lists_closes_says_so_and_opens(client_as: SignIn, ready: World) -> None:
    client = client_as("coordinator")
    page = client.get(PAGE)
    seen = page.context["form"].initial["seen"]

    empty = client.post(PAGE, {"seen": seen})
    done = client.post(PAGE, {"seen": seen, "reason": "конец года"}, follow=True)
    offered = client.get("/roadmaps/create/empty/").context["form"].fields["school_year"].choices

    assert (page.status_code, ready.school.activity.name in page.content.decode()) == (200, True)
    assert (empty.status_code, list(empty.context["form"].errors)) == (422, ["reason"])
    assert "2026/27 учебный год, закрыт" in done.content.decode()
    assert "2026" not in [value for value, _label in offered]
    again = client.post(PAGE, {"reason": "рано закрыли"}, follow=True)
    assert (again.status_code, stored(ready)[:2]) == (200, ("approved", False))


@pytest.mark.parametrize(("key", "status"), [("director", 200), ("curator", 403), ("mentee", 403)])
def test_the_page_is_for_those_who_set_the_organization(client_as: SignIn, key: str, status: int) -> None:
    assert client_as(key).get(PAGE).status_code == status


def test_a_year_that_has_not_begun_has_no_page(client_as: SignIn, world: World) -> None:
    assert client_as("coordinator").get("/settings/year/2027/close/").status_code == 404
