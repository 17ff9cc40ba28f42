"""What a curator changes in a variant by hand: lock, ban, move, comment, undo. The computation itself stays.

Every change carries the version of the variant that was seen; the last twenty can be undone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError, ReasonMissing
from core.viewer import Viewer
from mentoring.actions.variants import Published, values_of
from mentoring.matching import Mentor, Option, Row, Rule, alternatives, arrange, explain
from mentoring.models import Ban, Variant, VariantRow
from mentoring.queries.cohorts import Bases, Terms, load_bases

MOST_STEPS = 20
BY_HAND = "оставлен без пары вручную"
BANNED = "«не эти двое»: ждёт другого наставника"


class Stale(DomainError):
    message = "Вариант за это время изменился. Посмотрите на него ещё раз и повторите."


class NotDraft(DomainError):
    message = "Вариант на проверке или опубликован: верните его в черновик, чтобы менять пары."


class Locked(DomainError):
    message = "Пара закреплена. Снимите закрепление, чтобы переместить."


class NotInSet(DomainError):
    message = "Этот человек больше не участвует в подборе. Пересчитайте вариант."


class Excluded(DomainError):
    """A hard rule never yields."""

    def __init__(self, words: str) -> None:
        super().__init__(f"Так нельзя: {words}.")


class NoPlace(DomainError):
    def __init__(self, mentor: Mentor, held: int) -> None:
        super().__init__(
            f"У наставника {mentor.name} занято {held} из {mentor.capacity}. "
            "Сначала переместите кого-нибудь от него или выберите вариант с цепочкой."
        )


class NoPair(DomainError):
    message = "У этой строки нет пары: закреплять и запрещать нечего."


class NothingToUndo(DomainError):
    message = "Отменять больше нечего."


@dataclass(frozen=True, slots=True)
class Told:
    """What a change did: the variant as it is now, and the words to say."""

    variant: Variant
    words: str


@transaction.atomic
def move_row(row: VariantRow, mentor: int | None, *, chain: bool = False, seen: int, by: Viewer, now: datetime) -> Told:
    """To another mentor (by the participation), or to nobody. `chain`: those who stand in the way move on as the page
    has shown. Raises Stale, NotDraft, Locked, NotInSet, Excluded, NoPlace.
    """
    variant, rows = _opened(row, seen, by)
    own = rows[row.mentee_id]
    if own.locked:
        raise Locked
    before = _mean(rows)
    bases = _bases(variant, rows, by, now)
    if mentor is None:
        changes: dict[int, int | None] = {own.mentee_id: None}
    elif chain:
        changes = _chain(variant, rows, bases, own, mentor)
    else:
        _refuse_unfit(variant, rows, bases, own, mentor)
        changes = {own.mentee_id: mentor}
    if any(rows[mentee].mentor_id != to for mentee, to in changes.items()):
        _push(variant, [rows[mentee] for mentee in changes])
        _assign(variant, rows, bases, changes)
        record(by, "variant.moved", variant, at=now, rows=len(changes), version=variant.version)
    names = {one.id: one.name for one in (*bases.mentors, *bases.mentees)}
    return Told(variant, _moved_words(names, changes, before, _mean(rows)))


@transaction.atomic
def lock_row(row: VariantRow, *, seen: int, by: Viewer, now: datetime) -> Told:
    """Locks the pair, or opens it again. Raises Stale, NotDraft, NoPair."""
    variant, rows = _opened(row, seen, by)
    own = rows[row.mentee_id]
    if own.mentor_id is None:
        raise NoPair
    _push(variant, [own])
    own.locked = not own.locked
    VariantRow.objects.filter(pk=own.pk).update(locked=own.locked)
    record(by, "variant.locked" if own.locked else "variant.unlocked", variant, at=now)
    return Told(
        variant, "Пара закреплена: при пересчёте она останется." if own.locked else "Пара больше не закреплена."
    )


@transaction.atomic
def ban_row(row: VariantRow, reason: str, *, seen: int, by: Viewer, now: datetime) -> Told:
    """«Не эти двое»: holds in every variant from now on; the mentee stays alone until moved or computed anew.

    Raises Stale, NotDraft, NoPair, ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    variant, rows = _opened(row, seen, by)
    own = rows[row.mentee_id]
    if own.mentor is None:
        raise NoPair
    ban, _ = Ban.objects.get_or_create(
        organization_id=variant.organization_id,
        mentor_id=own.mentor.person_id,
        mentee_id=own.mentee.person_id,
        defaults={"reason": reason.strip()[:300], "author": by.user, "created_at": now},
    )
    _push(variant, [own], ban=ban.pk)
    _save(own, {"mentor_id": None, "score": None, "parts": [], "stars": 0, "cause": BANNED}, locked=False)
    record(by, "ban.added", variant, at=now)
    return Told(variant, "Записано: этих двоих вместе больше не предложим.")


