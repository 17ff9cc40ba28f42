"""The next meeting: planned, moved, called off, taken into a calendar."""

from datetime import time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.ics import calendar_bytes
from core.viewer import Request
from mentoring.actions import planned_meetings as actions
from mentoring.forms.meetings import CancelMeetingForm, MoveMeetingForm, PlanMeetingForm
from mentoring.meetings.hours import hours_of
from mentoring.meetings.steps import prefill_of
from mentoring.models import Meeting, Pair
from mentoring.queries import meetings as queries
from mentoring.queries.meeting_events import meeting_event
from mentoring.views.fetching import clock

PAGE = "mentoring/meeting_plan.html"
A_WEEK = timedelta(days=7)
USUAL_TIME = time(15)
CALENDAR = "text/calendar; charset=utf-8"


@requires(Permission.MEETING_LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_plan(request: Request, pk: int) -> HttpResponse:
    pair = get_object_or_404(queries.writable_pairs(request.viewer), pk=pk)
    return _planned(request, pair, None)


@requires(Permission.MEETING_LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_next(request: Request, pk: int) -> HttpResponse:
    """«Готово. Следующая встреча?» after a mark: in a week at the same time, or later."""
    mine = queries.writable_pairs(request.viewer)
    rows = Meeting.objects.visible_to(request.viewer).filter(pair__in=mine).select_related("pair__mentor")
    meeting = get_object_or_404(rows, pk=pk)
    return _planned(request, meeting.pair, meeting)


def _planned(request: Request, pair: Pair, after: Meeting | None) -> HttpResponse:
    now, viewer = timezone.now(), request.viewer
    initial = _initial(request, pair, after)
    form = PlanMeetingForm(
        request.POST or None, initial=initial, zone=viewer.organization.zone, length=initial["minutes"]
    )
    if form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.plan_meeting(
                pair,
                kind=data["kind"],
                way=data["way"],
                starts_at=form.starts_at(),
                minutes=data["minutes"],
                by=viewer,
                now=now,
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"Встреча назначена на {made.held_on:%d.%m.%Y}.")
            return redirect("meeting_planned", made.pk)
    in_a_week = after is not None and initial["day"] == after.held_on + A_WEEK
    return render_form(request, PAGE, form, _context(request, pair, after=after, in_a_week=in_a_week))


def _context(request: Request, pair: Pair, **more: Any) -> dict[str, Any]:
    return {"pair": pair, "others": queries.others_of(request.viewer, pair), **more}


def _initial(request: Request, pair: Pair, after: Meeting | None) -> dict[str, Any]:
    """A week after the last meeting, at its hour."""
    zone, (_, today) = request.viewer.organization.zone, clock(request)
    prefill = prefill_of(queries.held_marks(request.viewer, pair), ends_on=pair.ends_on, today=today)
    began = hours_of(after)[0].astimezone(zone) if after and after.during else None
    day = (after.held_on if after else today) + A_WEEK
    return {
        "day": max(day, today + timedelta(days=1)),
        "at": began.time() if began else USUAL_TIME,
        "minutes": prefill.minutes,
        "way": prefill.way,
        "kind": prefill.kind,
    }


@requires(Permission.MEETING_LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_planned(request: Request, pk: int) -> HttpResponse:
    """A meeting to come: into the calendar, to another time."""
    meeting = get_object_or_404(queries.find_planned(request.viewer), pk=pk)
    zone, now = request.viewer.organization.zone, timezone.now()
    starts = hours_of(meeting)[0].astimezone(zone)
    initial = {"day": meeting.held_on, "at": starts.time(), "minutes": meeting.minutes, "way": meeting.way}
    form = MoveMeetingForm(request.POST or None, initial=initial, zone=zone, length=meeting.minutes)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.move_meeting(
                meeting,
                starts_at=form.starts_at(),
                minutes=data["minutes"],
                way=data["way"],
                by=request.viewer,
                now=now,
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Встреча перенесена.")
            return redirect("meeting_planned", pk)
    context = _context(request, meeting.pair, meeting=meeting, starts=starts, is_past=starts <= now)
    return render_form(request, "mentoring/meeting_planned.html", form, context)


@requires(Permission.MEETING_LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_cancel(request: Request, pk: int) -> HttpResponse:
    meeting = get_object_or_404(queries.find_planned(request.viewer), pk=pk)
    form = CancelMeetingForm(request.POST or None)
    if form.is_valid():
        try:
            actions.cancel_meeting(meeting, by=request.viewer, now=timezone.now(), **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Встреча отменена.")
            return redirect("mentor_home")
    context = _context(request, meeting.pair, meeting=meeting)
    return render_form(request, "mentoring/meeting_cancel.html", form, context)


@requires(Permission.PAIR_OWN)
@require_safe
def meeting_ics(request: Request, pk: int) -> HttpResponse:
    """One meeting as a file that a calendar opens; for either side of the pair."""
    mine = queries.participant_pairs(request.viewer)
    rows = Meeting.objects.visible_to(request.viewer).filter(pair__in=mine, during__isnull=False)
    meeting = get_object_or_404(rows.select_related("pair__mentor"), pk=pk)
    now = timezone.now()
    content = calendar_bytes("Встреча", [meeting_event(request.viewer, meeting)], now)
    response = HttpResponse(content, content_type=CALENDAR)
    name = f"Встреча {meeting.held_on:%d.%m.%Y}.ics"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response
