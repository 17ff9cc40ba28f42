"""Reports of trouble in a pair: apart from the log, read by curators and the psychologist alone."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from core.audit import record, unnamed
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.pair_news import tell_of_concern
from mentoring.models import Concern, Pair


class AlreadyClosed(DomainError):
    message = "С этим сообщением уже разобрались."


@transaction.atomic
def report_concern(pair: Pair, text: str, *, by: Viewer, now: datetime) -> None:
    """The author may not read it back; notices and letters hold no word of it. Who has sent it stands beside the words
    alone: the log, which coordinators read, does not know.
    """
    concern = Concern(organization_id=pair.organization_id, pair=pair, text=text, author=by.user, created_at=now)
    concern.save(force_insert=True)
    record(unnamed(by), "concern.reported", concern, at=now)
    tell_of_concern(pair, key=str(concern.pk), url=reverse("concern_list"), now=now)


@transaction.atomic
def close_concern(concern: Concern, answer: str, *, by: Viewer, now: datetime) -> None:
    """Raises AlreadyClosed."""
    rows = Concern.objects.visible_to(by).filter(pk=concern.pk, closed_at=None)
    if not rows.update(answer=answer, closed_at=now, closed_by=by.user):
        raise AlreadyClosed
    record(by, "concern.closed", concern, at=now)
