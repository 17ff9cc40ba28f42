"""Pages of endorsement: the gate, the queue, remarks, versions, rules."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from roadmaps.models import Remark, Roadmap, RoadmapRules, Submission
from tests import factories
from tests.roadmaps.test_actions_endorsement import at_municipality, fresh, give_back, send
from tests.world import World

SignIn = Callable[[str], Client]
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def draft(world: World) -> Roadmap:
    """Ready to be sent, in a municipality that endorses."""
    with tenancy.tx(SYSTEM):
        row = world.school.draft_activity
        row.expected_result = "справка"
        row.save()
        factories.make_responsible(row)
        factories.make_rules(world.municipalities[0], endorses=True)
    return world.school.draft


def body(response: HttpResponse) -> str:
    return response.content.decode()


def test_the_gate_names_what_blocks_and_links_to_the_rows(client_as: SignIn, world: World, draft: Roadmap) -> None:
    with tenancy.tx(SYSTEM):
        world.school.draft_activity.responsibles.all().delete()
    page = client_as("coordinator").get(reverse("roadmap_gate", args=[draft.pk]))

    assert "Без ответственного: 1" in body(page)
    assert f"{draft.get_absolute_url()}?who=none" in body(page)


def test_a_blocked_roadmap_is_not_sent(client_as: SignIn, world: World, draft: Roadmap) -> None:
    with tenancy.tx(SYSTEM):
        world.school.draft_activity.responsibles.all().delete()
    answer = client_as("coordinator").post(reverse("roadmap_gate", args=[draft.pk]), {"version": draft.version})

    assert (answer.status_code, fresh(draft).route) == (422, "writing")
    assert "сначала исправьте" in body(answer)


def test_a_good_roadmap_is_sent(client_as: SignIn, draft: Roadmap) -> None:
    answer = client_as("coordinator").post(reverse("roadmap_gate", args=[draft.pk]), {"version": draft.version})

    assert (answer.status_code, fresh(draft).route) == (302, "at_director")


def test_an_order_before_the_endorsement_leads_to_the_gate(client_as: SignIn, draft: Roadmap) -> None:
    answer = client_as("coordinator").post(reverse("order_create", args=[draft.pk]), follow=True)

    assert answer.redirect_chain[-1][0] == reverse("roadmap_gate", args=[draft.pk])
    assert "Карту сначала согласует муниципалитет" in body(answer)


def test_the_first_page_asks_whoever_decides(client_as: SignIn, world: World, draft: Roadmap, now: datetime) -> None:
    submission = at_municipality(world, draft, now)

    assert reverse("endorsement_detail", args=[submission.pk]) in body(client_as("municipal_official").get("/"))
    assert "Рассмотреть" not in body(client_as("coordinator").get("/"))


def test_a_remark_by_htmx_is_the_row_of_the_reloaded_page(
    client_as: SignIn, world: World, draft: Roadmap, now: datetime
) -> None:
    submission, client = at_municipality(world, draft, now), client_as("municipal_official")
    activity = world.school.draft_activity.pk
    form = {"phrase": "Уточните срок.", "text": "", "activity": activity}
    fragment = body(client.post(reverse("remark_add", args=[submission.pk]), form, **HTMX))
    page = body(client.get(reverse("endorsement_detail", args=[submission.pk])))

    assert without_tokens(row_of(fragment)) == without_tokens(row_of(page)).replace(' tabindex="-1" data-focus', "")
    assert "Замечаний 1" in page


def row_of(text: str) -> str:
    text = text.replace(' tabindex="-1" data-focus', "")
    start = text.index('<div id="pinned-')
    end = re.search(r"</a>\s*</div>", text[start:])
    assert end is not None
    return text[start : start + end.start()]


def without_tokens(text: str) -> str:
    return "".join(part.split('">', 1)[-1] for part in text.split('name="csrfmiddlewaretoken" value="'))


def test_an_empty_remark_is_refused_beside_its_field(
    client_as: SignIn, world: World, draft: Roadmap, now: datetime
) -> None:
    submission = at_municipality(world, draft, now)
    answer = client_as("municipal_official").post(reverse("remark_add", args=[submission.pk]), {"text": " "})

    assert answer.status_code == 422
    assert "Напишите замечание или выберите готовое." in body(answer)


def test_a_foreign_row_is_no_place_for_a_remark(client_as: SignIn, world: World, draft: Roadmap, now: datetime) -> None:
    submission = at_municipality(world, draft, now)
    form = {"text": "Уточните", "activity": world.schools[1].draft_activity.pk}
    answer = client_as("municipal_official").post(reverse("remark_add", args=[submission.pk]), form)

    with tenancy.tx(SYSTEM):
        left = Remark.objects.filter(submission=submission).count()
    assert (answer.status_code, left) == (422, 0)


@pytest.mark.parametrize("key", ["director", "municipal_methodist"])
def test_the_second_decision_meets_what_changed(
    client_as: SignIn, world: World, draft: Roadmap, now: datetime, key: str
) -> None:
    """Withdrawn, changed and sent anew while the page was open: refused with the difference."""
    old = send(world, draft, now) if key == "director" else at_municipality(world, draft, now)
    with tenancy.tx(SYSTEM):
        world.school.draft_activity.expected_result = "новый список"
        world.school.draft_activity.save()
    client_as("coordinator").post(reverse("roadmap_withdraw", args=[draft.pk]))
    new = send(world, draft, now) if key == "director" else at_municipality(world, draft, now)
    name, pk = ("roadmap_forward", draft.pk) if key == "director" else ("endorsement_endorse", old.pk)
    answer = client_as(key).post(reverse(name, args=[pk]), {"submission": old.pk, "edition": old.edition})

    assert (answer.status_code, fresh(new).state) == (422, new.state)
    assert "новый список" in body(answer)
    assert f'name="submission" value="{new.pk}"' in body(answer)


def test_answers_are_given_on_the_gate(client_as: SignIn, world: World, draft: Roadmap, now: datetime) -> None:
    remark, client = give_back(world, at_municipality(world, draft, now), now), client_as("coordinator")
    address = reverse("remark_answer", args=[remark.pk])

    silent = client.post(address, {"answer": "disputed", "reason": ""}, **HTMX)
    fixed = client.post(address, {"answer": "fixed", "reason": ""})

    assert (silent.status_code, fixed.status_code) == (422, 302)
    assert "Напишите, почему вы не согласны." in body(silent)
    assert fresh(remark).state == "fixed"


@pytest.mark.parametrize("key", ["director", "neighbour", "curator"])
def test_others_do_not_answer(client_as: SignIn, world: World, draft: Roadmap, now: datetime, key: str) -> None:
    remark = give_back(world, at_municipality(world, draft, now), now)
    answer = client_as(key).post(reverse("remark_answer", args=[remark.pk]), {"answer": "fixed"})

    assert answer.status_code in (403, 404)
    assert fresh(remark).state == "open"


def test_a_school_does_not_read_remarks_before_the_return(
    client_as: SignIn, world: World, draft: Roadmap, now: datetime
) -> None:
    submission = at_municipality(world, draft, now)
    client_as("municipal_official").post(reverse("remark_add", args=[submission.pk]), {"text": "Черновое замечание"})

    assert "Черновое замечание" not in body(client_as("coordinator").get(draft.get_absolute_url()))
    assert client_as("coordinator").get(reverse("endorsement_detail", args=[submission.pk])).status_code == 403


def test_a_school_may_not_press_endorse(client_as: SignIn, world: World, draft: Roadmap, now: datetime) -> None:
    submission = at_municipality(world, draft, now)
    form = {"submission": submission.pk, "edition": submission.edition}
    codes = [
        client_as(key).post(reverse("endorsement_endorse", args=[submission.pk]), form).status_code
        for key in ("director", "coordinator", "region_operator")
    ]

    assert (codes, fresh(submission).state) == ([403, 403, 403], "at_municipality")


def test_the_queue_costs_the_same_with_one_row_and_with_two(
    client_as: SignIn, world: World, draft: Roadmap, now: datetime, django_assert_max_num_queries: Callable
) -> None:
    at_municipality(world, draft, now)
    client, address = client_as("municipal_official"), reverse("endorsement_list")
    with django_assert_max_num_queries(40) as one:
        client.get(address)
    with tenancy.tx(SYSTEM):
        other = world.schools[1]
        row = factories.make_submission(other.draft, other.coordinator, other.canary, state="at_municipality")
        Submission.objects.filter(pk=row.pk).update(round=2)
    with django_assert_max_num_queries(len(one) + 1):
        page = client.get(address)

    assert other.organization.short_name in body(page)


def test_any_two_versions_are_compared(client_as: SignIn, world: World, draft: Roadmap, now: datetime) -> None:
    send(world, draft, now)
    with tenancy.tx(SYSTEM):
        world.school.draft_activity.expected_result = "новый список"
        world.school.draft_activity.save()
    client = client_as("coordinator")
    client.post(reverse("roadmap_withdraw", args=[draft.pk]))
    send(world, draft, now)
    page = body(client.get(reverse("version_compare", args=[draft.pk])))

    assert "справка</del>" in page
    assert "новый список</ins>" in page


def test_rules_are_settled_by_an_official(client_as: SignIn, world: World) -> None:
    form = {"endorses": "yes", "small_change_days": "14", "reviews_evidence": "", "phrases": "Уточните.\nУточните.\n"}
    answer = client_as("municipal_official").post(reverse("rules_edit"), form)

    with tenancy.tx(SYSTEM):
        rules = RoadmapRules.objects.get(organization=world.municipalities[0])
    assert answer.status_code == 302
    assert (rules.endorses, rules.small_change_days, rules.reviews_evidence, rules.phrases) == (
        True,
        14,
        None,
        ["Уточните."],
    )


def test_a_school_settles_only_how_proofs_are_reviewed(client_as: SignIn, world: World) -> None:
    answer = client_as("coordinator").post(reverse("rules_edit"), {"endorses": "no", "reviews_evidence": "yes"})

    with tenancy.tx(SYSTEM):
        rules = RoadmapRules.objects.get(organization=world.school.organization)
    assert (answer.status_code, rules.endorses, rules.reviews_evidence) == (302, None, True)
