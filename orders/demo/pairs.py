"""Pairs of the school in the middle of its year, one at each step of their road."""

from datetime import datetime, timedelta

from core.viewer import Viewer
from core.years import school_year_of
from mentoring.actions.pairs import NewPair, agree, create_pair
from mentoring.models import Pair, Participation, Side
from orders.actions import Terms, draft_pairs_order, register_order

# (mentor, mentee, form, theme, days since the proposal, how far it has come)
PAIRS = (
    ("Опытнова", "Азбукина", "teacher_pupil", "Математика: догнать класс", 34, "active"),
    ("Знаев", "Запятая", "teacher_pupil", "Свой проект по физике", 33, "active"),
    ("Мудрова", "Новосёлова", "teacher_teacher", "Уроки в первом классе", 6, "agreed"),
    ("Опытнова", "Буквин", "teacher_pupil", "Освоиться в новом классе", 2, "proposed"),
)


def form_pairs(now: datetime, by: Viewer) -> None:
    """Proposed and agreed by the curator; those of the first order work since a month."""
    working = [_formed(row, now, by) for row in PAIRS if row[5] == "active"]
    then = now - timedelta(days=30)
    on = by.organization.local_date(then)
    order = draft_pairs_order([pair.pk for pair in working], Terms(on), by=by, now=then).order
    register_order(order, number="", on=on, by=by, now=then, accept_earlier=True)
    for row in PAIRS:
        if row[5] != "active":
            _formed(row, now, by)


def _formed(row: tuple[str, str, str, str, int, str], now: datetime, by: Viewer) -> Pair:
    mentor, mentee, form, theme, days, step = row
    then = now - timedelta(days=days)
    offered, wanted = _place(mentor, Side.MENTOR, now, by), _place(mentee, Side.MENTEE, now, by)
    pair = create_pair(NewPair(offered.pk, (wanted.pk,), form, theme=theme), by=by, now=then)
    if step != "proposed":
        agree([pair], on=by.organization.local_date(then), by=by, now=then)
    return pair


def _place(name: str, side: str, now: datetime, by: Viewer) -> Participation:
    year = school_year_of(by.organization.local_date(now))
    rows = Participation.objects.visible_to(by).filter(organization=by.organization, side=side, school_year=year)
    return rows.select_related("person").get(person__last_name=name)
