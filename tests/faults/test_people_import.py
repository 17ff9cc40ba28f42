"""Workers die over a table of people; nobody ever sees half of it, and nobody comes twice."""

import pytest

from tests.faults.conftest import Farm
from tests.faults.people import ROWS

pytestmark = pytest.mark.real_time

KILLS = 3


def test_killed_workers_leave_all_people_or_none(farm: Farm) -> None:
    told = farm.do("people", KILLS)

    print(f"{3 * KILLS} workers killed over {ROWS} people: {told['people']} in the base")
    assert (told["people"], told["status"]) == (ROWS, "done")
    assert set(told["seen"]) <= {0, ROWS}
