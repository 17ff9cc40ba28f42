"""How pairs are doing, for lists, cards and the home page."""

from collections.abc import Iterable
from datetime import date

from django.db.models import (
    Case,
    DateField,
    ExpressionWrapper,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest
from django.db.models.lookups import LessThan, LessThanOrEqual

from mentoring.models import Meeting, Pair, PairRules
from mentoring.models.pairs import PairQuerySet
from mentoring.pairing.health import SHORTEST_SILENCE, Health, Life, Thresholds, health

Days = tuple[date, date]
DAYS = IntegerField()
LIMITS = ("first_meeting_days", "silence_days", "too_early_days", "answer_days")


def health_of(pairs: Iterable[Pair], today: date) -> dict[int, Health]:
    """By id of the pair; the pairs are of one organization and were read for the viewer. Two queries, however many."""
    chosen = list(pairs)
    if not chosen:
        return {}
    limits = thresholds_of(chosen[0].organization_id)
    held = held_meetings([pair.pk for pair in chosen])
    return {pair.pk: health(life_of(pair, held.get(pair.pk, {})), today, limits) for pair in chosen}


def life_of(pair: Pair, held: dict[str, Days]) -> Life:
    return Life(pair.status, pair.status_since, pair.starts_on, pair.ends_on, pair.rhythm_days, held)


def thresholds_of(organization_id: int) -> Thresholds:
    """Those of the organization, or the usual ones."""
    row = PairRules.objects.filter(organization_id=organization_id).values_list(*LIMITS).first()
    return Thresholds(*row) if row else Thresholds()


def held_meetings(pairs: Iterable[int]) -> dict[int, dict[str, Days]]:
    """Pair → kind → the first and the last day. One query."""
    rows = Meeting.objects.filter(pair__in=list(pairs), status=Meeting.Status.HELD).order_by()
    found: dict[int, dict[str, Days]] = {}
    for pair, kind, first, last in rows.values_list("pair", "kind").annotate(Min("held_on"), Max("held_on")):
        found.setdefault(pair, {})[kind] = (first, last)
    return found


def silent_pairs(pairs: PairQuerySet, today: date) -> PairQuerySet:
    """Active ones that have not met for longer than is waited for: what `health` calls FIRST or SILENCE, counted by
    the database for any number of organizations, each with its own thresholds."""
    met = Meeting.objects.filter(pair=OuterRef("pk"), status=Meeting.Status.HELD).order_by()
    judged = pairs.filter(status=Pair.Status.ACTIVE).annotate(
        last_met=Subquery(met.values("pair").annotate(last=Max("held_on")).values("last")),
        began=Coalesce("starts_on", "status_since"),
        first_limit=_limit("first_meeting_days", Thresholds().first_meeting),
        early_limit=_limit("too_early_days", Thresholds().too_early),
        silence_limit=Coalesce(_agreed_limit(), _limit("silence_days", Thresholds().silence), output_field=DAYS),
    )
    first = Q(last_met=None) & LessThan(_later("began", "first_limit"), today)
    settled = LessThanOrEqual(_later("began", "early_limit"), today)
    silent = LessThan(_later("last_met", "silence_limit"), today)
    return judged.filter(first | Q(last_met__isnull=False) & settled & silent)


def _limit(name: str, usual: int) -> Coalesce:
    rules = PairRules.objects.filter(organization=OuterRef("organization")).values(name)[:1]
    return Coalesce(Subquery(rules), Value(usual), output_field=DAYS)


def _agreed_limit() -> Case:
    """As `silence_limit` of mentoring.pairing.health: one and a half of the rhythm, rounded up."""
    rhythm = (F("rhythm_days") * 3 + 1) / 2
    return Case(
        When(rhythm_days__isnull=False, then=Greatest(rhythm, Value(SHORTEST_SILENCE), output_field=DAYS)), default=None
    )


def _later(day: str, days: str) -> ExpressionWrapper:
    """A day so many days later; PostgreSQL adds a number to a date."""
    return ExpressionWrapper(F(day) + F(days), output_field=DateField())
