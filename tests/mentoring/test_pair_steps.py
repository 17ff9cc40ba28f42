"""Pressing through the life of a pair on its pages."""

import pytest
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.models import Pair
from tests.mentoring.pair_kit import Bases, bases_of
from tests.pair_factories import make_pair
from tests.world import World


@pytest.fixture
def bases(world: World) -> Bases:
    with tenancy.tx(SYSTEM):
        return bases_of(world.school.organization)


@pytest.fixture
def pair(bases) -> Pair:
    with tenancy.tx(SYSTEM):
        return make_pair(bases.mentor(), bases.mentee())


def fresh(pair: Pair) -> Pair:
    with tenancy.tx(SYSTEM):
        return Pair.objects.get(pk=pair.pk)


def press(client, step: str, pair: Pair, **typed):
    data = {"version": pair.version, "on": "21.11.2026"} | typed
    return client.post(reverse(f"pair_{step}", args=[pair.pk]), data)


@pytest.mark.parametrize(
    ("step", "typed", "status"),
    [
        ("pause", {"reason": "болезнь"}, "paused"),
        ("complete", {"results": "справились"}, "completed"),
        ("end", {"reason": "both"}, "ended"),
    ],
)
def test_a_step_is_one_form(client_as, pair, step, typed, status):
    response = press(client_as("curator"), step, pair, **typed)

    assert (response.status_code, fresh(pair).status) == (302, status)


@pytest.mark.parametrize("typed", [{"on": "22.11.2026"}, {"reason": ""}])
def test_a_wrong_day_or_no_reason_changes_nothing(client_as, pair, typed):
    response = press(client_as("curator"), "end", pair, **({"reason": "both"} | typed))

    assert (response.status_code, fresh(pair).status) == (422, "active")


def test_a_stale_form_shows_what_is_there_now(client_as, pair):
    with tenancy.tx(SYSTEM):
        Pair.objects.filter(pk=pair.pk).update(theme="другая тема", version=2)
    typed = {"theme": "моя тема", "goal": "", "kind": "traditional"}
    page = press(client_as("curator"), "edit", pair, **typed)

    assert page.status_code == 422
    assert "другая тема" in page.content.decode()
    assert press(client_as("curator"), "edit", fresh(pair), **typed).status_code == 302
    assert fresh(pair).theme == "моя тема"


def test_a_paid_teacher_is_warned_from_the_page_of_the_end(client_as, pair):
    with tenancy.tx(SYSTEM):
        Pair.objects.filter(pk=pair.pk).update(pay="5 000 ₽")
    client = client_as("curator")
    page = press(client, "end", pair, reason="mentor")
    assert "Записать предупреждение" in page.content.decode()

    press(client, "notice", pair)
    assert "25.11.2026" in client.get(reverse("pair_detail", args=[pair.pk])).content.decode()


def test_a_pair_by_hand_is_proposed_and_agreed(client_as, bases):
    with tenancy.tx(SYSTEM):
        offered, wanted = bases.mentor(), bases.mentee()
    client = client_as("curator")
    typed = {"offered": offered.pk, "wanted": [wanted.pk], "form": "teacher_pupil", "kind": "traditional"}
    made = client.post(reverse("pair_create"), typed)
    assert made.status_code == 302
    client.post(f"{made.url}agree/", {"person": wanted.person_id})
    client.post(f"{made.url}agree/", {"person": offered.person_id})

    with tenancy.tx(SYSTEM):
        assert Pair.objects.get(offered=offered).status == "agreed"
    assert client.post(reverse("pair_create"), typed).status_code == 422


def test_another_mentor_takes_over_by_a_form(client_as, pair, bases):
    with tenancy.tx(SYSTEM):
        offered = bases.mentor(last_name="Новая")
    response = press(client_as("curator"), "replace", pair, offered=offered.pk, note="заявление")

    assert (response.status_code, fresh(pair).end_reason) == (302, "replaced")


def test_an_extension_by_a_form(client_as, pair):
    press(client_as("curator"), "extend", pair, ends_on="31.12.2027", agreed_on="21.11.2026")

    assert f"{fresh(pair).ends_on:%d.%m.%Y}" == "31.12.2027"
