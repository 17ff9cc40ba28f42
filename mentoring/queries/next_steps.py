"""Who waits without a pair, why, and who does what about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.roles import Role
from core.viewer import Viewer
from mentoring.models import NextStep, Participation, VariantRow
from mentoring.models.bases import ParticipationQuerySet
from mentoring.queries.cohorts import waiting_mentees
from mentoring.queries.people_rows import waiting, who
from mentoring.queries.rules import rules_of
from schools.models import Membership
from schools.queries import by_name

ANSWERING = (Role.COORDINATOR, Role.CURATOR, Role.PSYCHOLOGIST)


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Somebody in the queue. `cause`: what the latest variant said, `is_proposed`: it found a mentor; `responsible`:
    of the open step.
    """

    pk: int
    person_id: int
    name: str
    about: str
    state: str
    mark: str
    cause: str
    is_proposed: bool
    step: NextStep | None
    responsible: str


def queue(viewer: Viewer, year: int, form: str) -> ParticipationQuerySet:
    """The longest first."""
    return waiting_mentees(viewer, year, form).select_related("person").order_by("waiting_since", "pk")


def unmatched(viewer: Viewer, rows: Sequence[Participation], today: date) -> list[Unmatched]:
    """A page of the queue in words; three statements."""
    pks = [row.pk for row in rows]
    steps = {step.participation_id: step for step in open_steps(viewer).filter(participation__in=pks)}
    names = _names(viewer, [step.responsible_id for step in steps.values()])
    causes = _causes(viewer, pks)
    rules = rules_of(viewer.organization)
    found = []
    for row in rows:
        words, mark = waiting(row, today, rules)
        step = steps.get(row.pk)
        responsible = names.get(step.responsible_id, "") if step else ""
        cause, mentor = causes.get(row.pk, ("", None))
        person, told = row.person, "" if mentor else cause
        named = (row.pk, person.pk, person.full_name, who(person), words, mark)
        found.append(Unmatched(*named, told, mentor is not None, step, responsible))
    return found


def _causes(viewer: Viewer, mentees: Sequence[int]) -> dict[int, tuple[str, int | None]]:
    """Cause and mentor of the newest variant that each stands in."""
    rows = VariantRow.objects.visible_to(viewer).filter(mentee__in=mentees)
    ordered = rows.order_by("variant__created_at", "pk").values_list("mentee", "cause", "mentor")
    return {mentee: (cause, mentor) for mentee, cause, mentor in ordered}


def open_steps(viewer: Viewer) -> QuerySet[NextStep]:
    return NextStep.objects.visible_to(viewer).filter(organization=viewer.organization, closed_at=None)


def assigned_steps(viewer: Viewer) -> QuerySet[NextStep]:
    """What the account answers for; people are read through the step alone."""
    own = open_steps(viewer).filter(responsible=viewer.user)
    return own.select_related("person").order_by("due_on", "opened_at", "pk")


def responsible_people(viewer: Viewer) -> list[Membership]:
    """Who may answer for a step: staff that work with the people of the programme, by name."""
    rows = Membership.objects.visible_to(viewer).active().filter(organization=viewer.organization)
    return list(by_name(rows.filter(roles__overlap=[str(role) for role in ANSWERING])))


def _names(viewer: Viewer, accounts: Sequence[int]) -> dict[int, str]:
    rows = Membership.objects.visible_to(viewer).filter(organization=viewer.organization, account__in=accounts)
    return {row.account_id: row.short_name for row in rows}
