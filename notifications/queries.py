"""The inbox as a person sees it."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from django.conf import settings

from core.statements import one_row, scope_values, visible
from core.viewer import Viewer
from notifications.models import OPTIONAL_KINDS, Kind, Mute, Notice, Pause

SHOWN = 200  # of either half
COUNTED = 100  # the mark in the top bar needs no more
UNREAD = f"""
SELECT count(*) FROM (SELECT 1 FROM "notifications_notice" n
WHERE n.read_at IS NULL AND {visible(Notice, "n")} LIMIT {COUNTED}) counted"""


@dataclass(frozen=True)
class InboxDay:
    """News of one local day, newest first."""

    day: date
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class Inbox:
    unread: tuple[InboxDay, ...]
    read: tuple[InboxDay, ...]
    zone: ZoneInfo


def inbox(viewer: Viewer) -> Inbox:
    """Unread news first, then what was read; each grouped by the viewer's local day. Two queries."""
    mine = Notice.objects.visible_to(viewer).select_related("organization").order_by("-created_at")
    zone = viewer.organization.zone if viewer.organization else ZoneInfo(settings.TIME_ZONE)
    return Inbox(
        unread=_by_day(list(mine.unread()[:SHOWN]), zone),
        read=_by_day(list(mine.exclude(read_at=None)[:SHOWN]), zone),
        zone=zone,
    )


def unread_count(viewer: Viewer) -> int:
    """How many unread news, 100 at most: one statement by hand, for every page has it; it stops counting there."""
    if viewer.user is None:
        return 0
    row = one_row(UNREAD, scope_values(viewer))
    return int(row[0]) if row else 0


def wanted_kinds(viewer: Viewer) -> list[str]:
    """Optional kinds of letters the person has not switched off."""
    muted = set(Mute.objects.filter(account_id=viewer.user.pk).values_list("kind", flat=True))
    return [kind.value for kind in OPTIONAL_KINDS if kind not in muted]


def pause_of(viewer: Viewer) -> dict[str, date]:
    """First and last day, both or neither."""
    row = Pause.objects.filter(account_id=viewer.user.pk).first()
    return {"pause_from": row.starts_on, "pause_to": row.ends_on} if row else {}


def kind_label(kind: str) -> str:
    return Kind(kind).label


def _by_day(notices: list[Notice], zone: ZoneInfo) -> tuple[InboxDay, ...]:
    days = groupby(notices, lambda notice: notice.created_at.astimezone(zone).date())
    return tuple(InboxDay(day, tuple(rows)) for day, rows in days)
