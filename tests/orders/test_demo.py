"""The demonstration data: every role, a school in the middle of its year, the same after a second run."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from orders.demo import PASSWORD, load
from orders.models import Order
from roadmaps.models import Occurrence, Roadmap
from schools.models import Membership, Organization


def in_system(answer):
    with tenancy.tx(SYSTEM):
        return answer()


def counts() -> list[int]:
    models = (Organization, User, Membership, Roadmap, Occurrence, Order)
    return in_system(lambda: [model.objects.count() for model in models])


def test_second_run_changes_nothing(db, now):
    assert load(now) is True
    before = counts()

    assert load(now) is False
    assert counts() == before
    assert before[0] == 10


def test_every_role_has_a_persona_with_the_printed_password(db, now):
    load(now)
    held = in_system(lambda: {role for roles in Membership.objects.values_list("roles", flat=True) for role in roles})

    assert held == {role.value for role in Role}
    assert User.objects.get(email="coordinator@demo.example").check_password(PASSWORD)


@pytest.mark.parametrize(
    "moment", [datetime(2026, 11, 21, 9, tzinfo=UTC), datetime(2027, 3, 3, 9, tzinfo=UTC)], ids=["november", "march"]
)
def test_school_stands_in_the_middle_of_its_year(db, moment):
    load(moment)
    today = moment.date()
    with tenancy.tx(SYSTEM):
        roadmap = Roadmap.objects.get(organization__code="demo-school-1")
        rows = Occurrence.objects.filter(roadmap=roadmap)
        assert (roadmap.status, roadmap.approved_on, roadmap.school_year) == ("approved", date(2026, 9, 1), 2026)
        assert rows.overdue(today).count() == 3
        assert rows.filter(state="in_progress").count() >= 2
        assert rows.filter(state="done", done_on__lt=today).count() >= 10
        assert rows.filter(state="done", done_on__gte=today).count() == 0


def test_order_of_the_school_is_registered(db, now):
    load(now)
    order = in_system(lambda: Order.objects.get(organization__code="demo-school-1"))

    assert (order.status, order.dated_on, order.number) == ("registered", date(2026, 9, 1), "1-од")


def test_other_organizations_are_at_other_points(db, now):
    load(now)
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


def test_command_prints_the_sign_ins(db, now):
    out = StringIO()
    call_command("load_demo", stdout=out)
    printed = out.getvalue().splitlines()

    assert printed[0].startswith("region@demo.example")
    assert len(printed) == in_system(Membership.objects.count)


def test_command_is_refused_where_personas_are_off(db, settings):
    settings.LOCAL_PERSONAS = False
    with pytest.raises(CommandError):
        call_command("load_demo")
