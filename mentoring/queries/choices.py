"""Whom a mentee could have: five best with the chains behind them, and who is excluded by which rule."""

from dataclasses import dataclass
from datetime import date

from core.viewer import Viewer
from mentoring.matching import Alternatives, Fit, Goal, Mentee, Proposal, alternatives, arrange
from mentoring.models import Request, Variant, VariantRow
from mentoring.queries.cohorts import Terms, load_bases, pair_rules_of

NONE_ASSIGNED: dict[int, int] = {}


@dataclass(frozen=True, slots=True)
class Seat:
    """A mentor of the set as a choice of «Переместить в…»."""

    pk: int
    name: str
    held: int
    capacity: int


@dataclass(frozen=True)
class Choice:
    """`fit`: the present pair; `cause`: why there is none."""

    mentee: Mentee
    fit: Fit | None
    cause: str
    alternatives: Alternatives
    seats: tuple[Seat, ...]
    requests: tuple[Request, ...]


def proposal_of(viewer: Viewer, variant: Variant, today: date) -> Proposal:
    """The variant as it stands, among the people as they are now. Nothing is solved."""
    rows = list(VariantRow.objects.visible_to(viewer).filter(variant=variant).values_list("mentee", "mentor", "locked"))
    bases = load_bases(viewer, variant.school_year, variant.form, today, also=tuple(row[0] for row in rows))
    inside = {row[0] for row in rows}
    asked = bases.asked(Terms.kept_with(variant))
    asked["mentees"] = [one for one in bases.mentees if one.id in inside]
    return arrange(
        **asked,
        assigned={mentee: mentor for mentee, mentor, _ in rows if mentor},
        locked=[mentee for mentee, _, locked in rows if locked],
        goal=Goal(variant.goal),
        minimum=variant.minimum,
    )


def choice_in(viewer: Viewer, proposal: Proposal, mentee: int) -> Choice | None:
    """None: the mentee does not take part any more."""
    row = proposal.row_of.get(mentee)
    if row is None:
        return None
    requests = Request.objects.visible_to(viewer).filter(participation=mentee).order_by("-is_main", "pk")
    seats = [Seat(one.id, one.name, proposal.load[one.id], one.capacity) for one in proposal.cohort.mentors]
    return Choice(
        row.mentee,
        row.fit,
        row.cause.words if row.cause else "",
        alternatives(proposal, mentee),
        tuple(sorted(seats, key=lambda seat: seat.name)),
        tuple(requests),
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mentee of the queue. `eligible`: how many mentors no rule excludes; nobody: `cause` says why."""

    mentee: Mentee
    eligible: int
    cause: str


def queue_of(viewer: Viewer, year: int, form: str, today: date) -> tuple[Proposal, list[Waiting]]:
    """Everybody who waits in a form, the longest first, as if nobody were proposed to anybody yet."""
    rules = pair_rules_of(viewer)
    bases = load_bases(viewer, year, form, today, rules=rules)
    terms = Terms(form, rules.weights, frozenset(rules.required))
    proposal = arrange(**bases.asked(terms), assigned=NONE_ASSIGNED)
    found = []
    for number, mentee in enumerate(proposal.cohort.mentees):
        eligible = int((proposal.cohort.blocked[number] == 0).sum()) if bases.mentors else 0
        row = proposal.rows[number]
        found.append(Waiting(mentee, eligible, row.cause.words if row.cause and not eligible else ""))
    return proposal, sorted(found, key=lambda one: (-one.mentee.days_waiting, one.mentee.name))
