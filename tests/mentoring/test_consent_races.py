"""Two papers of one person at once: real transactions, each on its own connection."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import date, timedelta

import pytest
from django.db import connection

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from mentoring.actions import consents
from mentoring.actions.consent_errands import watch_consents
from mentoring.models import Consent, Pair, PairMember, Person
from schools.access import viewer_as
from tests import factories
from tests.conftest import NOW
from tests.mentoring.pair_kit import Bases, bases_of
from tests.pair_factories import make_member, make_pair
from tests.people_factories import make_consent, make_consent_text
from tests.world import TODAY

pytestmark = pytest.mark.django_db(transaction=True)
A_MOMENT = 1  # second in which a statement that waits for nobody is over


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


@pytest.fixture
def member(bases: Bases) -> PairMember:
    """A pupil of fifteen in a group of two: the parent's consent is there, the own one waits for a signature."""
    with tenancy.tx(SYSTEM):
        pair = make_pair(bases.mentor(capacity=2), status="active", starts_on=date(2026, 10, 1))
        make_member(pair, bases.mentee(first_name="Лев"))
        wanted = bases.mentee(birth_date=date(2011, 5, 12))
        pupil = make_consent_text(bases.organization, signer="pupil", number=71)
        asked = {"state": "asked", "given_at": None, "method": "", "shown": ""}
        make_consent(wanted.person, pupil, **asked)
        Person.objects.filter(pk=wanted.person_id).update(status="blocked", blocked_at=NOW)
        return make_member(pair, wanted, slot=2, paused_on=TODAY)


def meanwhile(first: Callable[[], object], second: Callable[[], object]) -> None:
    """`second` begins when `first` is done and not committed yet."""

    def run() -> None:
        try:
            second()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with tenancy.tx(SYSTEM):
            first()
            begun: Future[None] = pool.submit(run)
            wait([begun], timeout=A_MOMENT)
        begun.result()


def paper_of(member: PairMember, signer: str) -> Consent:
    with tenancy.tx(SYSTEM):
        return Consent.objects.get(person=member.mentee_id, signer=signer)


def accepting(paper: Consent, by: Viewer) -> Callable[[], object]:
    def accept() -> None:
        with tenancy.tx(by.scope):
            consents.accept_paper(paper, given_at=NOW, by=by, now=NOW)

    return accept


def state_of(member: PairMember) -> tuple[str, date | None, str]:
    with tenancy.tx(SYSTEM):
        fresh = PairMember.objects.select_related("mentee", "pair").get(pk=member.pk)
        return fresh.mentee.status, fresh.paused_on, fresh.pair.status


def test_a_signature_beside_a_withdrawal_lets_nobody_meet(member: PairMember, curator: Viewer) -> None:
    own, parent = paper_of(member, "pupil"), paper_of(member, "guardian")

    meanwhile(
        lambda: consents.withdraw(parent, reason="", by=curator, now=NOW),
        accepting(own, curator),
    )

    assert state_of(member) == ("blocked", TODAY, Pair.Status.ACTIVE)


def test_whoever_has_just_signed_is_not_paused_for_the_end_of_a_term(member: PairMember, curator: Viewer) -> None:
    """The task of the night finds the term over while the new paper is being accepted."""
    with tenancy.tx(SYSTEM):
        Person.objects.filter(pk=member.mentee_id).update(status="active", blocked_at=None)
        PairMember.objects.filter(pk=member.pk).update(paused_on=None)
        Consent.objects.filter(person=member.mentee_id, signer="guardian").update(
            valid_until=TODAY - timedelta(days=1), given_at=NOW - timedelta(days=300)
        )
        again = consents.ask(
            member.mentee,
            "processing",
            "guardian",
            wording=paper_of(member, "guardian").wording,
            by=curator,
            now=NOW,
        )
    own = paper_of(member, "pupil")

    def sign() -> None:
        consents.accept_paper(own, given_at=NOW, by=curator, now=NOW)
        consents.accept_paper(again, given_at=NOW, by=curator, now=NOW)

    meanwhile(sign, lambda: watch_consents(NOW))

    assert state_of(member) == ("active", None, Pair.Status.ACTIVE)
