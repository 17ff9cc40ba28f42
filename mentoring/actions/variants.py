"""A proposal is computed for the whole set and kept as a variant; the next computation is another variant."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from core.audit import record
from core.errors import DomainError
from core.inserts import insert_rows
from core.viewer import Viewer
from mentoring.matching import Criterion, Goal, Part, Proposal, Row, propose
from mentoring.models import Variant, VariantRow
from mentoring.queries.cohorts import Bases, Terms, load_bases, model_of

OPTIONS = 4  # mentors kept beside a row: the chosen one among them
TRIES = 5  # two people compute at once: the later one takes the next number
ANOTHER = "первым назван другой человек"


class NobodyWaits(DomainError):
    message = "Подбирать некого: никто не ждёт пару в этой форме. Добавьте наставляемых или выберите другую форму."


class NoMentors(DomainError):
    message = "В этой форме пока нет наставников. Добавьте хотя бы одного."


class NoWeights(DomainError):
    message = "Хотя бы один признак должен быть важнее нуля."


class Published(DomainError):
    message = "Вариант уже опубликован: его пары живут своей жизнью."


@dataclass(frozen=True, slots=True)
class Run:
    """`released`: how many locked pairs could not stay, because a rule excludes them now."""

    variant: Variant
    released: int


@transaction.atomic
def run_variant(terms: Terms, *, school_year: int, based_on: Variant | None = None, by: Viewer, now: datetime) -> Run:
    """The best proposal for everybody who waits; what is locked in `based_on` stays, bans hold.

    The same people under the same terms give the same pairs. Raises NobodyWaits, NoMentors, NoWeights.
    """
    bases = load_bases(by, school_year, terms.form, by.organization.local_date(now))
    if not bases.mentees:
        raise NobodyWaits
    if not bases.mentors:
        raise NoMentors
    held = _held(based_on, bases)
    try:
        asked = bases.asked(terms)
    except ValueError as error:
        raise NoWeights from error
    known = {mentee: mentor for mentee, (mentor, comment) in held.items()}
    proposal = propose(**asked, goal=Goal(terms.goal), locked=known, minimum=terms.minimum)
    variant = _numbered(terms, school_year, based_on, proposal, by, now)
    _write(variant, proposal, {mentee: comment for mentee, (mentor, comment) in held.items()})
    totals = proposal.totals
    record(by, "variant.computed", variant, at=now, pairs=totals.matched, alone=totals.unmatched, mean=totals.mean)
    return Run(variant, len(proposal.released))


def _held(based_on: Variant | None, bases: Bases) -> dict[int, tuple[int, str]]:
    """Locked pairs of a variant whose people are still in the set: mentee → mentor and the comment."""
    if based_on is None:
        return {}
    mentees, mentors = {one.id for one in bases.mentees}, {one.id for one in bases.mentors}
    rows = VariantRow.objects.filter(variant=based_on, locked=True, mentor__isnull=False)
    return {
        mentee: (mentor, comment)
        for mentee, mentor, comment in rows.values_list("mentee", "mentor", "comment")
        if mentee in mentees and mentor in mentors
    }


def _numbered(
    terms: Terms, year: int, based_on: Variant | None, proposal: Proposal, by: Viewer, now: datetime
) -> Variant:
    variant = Variant(
        organization=by.organization,
        school_year=year,
        model=model_of(terms.form),
        form=terms.form,
        goal=terms.goal,
        weights=dict(terms.weights),
        required=sorted(terms.required),
        minimum=terms.minimum,
        computed={str(mentee): mentor for mentee, mentor in sorted(proposal.assigned.items())},
        based_on=based_on,
        author=by.user,
        created_at=now,
    )
    same = Variant.objects.visible_to(by).filter(organization=by.organization, school_year=year, form=terms.form)
    for attempt in range(TRIES):
        variant.number = (same.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                variant.save(force_insert=True)
        except IntegrityError:
            if attempt == TRIES - 1:
                raise
        else:
            break
    return variant


def _write(variant: Variant, proposal: Proposal, comments: Mapping[int, str]) -> None:
    rows = []
    for number, row in enumerate(proposal.rows):
        values = {"mentee_id": row.mentee.id, **values_of(row), "options": _options(proposal, number)}
        rows.append(values | {"locked": row.locked, "comment": comments.get(row.mentee.id, "") if row.locked else ""})
    shared = {"variant_id": variant.pk, "organization_id": variant.organization_id}
    insert_rows(VariantRow, rows, shared)


def values_of(row: Row) -> dict[str, Any]:
    """Columns of a variant's row. The words of wishes name nobody else: the page of the row tells them."""
    if row.fit is None:
        cause = row.cause.words[:300] if row.cause else ""
        return {"mentor_id": None, "score": None, "parts": [], "stars": 0, "cause": cause}
    parts = [_part(part) for part in row.fit.parts]
    return {
        "mentor_id": row.fit.mentor.id,
        "score": row.fit.score,
        "parts": parts,
        "stars": row.fit.stars,
        "cause": "",
    }


def _part(part: Part) -> dict[str, Any]:
    others = part.criterion == Criterion.WISHES and part.speaks is False
    return {
        "criterion": part.criterion.value,
        "points": part.points,
        "out_of": part.out_of,
        "words": ANOTHER if others else part.words,
        "speaks": part.speaks,
    }


def _options(proposal: Proposal, row: int) -> list[list[int]]:
    """The best mentors whom no rule excludes, with their scores: [[mentor, score], …]."""
    cohort = proposal.cohort
    scores, bits = cohort.scores[row], cohort.blocked[row]
    order = sorted((column for column in range(len(scores)) if not bits[column]), key=lambda c: (-int(scores[c]), c))
    return [[cohort.mentors[column].id, int(scores[column])] for column in order[:OPTIONS]]


@transaction.atomic
def delete_variant(variant: Variant, *, by: Viewer, now: datetime) -> None:
    """Raises Published."""
    row = Variant.objects.visible_to(by).select_for_update(of=("self",)).get(pk=variant.pk)
    if row.status == Variant.Status.PUBLISHED:
        raise Published
    record(by, "variant.deleted", row, at=now, number=row.number)
    row.delete()
