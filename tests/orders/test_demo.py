"""The demonstration data: every role, a school in the middle of its year, the same after a second run."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from orders.demo import PASSWORD, load
from orders.models import Order
from roadmaps.models import Activity, Occurrence, Roadmap
from roadmaps.queries.tasks import today_of
from schools.access import viewer_as
from schools.models import Membership, Organization
from tests.conftest import NOW

MARCH = datetime(2027, 3, 3, 9, tzinfo=UTC)
november = pytest.mark.parametrize("loaded", [NOW], ids=["november"], indirect=True)
at_both = pytest.mark.parametrize("loaded", [NOW, MARCH], ids=["november", "march"], indirect=True)


@pytest.fixture(scope="module")
def loaded(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: pytest.FixtureDef
) -> Iterator[datetime]:
    """The moment of the example, loaded once for all tests of it: each of them is rolled back to here."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(request.param, tick=False):
            assert load(request.param) is True
        yield request.param
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: datetime, db: None) -> datetime:
    return loaded


def in_system(answer):
    with tenancy.tx(SYSTEM):
        return answer()


def counts() -> list[int]:
    models = (Organization, User, Membership, Roadmap, Occurrence, Order)
    return in_system(lambda: [model.objects.count() for model in models])


@november
def test_second_run_changes_nothing(demo):
    before = counts()

    assert load(demo) is False
    assert counts() == before
    assert before[0] == 10


@november
def test_every_role_has_a_persona_with_the_printed_password(demo):
    held = in_system(lambda: {role for roles in Membership.objects.values_list("roles", flat=True) for role in roles})

    assert held == {role.value for role in Role}
    assert User.objects.get(email="coordinator@demo.example").check_password(PASSWORD)


@at_both
def test_school_stands_in_the_middle_of_its_year(demo):
    today = demo.date()
    with tenancy.tx(SYSTEM):
        roadmap = Roadmap.objects.get(organization__code="demo-school-1")
        rows = Occurrence.objects.filter(roadmap=roadmap)
        assert (roadmap.status, roadmap.approved_on, roadmap.school_year) == ("approved", date(2026, 9, 1), 2026)
        assert rows.overdue(today).count() == 3
        assert rows.filter(state="in_progress").count() >= 2
        assert rows.filter(state="done", done_on__lt=today).count() >= 10
        assert rows.filter(state="done", done_on__gte=today).count() == 0


@november
def test_order_of_the_school_is_registered(demo):
    order = in_system(lambda: Order.objects.get(organization__code="demo-school-1", kind="roadmap_approval"))

    assert (order.status, order.dated_on, order.number) == ("registered", date(2026, 9, 1), "1-од")


@november
def test_other_organizations_are_at_other_points(demo):
    with tenancy.tx(SYSTEM):
        found = dict(Roadmap.objects.values_list("organization__code", "status"))
        routes = dict(Roadmap.objects.values_list("organization__code", "route"))
        years = Roadmap.objects.get(organization__code="demo-town")

    assert found == {
        "demo-school-1": "approved",
        "demo-school-2": "draft",
        "demo-town": "approved",
        "demo-school-5": "draft",
        "demo-school-6": "draft",
    }
    assert (routes["demo-school-5"], routes["demo-school-6"]) == ("at_municipality", "returned")
    assert (years.starts_on, years.ends_on.year > years.starts_on.year + 1) == (date(2025, 9, 1), True)


@november
def test_command_prints_the_sign_ins(demo):
    out = StringIO()
    call_command("load_demo", stdout=out)
    printed = out.getvalue().splitlines()

    assert printed[0].startswith("region@demo.example")
    assert len(printed) == in_system(Membership.objects.count)


def test_command_is_refused_where_personas_are_off(db, settings):
    settings.LOCAL_PERSONAS = False
    with pytest.raises(CommandError):
        call_command("load_demo")


@at_both
def test_each_persona_sees_late_near_and_later_work(demo):
    """The first page shows something of everything, whatever the day."""
    today = demo.date()
    with tenancy.tx(SYSTEM):
        people = Membership.objects.filter(organization__code__in=["demo-school-1", "demo-town"])
        viewers = [
            viewer_as(row, today=today) for row in people.exclude(roles__overlap=["mentee", "mentor", "psychologist"])
        ]
        assert Activity.objects.filter(organization__code="demo-school-1", subject="publish_order").exists()
    assert len(viewers) >= 4
    for by in viewers:
        with tenancy.tx(by.scope):
            page = today_of(by, 2026, today)
        numbers = {key: number for key, _, number in page.counters}
        assert min(numbers["overdue"], numbers["today"], numbers["week"], len(page.later)) >= 1
