"""The page of a variant: its rows as they are kept, with loads, options and figures. Nothing is computed here."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet

from core.viewer import Viewer
from mentoring.matching import Criterion
from mentoring.models import (
    MentorCard,
    MentoringForm,
    Pair,
    PairMember,
    PairRules,
    Participation,
    Side,
    Variant,
    VariantRow,
    Wish,
)
from mentoring.queries.cohorts import model_of, offered_mentors, pair_rules_of, waiting_mentees
from mentoring.queries.people_rows import who

SHOWS = {
    "weak": "Слабые",
    "alone": "Без пары",
    "one_sided": "Без взаимного выбора",
    "changed": "Изменённые",
    "open": "Незакреплённые",
}
REASONS, OPTIONS = 3, 3


@dataclass(frozen=True, slots=True)
class Place:
    """A mentor of the set: places held outside the variant, in it, and how many there are."""

    pk: int
    person_id: int
    name: str
    held: int
    capacity: int

    @property
    def free(self) -> int:
        return max(self.capacity - self.held, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table. `options`: (mentor, name, score, has a free place)."""

    pk: int
    mentee: int
    person_id: int
    name: str
    about: str
    mentor: Place | None
    score: int | None
    is_weak: bool
    why: tuple[str, ...]
    against: tuple[str, ...]
    stars: str
    options: tuple[tuple[int, str, int, bool], ...]
    cause: str
    locked: bool
    by_hand: bool
    comment: str
    refused: str


@dataclass(frozen=True, slots=True)
class Figures:
    """`mean` and `minimum` of the scores; `wishes_met` of `wishes_named`: mentees who got somebody they named;
    `loads`: places held → how many mentors.
    """

    pairs: int
    alone: int
    mean: int
    minimum: int
    weak: int
    wishes_met: int
    wishes_named: int
    mutual: int
    changed: int
    locked: int
    loads: tuple[tuple[int, int], ...]

    @property
    def people(self) -> int:
        return self.pairs + self.alone

    @property
    def spread(self) -> int:
        return self.loads[-1][0] - self.loads[0][0] if self.loads else 0


@dataclass(frozen=True)
class VariantPage:
    variant: Variant
    rules: PairRules
    lines: tuple[Line, ...]
    places: tuple[Place, ...]
    figures: Figures
    newcomers: int  # who waits now and was not there when the variant was computed

    def shown(self, show: str) -> tuple[Line, ...]:
        kept = {
            "weak": lambda line: line.is_weak,
            "alone": lambda line: line.mentor is None,
            "one_sided": lambda line: line.mentor is not None and line.stars != "★★",
            "changed": lambda line: line.by_hand,
            "open": lambda line: line.mentor is not None and not line.locked,
        }.get(show)
        return tuple(filter(kept, self.lines)) if kept else self.lines

    @cached_property
    def counts(self) -> dict[str, int]:
        return {show: len(self.shown(show)) for show in SHOWS}

    @property
    def person_ids(self) -> list[int]:
        return [line.person_id for line in self.lines]


def variants_of(viewer: Viewer, year: int, form: str) -> QuerySet[Variant]:
    """The newest first."""
    rows = Variant.objects.visible_to(viewer).filter(organization=viewer.organization, school_year=year, form=form)
    return rows.order_by("-number")


def waiting_by_form(viewer: Viewer, year: int) -> dict[str, int]:
    """How many wait for a pair in every form; who named none waits in any of the model. One statement."""
    rows = Participation.objects.visible_to(viewer).filter(
        organization=viewer.organization, school_year=year, side=Side.MENTEE, state=Participation.State.WAITING
    )
    counts: dict[str, Any] = {
        form: Count("pk", filter=Q(model=model_of(form)) & (Q(forms__contains=[form]) | Q(forms=[])))
        for form in MentoringForm.values
    }
    return rows.listed().aggregate(**counts)


def places_of(viewer: Viewer, year: int, form: str, rules: PairRules, rows: Iterable[VariantRow] = ()) -> list[Place]:
    """Mentors of a form by name, with the places they hold outside the rows and in them."""
    mentors = list(offered_mentors(viewer, year, form).select_related("person").order_by("person__search_name", "pk"))
    people = [row.person_id for row in mentors]
    cards = MentorCard.objects.visible_to(viewer).filter(person__in=people)
    capacity = dict(cards.values_list("person", "capacity"))
    taken = taken_places(viewer, people)
    inside = Counter(row.mentor_id for row in rows)
    return [
        Place(
            row.pk,
            row.person_id,
            row.person.short_name,
            taken[row.person_id] + inside[row.pk],
            min(capacity.get(row.person_id, 1), rules.most_mentees),
        )
        for row in mentors
    ]


