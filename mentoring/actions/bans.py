"""«Не эти двое» outside a variant, and the end of a ban."""

from datetime import datetime

from django.db import transaction

from core.audit import record
from core.errors import DomainError, ReasonMissing
from core.viewer import Viewer
from mentoring.models import Ban, Participation


class NotThere(DomainError):
    message = "Кого-то из двоих в базе уже нет. Обновите страницу."


@transaction.atomic
def ban_pair(mentee: int, mentor: int, reason: str, *, by: Viewer, now: datetime) -> Ban:
    """By participations. Banned before: the first reason stays. Raises ReasonMissing, NotThere."""
    if not reason.strip():
        raise ReasonMissing
    own = Participation.objects.visible_to(by).filter(organization=by.organization, pk__in=[mentee, mentor])
    people = dict(own.values_list("pk", "person"))
    if len(people) < 2:
        raise NotThere
    ban, _ = Ban.objects.get_or_create(
        organization_id=by.organization.pk,
        mentor_id=people[mentor],
        mentee_id=people[mentee],
        defaults={"reason": reason.strip()[:300], "author": by.user, "created_at": now},
    )
    record(by, "ban.added", ban, at=now)
    return ban


@transaction.atomic
def lift_ban(ban: Ban, *, by: Viewer, now: datetime) -> None:
    """The two may be proposed again."""
    record(by, "ban.lifted", ban, at=now)
    Ban.objects.visible_to(by).filter(pk=ban.pk).delete()
