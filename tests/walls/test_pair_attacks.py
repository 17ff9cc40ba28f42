"""What a participant may try to write past the pages, or read beside the own pair: the database says no."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.models import Attendance, Meeting, NextStep, Pair, PairMember, PlanTask
from tests import pair_factories as make
from tests.conftest import NOW
from tests.world import World

REFUSED = (IntegrityError, ProgrammingError)  # by a key, by a policy


class Foreign(NamedTuple):
    """Ids out of another pair of the school."""

    meeting: int
    member: int


Write = Callable[[World, Foreign], Any]


def own_meeting(world: World) -> Meeting:
    return Meeting.objects.get(pair=world.own_pair)


def forged(model: Any, world: World, **fields: Any) -> None:
    model(organization=world.school.organization, pair=world.own_pair, **fields).save(force_insert=True)


def meeting_in_a_foreign_pair(world: World, foreign: Foreign) -> None:
    make.make_meeting(world.school.pairing.pair)


def meeting_in_the_name_of_another_mentor(world: World, foreign: Foreign) -> None:
    own = Pair(pk=world.own_pair.pk, organization=world.school.organization)
    own.mentor_id = world.school.pairing.pair.mentor_id
    make.make_meeting(own)


def meeting_moved_to_another_mentor(world: World, foreign: Foreign) -> None:
    moved = Meeting.objects.filter(pk=own_meeting(world).pk)
    moved.update(mentor_id=world.school.pairing.pair.mentor_id)


def meeting_moved_to_a_foreign_pair(world: World, foreign: Foreign) -> None:
    Meeting.objects.filter(pk=own_meeting(world).pk).update(pair_id=world.school.pairing.pair.pk)


def attendance_of_a_foreign_member(world: World, foreign: Foreign) -> None:
    forged(Attendance, world, meeting=own_meeting(world), member_id=foreign.member, came=True)


def attendance_of_a_foreign_meeting(world: World, foreign: Foreign) -> None:
    own = PairMember.objects.get(pair=world.own_pair)
    forged(Attendance, world, meeting_id=foreign.meeting, member=own, came=True)


def answer_of_another_person(world: World, foreign: Foreign) -> None:
    account = world.people["mentor"].account_id
    make.make_answer(world.own_pair, account_id=account, person_id=PairMember.objects.get().mentee_id)


def answer_in_another_account(world: World, foreign: Foreign) -> None:
    make.make_answer(world.own_pair, account_id=world.people["mentee"].account_id)


def answer_about_a_foreign_meeting(world: World, foreign: Foreign) -> None:
    account = world.people["mentor"].account_id
    make.make_answer(world.own_pair, account_id=account, meeting_id=foreign.meeting)


def task_of_a_foreign_plan(world: World, foreign: Foreign) -> None:
    forged(PlanTask, world, plan_id=world.school.pairing.plan.pk, text="чужое", position=9)


def plan_of_a_foreign_pair(world: World, foreign: Foreign) -> None:
    make.make_plan(world.school.pairing.pair)


def concern_about_a_foreign_pair(world: World, foreign: Foreign) -> None:
    make.make_concern(world.school.pairing.pair)


def link_to_the_own_pair(world: World, foreign: Foreign) -> None:
    make.make_pair_link(world.own_pair)


WRITES: list[Write] = [
    meeting_in_a_foreign_pair,
    meeting_in_the_name_of_another_mentor,
    meeting_moved_to_another_mentor,
    meeting_moved_to_a_foreign_pair,
    attendance_of_a_foreign_member,
    attendance_of_a_foreign_meeting,
    answer_of_another_person,
    answer_in_another_account,
    answer_about_a_foreign_meeting,
    task_of_a_foreign_plan,
    plan_of_a_foreign_pair,
    concern_about_a_foreign_pair,
    link_to_the_own_pair,
]


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.__name__)
def test_a_mentor_writes_nothing_of_another_pair(world: World, write: Write) -> None:
    with tenancy.tx(SYSTEM):
        pair = world.school.pairing.pair
        foreign = Foreign(
            Meeting.objects.filter(pair=pair).earliest("pk").pk, PairMember.objects.filter(pair=pair).earliest("pk").pk
        )

    with tenancy.tx(world.viewer("mentor").scope), pytest.raises(REFUSED), transaction.atomic():
        write(world, foreign)


def test_a_mentor_changes_no_member(world: World) -> None:
    with tenancy.tx(world.viewer("mentor").scope):
        assert PairMember.objects.filter(pair=world.own_pair).update(left_on=NOW.date()) == 0


def test_a_psychologist_opens_no_other_card_through_a_step(world: World) -> None:
    account = world.people["psychologist"].account_id
    with tenancy.tx(SYSTEM):
        step = NextStep.objects.filter(organization=world.school.organization).earliest("pk")
        NextStep.objects.filter(pk=step.pk).update(responsible_id=account, closed_at=None)

    with tenancy.tx(world.viewer("psychologist").scope):
        own = NextStep.objects.filter(pk=step.pk)
        for forged in ({"person_id": world.own_pair.mentor_id}, {"responsible_id": world.people["mentor"].account_id}):
            with pytest.raises(ProgrammingError), transaction.atomic():
                own.update(**forged)
        assert own.update(closed_at=NOW) == 1
        with pytest.raises(ProgrammingError), transaction.atomic():
            own.update(closed_at=None)
