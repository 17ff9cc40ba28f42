"""The clearance of mentors from outside (ТК РФ, ст. 351.1): its end calls by steps and pauses the pairs with minors."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from core.tables.text import shortened
from core.viewer import Viewer
from mentoring.actions.errands import Cause, open_errands
from mentoring.actions.pair_consequences import pause_active
from mentoring.clearance import Clearance
from mentoring.models import Errand, MentorCard, Pair, Person
from mentoring.queries.pair_gates import uncleared_pairs
from mentoring.queries.pairs import people_of
from mentoring.queries.rules import Rules, lineage_of, rules_by

FARTHEST, MISSED = timedelta(days=180), timedelta(days=14)  # days of steps a setting may name; nights without a task
ENDING = "Допуск наставника к работе с детьми действует до {day}. Попросите заново: {papers}."
ENDED = "Срок допуска наставника истёк {day}. Попросите заново: {papers}."
PAUSED = "Срок допуска наставника истёк {day}: пары с детьми приостановлены. Попросите заново: {papers}."
CLEARANCE_OVER = "срок допуска наставника истёк"
LONGEST = 300  # letters of an errand


def clearances_ending(today: date, own: dict[str, Any]) -> Iterator[Cause]:
    """One errand a step; the one of the step before stays until the new paper is written down."""
    cards = _cards(own).filter(cleared_until__range=(today - MISSED, today + FARTHEST))
    for card, rules in _with_rules(cards):
        if cause := _cause(card, rules.clearance, today):
            yield cause


def pause_uncleared(today: date, own: dict[str, Any], *, by: Viewer, now: datetime) -> int:
    """Pairs at work with minors whose mentor's term is over, where the rules gate; each mentor gets an errand.

    A pair goes on by hand when the new paper is written down. Returns how many were paused.
    """
    working = Pair.objects.filter(status=Pair.Status.ACTIVE, **own)
    over = _cards(own).filter(cleared_until__lt=today, person__in=working.values("mentor"))
    found = [(card, rules.clearance) for card, rules in _with_rules(over) if rules.clearance.gates]
    stopped: list[int] = []
    for rules in {rules for _, rules in found}:
        mentors = [card.person_id for card, own_rules in found if own_rules == rules]
        pairs = working.filter(mentor__in=mentors).values_list("pk", flat=True)
        stopped += uncleared_pairs(people_of(list(pairs)), today, rules)
    theirs = set(Pair.objects.filter(pk__in=stopped).values_list("mentor", flat=True))
    causes = (_cause(card, rules, today) for card, rules in found if card.person_id in theirs)
    open_errands((cause for cause in causes if cause), now=now)
    return pause_active(stopped, CLEARANCE_OVER, on=today, by=by)


def settle_clearances(today: date, own: dict[str, Any], *, now: datetime) -> int:
    """Where a new paper is written down: the clearance ends later than the errand says, or never; of several papers the
    next one to end gets an errand of its own. Returns how many were closed."""
    cards = MentorCard.objects.filter(person=OuterRef("person"), cleared_on__isnull=False)
    rows = Errand.objects.filter(kind=Errand.Kind.CLEARANCE, closed_at=None, **own)
    until = Subquery(cards.values(end=Coalesce("cleared_until", date.max))[:1])
    opened = list(rows.annotate(until=until).exclude(until=None))
    rules = rules_by(map(lineage_of, opened))
    ahead = {pk: timedelta(days=each.clearance.farthest) for pk, each in rules.items()}
    done = [row.pk for row in opened if row.until > min(_called_for(row), today + ahead[row.organization_id])]
    return Errand.objects.filter(pk__in=done).update(closed_at=now)


def _called_for(errand: Errand) -> date:
    """The end the errand was opened for: it stands in the occasion."""
    return date.fromisoformat(errand.occasion.split(":")[2])


def _cards(own: dict[str, Any]) -> Any:
    return MentorCard.objects.filter(person__status=Person.Status.ACTIVE, **own).select_related("person")


def _with_rules(cards: Any) -> Iterator[tuple[MentorCard, Rules]]:
    """Cards of those who need a clearance where they are. Two queries."""
    rows = list(cards)
    rules = rules_by(map(lineage_of, rows))
    for card in rows:
        if card.person.kind in rules[card.organization_id].clearance.kinds:
            yield card, rules[card.organization_id]


def _cause(card: MentorCard, rules: Clearance, today: date) -> Cause | None:
    """What the end of the term calls for today."""
    if (end := card.cleared_until) is None:
        return None
    is_over = end < today
    if (step := "over" if is_over else rules.step(end, today)) is None:
        return None
    words = (PAUSED if rules.gates else ENDED) if is_over else ENDING
    text = words.format(day=f"{end:%d.%m.%Y}", papers=", ".join(card.ending_papers or rules.papers))
    occasion = f"clearance:{card.pk}:{end}:{step}"
    return Cause(
        card.organization_id, card.person_id, Errand.Kind.CLEARANCE, shortened(text, LONGEST), occasion, max(end, today)
    )
