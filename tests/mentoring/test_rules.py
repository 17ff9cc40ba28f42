"""Settings of the bases: what is in force, who changes it, where it is seen."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from mentoring.ages import Ages
from mentoring.forms.rules import BaseRulesForm
from mentoring.models import BaseRules, Participation
from mentoring.queries.people_rows import waiting
from mentoring.queries.rules import Rules, rules_of
from schools.events import read_entries
from tests.people_factories import make_base_rules
from tests.world import World

SignIn = Callable[[str], Client]
EMPTY = {"waits_soon": "", "waits_long": "", "application_days": "", "link_days": "", "course": "", "topics": ""}


@pytest.mark.parametrize(("days", "mark"), [(6, "not_started"), (7, "soon"), (20, "soon"), (21, "overdue")])
def test_a_row_is_marked_by_the_thresholds(days: int, mark: str) -> None:
    row = Participation(state="waiting", waiting_since=date(2026, 11, 1))

    assert waiting(row, date(2026, 11, 1 + days), Rules(waits_soon=7, waits_long=21))[1] == mark


def test_an_empty_field_is_inherited(world: World) -> None:
    school = world.school.organization
    with tenancy.tx(SYSTEM):
        BaseRules.objects.filter(organization=school).update(waits_soon=5, topics=["учёба"])
        make_base_rules(world.municipalities[0], waits_soon=9, link_days=30, topics=["профессия", "учёба"])
        make_base_rules(
            world.regions[0], course="Академия наставников", mentee_from=10, pupil_categories=["олимпиадник"]
        )
        rules = rules_of(school)

    assert (rules.waits_soon, rules.waits_long, rules.link_days) == (5, 30, 30)
    assert (rules.course, rules.topics) == ("Академия наставников", ("учёба", "профессия"))
    assert (rules.ages, rules.categories_of("pupil"), rules.categories_of("teacher")) == (
        Ages(mentee_from=10),
        ("олимпиадник",),
        (),
    )


def test_levels_that_contradict_stay_in_order(world: World) -> None:
    with tenancy.tx(SYSTEM):
        BaseRules.objects.filter(organization=world.school.organization).update(waits_soon=40)
        rules = rules_of(world.school.organization)

    assert (rules.waits_soon, rules.waits_long) == (40, 41)


def test_too_long_comes_after_soon() -> None:
    assert "waits_long" in BaseRulesForm(EMPTY | {"waits_soon": "40"}, inherited=Rules()).errors
    assert BaseRulesForm(EMPTY | {"waits_soon": "20"}, inherited=Rules()).is_valid()
    assert BaseRulesForm(EMPTY, inherited=Rules()).is_valid()


@pytest.mark.parametrize(("categories", "fault"), [("олимпиадник, Молодой специалист", False), ("дети с ОВЗ", True)])
def test_what_is_closed_or_known_becomes_no_own_category(categories: str, fault: bool) -> None:
    form = BaseRulesForm(EMPTY | {"pupil_categories": categories}, inherited=Rules())

    assert ("pupil_categories" in form.errors) is fault
    assert form.cleaned_data.get("pupil_categories") == (None if fault else ["олимпиадник"])


def test_a_limit_below_the_inherited_one_is_refused() -> None:
    form = BaseRulesForm(EMPTY | {"mentee_to": "9"}, inherited=Rules(ages=Ages(mentee_from=10)))

    assert "mentee_to" in form.errors


def test_own_categories_are_offered_in_the_card_and_stay_when_they_leave_the_settings(
    client_as: SignIn, world: World
) -> None:
    client, card = client_as("coordinator"), reverse("card_edit", args=[world.school.people.mentee.pk, "mentee"])
    client.post(reverse("base_rules"), EMPTY | {"pupil_categories": "олимпиадник"})
    answer = client.post(card, {"version": 1, "categories": ["talented", "олимпиадник"]})
    client.post(reverse("base_rules"), EMPTY)

    shown = client.get(reverse("participant_detail", args=[world.school.people.mentee.pk])).content.decode()
    assert (answer.status_code, "выдающиеся способности, олимпиадник" in shown) == (302, True)
    assert 'value="олимпиадник"' in client.get(card).content.decode()


def test_topics_are_offered_in_a_request(client_as: SignIn, world: World) -> None:
    client, people = client_as("coordinator"), world.school.people
    client.post(reverse("base_rules"), EMPTY | {"topics": "учёба, профессия"})
    data = {"text": "алгебра", "source": "self", "topics": ["профессия"], "is_main": "on"}
    client.post(reverse("request_edit", args=[people.request.pk]), data)

    with tenancy.tx(SYSTEM):
        people.request.refresh_from_db()
    assert people.request.topics == ["профессия"]


def test_who_keeps_no_settings_changes_nothing(client_as: SignIn, world: World) -> None:
    answer = client_as("curator").post(reverse("base_rules"), EMPTY | {"waits_soon": "3"})

    assert answer.status_code == 403


def test_the_log_says_which_settings_have_changed(client_as: SignIn, world: World) -> None:
    client = client_as("coordinator")
    for _ in range(2):
        client.post(reverse("base_rules"), EMPTY | {"waits_soon": "9", "pupil_categories": "олимпиадник"})

    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        rows = AuditEvent.objects.filter(verb="base_rules.settled")
        notes = [entry.note for entry in read_entries(viewer, rows)]
    assert notes == ["изменено: ждёт пару: внимание, дней; свои категории учеников"]
