"""What colleagues say about an activity. Upper levels never read it: a message may name a child."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from notifications.actions import notify
from notifications.models import Kind
from roadmaps.models import Activity, Comment, Roadmap
from roadmaps.queries.discussion import colleagues_of, is_removable
from schools.models import Membership

LONGEST = 5000


class EmptyMessage(DomainError):
    message = "Напишите сообщение."


class DiscussionClosed(DomainError):
    message = "Карта в архиве: обсуждение можно только читать."


class NotMentionable(DomainError):
    message = "Упомянуть можно только действующих сотрудников этой организации."


class NotYourMessage(DomainError):
    message = "Удалить можно только своё сообщение."


class TooLate(DomainError):
    message = "Сообщение можно удалить в течение суток. Напишите новое, если что-то изменилось."


@transaction.atomic
def add_comment(activity: Activity, *, text: str, mentions: Collection[int], by: Viewer, now: datetime) -> Comment:
    """`mentions`: ids of memberships; each of them gets a notice and a letter.

    Raises EmptyMessage, DiscussionClosed, NotMentionable.
    """
    words, wanted = text.strip()[:LONGEST], set(mentions)
    if not words:
        raise EmptyMessage
    if activity.roadmap.status == Roadmap.Status.ARCHIVED:
        raise DiscussionClosed
    people = [person for person in colleagues_of(by, activity.organization) if person.pk in wanted]
    if len(people) != len(wanted):
        raise NotMentionable
    comment = Comment.objects.create(
        organization_id=activity.organization_id,
        activity=activity,
        author=by.membership,
        text=words,
        mentions=[person.pk for person in people],
        made_at=now,
    )
    record(by, "comment.added", activity, at=now, comment=comment.pk, mentions=len(people))
    _tell(comment, activity, [person for person in people if person.pk != by.membership.pk], now)
    return comment


def _tell(comment: Comment, activity: Activity, people: list[Membership], now: datetime) -> None:
    notify(
        people,
        kind=Kind.MENTION,
        about=comment,
        title=f"Вас упомянули: {activity.name}",
        key=f"comment:{comment.pk}",
        now=now,
        url=f"{activity.get_absolute_url()}#comment-{comment.pk}",
    )


@transaction.atomic
def remove_comment(comment: Comment, *, by: Viewer, now: datetime) -> None:
    """The words go, its place stays. Raises NotYourMessage, TooLate."""
    row = Comment.objects.select_for_update().select_related("activity").get(pk=comment.pk)
    if by.membership is None or row.author_id != by.membership.pk:
        raise NotYourMessage
    if row.removed_at is not None:
        return
    if not is_removable(row.made_at, now):
        raise TooLate
    row.text, row.mentions, row.removed_at = "", [], now
    row.save(update_fields=["text", "mentions", "removed_at"])
    record(by, "comment.removed", row.activity, at=now, comment=row.pk)
