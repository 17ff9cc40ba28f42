"""The curator asks a mentor how the pair is doing."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.pair_news import tell_mentor
from mentoring.models import Pair


class NoWayIn(DomainError):
    message = "У наставника нет входа в программу: скопируйте текст и отправьте сами."


@transaction.atomic
def remind_mentor(pair: Pair, *, by: Viewer, now: datetime) -> None:
    """News and a letter, one a day however often it is pressed. Raises NoWayIn."""
    key = f"{pair.pk}:{by.organization.local_date(now)}"
    if not tell_mentor(pair, "remind", key=key, url=reverse("mentor_home"), now=now):
        raise NoWayIn
    record(by, "pair.reminded", pair, at=now)
