"""Who gets a letter and what this person may read of it now."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists
from django.utils.module_loading import import_string

from core import tenancy
from core.letters import LetterText
from core.tenancy import Scope
from core.viewer import Viewer
from notifications.models import Letter, Mute, Pause
from schools.access import viewer_as
from schools.models import Membership, Organization

Writer = Callable[[Viewer, dict[str, Any], datetime], LetterText | None]


def text_of(letter: Letter, now: datetime) -> tuple[str, LetterText] | None:
    """Today's address and the letter in its writer's words, under the recipient's scope.

    None: the person left, switched the kind off, wants no letters these days, or there is nothing to tell any more.
    """
    with tenancy.tx(Scope(account=letter.account_id)):
        viewer = _guest(letter) if letter.account_id is None else _member(letter, now)
        if viewer is None:
            return None
        with tenancy.scope(viewer.scope):
            text = writer_of(letter.kind)(viewer, letter.payload, now)
    return (viewer.user.email if viewer.user else letter.address, text) if text else None


def writer_of(kind: str) -> Writer:
    return import_string(settings.LETTER_WRITERS[kind])


def _guest(letter: Letter) -> Viewer:
    """Somebody invited: reads rows of the inviting organization, no personal ones."""
    organization = Organization.objects.get(pk=letter.organization_id)
    return Viewer(scope=Scope(schools=(organization.pk,)), organization=organization)


def _member(letter: Letter, now: datetime) -> Viewer | None:
    people = Membership.objects.filter(account_id=letter.account_id, organization_id=letter.organization_id)
    muted = Mute.objects.filter(account_id=letter.account_id, kind=letter.kind)
    wanting = people.active().filter(~Exists(muted), account__is_active=True)
    person = wanting.select_related("account", "organization").first()
    if person is None:
        return None
    today = person.organization.local_date(now)
    if Pause.objects.covering(today).filter(account_id=letter.account_id).exists():
        return None
    return viewer_as(person, today=today)