@transaction.atomic
def comment_row(row: VariantRow, comment: str, *, by: Viewer, now: datetime) -> None:
    """Why a weak pair is made all the same. Not a move: nothing to undo. Raises Published."""
    if row.variant.status == Variant.Status.PUBLISHED:
        raise Published
    VariantRow.objects.visible_to(by).filter(pk=row.pk).update(comment=comment.strip()[:300])
    record(by, "variant.commented", row.variant, at=now)


@transaction.atomic
def undo_step(variant: Variant, *, seen: int, by: Viewer, now: datetime) -> Told:
    """Takes back the last change. Raises Stale, NotDraft, NothingToUndo."""
    fresh, rows = _opened_variant(variant.pk, seen, by)
    if not fresh.steps:
        raise NothingToUndo
    step = fresh.steps.pop()
    if step.get("ban"):
        Ban.objects.visible_to(by).filter(pk=step["ban"]).delete()
    bases = _bases(fresh, rows, by, now)
    known = {one.id for one in bases.mentors}
    old = {row.pk: row for row in rows.values()}
    changes = {}
    for pk, mentor, locked, by_hand in step["rows"]:
        if pk in old:
            changes[old[pk].mentee_id] = mentor if mentor in known else None
            old[pk].locked, old[pk].by_hand = locked, by_hand
    _bump(fresh)
    _assign(fresh, rows, bases, changes, undoing=True)
    record(by, "variant.undone", fresh, at=now, rows=len(changes))
    return Told(fresh, f"Отменено. Средний балл {_mean(rows)}.")


Rows = dict[int, VariantRow]  # by mentee


def _opened(row: VariantRow, seen: int, by: Viewer) -> tuple[Variant, Rows]:
    return _opened_variant(row.variant_id, seen, by)


def _opened_variant(pk: int, seen: int, by: Viewer) -> tuple[Variant, Rows]:
    """The variant locked against other curators, with its rows."""
    variant = Variant.objects.visible_to(by).select_for_update(of=("self",)).get(pk=pk)
    if variant.version != seen:
        raise Stale
    if variant.status != Variant.Status.DRAFT:
        raise NotDraft
    rows = VariantRow.objects.visible_to(by).filter(variant=variant).select_related("mentee", "mentor")
    return variant, {row.mentee_id: row for row in rows.order_by("pk")}


def _bases(variant: Variant, rows: Rows, by: Viewer, now: datetime) -> Bases:
    return load_bases(by, variant.school_year, variant.form, by.organization.local_date(now), also=tuple(rows))


def _refuse_unfit(variant: Variant, rows: Rows, bases: Bases, own: VariantRow, to: int) -> None:
    mentee = next((one for one in bases.mentees if one.id == own.mentee_id), None)
    mentor = next((one for one in bases.mentors if one.id == to), None)
    if mentee is None or mentor is None:
        raise NotInSet
    asked = bases.asked(Terms.kept_with(variant)) | {"mentor": mentor, "mentee": mentee}
    fit = explain(**{name: value for name, value in asked.items() if name not in ("mentors", "mentees")})
    if blocks := [block.words for block in fit.blocks if block.rule != Rule.CAPACITY]:
        raise Excluded("; ".join(blocks))
    held = mentor.taken + sum(row.mentor_id == to for row in rows.values() if row is not own)
    if held >= mentor.capacity:
        raise NoPlace(mentor, held)


