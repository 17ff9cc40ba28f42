"""How pairs are doing, for lists, cards and the home page."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Min

from mentoring.models import Meeting, Pair, PairRules
from mentoring.pairing.health import Health, Life, Thresholds, health

Days = tuple[date, date]
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
