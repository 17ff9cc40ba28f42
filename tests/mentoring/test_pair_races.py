"""Two curators at once: real transactions, each on its own connection."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from mentoring.actions import activate_pairs, pairs, put_into_order
from mentoring.actions.pairs import NewPair
from mentoring.models import Pair, PairMember, Participation
from schools.access import viewer_as
from tests import factories
from tests.conftest import NOW
from tests.mentoring.pair_kit import Bases, bases_of
from tests.people_factories import make_participation
from tests.world import TODAY

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE, PLACES = 32, 3


@pytest.fixture
def bases() -> Bases:
    with tenancy.tx(SYSTEM):
        region = factories.make_organization("region")
        municipality = factories.make_organization("municipality", region)
        return bases_of(factories.make_organization("school", municipality))


@pytest.fixture
def curator(bases: Bases) -> Viewer:
    with tenancy.tx(SYSTEM):
        return viewer_as(factories.make_membership(bases.organization, Role.CURATOR), today=TODAY)


def at_once(work: list) -> list:
    """Runs the functions together; gives results and refusals."""
    barrier = Barrier(len(work))

    def run(function):
        barrier.wait()
        try:
            return function()
        except (pairs.NoPlace, pairs.AlreadyPaired, pairs.AlreadyTogether) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(run, work))


def proposing(offered: Participation, wanted: Participation, by: Viewer):
    def propose() -> int:
        with tenancy.tx(by.scope):
            return pairs.create_pair(NewPair(offered.pk, (wanted.pk,), "teacher_pupil"), by=by, now=NOW).pk

    return propose


def test_thirty_two_approvals_for_three_places_make_three_pairs(bases: Bases, curator: Viewer) -> None:
    """Half of them through the other base of the same mentor: no lock of a row is shared, only the index holds."""
    with tenancy.tx(SYSTEM):
        offered = bases.mentor(capacity=PLACES)
        other = make_participation(offered.person, "mentor", model="teacher")
        wanted = [bases.mentee(last_name=f"Пробный{number}") for number in range(AT_ONCE)]

    work = [proposing((offered, other)[n % 2], row, curator) for n, row in enumerate(wanted)]
    results = at_once(work)

    with tenancy.tx(SYSTEM):
        slots = sorted(PairMember.objects.values_list("slot", flat=True))
        assert (slots, Pair.objects.count()) == ([1, 2, 3], PLACES)
        assert Participation.objects.filter(side="mentee", state="paired").count() == PLACES
    assert sum(isinstance(result, pairs.NoPlace) for result in results) == AT_ONCE - PLACES


def test_two_mentors_take_one_mentee_once(bases: Bases, curator: Viewer) -> None:
    with tenancy.tx(SYSTEM):
        wanted = bases.mentee()
        mentors = [bases.mentor(last_name=f"Пробный{number}") for number in range(4)]

    results = at_once([proposing(offered, wanted, curator) for offered in mentors])

    assert sum(isinstance(result, int) for result in results) == 1


def test_two_registrations_set_a_pair_to_work_once(bases: Bases, curator: Viewer) -> None:
    with tenancy.tx(SYSTEM):
        offered, wanted = bases.mentor(), bases.mentee()
    with tenancy.tx(curator.scope):
        pair = pairs.create_pair(NewPair(offered.pk, (wanted.pk,), "teacher_pupil"), by=curator, now=NOW)
        pairs.agree([pair], on=TODAY, by=curator, now=NOW)
        put_into_order([pair.pk], by=curator, now=NOW)

    def activate() -> int:
        with tenancy.tx(curator.scope):
            return activate_pairs([pair.pk], on=TODAY, by=curator, now=NOW)

    assert sorted(at_once([activate, activate])) == [0, 1]