def _chain(variant: Variant, rows: Rows, bases: Bases, own: VariantRow, to: int) -> dict[int, int | None]:
    """The moves of the way that was shown: computed again from the same rows, so it is the same."""
    proposal = arrange(
        **bases.asked(Terms.kept_with(variant)),
        assigned={row.mentee_id: row.mentor_id for row in rows.values() if row.mentor_id},
        locked=[row.mentee_id for row in rows.values() if row.locked],
        minimum=variant.minimum,
    )
    if own.mentee_id not in proposal.cohort.row or to not in proposal.cohort.column:
        raise NotInSet
    found = alternatives(proposal, own.mentee_id, most=len(bases.mentors))
    option: Option | None = next((each for each in found.best if each.fit.mentor.id == to), None)
    if option is None:
        raise Excluded("этого наставника для наставляемого нет среди возможных")
    moves: dict[int, int | None] = {own.mentee_id: to}
    return moves | {step.mentee.id: step.to.id if step.to else None for step in option.displaced}


def _assign(
    variant: Variant, rows: Rows, bases: Bases, changes: Mapping[int, int | None], *, undoing: bool = False
) -> None:
    """Writes who goes to whom with the score and the words of the pair; `undoing`: marks are already as they were."""
    mentees, mentors = {one.id: one for one in bases.mentees}, {one.id: one for one in bases.mentors}
    asked = bases.asked(Terms.kept_with(variant))
    terms = {name: value for name, value in asked.items() if name not in ("mentors", "mentees")}
    for mentee, to in changes.items():
        row = rows[mentee]
        if not undoing:
            row.by_hand = to != variant.computed.get(str(mentee))
        values: dict[str, Any] = {"mentor_id": None, "score": None, "parts": [], "stars": 0}
        if to is not None and mentee in mentees:
            values = values_of(Row(mentees[mentee], explain(mentor=mentors[to], mentee=mentees[mentee], **terms)))
            del values["cause"]  # why the computation found nobody is told again when the pair is taken back
        elif row.by_hand:
            values["cause"] = BY_HAND
        _save(row, values, locked=row.locked and values["mentor_id"] is not None)


def _save(row: VariantRow, values: dict[str, Any], *, locked: bool) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.locked = locked
    VariantRow.objects.filter(pk=row.pk).update(**values, locked=locked, by_hand=row.by_hand)


def _push(variant: Variant, rows: Sequence[VariantRow], *, ban: int | None = None) -> None:
    """Keeps what these rows were, without a name and without a word."""
    step: dict[str, Any] = {"rows": [[row.pk, row.mentor_id, row.locked, row.by_hand] for row in rows]}
    if ban:
        step["ban"] = ban
    variant.steps = [*variant.steps, step][-MOST_STEPS:]
    _bump(variant)


def _bump(variant: Variant) -> None:
    variant.version += 1
    Variant.objects.filter(pk=variant.pk).update(version=variant.version, steps=variant.steps)


def _mean(rows: Rows) -> int:
    scores = [row.score for row in rows.values() if row.score is not None]
    return (2 * sum(scores) + len(scores)) // (2 * len(scores)) if scores else 0


def _moved_words(names: Mapping[int, str], changes: Mapping[int, int | None], before: int, after: int) -> str:
    """«Пробина Е. А. → Иванова А. П.; средний балл 71 → 72»."""
    moves = [f"{names.get(mentee, '')} → {names.get(to, '') if to else 'без пары'}" for mentee, to in changes.items()]
    return f"{'; '.join(moves)}. Средний балл {before} → {after}."
