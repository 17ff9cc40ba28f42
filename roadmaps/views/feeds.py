"""Terms in the calendar of a phone or a computer."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from accounts.access import open_to_guests, requires
from accounts.roles import Permission
from core import tenancy
from core.errors import DomainError
from core.http import whole
from core.ics import calendar_bytes, tag_of
from core.qr import qr_svg
from core.viewer import Request
from roadmaps import actions
from roadmaps.models import Roadmap
from roadmaps.queries.feeds import MINE, feed_events, live_feeds, occurrence_event, offered_feeds
from roadmaps.queries.maps import own_maps

CALENDAR = "text/calendar; charset=utf-8"
FRESH_SECONDS = 3600


@requires(Permission.ROADMAP_VIEW)
@require_safe
def feed_list(request: Request) -> HttpResponse:
    return render(request, "roadmaps/feed_list.html", {"feeds": offered_feeds(request.viewer)})


@requires(Permission.ROADMAP_VIEW)
@require_POST
def feed_create(request: Request) -> HttpResponse:
    """The address is shown on this page and never again; a reload of it changes nothing."""
    viewer = request.viewer
    roadmap = whole(request.POST.get("roadmap"))
    maps = own_maps(viewer).filter(status=Roadmap.Status.APPROVED)
    chosen = get_object_or_404(maps, pk=roadmap) if roadmap is not None else None
    try:
        secret = actions.create_feed(chosen, seen=whole(request.POST.get("seen")), by=viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("feed_list")
    address = f"{settings.SITE_URL.rstrip('/')}{reverse('feed', args=[secret])}"
    made = chosen.title if chosen else MINE
    context = {"feeds": offered_feeds(viewer), "address": address, "made": made}
    context["picture"] = qr_svg(address, label=f"Код адреса календаря: {made}")
    response = render(request, "roadmaps/feed_list.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@requires(Permission.ROADMAP_VIEW)
@require_POST
def feed_revoke(request: Request, pk: int) -> HttpResponse:
    live = get_object_or_404(live_feeds(request.viewer), pk=pk)
    actions.revoke_feed(live, by=request.viewer, now=timezone.now())
    messages.success(request, "Ссылка отключена: календарь по ней больше ничего не получит.")
    return redirect("feed_list")


@open_to_guests
@require_safe
def feed(request: Request, secret: str) -> HttpResponse:
    """Asked by calendar programs without a sign-in. Unknown and revoked addresses look alike."""
    now = timezone.now()
    opened = actions.open_feed(secret, now=now)
    if opened is None:
        raise Http404
    with tenancy.tx(opened.viewer.scope):
        today = opened.viewer.organization.local_date(now)
        events = feed_events(opened.viewer, opened.roadmap, today)
    name = MINE if opened.roadmap is None else "Дорожная карта"
    name = f"{name}, {opened.viewer.organization.short_name}"
    data = calendar_bytes(name, events, now)
    tag = f'"{tag_of(data, now)}"'
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(data, content_type=CALENDAR)
    response["ETag"], response["Cache-Control"] = tag, f"private, max-age={FRESH_SECONDS}"
    return response


@requires(Permission.ROADMAP_VIEW)
@require_safe
def occurrence_ics(request: Request, pk: int) -> HttpResponse:
    """One term as a file that a calendar opens."""
    now = timezone.now()
    event = occurrence_event(request.viewer, pk, request.viewer.organization.local_date(now))
    if event is None:
        raise Http404
    response = HttpResponse(calendar_bytes("Дорожная карта", [event], now), content_type=CALENDAR)
    response["Content-Disposition"] = content_disposition_header(True, f"Срок {event.last:%d.%m.%Y}.ics")
    response["Cache-Control"] = "private, no-store"
    return response
