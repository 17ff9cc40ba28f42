"""Who is told about the way of a roadmap."""

from datetime import datetime

from django.urls import reverse

from accounts.roles import Permission
from core.viewer import Viewer
from core.words import counted
from notifications.actions import News, notify_each
from notifications.models import Kind
from roadmaps.actions.sides import people_who
from roadmaps.models import Submission
from roadmaps.terms.wording import REMARKS
from schools.models import Membership


def tell_sent(submission: Submission, *, by: Viewer, now: datetime) -> int:
    """Those who decide at the step where the roadmap stands now."""
    if submission.state == Submission.State.AT_DIRECTOR:
        people = people_who(Permission.ROADMAP_FORWARD, submission.organization_id)
        url = reverse("roadmap_forward", args=[submission.roadmap_id])
    else:
        above = submission.roadmap.organization.parent_id
        people = people_who(Permission.ROADMAP_ENDORSE, above) if above else []
        url = reverse("endorsement_detail", args=[submission.pk])
    title = f"Карта ждёт вашего решения: {submission.roadmap.organization.short_name}"
    return _tell(people, Kind.SENT, submission, title, url, by, now)


def tell_returned(submission: Submission, remarks: int, *, by: Viewer, now: datetime) -> int:
    people = people_who(Permission.ROADMAP_SEND, submission.organization_id)
    title = f"Карта возвращена: {counted(remarks, REMARKS)}"
    url = reverse("roadmap_gate", args=[submission.roadmap_id])
    if submission.change_set_id:
        url = reverse("change_detail", args=[submission.change_set_id])
    return _tell(people, Kind.RETURNED, submission, title, url, by, now)


def tell_endorsed(submission: Submission, *, by: Viewer, now: datetime) -> int:
    """Whoever sent it and the head: the order is theirs to make."""
    owner = submission.organization_id
    people = [*people_who(Permission.ROADMAP_SEND, owner), *people_who(Permission.ROADMAP_FORWARD, owner)]
    url = reverse("roadmap_detail", args=[submission.roadmap_id])
    return _tell(people, Kind.ENDORSED, submission, "Карта согласована", url, by, now)


def _tell(
    people: list[Membership], kind: str, submission: Submission, title: str, url: str, by: Viewer, now: datetime
) -> int:
    others = {person.pk: person for person in people if by.user is None or person.account_id != by.user.pk}
    key = f"submission:{submission.pk}:{submission.edition}"
    payload = {"submission": submission.pk}
    return notify_each([News(person, title, url, payload) for person in others.values()], kind=kind, key=key, now=now)
