"""Calendar feeds of a person, and what stands in them. No names of people go out: a link may end up anywhere."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q, QuerySet

from core.http import address_of
from core.ics import FeedEvent
from core.viewer import Viewer
from mentoring.queries.meeting_events import own_meetings
from mentoring.queries.plan_events import own_tasks
from roadmaps.models import CalendarFeed, Occurrence, Responsible, Roadmap
from roadmaps.queries.maps import own_maps
from roadmaps.work import is_open

MINE = "Мои мероприятия и встречи"
REMIND_DAYS = 3
SPAN = timedelta(days=6)  # a longer window is shown by its last day alone
FIELDS = (
    *("pk", "activity_id", "starts_on", "due_on", "state", "version", "activity__version", "activity__removed_on"),
    *("activity__number", "activity__name", "activity__expected_result", "roadmap__title"),
)


@dataclass(frozen=True, slots=True)
class OfferedFeed:
    """One line of the page: what may be subscribed to, and the live link if there is one."""

    title: str
    about: str
    roadmap: int | None
    live: int | None = None
    created_at: datetime | None = None
    read_at: datetime | None = None


def offered_feeds(viewer: Viewer) -> list[OfferedFeed]:
    """«Мои мероприятия» and every approved map of the viewer's organization. Two queries."""
    maps = own_maps(viewer).filter(status=Roadmap.Status.APPROVED)
    live = {feed.roadmap_id: feed for feed in live_feeds(viewer)}
    lines = [OfferedFeed(MINE, "Сроки, за которые отвечаете вы, встречи ваших пар и задания их программ", None)]
    lines += [
        OfferedFeed(title, "Вся карта", pk) for pk, title in maps.order_by("starts_on").values_list("pk", "title")
    ]
    return [_with_link(line, live.get(line.roadmap)) for line in lines]


def live_feeds(viewer: Viewer) -> QuerySet[CalendarFeed]:
    return CalendarFeed.objects.filter(account=viewer.user, membership=viewer.membership, revoked_at=None)


def _with_link(line: OfferedFeed, feed: CalendarFeed | None) -> OfferedFeed:
    if feed is None:
        return line
    return OfferedFeed(line.title, line.about, line.roadmap, feed.pk, feed.created_at, feed.read_at)


def feed_events(viewer: Viewer, roadmap: int | None, today: date) -> list[FeedEvent]:
    """Terms with a date of the approved maps; of one map, or of all that name the viewer, then with meetings
    and tasks of own pairs.

    One query, three more for who stands in a pair.
    """
    rows = Occurrence.objects.visible_to(viewer).filter(
        organization=viewer.organization, roadmap__status=Roadmap.Status.APPROVED, due_on__isnull=False
    )
    if roadmap is None:
        answers = Responsible.objects.visible_to(viewer).filter(organization=viewer.organization)
        own = Q(person=viewer.membership) | Q(kind=Responsible.Kind.ROLE, role__in=list(viewer.roles))
        rows = rows.filter(activity__in=answers.filter(own).values("activity"))
    else:
        rows = rows.filter(roadmap=roadmap)
    events = [event_of(row, today) for row in rows.order_by("due_on", "pk").values_list(*FIELDS)]
    return events if roadmap is not None else [*events, *own_meetings(viewer), *own_tasks(viewer, today)]


def occurrence_event(viewer: Viewer, pk: int, today: date) -> FeedEvent | None:
    """One term; None when it has no date or is not visible."""
    rows = Occurrence.objects.visible_to(viewer).filter(pk=pk, due_on__isnull=False)
    return next((event_of(row, today) for row in rows.values_list(*FIELDS)), None)


def event_of(row: tuple[Any, ...], today: date) -> FeedEvent:
    """`row` holds FIELDS. Both versions count: a new name is news as much as a new day."""
    pk, activity, starts_on, due_on, state, version, version_above, removed_on, number, name, result, title = row
    starts_on, done = starts_on or due_on, state == Occurrence.State.DONE
    told = [f"Период: {day_words(starts_on)} – {day_words(due_on)}" if starts_on != due_on else "", title]
    told.append(f"Ожидаемый результат: {result}" if result else "")
    return FeedEvent(
        uid=f"occurrence-{pk}@{_host(settings.SITE_URL)}",
        first=starts_on if due_on - starts_on <= SPAN else due_on,
        last=due_on,
        summary=f"{'✓ ' if done else ''}{number} {name}".strip(),
        description="\n".join(part for part in told if part),
        url=settings.SITE_URL.rstrip("/") + address_of("activity_detail", activity),
        sequence=version + version_above - 2,
        cancelled=state == Occurrence.State.CANCELLED or removed_on is not None,
        remind=REMIND_DAYS if is_open(state) and due_on >= today else 0,
    )


def day_words(day: date) -> str:
    """`ДД.ММ.ГГГГ`; a feed writes thousands, and a format string takes three times longer."""
    return f"{day.day:02d}.{day.month:02d}.{day.year}"


@cache
def _host(site: str) -> str:
    return urlsplit(site).hostname or ""
