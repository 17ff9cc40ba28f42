"""Addresses for calendar programs: made, taken back, opened by whoever holds one."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.roles import Permission
from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.tenancy import SYSTEM
from core.viewer import Viewer
from roadmaps.models import CalendarFeed, Roadmap
from schools.access import viewer_as

READ_STEP = timedelta(minutes=10)  # how exact «прочитана» is; most reads then write nothing


class LinkExists(DomainError):
    message = "Ссылка уже создана. Её адрес показывается один раз: если он потерян, сбросьте ссылку."


@dataclass(frozen=True, slots=True)
class OpenFeed:
    """A feed with the viewer it was given out by, as this person may read today."""

    viewer: Viewer
    roadmap: int | None


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def create_feed(roadmap: Roadmap | None, *, seen: int | None, by: Viewer, now: datetime) -> str:
    """The secret, told this once; only its digest is kept. A link the person has (`seen`) stops working.

    Raises LinkExists when there is another one than the person saw: a form sent twice makes one link.
    """
    owner = {"account": by.user, "membership": by.membership, "roadmap": roadmap}
    live = CalendarFeed.objects.select_for_update().filter(**owner, revoked_at=None).first()
    if (live.pk if live else None) != seen:
        raise LinkExists
    if live:
        CalendarFeed.objects.filter(pk=live.pk).update(revoked_at=now)
    secret = secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            feed = CalendarFeed.objects.create(secret=digest_of(secret), created_at=now, **owner)
    except IntegrityError as error:  # the same form in another tab was quicker
        raise LinkExists from error
    record(by, "feed.created", feed, organization=by.organization, at=now)
    return secret


@transaction.atomic
def revoke_feed(feed: CalendarFeed, *, by: Viewer, now: datetime) -> None:
    """The address answers «not found» from now on."""
    CalendarFeed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=now)
    record(by, "feed.revoked", feed, organization=by.organization, at=now)


def open_feed(secret: str, *, now: datetime) -> OpenFeed | None:
    """Whose feed it is; None for an address that is unknown, taken back, or whose owner has left or may not read.

    The system scope serves to find the feed and its person, nothing else is read under it.
    """
    with tenancy.tx(SYSTEM):
        rows = CalendarFeed.objects.select_related("membership__organization", "membership__account")
        rows = rows.filter(revoked_at=None, membership__ended_at=None, membership__organization__archived_at=None)
        rows = rows.filter(membership__account=F("account"), membership__account__is_active=True)
        feed = rows.filter(secret=digest_of(secret)).first()
        if feed is None:
            return None
        if feed.read_at is None or now - feed.read_at >= READ_STEP:
            CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now)
        viewer = viewer_as(feed.membership, today=feed.membership.organization.local_date(now))
    return OpenFeed(viewer, feed.roadmap_id) if viewer.can(Permission.ROADMAP_VIEW) else None
