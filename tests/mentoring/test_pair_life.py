"""Pairs at work: what may follow what, and what becomes of everybody around."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import tenancy
from mentoring.actions import consents, pair_life, pair_people, pairs, people
from mentoring.actions.consent_errands import watch_consents
from mentoring.actions.erasing import erase_people
from mentoring.actions.pair_base import Hindered, StalePair, WrongStep
from mentoring.actions.people_undo import _untouched
from mentoring.models import Consent, Errand, Pair, Participation, Person
from mentoring.pairing.steps import MOVES, end_reasons, may_move, steps_of
from mentoring.pairing.terms import breaks_period, default_end, needs_notice, shifted
from tests.mentoring.pair_kit import Bases, asked, bases_of
from tests.pair_factories import make_pair
from tests.world import TODAY, World

STATUSES = st.sampled_from(Pair.Status.values)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.fixture
def curator(world: World):
    viewer = world.viewer("curator")
    with tenancy.tx(viewer.scope):
        yield viewer


@pytest.fixture
def bases(world: World, curator) -> Bases:
    return bases_of(world.school.organization)


@pytest.fixture
def pair(bases) -> Pair:
    return make_pair(bases.mentor(capacity=3), bases.mentee())


def fresh(pair: Pair) -> Pair:
    return Pair.objects.get(pk=pair.pk)


def state_of(pair: Pair) -> list[str]:
    rows = [pair.offered_id, *pair.members.order_by("pk").values_list("wanted", flat=True)]
    return [Participation.objects.get(pk=row).state for row in rows]


@given(before=STATUSES, after=STATUSES)
def test_only_open_states_go_on(before, after):
    assert not (may_move(before, after) and before not in Pair.OPEN)
    assert not may_move(before, before)
    assert bool(end_reasons(before)) == (before in Pair.OPEN) == may_move(before, Pair.Status.ENDED)


@given(road=st.lists(STATUSES, max_size=12))
def test_no_road_leads_out_of_the_end(road):
    status = Pair.Status.PROPOSED
    for after in road:
        status = after if may_move(status, after) else status

    assert set(MOVES) == set(Pair.Status.values)
    assert len(steps_of(status)) == (0 if status == Pair.Status.ENDED else 5)


@given(day=DAYS, months=st.integers(0, 24))
def test_a_month_later_is_in_the_next_month(day, months):
    later = shifted(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


@given(day=DAYS, kind=st.sampled_from(["traditional", "group", "reverse"]))
def test_the_offered_period_is_a_period(day, kind):
    school_year = day.year if day.month >= 9 else day.year - 1

    assert breaks_period(day, default_end(day, school_year), kind) == ""


@pytest.mark.parametrize(
    ("days", "kind", "fine"), [(-1, "traditional", False), (20, "traditional", False), (20, "speed", True)]
)
def test_a_programme_is_no_shorter_than_three_months(days, kind, fine):
    assert (breaks_period(TODAY, TODAY + timedelta(days=days), kind) == "") is fine


@pytest.mark.parametrize(
    ("kind", "pay", "reason", "needed"),
    [
        ("teacher", "5 000 ₽", "mentor", True),
        ("teacher", "5 000 ₽", "both", False),
        ("teacher", "", "mentor", False),
        ("pupil", "5 000 ₽", "mentor", False),
    ],
)
def test_only_a_paid_teacher_is_warned(kind, pay, reason, needed):
    assert needs_notice(Pair(status="active", pay=pay), Person(kind=kind), reason) is needed


def test_a_pause_keeps_the_place_and_goes_on(pair, curator, now):
    pair_life.pause(pair, reason="болезнь", on=TODAY, seen=1, by=curator, now=now)
    assert (fresh(pair).status, fresh(pair).paused_reason) == ("paused", "болезнь")

    pair_life.resume(pair, on=TODAY, seen=2, by=curator, now=now)
    assert (fresh(pair).status, fresh(pair).paused_reason, pair.members.get().status) == ("active", "", "active")


def test_a_stale_button_changes_nothing(pair, curator, now):
    pair_life.pause(pair, reason="болезнь", on=TODAY, seen=1, by=curator, now=now)

    with pytest.raises(StalePair):
        pair_life.end_early(pair, reason="both", on=TODAY, note="", seen=1, by=curator, now=now)
    assert fresh(pair).status == "paused"


def test_a_completed_pair_completes_its_people(pair, curator, now):
    pair_life.complete(pair, on=TODAY, results="оценка выросла", seen=1, by=curator, now=now)

    assert (fresh(pair).status, fresh(pair).end_reason, fresh(pair).ended_on) == ("completed", "done", TODAY)
    assert state_of(pair) == ["waiting", "waiting"]  # a factory pair never made them «в паре»


def test_completion_of_a_lived_pair_shows_in_the_bases(bases, curator, now):
    pair = lived(bases, curator, now)

    pair_life.complete(pair, on=TODAY, results="", seen=fresh(pair).version, by=curator, now=now)

    assert state_of(pair) == ["completed", "completed"]


def lived(bases: Bases, curator, now) -> Pair:
    made = pairs.create_pair(asked(bases.mentor(capacity=2), bases.mentee()), by=curator, now=now)
    Pair.objects.filter(pk=made.pk).update(status="active", starts_on=TODAY, ends_on=date(2027, 5, 31))
    return fresh(made)


def test_an_early_end_lets_everybody_wait_since_their_day(bases, curator, now):
    pair = lived(bases, curator, now)

    pair_life.end_early(pair, reason="both", on=TODAY, note="не сошлись", seen=pair.version, by=curator, now=now)

    assert state_of(pair) == ["waiting", "waiting"]
    assert Participation.objects.get(pk=pair.offered_id).waiting_since == date(2026, 9, 10)


@pytest.mark.parametrize("reason", ["done", "declined", "replaced", "nonsense"])
def test_an_end_needs_a_fitting_reason(pair, curator, now, reason):
    with pytest.raises(pair_life.WrongReason):
        pair_life.end_early(pair, reason=reason, on=TODAY, note="", seen=1, by=curator, now=now)


def test_a_pair_does_not_end_before_it_began(pair, curator, now):
    with pytest.raises(pair_life.NotBegun):
        pair_life.end_early(pair, reason="both", on=date(2026, 9, 1), note="", seen=1, by=curator, now=now)


def test_a_paid_teacher_ends_three_working_days_after_the_notice(pair, curator, now):
    Pair.objects.filter(pk=pair.pk).update(pay="5 000 ₽ в месяц")
    with pytest.raises(pair_life.NoticeNeeded):
        pair_life.end_early(pair, reason="mentor", on=TODAY, note="", seen=1, by=curator, now=now)
    noticed = pair_life.give_notice(pair, on=TODAY, seen=1, by=curator, now=now)  # a Saturday
    assert noticed.notice_until == date(2026, 11, 25)
    with pytest.raises(pair_life.NoticeNeeded):
        pair_life.end_early(pair, reason="mentor", on=date(2026, 11, 24), note="", seen=2, by=curator, now=now)

    ended = pair_life.end_early(pair, reason="mentor", on=date(2026, 11, 25), note="", seen=2, by=curator, now=now)
    assert ended.status == "ended"


@pytest.mark.parametrize(
    ("ends_on", "error"), [(date(2027, 5, 31), pair_life.NotLonger), (date(2028, 6, 1), pairs.WrongPeriod)]
)
def test_an_extension_is_later_and_no_longer_than_a_year(pair, curator, now, ends_on, error):
    with pytest.raises(error):
        pair_life.extend(pair, ends_on=ends_on, agreed_on=TODAY, seen=1, by=curator, now=now)


def test_a_pair_is_extended(pair, curator, now):
    extended = pair_life.extend(pair, ends_on=date(2027, 12, 31), agreed_on=TODAY, seen=1, by=curator, now=now)

    assert fresh(extended).ends_on == date(2027, 12, 31)


def test_a_mentor_who_leaves_pauses_the_pair_and_frees_the_mentees(bases, curator, now):
    pair = lived(bases, curator, now)
    mentee = pair.members.get()

    people.leave([pair.mentor], on=TODAY, reason="dismissed", by=curator, now=now)

    assert (fresh(pair).status, fresh(pair).paused_reason) == ("paused", "наставник ушёл")
    assert state_of(pair) == ["left", "waiting"]
    assert Participation.objects.get(pk=mentee.wanted_id).waiting_since == date(2026, 9, 10)
    assert Errand.objects.filter(person=mentee.mentee, kind="left").count() == 1


def test_an_erased_mentor_leaves_the_pair_too(bases, curator, now):
    pair = lived(bases, curator, now)

    erase_people([pair.mentor_id], by=curator, now=now)

    assert (fresh(pair).status, state_of(pair)[1]) == ("paused", "waiting")


def test_who_finds_another_mentor_leaves_the_paused_pair_behind(bases, curator, now):
    pair = lived(bases, curator, now)
    wanted = pair.members.get().wanted
    people.leave([pair.mentor], on=TODAY, reason="dismissed", by=curator, now=now)

    new = pairs.create_pair(asked(bases.mentor(first_name="Олег"), wanted), by=curator, now=now)

    assert (fresh(pair).status, fresh(pair).end_reason, new.predecessor_id) == ("ended", "mentor_left", pair.pk)


def test_a_proposal_of_a_mentor_who_leaves_ends(bases, curator, now):
    pair = pairs.create_pair(asked(bases.mentor(), bases.mentee()), by=curator, now=now)

    people.leave([pair.mentor], on=TODAY, reason="own", by=curator, now=now)

    assert (fresh(pair).status, fresh(pair).end_reason) == ("ended", "mentor_left")


def test_a_mentee_who_leaves_ends_a_pair_but_not_a_group(bases, curator, now):
    first, second = bases.mentee(), bases.mentee(first_name="Лев")
    pair = pairs.create_pair(asked(bases.mentor(capacity=2), first, second), by=curator, now=now)

    people.leave([first.person], on=TODAY, reason="school", by=curator, now=now)
    assert fresh(pair).status == "proposed"
    people.leave([second.person], on=TODAY, reason="school", by=curator, now=now)
    assert (fresh(pair).status, fresh(pair).end_reason, state_of(pair)[0]) == ("ended", "mentee_left", "waiting")


def test_a_withdrawn_consent_pauses_the_pair_until_it_is_given_again(bases, curator, now):
    pair = lived(bases, curator, now)
    mentee = pair.members.get().mentee
    [consent] = Consent.objects.filter(person=mentee)

    consents.withdraw(consent, reason="передумали", by=curator, now=now)

    assert (fresh(pair).status, fresh(pair).paused_reason) == ("paused", "согласие отозвано")
    with pytest.raises(Hindered, match="согласие отозвано"):
        pair_life.resume(pair, on=TODAY, seen=fresh(pair).version, by=curator, now=now)


def test_a_consent_that_is_over_pauses_the_pair(bases, curator, now):
    pair = lived(bases, curator, now)
    Consent.objects.filter(person=pair.mentor).update(valid_until=TODAY - timedelta(days=1))

    watch_consents(now)

    assert (fresh(pair).status, fresh(pair).paused_reason) == ("paused", "срок согласия истёк")


def test_another_mentor_takes_over(bases, curator, now):
    pair = lived(bases, curator, now)
    offered = bases.mentor(first_name="Олег")

    new = pair_people.replace_mentor(pair, offered, on=TODAY, note="переезд", seen=pair.version, by=curator, now=now)

    assert (fresh(pair).status, fresh(pair).end_reason) == ("ended", "replaced")
    assert (new.status, new.predecessor_id, new.mentor_id) == ("proposed", pair.pk, offered.person_id)
    assert [new.members.get().wanted_id] == list(pair.members.values_list("wanted", flat=True))
    assert Participation.objects.get(pk=pair.offered_id).state == "waiting"


def test_a_refused_replacement_leaves_the_pair(bases, curator, now):
    pair = lived(bases, curator, now)
    busy = bases.mentor(first_name="Олег")
    pairs.create_pair(asked(busy, bases.mentee(first_name="Лев")), by=curator, now=now)

    with pytest.raises(pairs.NoPlace):
        pair_people.replace_mentor(pair, busy, on=TODAY, note="", seen=pair.version, by=curator, now=now)
    assert fresh(pair).status == "active"


def test_a_group_grows_and_shrinks(pair, bases, curator, now):
    wanted = bases.mentee(first_name="Лев")

    member = pair_people.add_member(pair, wanted, agreed_on=TODAY, by=curator, now=now)
    assert (member.slot, member.status, member.joined_on) == (2, "active", TODAY)
    pair_people.remove_member(member, reason="mentee", on=TODAY, by=curator, now=now)
    assert fresh(pair).status == "active"
    again = pair_people.add_member(pair, wanted, agreed_on=TODAY, by=curator, now=now)
    assert again.slot == 2


def test_nobody_is_added_to_a_pair_that_is_over(pair, bases, curator, now):
    pair_life.complete(pair, on=TODAY, results="", seen=1, by=curator, now=now)

    with pytest.raises(WrongStep):
        pair_people.add_member(pair, bases.mentee(first_name="Лев"), agreed_on=TODAY, by=curator, now=now)


def test_an_undone_import_keeps_who_stands_in_a_pair(pair, bases, curator, now):
    free = bases.mentee(first_name="Лев")
    Consent.objects.filter(person=free.person).delete()
    free.requests.update(created_at=now)
    job = SimpleNamespace(people=[pair.mentor_id, pair.members.get().mentee_id, free.person_id])
    Consent.objects.filter(person__in=job.people).delete()

    assert _untouched(job.people, now) == [free.person_id]
