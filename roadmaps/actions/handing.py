"""«Передать»: one activity of an approved map goes to another person of the same organization."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from roadmaps.actions.people import WrongSuccessor
from roadmaps.actions.reminders import notify_assigned
from roadmaps.actions.rows import lock_seen
from roadmaps.models import Activity, Responsible, Roadmap
from roadmaps.queries.handing import yours_to_hand
from schools.models import Membership


class NotHandable(DomainError):
    message = "Передать можно мероприятие утверждённой карты, за которое отвечаете вы. Попросите координатора."


@transaction.atomic
def hand_over_activity(
    activity: Activity, to: Membership, *, instead: Responsible | None, by: Viewer, seen_version: int, now: datetime
) -> None:
    """Names `to` instead of the person, role or words of `instead`, or beside the others; the person is told at once.

    No change set: who does the work is settled inside the organization, and the approved paper keeps its words.
    Locks the row. Raises NotHandable, WrongSuccessor, ActivityChanged.
    """
    row = lock_seen(activity, seen_version)
    theirs = {each.pk for each in yours_to_hand(by, row) or []}
    if row.roadmap.status != Roadmap.Status.APPROVED or (instead is not None and instead.pk not in theirs):
        raise NotHandable
    named = Responsible.objects.filter(activity=row)
    if to.organization_id != row.organization_id or to.ended_at is not None or named.filter(person=to).exists():
        raise WrongSuccessor
    values = {"kind": Responsible.Kind.PERSON, "person": to, "role": "", "body": None, "text": to.short_name}
    if instead is None:
        place = (named.aggregate(last=Max("position"))["last"] or 0) + 1
        Responsible.objects.create(organization_id=row.organization_id, activity=row, position=place, **values)
    else:
        named.filter(pk=instead.pk).update(**values)
    Activity.objects.filter(pk=row.pk).update(version=F("version") + 1)
    record(by, "activity.handed_over", row, to=to.pk, instead=instead.pk if instead else None)
    notify_assigned([row], [to], by=by, now=now)
