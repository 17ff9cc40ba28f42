"""The invented country: a small one holds what the command promises, and nothing is built over somebody else's rows."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.models import Meeting, Pair, PairMember, Participation, Person
from reports.load import NotItsOwn, fill
from roadmaps.models import Activity, Occurrence
from schools.models import Membership, Organization
from tests import factories

TODAY = date(2026, 11, 21)
SMALL = 0.002  # six schools of one municipality


@pytest.fixture
def cursor(db: None) -> Iterator[Any]:
    with tenancy.tx(SYSTEM), connection.cursor() as cursor:
        yield cursor


def test_a_small_load_has_the_shape_of_the_big_one(cursor: Any) -> None:
    assert fill(cursor, SMALL, 1, TODAY, password="!") == 1
    counted = [model.objects.count() for model in (Organization, Membership, Person, Participation, Meeting)]
    assert counted == [8, 14, 80, 80, 400]
    assert [Pair.objects.count(), PairMember.objects.count()] == [40, 40]
    assert [Activity.objects.count(), Occurrence.objects.count()] == [120, 192]
    assert Occurrence.objects.overdue(TODAY).exists()


def test_somebody_elses_organizations_stop_it(cursor: Any) -> None:
    factories.make_organization("region")
    with pytest.raises(NotItsOwn):
        fill(cursor, SMALL, 1, TODAY, password="!")


def test_a_second_load_stands_beside_the_first(cursor: Any) -> None:
    firsts = [fill(cursor, SMALL / 6, 1, TODAY, password="!") for _ in range(2)]
    assert firsts == [1, 2]
    assert Organization.objects.count() == 6
