"""Activities of a municipality that its schools are asked to take: who may send, who may answer, what twice does."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from roadmaps.actions.cascade import NotApprovedYet, Sent, refresh_offers, send_cascade
from roadmaps.actions.proposals import (
    AlreadyDecided,
    MapIsArchived,
    MapIsOnItsWay,
    NothingChosen,
    OfferChanged,
    accept_proposals,
    decline_proposal,
    keep_own,
    take_changes,
)
from roadmaps.models import Activity, Occurrence, Proposal, Roadmap
from schools.models import Organization
from tests import factories
from tests.world import World


@dataclass
class Town:
    """The first municipality with an approved map of one activity addressed to its schools."""

    world: World
    roadmap: Roadmap
    activity: Activity

    def send(self, now: datetime) -> Sent:
        by = self.world.viewer("municipal_official")
        with tenancy.tx(by.scope):
            return send_cascade(self.roadmap, by=by, now=now)

    def offer(self) -> Proposal:
        with tenancy.tx(SYSTEM):
            return Proposal.objects.get(source=self.activity, organization=self.world.school.organization)

    def accept(self, now: datetime) -> Activity:
        by, offer = self.world.viewer("coordinator"), self.offer()
        with tenancy.tx(by.scope):
            seen = {offer.pk: offer.source_version}
            return accept_proposals([(offer, self.world.school.stage)], by=by, now=now, seen_versions=seen)[0]

    def change(self, now: datetime, **fields: object) -> None:
        with tenancy.tx(SYSTEM):
            Activity.objects.filter(pk=self.activity.pk).update(version=self.activity.version + 1, **fields)
        self.activity.version += 1
        self.send(now)


@pytest.fixture
def town(world: World) -> Town:
    with tenancy.tx(SYSTEM):
        roadmap = factories.make_roadmap(world.municipalities[0], status="approved", target_model="municipal")
        stage = factories.make_stage(roadmap, name="Итоги")
        activity = factories.make_activity(stage, name="Сдать отчёт", addressed_to="school", term_text="май")
        factories.make_occurrence(activity, starts_on=date(2027, 5, 1), due_on=date(2027, 5, 31))
        factories.make_responsible(activity, text="Образовательные организации")
    return Town(world, roadmap, activity)


def test_every_active_school_below_gets_a_proposal(town: Town, now: datetime) -> None:
    with tenancy.tx(SYSTEM):
        Organization.objects.filter(pk=town.world.schools[1].organization.pk).update(archived_at=now)
        factories.make_organization("school", town.world.municipalities[0], body="methodical_office")
        college = factories.make_organization("school", town.world.municipalities[0], body="college")
    assert town.send(now) == Sent(new=2, changed=0, withdrawn=0)
    with tenancy.tx(SYSTEM):
        rows = Proposal.objects.filter(source=town.activity)
        assert set(rows.values_list("organization_id", flat=True)) == {town.world.school.organization.pk, college.pk}


def test_sending_twice_makes_nothing_new_but_for_a_school_opened_since(town: Town, now: datetime) -> None:
    town.send(now)
    with tenancy.tx(SYSTEM):
        factories.make_organization("school", town.world.municipalities[0])
    assert [town.send(now), town.send(now)] == [Sent(1, 0, 0), Sent(0, 0, 0)]


def test_a_region_offers_to_its_municipalities(world: World, now: datetime) -> None:
    by = world.viewer("region_official")
    with tenancy.tx(SYSTEM):
        roadmap = factories.make_roadmap(world.regions[0], status="approved")
        factories.make_activity(factories.make_stage(roadmap), addressed_to="municipality")
    with tenancy.tx(by.scope):
        assert send_cascade(roadmap, by=by, now=now).new == 2
        receivers = set(Proposal.objects.filter(source__roadmap=roadmap).values_list("organization_id", flat=True))
    assert receivers == {row.pk for row in world.municipalities[:2]}


def test_a_draft_offers_nothing(town: Town, now: datetime) -> None:
    with tenancy.tx(SYSTEM):
        Roadmap.objects.filter(pk=town.roadmap.pk).update(status="draft", approved_on=None)
        town.roadmap.refresh_from_db()
    with pytest.raises(NotApprovedYet):
        town.send(now)


def test_the_number_of_statements_does_not_grow_with_schools(town: Town, now: datetime) -> None:
    with CaptureQueriesContext(connection) as few:
        town.send(now)
    with tenancy.tx(SYSTEM):
        for _ in range(5):
            school = factories.make_organization("school", town.world.municipalities[0])
            factories.make_membership(school, Role.COORDINATOR)
    with CaptureQueriesContext(connection) as many:
        assert town.send(now).new == 5
    assert len(many) == len(few)


def test_a_municipality_cannot_offer_to_a_school_of_another(town: Town, now: datetime) -> None:
    by, foreign = town.world.viewer("municipal_official"), town.world.schools[2].organization
    with pytest.raises(DatabaseError), tenancy.tx(by.scope):
        _forge(town, foreign.pk, town.world.municipalities[0].pk, now)


def test_a_municipality_cannot_offer_in_the_name_of_another(town: Town, now: datetime) -> None:
    by, foreign = town.world.viewer("municipal_official"), town.world.schools[2].organization
    with pytest.raises(DatabaseError), tenancy.tx(by.scope):
        _forge(town, foreign.pk, town.world.municipalities[1].pk, now)


def test_a_school_cannot_forge_a_proposal_of_its_municipality(town: Town, now: datetime) -> None:
    by = town.world.viewer("coordinator")
    with pytest.raises(DatabaseError, match="row-level security"), tenancy.tx(by.scope):
        _forge(town, by.organization.pk, town.world.municipalities[0].pk, now)


def test_a_school_cannot_turn_a_proposal_into_its_own(town: Town, now: datetime) -> None:
    town.send(now)
    by = town.world.viewer("coordinator")
    with pytest.raises(DatabaseError), tenancy.tx(by.scope):
        Proposal.objects.update(sender=by.organization)


def test_neighbours_and_strangers_neither_read_nor_answer(town: Town, now: datetime) -> None:
    town.send(now)
    touched = []
    for key in ("neighbour", "stranger"):
        by = town.world.viewer(key)
        with tenancy.tx(by.scope):
            rows = Proposal.objects.filter(organization=town.world.school.organization)
            touched.append((rows.count(), rows.update(state="declined")))
    assert touched == [(0, 0), (0, 0)]


def _forge(town: Town, organization: int, sender: int, now: datetime) -> None:
    with transaction.atomic():
        Proposal.objects.create(
            organization_id=organization,
            sender_id=sender,
            source_id=town.activity.pk,
            school_year=2026,
            source_version=1,
            offered={"name": "Подделка"},
            sent_at=now,
        )


def test_an_accepted_offer_stands_in_the_map_with_its_term_and_role(town: Town, now: datetime) -> None:
    town.send(now)
    activity = town.accept(now)
    with tenancy.tx(SYSTEM):
        window = Occurrence.objects.values_list("starts_on", "due_on", "state").get(activity=activity)
        role = activity.responsibles.get().role
        event = AuditEvent.objects.get(verb="proposal.accepted")
    assert (activity.name, activity.stage, activity.addressed_to) == ("Сдать отчёт", town.world.school.stage, "")
    assert (window, role) == ((date(2027, 5, 1), date(2027, 5, 31), "not_started"), "coordinator")
    assert (event.subject_id, event.organization_id) == (str(activity.pk), town.world.school.organization.pk)
    assert town.offer().taken == town.offer().offered


def test_an_offer_is_accepted_once(town: Town, now: datetime) -> None:
    town.send(now)
    town.accept(now)
    with pytest.raises(AlreadyDecided):
        town.accept(now)


def test_an_offer_that_changed_meanwhile_is_not_accepted_unseen(town: Town, now: datetime) -> None:
    town.send(now)
    offer, by = town.offer(), town.world.viewer("coordinator")
    with pytest.raises(OfferChanged), tenancy.tx(by.scope):
        accept_proposals([(offer, town.world.school.stage)], by=by, now=now, seen_versions={offer.pk: 99})


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"status": "draft", "approved_on": None, "route": "at_director"}, MapIsOnItsWay),
        ({"status": "archived"}, MapIsArchived),
    ],
)
def test_a_map_that_is_closed_takes_nothing(
    town: Town, now: datetime, fields: dict[str, object], refusal: type[Exception]
) -> None:
    town.send(now)
    with tenancy.tx(SYSTEM):
        Roadmap.objects.filter(pk=town.world.school.roadmap.pk).update(**fields)
    with pytest.raises(refusal):
        town.accept(now)


def test_a_declined_offer_tells_why_and_may_be_accepted_later(town: Town, now: datetime) -> None:
    town.send(now)
    by = town.world.viewer("coordinator")
    with tenancy.tx(by.scope):
        decline_proposal(town.offer(), reason="Нет старших классов", by=by, now=now)
    declined = town.offer()
    town.accept(now)
    assert (declined.state, declined.reason) == ("declined", "Нет старших классов")
    assert (town.offer().state, town.offer().reason) == ("accepted", "")


def test_an_accepted_offer_is_not_declined(town: Town, now: datetime) -> None:
    town.send(now)
    town.accept(now)
    by = town.world.viewer("coordinator")
    with pytest.raises(AlreadyDecided), tenancy.tx(by.scope):
        decline_proposal(town.offer(), reason="нет", by=by, now=now)


def test_a_change_above_is_offered_anew_and_taken_field_by_field(town: Town, now: datetime) -> None:
    town.send(now)
    activity = town.accept(now)
    with tenancy.tx(SYSTEM):
        Activity.objects.filter(pk=activity.pk).update(audience="куратор школы")
    town.change(now, name="Сдать годовой отчёт", expected_result="отчёт")
    by, offer = town.world.viewer("coordinator"), town.offer()
    with tenancy.tx(by.scope):
        assert take_changes(offer, fields=["name"], seen_version=offer.source_version, by=by, now=now) == ["name"]
    with tenancy.tx(SYSTEM):
        activity.refresh_from_db()
    assert (activity.name, activity.expected_result, activity.audience) == (
        "Сдать годовой отчёт",
        "",
        "куратор школы",
    )
    left = town.offer()
    assert (left.taken or {})["name"] == left.offered["name"]
    assert (left.taken or {})["expected_result"] != left.offered["expected_result"]


def test_no_change_chosen_is_refused(town: Town, now: datetime) -> None:
    town.send(now)
    town.accept(now)
    town.change(now, name="Сдать годовой отчёт")
    by, offer = town.world.viewer("coordinator"), town.offer()
    with pytest.raises(NothingChosen), tenancy.tx(by.scope):
        take_changes(offer, fields=[], seen_version=offer.source_version, by=by, now=now)


def test_own_wording_may_be_kept(town: Town, now: datetime) -> None:
    town.send(now)
    activity = town.accept(now)
    town.change(now, name="Сдать годовой отчёт")
    by, offer = town.world.viewer("coordinator"), town.offer()
    with tenancy.tx(by.scope):
        keep_own(offer, seen_version=offer.source_version, by=by, now=now)
    with tenancy.tx(SYSTEM):
        activity.refresh_from_db()
    assert (activity.name, town.offer().taken) == ("Сдать отчёт", town.offer().offered)


def test_an_excluded_activity_is_taken_back_and_the_accepted_one_stays(town: Town, now: datetime) -> None:
    town.send(now)
    activity = town.accept(now)
    town.change(now, removed_on=date(2026, 11, 20))
    with tenancy.tx(SYSTEM):
        rows = Proposal.objects.filter(source=town.activity)
        assert set(rows.values_list("state", flat=True)) == {"withdrawn"}
        assert Activity.objects.filter(pk=activity.pk).exists()


def test_an_activity_addressed_again_is_offered_again(town: Town, now: datetime) -> None:
    town.send(now)
    town.accept(now)
    town.change(now, addressed_to="")
    town.change(now, addressed_to="school")
    with tenancy.tx(SYSTEM):
        rows = Proposal.objects.filter(source=town.activity)
        assert sorted(rows.values_list("state", flat=True)) == ["accepted", "new"]


def test_nothing_is_offered_anew_from_a_map_of_a_school(world: World, now: datetime) -> None:
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        assert refresh_offers(world.school.roadmap, by=by, now=now) == Sent(0, 0, 0)