def taken_places(viewer: Viewer, people: Sequence[int]) -> Counter[int]:
    """Mentor → places held by open pairs."""
    rows = PairMember.objects.visible_to(viewer).filter(
        organization=viewer.organization, mentor__in=people, status__in=Pair.OPEN, left_on=None
    )
    return Counter(rows.values_list("mentor", flat=True))


def rows_of(viewer: Viewer, variant: Variant) -> list[VariantRow]:
    rows = VariantRow.objects.visible_to(viewer).filter(variant=variant)
    return list(rows.select_related("mentee__person", "mentor__person").order_by("mentee__person__search_name", "pk"))


def variant_page(viewer: Viewer, variant: Variant) -> VariantPage:
    """A constant number of statements."""
    rows, rules = rows_of(viewer, variant), pair_rules_of(viewer)
    counted = rows if variant.status != Variant.Status.PUBLISHED else ()  # published pairs hold their places themselves
    places = places_of(viewer, variant.school_year, variant.form, rules, counted)
    by_pk = {place.pk: place for place in places}
    lines = tuple(_line(row, by_pk, rules) for row in rows)
    known = {row.mentee_id for row in rows}
    waiting = waiting_mentees(viewer, variant.school_year, variant.form).values_list("pk", flat=True)
    newcomers = sum(pk not in known for pk in waiting) if variant.status != Variant.Status.PUBLISHED else 0
    figures = figures_of(rows, _wished(viewer, known), rules.weak_below, places)
    return VariantPage(variant, rules, lines, tuple(places), figures, newcomers)


def _wished(viewer: Viewer, mentees: Iterable[int]) -> dict[int, set[int]]:
    """Mentee → the mentors named, by participations."""
    found: dict[int, set[int]] = {}
    rows = Wish.objects.visible_to(viewer).filter(voter__in=list(mentees)).exclude(rank=Wish.UNWANTED)
    for voter, chosen in rows.values_list("voter", "chosen"):
        found.setdefault(voter, set()).add(chosen)
    return found


def figures_of(
    rows: Sequence[VariantRow], wished: dict[int, set[int]], weak_below: int, places: Sequence[Place] = ()
) -> Figures:
    scores = [row.score for row in rows if row.mentor_id and row.score is not None]
    total = sum(scores)
    return Figures(
        pairs=len(scores),
        alone=len(rows) - len(scores),
        mean=(2 * total + len(scores)) // (2 * len(scores)) if scores else 0,
        minimum=min(scores, default=0),
        weak=sum(score < weak_below for score in scores),
        wishes_met=sum(row.mentor_id in wished.get(row.mentee_id, ()) for row in rows),
        wishes_named=len(wished),
        mutual=sum(row.mentor_id is not None and row.stars == 2 for row in rows),
        changed=sum(row.by_hand for row in rows),
        locked=sum(row.locked for row in rows),
        loads=tuple(sorted(Counter(place.held for place in places).items())),
    )


def _line(row: VariantRow, places: dict[int, Place], rules: PairRules) -> Line:
    person = row.mentee.person
    place = places.get(row.mentor_id or 0)
    if place is None and row.mentor is not None:  # a mentor who does not take part any more
        place = Place(row.mentor.pk, row.mentor.person_id, row.mentor.person.short_name, 0, 0)
    return Line(
        pk=row.pk,
        mentee=row.mentee_id,
        person_id=person.pk,
        name=person.short_name,
        about=who(person),
        mentor=place,
        score=row.score if place else None,
        is_weak=place is not None and row.score is not None and row.score < rules.weak_below,
        why=reasons(row.parts, speaks=True)[:REASONS],
        against=reasons(row.parts, speaks=False)[:REASONS],
        stars="★" * row.stars,
        options=tuple(
            (pk, places[pk].name, score, places[pk].free > 0)
            for pk, score in row.options
            if pk != row.mentor_id and pk in places
        )[:OPTIONS],
        cause=row.cause if place is None else "",
        locked=row.locked,
        by_hand=row.by_hand,
        comment=row.comment,
        refused=row.refused,
    )


def reasons(parts: Sequence[dict[str, Any]], *, speaks: bool) -> tuple[str, ...]:
    """Words of the criteria that speak for a pair, the weightiest first, or against it, the costliest first."""
    found = [part for part in parts if part["speaks"] is speaks and part["criterion"] != Criterion.WAITING]
    found.sort(key=lambda part: -part["points"] if speaks else part["points"] - part["out_of"])
    return tuple(part["words"] for part in found)


@dataclass(frozen=True, slots=True)
class Ready:
    """What there is to match: who waits, who mentors, how many places are free."""

    mentees: int
    mentors: int
    free: int

    @property
    def lacking(self) -> int:
        return max(self.mentees - self.free, 0)


def ready_of(viewer: Viewer, year: int, form: str) -> Ready:
    places = places_of(viewer, year, form, pair_rules_of(viewer))
    return Ready(waiting_mentees(viewer, year, form).count(), len(places), sum(place.free for place in places))
