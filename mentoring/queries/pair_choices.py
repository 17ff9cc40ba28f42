"""Whom a form about pairs offers."""

from core.viewer import Viewer
from mentoring.models import Pair, Participation, Person, Side
from mentoring.queries.people import base_of
from mentoring.queries.people_rows import who

MOST = 500  # of a longer base the matching workspace makes pairs


def mentor_choices(viewer: Viewer, year: int) -> list[tuple[int, str]]:
    rows = base_of(viewer, year, Side.MENTOR).select_related("person").order_by("person__search_name", "pk")
    return [_choice(row) for row in rows[:MOST]]


def mentee_choices(viewer: Viewer, year: int) -> list[tuple[int, str]]:
    """Who waits; whose mentor has left waits too."""
    rows = base_of(viewer, year, Side.MENTEE).filter(state=Participation.State.WAITING)
    return [_choice(row) for row in rows.select_related("person").order_by("person__search_name", "pk")[:MOST]]


def other_mentors(viewer: Viewer, pair: Pair) -> list[tuple[int, str]]:
    """Of the same target model, without the present one."""
    rows = base_of(viewer, pair.school_year, Side.MENTOR).filter(model=pair.model).exclude(person=pair.mentor_id)
    return [_choice(row) for row in rows.select_related("person").order_by("person__search_name", "pk")[:MOST]]


def _choice(row: Participation) -> tuple[int, str]:
    person: Person = row.person
    return row.pk, f"{person.full_name}, {who(person)}"
