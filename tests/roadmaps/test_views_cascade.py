"""Pages of what comes from above and of how those below answer."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from roadmaps.models import Activity, Occurrence, Proposal
from roadmaps.queries.cascade import cascade_progress, suggested_stage
from roadmaps.states.snapshots import ActivityState
from schools.models import Organization
from tests import factories
from tests.world import TODAY, World

SignIn = Callable[[str], Client]


@pytest.fixture
def offer(world: World) -> Proposal:
    """What the school of the named people is offered, readable as an activity."""
    state = ActivityState(name="Сдать отчёт", term_text="май", expected_result="отчёт").to_json()
    with tenancy.tx(SYSTEM):
        Proposal.objects.filter(pk=world.school.proposal.pk).update(offered={**state, "stage": "Итоги", "place": 1})
        return Proposal.objects.select_related("source").get(pk=world.school.proposal.pk)


def _accept(client: Client, world: World, offer: Proposal, **fields: object) -> Any:
    data = {
        "take": str(offer.pk),
        f"stage_{offer.pk}": str(world.school.stage.pk),
        f"version_{offer.pk}": str(offer.source_version),
    }
    sent = {key: value for key, value in {**data, **fields}.items() if value is not None}
    return client.post(reverse("proposal_accept"), sent)


def test_the_list_shows_what_waits_with_a_stage_to_choose(client_as: SignIn, world: World, offer: Proposal) -> None:
    text = client_as("coordinator").get(reverse("proposal_list")).content.decode()
    assert "Ждут вашего решения: 1" in text
    assert f'name="stage_{offer.pk}"' in text


def test_a_ticked_offer_enters_the_map(client_as: SignIn, world: World, offer: Proposal) -> None:
    response = _accept(client_as("coordinator"), world, offer)
    with tenancy.tx(SYSTEM):
        activity = Activity.objects.get(accepted_from=offer)
    assert (activity.name, activity.stage_id) == ("Сдать отчёт", world.school.stage.pk)
    assert response["Location"] == activity.get_absolute_url()


def test_the_button_of_a_row_accepts_that_row_only(client_as: SignIn, world: World, offer: Proposal) -> None:
    response = _accept(client_as("coordinator"), world, offer, take=None, only=str(offer.pk))
    with tenancy.tx(SYSTEM):
        assert Proposal.objects.get(pk=offer.pk).state == "accepted"
    assert response.status_code == 302


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"take": None}, "Отметьте хотя бы одно"), ({"stage": ""}, "Выберите этап"), ({"version": "7"}, "изменили")],
)
def test_a_refusal_keeps_the_page(
    client_as: SignIn, world: World, offer: Proposal, fields: dict[str, str | None], words: str
) -> None:
    named = {key if key == "take" else f"{key}_{offer.pk}": value for key, value in fields.items()}
    response = _accept(client_as("coordinator"), world, offer, **named)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_the_stage_of_a_foreign_school_is_no_choice(client_as: SignIn, world: World, offer: Proposal) -> None:
    foreign = {f"stage_{offer.pk}": str(world.schools[1].stage.pk)}
    assert _accept(client_as("coordinator"), world, offer, **foreign).status_code == 422


def test_declining_needs_a_reason_and_tells_it_above(client_as: SignIn, world: World, offer: Proposal) -> None:
    client, address = client_as("coordinator"), reverse("proposal_decline", args=[offer.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "Нет старших классов"})
    above = client_as("municipal_official")
    page = above.get(reverse("cascade_progress", args=[offer.source.roadmap_id]), {"activity": offer.source_id})
    assert "Нет старших классов" in page.content.decode()


def test_changes_above_are_shown_and_taken(client_as: SignIn, world: World, offer: Proposal) -> None:
    client = client_as("coordinator")
    _accept(client, world, offer)
    with tenancy.tx(SYSTEM):
        offered = {**offer.offered, "name": "Сдать годовой отчёт", "expected_result": "два отчёта"}
        Proposal.objects.filter(pk=offer.pk).update(offered=offered, source_version=2)
    address = reverse("proposal_changes", args=[offer.pk])
    text = client.get(address).content.decode()
    assert [word in text for word in ("<del>Сдать отчёт</del>", "<ins>два отчёта</ins>")] == [True, True]
    client.post(address, {"fields_taken": ["result"], "version": "2"})
    with tenancy.tx(SYSTEM):
        activity = Activity.objects.get(accepted_from=offer)
    assert (activity.name, activity.expected_result) == ("Сдать отчёт", "два отчёта")
    assert client.post(address, {"keep": "1", "version": "2"}).status_code == 302
    assert "Отличий нет" in client.get(address).content.decode()


def test_sending_again_is_the_officials_own(client_as: SignIn, world: World, offer: Proposal) -> None:
    address = reverse("cascade_send", args=[offer.source.roadmap_id])
    assert client_as("municipal_official").post(address).status_code == 302
    with tenancy.tx(SYSTEM):
        assert Proposal.objects.filter(source=offer.source).count() == 2
    assert client_as("municipal_methodist").post(address).status_code == 403
    assert client_as("region_official").post(address).status_code == 403


def test_progress_counts_every_answer_in_two_queries(world: World) -> None:
    with tenancy.tx(SYSTEM):
        roadmap = factories.make_roadmap(world.municipalities[0], status="approved")
        source = factories.make_activity(factories.make_stage(roadmap), addressed_to="school")
        schools = [*(s.organization for s in world.schools[:2]), *_more_schools(world, 3)]
        for school, (state, due) in zip(schools, CASES, strict=True):
            _answer(school, world, source, state, due)
    by = world.viewer("municipal_official")
    with tenancy.tx(by.scope), CaptureQueriesContext(connection) as queries:
        row = cascade_progress(by, roadmap, TODAY, 2026)[0]
    assert row.counts == {"done": 1, "overdue": 1, "working": 1, "declined": 1, "waiting": 1}
    assert (row.done, row.total, len(queries)) == (1, 5, 2)


CASES = (
    ("done", date(2026, 10, 1)),
    ("not_started", date(2026, 10, 1)),
    ("not_started", date(2026, 12, 1)),
    ("declined", None),
    ("new", None),
)


def _more_schools(world: World, number: int) -> list[Organization]:
    return [factories.make_organization("school", world.municipalities[0]) for _ in range(number)]


def _answer(school: Organization, world: World, source: Activity, state: str, due: date | None) -> None:
    common = {"organization": school, "sender": world.municipalities[0], "source": source, "school_year": 2026}
    common |= {"source_version": 1, "offered": {"name": "Сдать отчёт"}, "sent_at": factories.moment("2026-11-01 09:00")}
    if due is None:
        Proposal.objects.create(**common, state=state)
        return
    activity = factories.make_activity(factories.make_stage(factories.make_roadmap(school, status="approved")))
    done = {"done_on": due} if state == "done" else {}
    factories.make_occurrence(activity, starts_on=due, due_on=due, state=state, **done)
    Proposal.objects.create(**common, state="accepted", activity=activity, taken=common["offered"])


def test_what_repeats_is_done_until_its_next_term(world: World) -> None:
    with tenancy.tx(SYSTEM):
        source = world.school.proposal.source
        Proposal.objects.filter(pk=world.school.proposal.pk).update(state="accepted", activity=world.school.activity)
        Occurrence.objects.filter(activity=world.school.activity).update(due_on=TODAY, state="done", done_on=TODAY)
        factories.make_occurrence(world.school.activity, starts_on=date(2027, 11, 1), due_on=date(2027, 11, 30))
    by = world.viewer("municipal_official")
    with tenancy.tx(by.scope):
        assert cascade_progress(by, source.roadmap, TODAY, 2026)[0].counts == {"done": 1}


def test_a_stage_is_suggested_by_name_then_place_then_last(world: World) -> None:
    with tenancy.tx(SYSTEM):
        roadmap = factories.make_roadmap(world.school.organization)
        stages = [factories.make_stage(roadmap, name=name, position=n) for n, name in enumerate("АБВ", 1)]
    found = [
        suggested_stage(offered, stages)
        for offered in ({"stage": "б", "place": 3}, {"stage": "Иной", "place": 1}, {"stage": "", "place": 9})
    ]
    assert found == [stages[1], stages[0], stages[2]]


def test_the_first_page_leads_to_what_waits(client_as: SignIn, world: World, offer: Proposal) -> None:
    text = client_as("coordinator").get(reverse("home")).content.decode()
    assert "1\u00a0мероприятие от муниципалитета" in text
    assert f'href="{reverse("proposal_list")}"' in text


def test_rows_from_above_carry_the_level(client_as: SignIn, world: World, offer: Proposal) -> None:
    client = client_as("coordinator")
    _accept(client, world, offer)
    text = client.get(world.school.roadmap.get_absolute_url()).content.decode()
    assert text.count('<span class="level">муниципалитет</span>') == 1


def test_stages_of_one_phase_stand_under_one_heading(client_as: SignIn, world: World) -> None:
    with tenancy.tx(SYSTEM):
        for number in range(2):
            stage = factories.make_stage(world.school.roadmap, phase="Основной этап", name=f"Работа {number}")
            factories.make_activity(stage, event_kind="Семинар", audience="Наставники")
    text = client_as("coordinator").get(world.school.roadmap.get_absolute_url()).content.decode()
    assert (text.count("Основной этап"), text.count("Семинар · Наставники")) == (1, 2)


@pytest.fixture
def late(world: World, offer: Proposal) -> Proposal:
    """The same, due half a year ago."""
    window = {"starts_on": "2026-05-01", "due_on": "2026-05-31"}
    with tenancy.tx(SYSTEM):
        Proposal.objects.filter(pk=offer.pk).update(offered={**offer.offered, "windows": [window]})
    return offer


def test_an_offer_whose_term_is_over_says_so_and_is_not_ticked(client_as: SignIn, world: World, late: Proposal) -> None:
    text = client_as("coordinator").get(reverse("proposal_list")).content.decode()
    assert "Срок уже прошёл" in text
    assert f'name="term_{late.pk}"' in text
    assert f'name="take" value="{late.pk}">' in text


def test_it_is_accepted_with_a_term_of_ones_own(client_as: SignIn, world: World, late: Proposal) -> None:
    _accept(client_as("coordinator"), world, late, **{f"term_{late.pk}": "20.12.2026"})
    with tenancy.tx(SYSTEM):
        activity = Activity.objects.get(accepted_from=late)
        due = Occurrence.objects.get(activity=activity).due_on
    assert (due, activity.term_text) == (date(2026, 12, 20), "20.12.2026")


def test_a_term_that_is_ahead_is_not_replaced_by_a_forged_one(client_as: SignIn, world: World, offer: Proposal) -> None:
    _accept(client_as("coordinator"), world, offer, **{f"term_{offer.pk}": "20.12.2026"})
    with tenancy.tx(SYSTEM):
        assert Activity.objects.get(accepted_from=offer).term_text == "май"


def test_a_municipality_reads_from_whom_its_offers_came(client_as: SignIn, world: World) -> None:
    client = client_as("municipal_official")
    empty = client.get(reverse("proposal_list")).context["title"]
    with tenancy.tx(SYSTEM):
        source = factories.make_activity(
            factories.make_stage(factories.make_roadmap(world.regions[0], status="approved")),
            addressed_to="municipality",
        )
        Proposal.objects.create(
            organization=world.municipalities[0],
            sender=world.regions[0],
            source=source,
            school_year=2026,
            source_version=1,
            offered={"name": "Сводный отчёт"},
            sent_at=factories.moment("2026-11-01 09:00"),
        )
    page = client.get(reverse("proposal_list"))
    assert (empty, page.context["title"]) == ("От региона", "От региона")
    assert "Сводный отчёт" in page.content.decode()


@pytest.mark.parametrize("who", ["neighbour", "stranger", "municipal_official"])
def test_nobody_answers_for_another_school(client_as: SignIn, world: World, offer: Proposal, who: str) -> None:
    client = client_as(who)
    codes = [
        _accept(client, world, offer).status_code,
        _accept(client, world, offer, take=None, only=str(offer.pk)).status_code,
        client.post(reverse("proposal_decline", args=[offer.pk]), {"reason": "нет"}).status_code,
        client.post(reverse("proposal_changes", args=[offer.pk]), {"keep": "1", "version": "1"}).status_code,
    ]
    with tenancy.tx(SYSTEM):
        assert Proposal.objects.get(pk=offer.pk).state == "new"
    assert codes[:2] == [422, 422]
    assert set(codes[2:]) <= {403, 404}
