"""Draft → review → published: the pairs of a variant come into being together, each row of its own fate."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.moves import Stale
from mentoring.actions.pairs import NewPair, create_pair, create_pairs
from mentoring.matching import Rule, arrange
from mentoring.models import Pair, Variant, VariantRow
from mentoring.queries.choices import proposal_of
from mentoring.queries.cohorts import Terms, load_bases, pair_rules_of

Status = Variant.Status


class WrongState(DomainError):
    message = "Состояние варианта уже другое. Обновите страницу."


class NoPairs(DomainError):
    message = "В варианте нет ни одной пары: публиковать нечего."


class NotAllowed(DomainError):
    """A rule excludes the two."""


@dataclass(frozen=True, slots=True)
class Published:
    """How many pairs were made; `refused`: rows that were not, by their keys, with the reason."""

    made: int
    refused: dict[int, str]


@transaction.atomic
def send_to_review(variant: Variant, *, seen: int, by: Viewer, now: datetime) -> Variant:
    """Pairs stand still while they are looked at. Raises Stale, WrongState, NoPairs."""
    fresh = _locked(variant, seen, by, Status.DRAFT)
    if not VariantRow.objects.visible_to(by).filter(variant=fresh, mentor__isnull=False).exists():
        raise NoPairs
    return _turn(fresh, Status.REVIEW, "variant.sent", by, now)


@transaction.atomic
def return_to_draft(variant: Variant, *, seen: int, by: Viewer, now: datetime) -> Variant:
    """Raises Stale, WrongState."""
    return _turn(_locked(variant, seen, by, Status.REVIEW), Status.DRAFT, "variant.returned", by, now)


@transaction.atomic
def publish_variant(variant: Variant, *, seen: int, by: Viewer, now: datetime) -> Published:
    """Proposes every pair of the variant. A row that a rule excludes by now, or whose people may not stand in a pair,
    is refused and told; the rest goes. Raises Stale, WrongState.
    """
    fresh = _locked(variant, seen, by, Status.REVIEW)
    rows = list(VariantRow.objects.visible_to(by).filter(variant=fresh, mentor__isnull=False).order_by("-score", "pk"))
    refused = _excluded(fresh, rows, by, now)
    asked = {_wanted(row, fresh): row.pk for row in rows if row.pk not in refused}
    made = create_pairs(list(asked), by=by, now=now)
    refused |= {asked[each.asked]: each.reason for each in made.refused}
    _tell(rows, refused)
    fresh.published_at = now
    _turn(fresh, Status.PUBLISHED, "variant.published", by, now, made=len(made.pairs), refused=len(refused))
    return Published(len(made.pairs), refused)


@transaction.atomic
def propose_pair(mentee: int, mentor: int, *, year: int, form: str, by: Viewer, now: datetime) -> Pair:
    """One pair without a set («По одному»), by participations. Raises NotAllowed and what `create_pair` raises."""
    rules = pair_rules_of(by)
    bases = load_bases(by, year, form, by.organization.local_date(now), rules=rules)
    terms = Terms(form, rules.weights, frozenset(rules.required))
    proposal = arrange(**bases.asked(terms), assigned={mentee: mentor})
    row = proposal.row_of.get(mentee)
    if row is None or row.fit is None:
        raise NotAllowed("Кто-то из двоих уже не участвует в подборе. Обновите страницу.")
    if row.fit.blocks:
        raise NotAllowed(f"Так нельзя: {'; '.join(block.words for block in row.fit.blocks)}.")
    return create_pair(NewPair(mentor, (mentee,), form, score=row.fit.score), by=by, now=now)


def _tell(rows: list[VariantRow], refused: dict[int, str]) -> None:
    told = [row for row in rows if row.pk in refused]
    for row in told:
        row.refused = refused[row.pk][:300]
    VariantRow.objects.bulk_update(told, ["refused"])


def _wanted(row: VariantRow, variant: Variant) -> NewPair:
    return NewPair(row.mentor_id or 0, (row.mentee_id,), variant.form, score=row.score, variant_id=variant.pk)


def _excluded(variant: Variant, rows: list[VariantRow], by: Viewer, now: datetime) -> dict[int, str]:
    """Rows that a hard rule excludes now; places are counted where they are taken."""
    proposal = proposal_of(by, variant, by.organization.local_date(now))
    found = {}
    for row in rows:
        there = proposal.row_of.get(row.mentee_id)
        if there is None or there.fit is None:
            found[row.pk] = "участник больше не в подборе"
        elif words := [block.words for block in there.fit.blocks if block.rule != Rule.CAPACITY]:
            found[row.pk] = "; ".join(words)
    return found


def _locked(variant: Variant, seen: int, by: Viewer, status: str) -> Variant:
    fresh = Variant.objects.visible_to(by).select_for_update(of=("self",)).get(pk=variant.pk)
    if fresh.version != seen:
        raise Stale
    if fresh.status != status:
        raise WrongState
    return fresh


def _turn(variant: Variant, status: str, verb: str, by: Viewer, now: datetime, **details: int) -> Variant:
    variant.status = status
    variant.version += 1
    variant.save(update_fields=["status", "version", "published_at"])
    record(by, verb, variant, at=now, **details)
    return variant
