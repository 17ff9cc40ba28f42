"""The clearance of mentors from outside: who may stand in a pair with minors, and when its term calls."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict
from django.urls import reverse

from core import tenancy
from core.models import AuditEvent
from core.viewer import SYSTEM_VIEWER
from mentoring.actions import pair_life, pairs
from mentoring.actions.clearance_errands import pause_uncleared
from mentoring.actions.consent_errands import watch_organization
from mentoring.clearance import Clearance
from mentoring.forms.people import MentorCardForm, term_name
from mentoring.models import BaseRules, Errand, MentorCard, Pair, Participation
from mentoring.personal.tables import MENTOR_CARDS
from mentoring.queries.pair_gates import hindered_pairs
from mentoring.queries.rules import rules_of
from mentoring.queries.stored import words_of
from mentoring.views.cards import changed_fields
from tests.mentoring.pair_kit import Bases, asked, bases_of
from tests.people_factories import make_base_rules
from tests.world import TODAY, World

A_DAY = timedelta(days=1)


@pytest.fixture
def curator(world: World):
    viewer = world.viewer("curator")
    with tenancy.tx(viewer.scope):
        yield viewer


@pytest.fixture
def bases(world: World, curator) -> Bases:
    return bases_of(world.school.organization)


def outsider(bases: Bases, **card: object) -> Participation:
    row = bases.mentor(kind="employee")
    MentorCard.objects.filter(person=row.person).update(**card)
    return row


def settle_term(row: Participation, until: date) -> None:
    MentorCard.objects.filter(person=row.person).update(cleared_until=until)


@pytest.mark.parametrize("card", [{}, {"cleared_on": TODAY, "cleared_until": TODAY - A_DAY}])
def test_without_a_valid_clearance_nobody_from_outside_works_with_minors(bases, curator, now, card):
    with pytest.raises(pairs.Hindered, match="допуска к работе с детьми"):
        pairs.create_pair(asked(outsider(bases, **card), bases.mentee()), by=curator, now=now)


def test_a_school_may_ask_for_no_clearance(bases, curator, now):
    BaseRules.objects.filter(organization=curator.organization).update(clearance_gates=False)

    assert pairs.create_pair(asked(outsider(bases), bases.mentee()), by=curator, now=now).pk


def test_a_grown_mentee_needs_none(bases, curator, now):
    grown = bases.mentee(birth_date=date(2000, 1, 1), kind="student")

    assert pairs.create_pair(asked(outsider(bases), grown), by=curator, now=now).pk


def test_an_order_takes_no_pair_whose_clearance_has_run_out(bases, curator, now):
    offered = outsider(bases, cleared_on=TODAY)
    pair = pairs.create_pair(asked(offered, bases.mentee()), by=curator, now=now)
    before = hindered_pairs([pair.pk], TODAY)
    settle_term(offered, TODAY - A_DAY)

    assert before == {}
    assert "допуска" in hindered_pairs([pair.pk], TODAY)[pair.pk]


def test_the_end_of_the_term_calls_once_a_step_and_a_new_paper_is_the_answer(bases, curator, now):
    offered = outsider(bases, cleared_on=TODAY, cleared_until=TODAY + 30 * A_DAY)
    errands = Errand.objects.filter(person=offered.person, kind="clearance")

    for _ in range(2):
        watch_organization(curator.organization, now=now)
    opened = list(errands.values_list("text", "closed_at"))
    settle_term(offered, TODAY + 400 * A_DAY)
    watch_organization(curator.organization, now=now)

    day = f"{TODAY + 30 * A_DAY:%d.%m.%Y}"
    text = f"Допуск наставника к работе с детьми действует до {day}. Попросите заново: справка об отсутствии судимости."
    assert opened == [(text, None)]
    assert errands.filter(closed_at=None).count() == 0


TWO = ["справка об отсутствии судимости", "медицинская книжка"]


def days_of(row: Participation) -> dict[str, object]:
    """What the page of the card would send."""
    card = MentorCard.objects.get(person=row.person)
    form = MentorCardForm(initial=model_to_dict(card) | {"version": card.version})
    form.settle(rules_of(row.organization), row.person.kind)
    return sent_by(form)


def sent_by(form: MentorCardForm) -> dict[str, object]:
    sent = {name: form[name].value() for name in form.fields}
    known = {name: value for name, value in sent.items() if value not in (None, False)}
    return {name: f"{value:%d.%m.%Y}" if isinstance(value, date) else value for name, value in known.items()}


def fields_of(*papers: str) -> list[str]:
    return [term_name(paper) for paper in papers]


def test_every_paper_of_the_rules_has_its_end_and_the_first_counts(bases, curator):
    offered = outsider(bases, cleared_on=TODAY, cleared_until=TODAY + 90 * A_DAY)
    BaseRules.objects.filter(organization=curator.organization).update(clearance_papers=TWO)
    reference, book = fields_of(*TWO)
    before = days_of(offered)
    data = MentorCardForm(before | {book: f"{TODAY + 20 * A_DAY:%d.%m.%Y}", reference: ""})
    data.settle(rules_of(curator.organization), "employee")

    assert (before[reference], before[book]) == ("19.02.2027", "19.02.2027")  # one term was written for both
    assert data.is_valid(), data.errors
    values = data.values()
    assert values["cleared_until"] == TODAY + 20 * A_DAY
    assert values["clearance_terms"] == {"медицинская книжка": "2026-12-11"}
    assert list(data.fields).index(book) < list(data.fields).index("clearance")


def test_a_paper_under_another_name_keeps_its_end(bases, curator):
    terms = {TWO[0]: "2027-03-01", "санитарная книжка": "2026-12-11"}
    offered = outsider(bases, cleared_on=TODAY, cleared_until=date(2026, 12, 11), clearance_terms=terms)
    BaseRules.objects.filter(organization=curator.organization).update(clearance_papers=TWO)

    sent = days_of(offered)

    assert [sent[name] for name in fields_of(*TWO)] == ["01.03.2027", "11.12.2026"]


def test_a_paper_may_not_end_before_it_was_checked(bases, curator):
    offered = outsider(bases, cleared_on=TODAY)
    [reference] = fields_of(TWO[0])
    form = MentorCardForm(days_of(offered) | {reference: f"{TODAY - A_DAY:%d.%m.%Y}"})
    form.settle(rules_of(curator.organization), "employee")

    assert form.errors == {reference: ["Раньше, чем допуск проверен."]}


def test_the_card_says_what_somebody_else_wrote_meanwhile(bases, curator):
    offered = outsider(bases, cleared_on=TODAY)
    [reference] = fields_of(TWO[0])
    form = MentorCardForm(days_of(offered) | {reference: f"{TODAY + A_DAY:%d.%m.%Y}"})
    form.settle(rules_of(curator.organization), "employee")
    assert form.is_valid(), form.errors
    card = MentorCard.objects.get(person=offered.person)
    card.clearance_terms, card.cleared_until = {TWO[0]: "2027-03-01"}, date(2027, 3, 1)

    assert changed_fields(form, card) == [(f"Действует до: {TWO[0]}", date(2027, 3, 1))]


def test_the_errand_names_the_paper_that_ends_and_the_next_one_has_its_own(bases, curator, now):
    terms = {TWO[0]: f"{TODAY + 50 * A_DAY}", TWO[1]: f"{TODAY + 5 * A_DAY}"}
    offered = outsider(bases, cleared_on=TODAY, cleared_until=TODAY + 5 * A_DAY, clearance_terms=terms)
    open_ones = Errand.objects.filter(person=offered.person, kind="clearance", closed_at=None)

    watch_organization(curator.organization, now=now)
    first = [row.text for row in open_ones]
    later = {"cleared_until": TODAY + 50 * A_DAY, "clearance_terms": terms | {TWO[1]: f"{TODAY + 400 * A_DAY}"}}
    MentorCard.objects.filter(person=offered.person).update(**later)
    watch_organization(curator.organization, now=now)

    assert [text.partition("Попросите заново: ")[2] for text in first] == [f"{TWO[1]}."]
    assert [row.text.partition("Попросите заново: ")[2] for row in open_ones.all()] == [f"{TWO[0]}."]


def test_ends_of_papers_are_kept_with_the_end_of_the_clearance(bases, curator):
    with pytest.raises(IntegrityError, match="mentorcard_clearance_terms"), transaction.atomic():
        outsider(bases, cleared_on=TODAY, clearance_terms={TWO[0]: "2027-03-01"})


def test_the_card_and_the_paper_about_a_person_tell_every_end(bases, curator):
    terms = {TWO[0]: "2027-03-01", TWO[1]: "2026-12-11"}
    offered = outsider(bases, cleared_on=TODAY, cleared_until=date(2026, 12, 11), clearance_terms=terms)
    card = MentorCard.objects.get(person=offered.person)

    told = dict(words_of(card, MENTOR_CARDS.fields))["Документы о допуске действуют до"]
    assert sorted(told.split("; ")) == [f"{TWO[1]}: 11.12.2026", f"{TWO[0]}: 01.03.2027"]
    assert [paper for paper, _ in card.paper_terms] == [TWO[1], TWO[0]]


@pytest.mark.parametrize(("left", "step"), [(61, None), (60, 60), (31, 60), (30, 30), (1, 7), (0, 0), (-1, None)])
def test_a_term_comes_to_its_steps(left, step):
    assert Clearance().step(TODAY + left * A_DAY, TODAY) == step


def test_the_rules_are_inherited_field_by_field(world, curator):
    municipality = world.municipalities[0]
    BaseRules.objects.filter(organization=curator.organization).update(clearance_days=[20, 5])
    with tenancy.tx(tenancy.SYSTEM):
        make_base_rules(municipality, clearance_gates=False, clearance_kinds=["employee"], clearance_days=[9])

    assert rules_of(curator.organization).clearance == Clearance(days=(20, 5), kinds=("employee",), gates=False)


def test_who_needs_none_by_the_rules_is_paired_without(bases, curator, now):
    BaseRules.objects.filter(organization=curator.organization).update(clearance_kinds=["veteran"])

    assert pairs.create_pair(asked(outsider(bases), bases.mentee()), by=curator, now=now).pk


def at_work(bases, curator, now, **mentee) -> Pair:
    """A pair whose mentor's clearance has run out since."""
    offered = outsider(bases, cleared_on=TODAY)
    pair = pairs.create_pair(asked(offered, bases.mentee(**mentee)), by=curator, now=now)
    Pair.objects.filter(pk=pair.pk).update(status="active", starts_on=TODAY, ends_on=date(2027, 5, 31))
    settle_term(offered, TODAY - 40 * A_DAY)
    return pair


