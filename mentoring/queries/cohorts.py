"""Who can be matched: the two bases of a form as the plain people of `mentoring.matching`.

The same number of statements for five people and for five hundred.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from django.db.models import Q

from core.viewer import Viewer
from mentoring.matching import CAN_BE_REQUIRED, Cell, Cohort, Goal, Mentee, Mentor, Rules, Weights, cohort_of
from mentoring.models import (
    Ban,
    MentoringForm,
    Pair,
    PairMember,
    PairRules,
    Participation,
    Person,
    Side,
    TargetModel,
    Variant,
)
from mentoring.models.bases import ParticipationQuerySet
from mentoring.queries.cohort_facts import Facts

State = Participation.State
REQUIRABLE = frozenset(criterion.value for criterion in CAN_BE_REQUIRED)


@dataclass(frozen=True)
class Terms:
    """What a set is matched by: taken from the rules of the organization, or kept with a variant."""

    form: str
    weights: Mapping[str, int] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    minimum: int = 0
    goal: str = Goal.COVERAGE.value

    @classmethod
    def kept_with(cls, variant: Variant) -> Self:
        return cls(variant.form, variant.weights, frozenset(variant.required), variant.minimum, variant.goal)


@dataclass(frozen=True)
class Bases:
    """The people of a set and what is forbidden between them; `rules` are those of the organization."""

    mentors: tuple[Mentor, ...]
    mentees: tuple[Mentee, ...]
    banned: Mapping[Cell, str]
    rules: PairRules

    def asked(self, terms: Terms) -> dict[str, Any]:
        """Arguments of `mentoring.matching` for these people under the terms."""
        kept = self.rules
        rules = Rules(
            form=terms.form,
            required=terms.required & REQUIRABLE,
            training_required=kept.training_required,
            age_slack=kept.age_slack,
            weak_below=kept.weak_below,
        )
        return {
            "mentors": self.mentors,
            "mentees": self.mentees,
            "rules": rules,
            "weights": Weights.of(terms.weights),
            "banned": self.banned,
        }

    def cohort(self, terms: Terms) -> Cohort:
        return cohort_of(**self.asked(terms))


def model_of(form: str) -> str:
    """Whose programme a form belongs to."""
    return TargetModel.TEACHER if form == MentoringForm.TEACHER_TEACHER else TargetModel.PUPIL


def pair_rules_of(viewer: Viewer) -> PairRules:
    """Those of the own organization; the defaults, not saved, where nothing was decided."""
    found = PairRules.objects.visible_to(viewer).filter(organization=viewer.organization).first()
    return found or PairRules(organization=viewer.organization)


def side_of(viewer: Viewer, year: int, form: str, side: str) -> ParticipationQuerySet:
    """Who takes part in a form this year and can be worked with; who named no form takes part in any."""
    rows = Participation.objects.visible_to(viewer).filter(
        Q(forms__contains=[form]) | Q(forms=[]),
        organization=viewer.organization,
        school_year=year,
        side=side,
        model=model_of(form),
    )
    return rows.listed()


def waiting_mentees(viewer: Viewer, year: int, form: str) -> ParticipationQuerySet:
    """Those who wait and stand in no open pair of this form; one whose mentor has left is none."""
    held = PairMember.objects.visible_to(viewer).filter(status__in=Pair.OPEN, left_on=None, form=form)
    held = held.exclude(mentor__status=Person.Status.LEFT)
    rows = side_of(viewer, year, form, Side.MENTEE).filter(state=State.WAITING)
    return rows.exclude(person__in=held.filter(organization=viewer.organization).values("mentee"))


def offered_mentors(viewer: Viewer, year: int, form: str) -> ParticipationQuerySet:
    """Also those without a free place: they are named as the nearest."""
    return side_of(viewer, year, form, Side.MENTOR).exclude(state__in=[State.LEFT, State.COMPLETED])


def load_bases(
    viewer: Viewer, year: int, form: str, today: date, *, also: Sequence[int] = (), rules: PairRules | None = None
) -> Bases:
    """`also`: mentees of a saved variant who do not wait any more, by their participations."""
    waiting = waiting_mentees(viewer, year, form).select_related("person")
    beside = Participation.objects.visible_to(viewer).filter(pk__in=also, side=Side.MENTEE).listed()
    found = {row.pk: row for row in (*waiting, *(beside.select_related("person") if also else ()))}
    mentees = [found[pk] for pk in sorted(found)]
    mentors = list(offered_mentors(viewer, year, form).select_related("person").order_by("pk"))
    kept = rules or pair_rules_of(viewer)
    facts = Facts.load(viewer, mentors, mentees, today)
    return Bases(
        tuple(facts.mentor(row, kept) for row in mentors),
        tuple(facts.mentee(row) for row in mentees),
        _banned(viewer, mentors, mentees),
        kept,
    )


def _banned(viewer: Viewer, mentors: Sequence[Participation], mentees: Sequence[Participation]) -> dict[Cell, str]:
    """«Не эти двое», whichever of them mentors."""
    offered = {row.person_id: row.pk for row in mentors}
    wanted = {row.person_id: row.pk for row in mentees}
    rows = Ban.objects.visible_to(viewer).filter(organization=viewer.organization)
    found = {}
    for mentor, mentee, reason in rows.values_list("mentor", "mentee", "reason"):
        for one, other in ((mentor, mentee), (mentee, mentor)):
            if one in offered and other in wanted:
                found[Cell(wanted[other], offered[one])] = reason
    return found
