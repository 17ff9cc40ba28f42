"""What registration of the new kinds changes, and which words are taken: own, of the body above, confirmed ones."""

from datetime import date, timedelta

import pytest

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from mentoring.actions import pairs
from mentoring.actions.pair_life import end_early
from mentoring.actions.pair_orders import activate_pairs, put_into_order
from mentoring.models import Pair, PairMember, Person
from orders import actions
from orders.blocks import to_state
from orders.drafts.checking import draft_warnings, unsure_words
from orders.grammar import Forms
from orders.kinds import kind_of
from orders.kinds.base import Line, Template
from orders.kinds.sources import mentees_in_cell
from orders.kinds.texts import template_for
from orders.models import DocumentTemplate, Order
from orders.queries import paper_of
from schools.models import Membership
from tests import factories
from tests.mentoring.pair_kit import Bases, asked, bases_of
from tests.world import TODAY, World

OWN = Template("О своём", "", (Line("Сделать по-своему до {ends}."),))


@pytest.fixture
def bases(world: World, scope) -> Bases:
    return bases_of(world.school.organization)


@pytest.fixture
def pair(bases, coordinator, now) -> Pair:
    """A pair that works since today."""
    [made] = pairs.create_pairs([asked(bases.mentor(), bases.mentee())], by=coordinator, now=now).pairs
    pairs.agree([made], on=TODAY, by=coordinator, now=now)
    put_into_order([made.pk], by=coordinator, now=now, starts_on=TODAY)
    activate_pairs([made.pk], on=TODAY, by=coordinator, now=now)
    return Pair.objects.get(pk=made.pk)


def registered(key: str, params: dict, by, now) -> Order:
    order = actions.draft_order(kind_of(key), params, by=by, today=TODAY)
    return actions.register_order(order, number="", on=TODAY, by=by, now=now)


def test_another_mentor_takes_over_by_the_order(pair, bases, coordinator, now):
    offered = bases.mentor(last_name="Новиков")
    params = {"pair": pair.pk, "mentor": offered.pk, "starts": TODAY, "reason": "увольнением наставника"}

    order = registered("mentor_change", params, coordinator, now)

    made = Pair.objects.get(predecessor=pair)
    assert (made.status, made.mentor_id) == ("active", offered.person_id)
    assert Pair.objects.get(pk=pair.pk).end_reason == "replaced"
    assert set(order.order_pairs.values_list("pair", flat=True)) == {pair.pk, made.pk}


def test_completion_completes_its_pairs_alone(pair, coordinator, now):
    registered("completion", {"ends": TODAY}, coordinator, now)

    fresh = Pair.objects.get(pk=pair.pk)
    assert (fresh.status, fresh.ended_on) == ("completed", TODAY)


def test_an_appendix_that_grew_old_is_built_anew(pair, bases, coordinator, now):
    order = actions.draft_order(kind_of("completion"), {"ends": TODAY}, by=coordinator, today=TODAY)
    Pair.objects.filter(pk=pair.pk).update(theme="другая тема")

    warnings = draft_warnings(coordinator, order, paper_of(order), TODAY)
    actions.refresh_appendix(order, by=coordinator, seen_version=order.version, now=now)

    assert [warning.outdated for warning in warnings] == [True]
    assert draft_warnings(coordinator, order, paper_of(order), TODAY) == []


def test_the_order_gives_roles(world, coordinator, now):
    with tenancy.tx(SYSTEM):
        name = {"last_name": "Кураторова", "first_name": "Ольга", "gender": "f"}
        person = factories.make_membership(world.school.organization, Role.PSYCHOLOGIST, **name)
    params = {"coordinator": world.people["coordinator"].pk, "curators": [person.pk], "due": TODAY + timedelta(days=9)}
    with tenancy.tx(coordinator.scope):
        registered("appointments", params, coordinator, now)

    with tenancy.tx(SYSTEM):
        assert Membership.objects.get(pk=person.pk).roles == ["curator", "psychologist"]


@pytest.mark.parametrize(
    ("status", "words"),
    [("blocked", "наставляемый, согласие отозвано"), ("anonymised", "наставляемый, данные обезличены")],
)
def test_a_completed_pair_names_nobody_whose_data_are_stopped(pair, coordinator, now, status, words):
    [member] = pair.members.select_related("mentee")
    Person.objects.filter(pk=member.mentee_id).update(status=status, last_name="Канарейкин")

    order = actions.draft_order(kind_of("completion"), {"ends": TODAY}, by=coordinator, today=TODAY)

    rows = paper_of(order).appendices[0].table.groups[0].rows
    assert [row[2] for row in rows].count(words) == 1
    assert "Канарейкин" not in str(to_state(paper_of(order)))
    told = [each for each in draft_warnings(coordinator, order, paper_of(order), TODAY) if words in each.text]
    assert [(each.blocking, "прекратите пару" in each.text) for each in told] == [(False, True)]