def pause(curator, now) -> int:
    return pause_uncleared(TODAY, {"organization": curator.organization}, by=SYSTEM_VIEWER, now=now)


def test_the_end_of_a_clearance_pauses_the_pair_until_the_new_paper(bases, curator, now):
    pair = at_work(bases, curator, now)

    paused = [pause(curator, now), pause(curator, now)]
    pair.refresh_from_db()

    assert (paused, pair.status, pair.paused_reason) == ([1, 0], "paused", "срок допуска наставника истёк")
    assert "приостановлены" in Errand.objects.get(person=pair.mentor, kind="clearance", closed_at=None).text
    with pytest.raises(pairs.Hindered, match="допуска"):
        pair_life.resume(pair, on=TODAY, seen=pair.version, by=curator, now=now)
    MentorCard.objects.filter(person=pair.mentor).update(cleared_until=None)
    watch_organization(curator.organization, now=now)
    assert pair_life.resume(pair, on=TODAY, seen=pair.version, by=curator, now=now).status == "active"
    assert not Errand.objects.filter(person=pair.mentor, kind="clearance", closed_at=None).exists()


def test_where_the_rules_only_warn_and_with_grown_mentees_nothing_is_paused(bases, curator, now):
    at_work(bases, curator, now, birth_date=date(2000, 1, 1), kind="student")
    grown = pause(curator, now)
    at_work(bases, curator, now)
    BaseRules.objects.filter(organization=curator.organization).update(clearance_gates=False)

    assert (grown, pause(curator, now)) == (0, 0)


def test_the_page_of_the_card_writes_the_ends_and_shows_them(client_as, world):
    person, paper = world.school.people.mentor, Clearance().papers[0]
    address = reverse("card_edit", args=[person.pk, "mentor"])
    client = client_as("curator")
    sent = sent_by(client.get(address).context["form"])
    answer = client.post(address, sent | {"cleared_on": "01.11.2026", term_name(paper): "01.03.2027"})
    assert answer.status_code == 302, answer.context["form"].errors
    page = client.get(reverse("participant_detail", args=[person.pk])).content.decode()
    with tenancy.tx(tenancy.SYSTEM):
        card = MentorCard.objects.get(person=person)
        told = AuditEvent.objects.filter(verb="mentorcard.edited").latest("at").details

    assert (card.clearance_terms, card.cleared_until) == ({paper: "2027-03-01"}, date(2027, 3, 1))
    assert f"{paper}: до 01.03.2027" in page
    assert {"cleared_until", "clearance_terms"} <= set(told["fields"])
    assert "2027" not in str(told)
