"""Somebody leaves: the open work goes to somebody else."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from roadmaps.actions.reminders import notify_assigned
from roadmaps.models import Activity, Occurrence, Responsible, Roadmap
from schools.actions import end_membership
from schools.models import Membership


class SuccessorNeeded(DomainError):
    message = "За человеком числятся незаконченные мероприятия. Выберите, кому их передать."


class WrongSuccessor(DomainError):
    message = "Передать можно только другому сотруднику той же организации."


def open_work(person: Membership) -> QuerySet[Responsible]:
    """Where the person is named and something is still to be done; finished activities keep their names."""
    occurrences = Occurrence.objects.filter(activity=OuterRef("activity"))
    unfinished = Exists(occurrences.unsettled()) | ~Exists(occurrences)
    rows = Responsible.objects.filter(organization_id=person.organization_id, person=person)
    return rows.exclude(activity__roadmap__status=Roadmap.Status.ARCHIVED).filter(Q(unfinished))


def _activities(person: Membership) -> list[Activity]:
    rows = Activity.objects.filter(pk__in=open_work(person).values("activity_id"))
    return list(rows.select_related("roadmap", "organization").order_by("stage__position", "position"))


@transaction.atomic
def hand_over(person: Membership, to: Membership, *, by: Viewer) -> int:
    """Names `to` instead of `person` in all open work; returns how many activities changed. Raises WrongSuccessor."""
    if to.pk == person.pk or to.organization_id != person.organization_id or to.ended_at is not None:
        raise WrongSuccessor
    rows = open_work(person)
    ids = list(rows.values_list("pk", "activity_id"))
    already = set(Responsible.objects.filter(person=to).values_list("activity_id", flat=True))
    Responsible.objects.filter(pk__in=[pk for pk, activity in ids if activity in already]).delete()
    rest = [pk for pk, activity in ids if activity not in already]
    Responsible.objects.filter(pk__in=rest).update(person=to, text=to.short_name)
    changed = len({activity for _pk, activity in ids})
    record(by, "person.handed_over", person, to=to.pk, activities=changed)
    return changed


@transaction.atomic
def deactivate_person(person: Membership, hand_over_to: Membership | None, *, by: Viewer, now: datetime) -> int:
    """Hands the open work over, then ends the membership; returns the number of activities handed over.

    Raises SuccessorNeeded, WrongSuccessor and the refusals of schools.actions.end_membership.
    """
    changed = 0
    if open_work(person).exists():
        if hand_over_to is None:
            raise SuccessorNeeded
        activities = _activities(person)
        changed = hand_over(person, hand_over_to, by=by)
        notify_assigned(activities, [hand_over_to], by=by, now=now)
    end_membership(person, by=by, now=now)
    return changed