def test_a_pair_ended_by_a_withdrawal_keeps_its_row_and_its_cause(pair, coordinator, now):
    [member] = pair.members.select_related("mentee")
    Person.objects.filter(pk=member.mentee_id).update(status="blocked")
    end_early(pair, reason="withdrawn", on=TODAY, note="", seen=pair.version, by=coordinator, now=now)

    order = actions.draft_order(kind_of("completion"), {"ends": TODAY}, by=coordinator, today=TODAY)

    rows = paper_of(order).appendices[1].table.groups[0].rows
    assert ("наставляемый, согласие отозвано", "согласие отозвано") in [(row[2], row[6]) for row in rows]


def test_namesakes_of_a_group_stand_both_in_its_row():
    names = {"kind": "pupil", "last_name": "Пробный", "first_name": "Лев"}
    people = [Person(**names, status="active", class_name=name) for name in ("5 «А»", "6 «Б»")]
    stopped = [Person(**names, status="blocked") for _ in range(2)]
    cells = [mentees_in_cell([PairMember(mentee=each) for each in group]) for group in (people, stopped)]

    assert [[getattr(each, "post", each) for each in cell] for cell in cells] == [
        ["ученик 5 «А» класса", "ученик 6 «Б» класса"],
        ["наставляемый, согласие отозвано"],
    ]


def test_a_mentor_whose_data_are_stopped_signs_no_completion(pair, coordinator, now):
    Person.objects.filter(pk=pair.mentor_id).update(status="blocked", last_name="Канарейкин")

    order = actions.draft_order(kind_of("completion"), {"ends": TODAY}, by=coordinator, today=TODAY)

    rows = paper_of(order).appendices[0].table.groups[0].rows
    assert [row[1] for row in rows].count("наставник, согласие отозвано") == 1
    assert "Канарейкин" not in str(to_state(paper_of(order)))


def test_the_nearest_template_of_the_day_counts(world, scope, coordinator, now):
    kind, later = kind_of("completion"), TODAY + timedelta(days=5)
    with tenancy.tx(SYSTEM):
        town = world.school.organization.municipality_id
        above = DocumentTemplate(
            organization_id=town, kind=kind.key, version=1, effective_from=date(2026, 1, 1), created_at=now
        )
        above.content = {"title": "О городском", "preamble": "", "lines": []}
        above.save(force_insert=True)
    before = template_for(coordinator, kind, TODAY).title
    actions.save_template(kind, OWN, effective_from=later, by=coordinator, now=now)
    titles = [template_for(coordinator, kind, day).title for day in (TODAY, later)]
    actions.save_template(kind, None, effective_from=later, by=coordinator, now=now)

    assert (before, titles) == ("О городском", ["О городском", "О своём"])
    assert template_for(coordinator, kind, later).title == "О городском"


def test_a_confirmed_word_is_remembered_and_put_in(world, scope, coordinator, now):
    with tenancy.scope(SYSTEM):
        person = factories.make_membership(
            world.school.organization, Role.CURATOR, last_name="Шевченко", first_name="Саша", patronymic="", gender=""
        )
    params = {"stage": "первого этапа", "starts": TODAY, "ends": TODAY, "responsible": person.pk}
    order = actions.draft_order(kind_of("monitoring"), params, by=coordinator, today=TODAY)
    [text] = {doubt.text for doubt in unsure_words(coordinator, order, paper_of(order))}
    forms = Forms("Шевченко Саши", "Шевченко Саше", "Шевченко Сашу", "Шевченко Сашей", "Шевченко Саше")

    actions.confirm_words(order, {("person", text): forms}, by=coordinator)

    assert "Шевченко Сашу" in paper_of(order).clauses[2].text
    assert unsure_words(coordinator, order, paper_of(order)) == []
    again = actions.draft_order(kind_of("monitoring"), params, by=coordinator, today=TODAY)
    assert "Шевченко Сашу" in paper_of(again).clauses[2].text


def test_no_word_changes_in_what_lies_with_who_signs(world, scope, coordinator, now):
    order = actions.draft_order(kind_of("monitoring"), {"stage": "этапа"}, by=coordinator, today=TODAY)
    before = paper_of(order)
    actions.send_to_sign(order, by=coordinator, now=now)

    with pytest.raises(actions.NotDraft):
        actions.confirm_words(order, {("person", "Шевченко Саша"): Forms("а", "б", "в", "г", "д")}, by=coordinator)

    assert paper_of(order) == before
