"""The workspace of a set: run, lock, ban, move, undo, review, publish."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.actions import moves, publishing
from mentoring.actions.variants import NobodyWaits, NoMentors, run_variant
from mentoring.models import Ban, Consent, Pair, PairMember, Variant, VariantRow
from mentoring.queries.cohorts import Terms, load_bases
from mentoring.queries.variants import variant_page
from tests.matching_factories import Set, make_set
from tests.world import TODAY, World

TERMS = Terms("teacher_pupil")


@pytest.fixture
def curator(world: World):
    viewer = world.viewer("curator")
    with tenancy.tx(viewer.scope):
        yield viewer


@pytest.fixture
def people(world: World) -> Set:
    """Four mentors of two places, six pupils who wait: beside those of the world, who have no consent."""
    with tenancy.tx(SYSTEM):
        return make_set(world.school.organization, mentors=4, mentees=6, capacity=2)


@pytest.fixture
def variant(people: Set, curator, now) -> Variant:
    return run_variant(TERMS, school_year=2026, by=curator, now=now).variant


def rows_of(variant: Variant) -> dict[int, VariantRow]:
    return {row.mentee_id: row for row in VariantRow.objects.filter(variant=variant)}


def matched(variant: Variant) -> dict[int, int | None]:
    return {mentee: row.mentor_id for mentee, row in rows_of(variant).items()}


def row_of(variant: Variant, people: Set, number: int) -> VariantRow:
    return rows_of(variant)[people.mentees[number].pk]


def free_mentor(variant: Variant, people: Set) -> int:
    held = [mentor for mentor in matched(variant).values() if mentor]
    return next(row.pk for row in people.mentors if held.count(row.pk) < 2)


def test_a_run_is_kept_with_score_reasons_and_options(variant, people):
    row = row_of(variant, people, 0)

    assert row.mentor_id == people.mentors[0].pk
    assert row.score == sum(part["points"] for part in row.parts)
    assert {"предмет: математика"} <= {part["words"] for part in row.parts}
    assert row.options[0] == [people.mentors[0].pk, row.score]
    assert variant.computed == {str(mentee): mentor for mentee, mentor in matched(variant).items() if mentor}


def test_an_equal_input_gives_an_equal_result(variant, people, curator, now):
    again = run_variant(TERMS, school_year=2026, by=curator, now=now + timedelta(hours=1)).variant

    assert matched(again) == matched(variant)
    assert again.number == variant.number + 1


def test_nobody_without_consent_is_paired_and_the_cause_is_told(variant, world):
    own = world.school.people.wanted

    assert own.pk not in rows_of(variant)  # stands in an open pair
    assert all(row.cause == "" for row in rows_of(variant).values() if row.mentor_id)


def test_a_form_without_people_is_refused(curator, now, world):
    with pytest.raises(NobodyWaits):
        run_variant(Terms("employer_student"), school_year=2026, by=curator, now=now)


def test_a_form_without_mentors_is_refused(people, curator, now):
    with tenancy.tx(SYSTEM):
        for row in people.mentees:
            row.forms = ["student_pupil"]
            row.save(update_fields=["forms"])

    with pytest.raises(NoMentors):
        run_variant(Terms("student_pupil"), school_year=2026, by=curator, now=now)


def test_the_loader_asks_the_same_number_of_queries_for_any_set(world, curator):
    counts = []
    for size in (1, 5):
        with tenancy.tx(SYSTEM):
            organization = world.schools[size].organization
            make_set(organization, mentors=size, mentees=size)
        viewer = curator.__class__(scope=SYSTEM, organization=organization)
        with (
            tenancy.tx(SYSTEM),
            CaptureQueriesContext(
                connection,
            ) as queries,
        ):
            bases = load_bases(viewer, 2026, "teacher_pupil", TODAY)
        counts.append((len(bases.mentees), len(queries)))

    assert counts[0][0] < counts[1][0]
    assert counts[0][1] == counts[1][1]


def test_locks_and_bans_survive_a_new_run(variant, people, curator, now):
    first = row_of(variant, people, 0)
    other = free_mentor(variant, people)
    told = moves.move_row(first, other, seen=variant.version, by=curator, now=now)
    told = moves.lock_row(first, seen=told.variant.version, by=curator, now=now)
    second = row_of(variant, people, 1)
    was = second.mentor_id
    told = moves.ban_row(second, "родственники", seen=told.variant.version, by=curator, now=now)

    again = run_variant(TERMS, school_year=2026, based_on=told.variant, by=curator, now=now).variant

    kept = row_of(again, people, 0)
    assert (kept.mentor_id, kept.locked) == (other, True)
    assert row_of(again, people, 1).mentor_id not in {None, was}
    assert Ban.objects.get(mentee=people.mentees[1].person_id).reason == "родственники"


def test_a_move_tells_the_mean_and_is_undone(variant, people, curator, now):
    row, before = row_of(variant, people, 0), matched(variant)

    told = moves.move_row(row, None, seen=variant.version, by=curator, now=now)
    assert "без пары" in told.words
    assert "Средний балл" in told.words
    assert row_of(variant, people, 0).by_hand
    moves.undo_step(variant, seen=told.variant.version, by=curator, now=now)

    assert matched(variant) == before
    assert not row_of(variant, people, 0).by_hand


def test_twenty_steps_are_kept(variant, people, curator, now):
    row, seen = row_of(variant, people, 0), variant.version
    for _ in range(22):
        seen = moves.lock_row(row, seen=seen, by=curator, now=now).variant.version

    variant.refresh_from_db()
    assert len(variant.steps) == 20


def test_a_stale_version_changes_nothing(variant, people, curator, now):
    row, before = row_of(variant, people, 0), matched(variant)

    with pytest.raises(moves.Stale):
        moves.move_row(row, None, seen=variant.version + 1, by=curator, now=now)

    assert matched(variant) == before


def test_a_locked_row_does_not_move(variant, people, curator, now):
    row = row_of(variant, people, 0)
    told = moves.lock_row(row, seen=variant.version, by=curator, now=now)

    with pytest.raises(moves.Locked):
        moves.move_row(row, None, seen=told.variant.version, by=curator, now=now)


def test_a_full_mentor_takes_nobody_more_and_a_chain_makes_a_place(variant, people, curator, now):
    held = [mentor for mentor in matched(variant).values() if mentor]
    full = next(mentor for mentor in held if held.count(mentor) == 2)
    row = next(row for row in rows_of(variant).values() if row.mentor_id not in {None, full})

    with pytest.raises(moves.NoPlace):
        moves.move_row(row, full, seen=variant.version, by=curator, now=now)
    moves.move_row(row, full, chain=True, seen=variant.version, by=curator, now=now)

    after = [mentor for mentor in matched(variant).values() if mentor]
    assert matched(variant)[row.mentee_id] == full
    assert after.count(full) == 2


def test_a_hard_rule_never_yields(variant, people, curator, now):
    row = row_of(variant, people, 0)
    told = moves.ban_row(row, "конфликт", seen=variant.version, by=curator, now=now)

    with pytest.raises(moves.Excluded, match="не эти двое: конфликт"):
        moves.move_row(row, people.mentors[0].pk, seen=told.variant.version, by=curator, now=now)


def test_a_ban_without_a_reason_is_refused(variant, people, curator, now):
    with pytest.raises(moves.ReasonMissing):
        moves.ban_row(row_of(variant, people, 0), "  ", seen=variant.version, by=curator, now=now)


def test_undoing_a_ban_lifts_it(variant, people, curator, now):
    row, before = row_of(variant, people, 0), matched(variant)
    told = moves.ban_row(row, "конфликт", seen=variant.version, by=curator, now=now)

    moves.undo_step(variant, seen=told.variant.version, by=curator, now=now)

    assert matched(variant) == before
    assert not Ban.objects.filter(mentee=row.mentee.person_id).exists()


def test_publishing_makes_every_pair_it_can_and_tells_the_refused(variant, people, curator, now):
    withdrawn = people.mentees[0]
    fresh = publishing.send_to_review(variant, seen=variant.version, by=curator, now=now)
    with tenancy.tx(SYSTEM):
        Consent.objects.filter(person=withdrawn.person).update(state="withdrawn", ended_at=now)

    done = publishing.publish_variant(fresh, seen=fresh.version, by=curator, now=now)

    assert done.made == len(people.mentees) - 1
    refused = row_of(variant, people, 0)
    assert set(done.refused) == {refused.pk}
    assert "согласия" in refused.refused
    assert Pair.objects.filter(variant=variant, status="proposed").count() == done.made
    assert PairMember.objects.filter(wanted=withdrawn).count() == 0


def test_a_variant_on_review_does_not_move(variant, people, curator, now):
    fresh = publishing.send_to_review(variant, seen=variant.version, by=curator, now=now)

    with pytest.raises(moves.NotDraft):
        moves.move_row(row_of(variant, people, 0), None, seen=fresh.version, by=curator, now=now)
    again = publishing.return_to_draft(fresh, seen=fresh.version, by=curator, now=now)
    assert again.status == "draft"


def test_the_page_of_a_variant_asks_the_same_number_of_queries(people, curator, now):
    counts = []
    for _ in range(2):
        run = run_variant(TERMS, school_year=2026, by=curator, now=now).variant
        with CaptureQueriesContext(connection) as queries:
            page = variant_page(curator, run)
        counts.append((len(page.lines), len(queries)))
        with tenancy.tx(SYSTEM):
            people.mentees[0].state = "left"
            people.mentees[0].save(update_fields=["state"])

    assert counts[0][0] == counts[1][0] + 1
    assert counts[0][1] == counts[1][1]
