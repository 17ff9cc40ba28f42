"""Pages of the workspace: the same result through the views, fragments, refusals, who sees what."""

import re

import pytest
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.models import NextStep, PairRules, Variant, VariantRow
from notifications.models import Notice
from tests.matching_factories import Set, make_set
from tests.world import World

RUN = {
    "form": "teacher_pupil",
    "goal": "coverage",
    "minimum": "0",
    **{
        f"weight_{name}": "5"
        for name in ("request", "subject", "time", "wishes", "interests", "age", "place", "waiting", "previous")
    },
}
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def people(world: World) -> Set:
    with tenancy.tx(SYSTEM):
        return make_set(world.school.organization, mentors=3, mentees=4, capacity=2)


def run(client) -> Variant:
    client.post(reverse("variant_create"), RUN)
    with tenancy.tx(SYSTEM):
        return Variant.objects.filter(form="teacher_pupil").order_by("-number", "-pk")[0]


def rows(variant: Variant) -> list[VariantRow]:
    with tenancy.tx(SYSTEM):
        return list(VariantRow.objects.filter(variant=variant).order_by("mentee"))


def test_an_equal_form_gives_an_equal_variant(client_as, people):
    client = client_as("curator")

    first, second = (
        [(row.mentee_id, row.mentor_id, row.score, row.parts) for row in rows(run(client))] for _ in range(2)
    )

    assert first == second
    assert len(first) == len(people.mentees)


def test_weights_of_nothing_are_refused_with_the_form(client_as, people):
    answer = client_as("curator").post(
        reverse("variant_create"), RUN | {name: "0" for name in RUN if name.startswith("weight_")}
    )

    assert answer.status_code == 422
    assert "важнее нуля" in answer.content.decode()


def test_locks_survive_a_new_run_through_the_pages(client_as, people):
    client = client_as("curator")
    variant = run(client)
    row = rows(variant)[0]
    client.post(reverse("row_lock", args=[row.pk]), {"version": variant.version})

    client.post(reverse("variant_rerun", args=[variant.pk]), RUN)

    with tenancy.tx(SYSTEM):
        again = Variant.objects.get(based_on=variant)
        kept = VariantRow.objects.get(variant=again, mentee=row.mentee_id)
    assert (kept.mentor_id, kept.locked) == (row.mentor_id, True)


def test_a_fragment_equals_the_reloaded_page(client_as, people):
    client = client_as("curator")
    variant = run(client)
    address = reverse("row_lock", args=[rows(variant)[0].pk])

    fragment = client.post(address, {"version": variant.version}, **HTMX).content.decode()
    page = client.get(reverse("variant_detail", args=[variant.pk])).content.decode()

    shown = re.search(r'<section id="set".*?</table>', page, re.DOTALL)
    part = re.search(r'<section id="set".*?</table>', fragment, re.DOTALL)
    token = r'name="csrfmiddlewaretoken" value="[^"]*"|\?show=[^"]*'
    assert shown
    assert part
    assert re.sub(token, "", part[0]) == re.sub(token, "", shown[0])


def test_a_stale_move_says_so_and_moves_nothing(client_as, people):
    client = client_as("curator")
    variant = run(client)
    row = rows(variant)[0]

    answer = client.post(reverse("row_move", args=[row.pk]), {"version": 99, "mentor": ""}, follow=True)

    assert "изменился" in answer.content.decode()
    assert rows(variant)[0].mentor_id == row.mentor_id


def test_a_director_reads_and_does_not_move(client_as, people):
    variant = run(client_as("curator"))
    director = client_as("director")

    page = director.get(reverse("variant_detail", args=[variant.pk]))
    move = director.post(reverse("row_move", args=[rows(variant)[0].pk]), {"version": variant.version})

    assert (page.status_code, move.status_code) == (200, 403)
    assert "Переместить" not in page.content.decode()


def test_tabs_keep_the_form_and_lead_nowhere_that_is_closed(client_as, people):
    rules, alone = reverse("matching_rules"), f"{reverse('match_one')}?form=teacher_pupil"
    pages = {
        who: client_as(who).get("/matching/?form=teacher_pupil").content.decode() for who in ("curator", "director")
    }

    assert {who: (rules in page, alone in page) for who, page in pages.items()} == {
        "curator": (True, True),
        "director": (False, True),
    }


def test_a_stranger_finds_no_variant(client_as, people):
    variant = run(client_as("curator"))

    assert client_as("stranger").get(reverse("variant_detail", args=[variant.pk])).status_code == 404


def test_two_variants_are_compared(client_as, people):
    client = client_as("curator")
    one, other = run(client), run(client)

    page = client.get(f"{reverse('variant_compare')}?before={one.pk}&after={other.pk}").content.decode()

    assert "Пары одинаковые" in page


def test_a_pair_is_proposed_one_by_one(client_as, people):
    client = client_as("curator")
    mentee, mentor = people.mentees[0].pk, people.mentors[0].pk

    answer = client.post(
        reverse("match_propose"), {"form": "teacher_pupil", "mentee": mentee, "mentor": mentor}, follow=True
    )

    assert "Пара предложена" in answer.content.decode()
    with tenancy.tx(SYSTEM):
        people.mentees[0].refresh_from_db()
    assert people.mentees[0].state == "paired"


def test_rules_hold_against_an_older_page(client_as, world):
    client, address = client_as("curator"), reverse("matching_rules")
    values = RUN | {"weak_below": 70, "most_mentees": 2, "age_slack": 1, "first_meeting_days": 10, "silence_days": 30}
    values |= {"too_early_days": 14, "answer_days": 7, "edit_days": 14, "version": 1}

    first = client.post(address, values)
    second = client.post(address, values | {"weak_below": 50})

    assert (first.status_code, second.status_code) == (302, 422)
    assert "Сейчас записано" in second.content.decode()
    with tenancy.tx(SYSTEM):
        assert PairRules.objects.get(organization=world.school.organization).weak_below == 70


def test_a_psychologist_sees_the_assigned_and_nobody_else(client_as, world, people):
    wanted = people.mentees[0]
    psychologist = world.people["psychologist"]
    values = {"kind": "psychologist", "responsible": psychologist.account_id, "due_on": "30.11.2026", "note": "страшно"}

    answer = client_as("curator").post(reverse("next_step_create", args=[wanted.pk]), values)
    mine = client_as("psychologist").get(reverse("next_step_mine")).content.decode()

    assert answer.status_code == 302
    assert "Ученик000" in mine
    assert "Ученик001" not in mine
    with tenancy.tx(SYSTEM):
        step = NextStep.objects.get(participation=wanted)
        told = Notice.objects.get(account=psychologist.account_id)
    assert (told.kind, told.url) == ("pair_news", reverse("next_step_mine"))
    assert "30.11" not in told.title
    done = client_as("psychologist").post(reverse("next_step_done", args=[step.pk]), follow=True)
    assert "Ученик000" not in done.content.decode()
