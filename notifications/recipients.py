"""Who gets a letter and what this person may read of it now."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import User
from core import tenancy
from core.letters import LetterText
from core.tenancy import Scope
from core.viewer import Viewer
from notifications.models import Letter, Mute
from schools.access import viewer_as
from schools.models import Membership, Organization

Writer = Callable[[Viewer, dict[str, Any]], LetterText | None]


def address_of(letter: Letter) -> str:
    """The address of the account today, or the one written on the letter of somebody without an account."""
    return letter.address or User.objects.values_list("email", flat=True).get(pk=letter.account_id)


def text_of(letter: Letter, now: datetime) -> LetterText | None:
    """The letter in the words of its writer under the recipient's scope. None: nothing to tell this person any more."""
    with tenancy.tx(Scope(account=letter.account_id)):
        viewer = _viewer(letter, now)
        if viewer is None:
            return None
        with tenancy.scope(viewer.scope):
            return writer_of(letter.kind)(viewer, letter.payload)


def writer_of(kind: str) -> Writer:
    return import_string(settings.LETTER_WRITERS[kind])


def _viewer(letter: Letter, now: datetime) -> Viewer | None:
    organization = Organization.objects.get(pk=letter.organization_id)
    if letter.account_id is None:
        return Viewer(scope=Scope(schools=(organization.pk,)), organization=organization)
    if Mute.objects.filter(account_id=letter.account_id, kind=letter.kind).exists():
        return None
    mine = Membership.objects.filter(account_id=letter.account_id, organization=organization).active()
    membership = mine.filter(account__is_active=True).select_related("account", "organization").first()
    return membership and viewer_as(membership, today=organization.local_date(now))
