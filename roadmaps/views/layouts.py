"""The roadmap as a strip of terms, a month, by responsible: other views of the rows of the table."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.viewer import Request
from roadmaps.layouts.load import Holder, holders_of
from roadmaps.layouts.month import WEEKDAYS, Seen, nearest_month, sheet_of
from roadmaps.layouts.timeline import SCALES, add_months, bars_of, ground_of, strip_of
from roadmaps.models import Roadmap
from roadmaps.queries.filters import Filters
from roadmaps.queries.status import judged_on
from roadmaps.views.fetching import roadmap_or_404
from roadmaps.views.frames import view_context
from schools.queries import breaks_between


@requires(Permission.ROADMAP_VIEW)
@require_safe
def roadmap_timeline(request: Request, pk: int) -> HttpResponse:
    roadmap = roadmap_or_404(request, pk)
    today = _today(roadmap)
    context = view_context(request, roadmap, today, "timeline")
    scale = request.GET.get("scale", "") if request.GET.get("scale") in SCALES else "all"
    strip = strip_of(roadmap.starts_on, roadmap.ends_on, scale, _month(request), today)
    ground = ground_of(strip, _vacations(roadmap, strip.first, strip.last))
    draft = roadmap.is_draft
    stages = [
        (stage, [(r, bars_of(strip, ground, r.dues, r.continuous, draft=draft)) for r in stage.rows if _dated(r)])
        for stage in context["table"].stages
    ]
    context |= {
        "strip": strip,
        "scale": scale,
        "scales": SCALES,
        "strip_stages": [(stage, rows) for stage, rows in stages if rows],
        "tray": [row for row in context["table"].rows if not _dated(row)],
        "earlier": add_months(strip.first, -1) if strip.first > roadmap.starts_on else None,
        "later": add_months(strip.first, 1) if strip.last < roadmap.ends_on else None,
    }
    return render(request, "roadmaps/roadmap_timeline.html", context)


def _dated(row: Any) -> bool:
    return row.continuous or any(due.due_on for due in row.dues)


@requires(Permission.ROADMAP_VIEW)
@require_safe
def roadmap_calendar(request: Request, pk: int) -> HttpResponse:
    roadmap = roadmap_or_404(request, pk)
    today = _today(roadmap)
    context = view_context(request, roadmap, today, "calendar")
    near = min(max(today, roadmap.starts_on), roadmap.ends_on)
    rows, filters = context["table"].rows, context["filters"]
    seen = Seen(today, judged_on(roadmap, today), filters)
    first = (_month(request) or near).replace(day=1)
    if filters.active and not _month(request):
        first = nearest_month(sheet_of(rows, first, today, seen=seen))
    vacations = _vacations(roadmap, first, add_months(first, 1) - timedelta(days=1))
    context |= {
        "sheet": sheet_of(rows, first, today, vacations, seen),
        "weekdays": WEEKDAYS,
        "earlier": add_months(first, -1),
        "later": add_months(first, 1),
    }
    return render(request, "roadmaps/roadmap_calendar.html", context)


@requires(Permission.ROADMAP_VIEW)
@require_safe
def roadmap_people(request: Request, pk: int) -> HttpResponse:
    roadmap = roadmap_or_404(request, pk)
    context = view_context(request, roadmap, _today(roadmap), "people")
    context["holders"] = _holders(context)
    return render(request, "roadmaps/roadmap_people.html", context)


@requires(Permission.ROADMAP_VIEW)
@require_safe
def person_sheet(request: Request, pk: int) -> HttpResponse:
    """One sheet to print for `?who=`: what this person (role, organization) answers for."""
    roadmap = roadmap_or_404(request, pk)
    filters = Filters(who=Filters.read(request.GET).who)
    context = view_context(request, roadmap, _today(roadmap), "people", filters)
    held = {holder.key: holder for holder in _holders(context)}
    if filters.who not in held:
        raise Http404
    context["holder"] = held[filters.who]
    return render(request, "roadmaps/person_sheet.html", context)


def _holders(context: dict[str, Any]) -> list[Holder]:
    roadmap = context["roadmap"]
    return holders_of(context["table"].rows, roadmap.starts_on, roadmap.ends_on, context["today"])


def _today(roadmap: Roadmap) -> date:
    return roadmap.organization.local_date(timezone.now())


def _vacations(roadmap: Roadmap, first: date, last: date) -> frozenset[date]:
    """Days of breaks from `first` to `last`."""
    return frozenset(
        row.starts_on + timedelta(days=n)
        for row in breaks_between(roadmap.organization, first, last)
        for n in range((row.ends_on - row.starts_on).days + 1)
    )


def _month(request: Request) -> date | None:
    """`?month=2026-11`; anything else is as if nothing was asked."""
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return None
