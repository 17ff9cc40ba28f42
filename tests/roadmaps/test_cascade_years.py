"""What lasts several school years is offered for each of them and goes on in the map of the next year."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from core.years import SESSION_KEY
from roadmaps import actions
from roadmaps.actions.cascade import send_cascade
from roadmaps.models import Activity, Occurrence, Proposal, Roadmap
from roadmaps.parties.addressing import years_of
from roadmaps.queries.cascade import cascade_progress, offers_to
from roadmaps.queries.snapshots import state_of_roadmap
from roadmaps.states.snapshots import ActivityState, TermWindow
from tests import factories
from tests.world import TODAY, World

SignIn = Callable[[str], Client]
BEGIN, END = date(2025, 9, 1), date(2028, 8, 31)


@pytest.mark.parametrize(
    ("windows", "years"),
    [
        ([("2026-10-01", "2026-10-31")], [2026]),
        ([("2026-10-01", "2026-10-31"), ("2027-10-01", "2027-10-31")], [2026, 2027]),
        ([("2026-10-01", "2028-05-31")], [2026, 2027]),
        ([("2025-10-01", "2025-10-31")], []),
        ([(None, "2027-09-01")], [2027]),
        ([], [2026, 2027]),
    ],
)
def test_years_in_which_there_is_something_to_do(windows: list[tuple[str | None, str]], years: list[int]) -> None:
    state = ActivityState("Отчёт", windows=tuple(TermWindow(*window) for window in windows))
    assert years_of(state, BEGIN, END, since=2026) == years


@dataclass
class Town:
    """A municipality with an approved map over two school years, one report in each, sent and accepted in the first."""

    world: World
    source: Activity
    below: Activity

    def offers(self) -> dict[int, Proposal]:
        with tenancy.tx(SYSTEM):
            rows = Proposal.objects.filter(source=self.source, organization=self.world.school.organization)
            return {row.school_year: row for row in rows}

    def counts(self, year: int) -> dict[str, int]:
        by = self.world.viewer("municipal_official")
        with tenancy.tx(by.scope):
            return cascade_progress(by, self.source.roadmap, TODAY, year)[0].counts

    def next_year(self, now: datetime) -> Roadmap:
        by = self.world.viewer("coordinator")
        with tenancy.tx(by.scope):
            state = state_of_roadmap(by, self.world.school.roadmap)
            places = range(1, len(state.stages) + 1)
            return actions.create_from_last_year(
                *(self.world.school.roadmap, state),
                title="Снова",
                school_year=2027,
                stages=places,
                replacements={},
                by=by,
                now=now,
            )


@pytest.fixture
def town(world: World, now: datetime) -> Town:
    with tenancy.tx(SYSTEM):
        fields = {"starts_on": date(2026, 9, 1), "ends_on": date(2028, 8, 31), "school_year": None}
        roadmap = factories.make_roadmap(world.municipalities[0], status="approved", **fields)
        source = factories.make_activity(factories.make_stage(roadmap), name="Годовой отчёт", addressed_to="school")
        for year, day in ((2027, 20), (2028, 10)):
            factories.make_occurrence(source, starts_on=date(year, 5, 1), due_on=date(year, 5, day))
    above, below = world.viewer("municipal_official"), world.viewer("coordinator")
    with tenancy.tx(above.scope):
        assert send_cascade(roadmap, by=above, now=now).new == 4
    with tenancy.tx(below.scope):
        offer = Proposal.objects.get(organization=below.organization, source=source, school_year=2026)
        made = actions.accept_proposals(
            [(offer, world.school.stage)], by=below, now=now, seen_versions={offer.pk: offer.source_version}
        )
    return Town(world, source, made[0])


def test_the_next_year_is_offered_when_it_is_looked_at(town: Town) -> None:
    by = town.world.viewer("coordinator")
    with tenancy.tx(by.scope):
        rows = [row.proposal for year in (2026, 2027) for row in offers_to(by, year).waiting]
    found = [row.school_year for row in rows if row.source_id == town.source.pk]
    assert found == [2027]


def test_a_map_made_from_last_years_goes_on_with_the_offer(town: Town, now: datetime) -> None:
    made = town.next_year(now)
    offers = town.offers()
    with tenancy.tx(SYSTEM):
        copy = Activity.objects.get(roadmap=made, name="Годовой отчёт")
        terms = list(Occurrence.objects.filter(activity=copy).values_list("due_on", flat=True))
    assert (offers[2026].activity_id, offers[2027].activity_id) == (town.below.pk, copy.pk)
    assert (offers[2027].state, offers[2027].taken) == ("accepted", offers[2027].offered)
    assert terms == [date(2028, 5, 10)]


def test_the_running_year_counts_on_while_the_next_map_is_a_draft(town: Town, now: datetime) -> None:
    with tenancy.tx(SYSTEM):
        rows = Occurrence.objects.filter(activity=town.below, due_on=date(2027, 5, 20))
        rows.update(state="done", done_on=TODAY)
    town.next_year(now)
    assert (town.counts(2026), town.counts(2027)) == (
        {"done": 1, "waiting": 1},
        {"working": 1, "waiting": 1},
    )


def test_a_deleted_draft_leaves_the_offer_open(town: Town, now: datetime) -> None:
    made, by = town.next_year(now), town.world.viewer("coordinator")
    with tenancy.tx(by.scope):
        actions.delete_draft(made, by=by)
        assert town.source.pk in {row.proposal.source_id for row in offers_to(by, 2027).waiting}


def test_a_term_moved_to_another_year_takes_its_offer_along(town: Town, now: datetime) -> None:
    with tenancy.tx(SYSTEM):
        Occurrence.objects.filter(activity=town.source, due_on__gte=date(2028, 1, 1)).delete()
        Activity.objects.filter(pk=town.source.pk).update(version=2)
    by = town.world.viewer("municipal_official")
    with tenancy.tx(by.scope):
        send_cascade(town.source.roadmap, by=by, now=now)
    assert {year: row.state for year, row in town.offers().items()} == {2026: "accepted", 2027: "withdrawn"}


def test_the_first_page_counts_the_offers_of_its_year(town: Town, client_as: SignIn) -> None:
    client = client_as("coordinator")
    texts = []
    for year in (2026, 2027):
        session = client.session
        session[SESSION_KEY] = year
        session.save()
        page = client.get(reverse("home")).content.decode().replace("\u00a0", " ")
        texts.append(sorted(set(re.findall(r"\d+ мероприяти\w+ от муниципалитета", page))))
    assert texts == [["1 мероприятие от муниципалитета"], ["2 мероприятия от муниципалитета"]]


def test_what_is_over_is_not_offered_again_in_a_later_year(town: Town, now: datetime) -> None:
    by = town.world.viewer("municipal_official")
    with tenancy.tx(by.scope):
        again = send_cascade(town.source.roadmap, by=by, now=now.replace(year=2029))
    assert (again.new, sorted(town.offers())) == (0, [2026, 2027])
