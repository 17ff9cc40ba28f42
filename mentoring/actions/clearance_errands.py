"""Errands about the clearance of mentors from outside (ТК РФ, ст. 351.1): its term ends, a new paper settles them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from mentoring.actions.errands import Cause
from mentoring.models import Errand, MentorCard, Person
from mentoring.models.people import OWN_PEOPLE

STEPS = (0, 7, 30, 60)  # days before the end of the term
AHEAD, MISSED = timedelta(days=max(STEPS)), timedelta(days=14)
ENDING = "Допуск наставника к работе с детьми действует до {day}. Попросите новую справку."
ENDED = "Срок допуска наставника истёк {day}: с детьми он работать не может."


def clearances_ending(today: date, own: dict[str, Any]) -> Iterator[Cause]:
    """One errand a step; the one of the step before stays until the new paper is written down."""
    cards = MentorCard.objects.filter(
        cleared_until__range=(today - MISSED, today + AHEAD), person__status=Person.Status.ACTIVE, **own
    ).exclude(person__kind__in=OWN_PEOPLE)
    for card in cards:
        if (end := card.cleared_until) is not None:
            step = next(days for days in STEPS if max(0, (end - today).days) <= days)
            text = (ENDING if end >= today else ENDED).format(day=f"{end:%d.%m.%Y}")
            occasion = f"clearance:{card.pk}:{end}:{step}"
            yield Cause(card.organization_id, card.person_id, Errand.Kind.CLEARANCE, text, occasion, max(end, today))


def settle_clearances(today: date, own: dict[str, Any], *, now: datetime) -> int:
    """Where the term has become longer. Returns how many were closed."""
    longer = Person.objects.filter(mentor_cards__cleared_until__gt=today + AHEAD).values("pk")
    rows = Errand.objects.filter(kind=Errand.Kind.CLEARANCE, closed_at=None, person__in=longer, **own)
    return rows.update(closed_at=now)
