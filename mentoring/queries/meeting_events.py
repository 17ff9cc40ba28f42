"""Planned meetings for calendars. Initials only: a link of a feed may end up anywhere."""

from functools import cache
from urllib.parse import urlsplit

from django.conf import settings

from core.http import address_of
from core.ics import FeedEvent
from core.viewer import Viewer
from mentoring.meetings.hours import hours_of
from mentoring.models import Meeting, PairMember, Person
from mentoring.queries.meetings import SOMEBODY
from mentoring.queries.pairs import expected

Status = Meeting.Status


def own_meetings(viewer: Viewer) -> list[FeedEvent]:
    """Meetings of the viewer's own pairs that were planned, those called off too. Nothing is asked without a pair."""
    if not viewer.scope.pairs:
        return []
    rows = Meeting.objects.visible_to(viewer).filter(pair__in=viewer.scope.pairs, during__isnull=False)
    found = list(rows.select_related("pair__mentor").order_by("held_on", "pk"))
    initials = _mentees(viewer, {row.pair_id for row in found})
    return [_event(viewer, row, initials.get(row.pair_id, [])) for row in found]


def meeting_event(viewer: Viewer, meeting: Meeting) -> FeedEvent:
    """`meeting` has the hours it was planned for, and its pair with the mentor."""
    return _event(viewer, meeting, _mentees(viewer, {meeting.pair_id}).get(meeting.pair_id, []))


def _mentees(viewer: Viewer, pairs: set[int]) -> dict[int, list[str]]:
    found: dict[int, list[PairMember]] = {}
    rows = PairMember.objects.visible_to(viewer).filter(pair__in=pairs, left_on=None).order_by("slot")
    for row in rows.select_related("mentee"):
        found.setdefault(row.pair_id, []).append(row)
    return {pair: [_initials(row.mentee) for row in expected(members)] for pair, members in found.items()}


def _initials(person: Person) -> str:
    return SOMEBODY if person.is_stopped else f"{person.first_name[:1]}.\u00a0{person.last_name[:1]}."


def _event(viewer: Viewer, meeting: Meeting, mentees: list[str]) -> FeedEvent:
    zone = viewer.organization.zone
    first, last = (moment.astimezone(zone) for moment in hours_of(meeting))
    is_mentor = meeting.pair_id in viewer.scope.write_pairs
    whom = ", ".join(mentees) if is_mentor else _initials(meeting.pair.mentor)
    return FeedEvent(
        uid=f"meeting-{meeting.pk}@{_host(settings.SITE_URL)}",
        first=meeting.held_on,
        last=meeting.held_on,
        summary=f"{'✓ ' if meeting.status == Status.HELD else ''}Встреча: {whom}",
        description=f"{meeting.get_kind_display()}, {meeting.get_way_display()}",
        url=settings.SITE_URL.rstrip("/") + (address_of("meeting_mark", meeting.pk) if is_mentor else "/m/"),
        sequence=meeting.sequence,
        cancelled=meeting.status == Status.MISSED,
        hours=(first, last),
    )


@cache
def _host(site: str) -> str:
    return urlsplit(site).hostname or ""
