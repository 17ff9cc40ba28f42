"""«Отметить встречу»: one form for a mentor, for a curator in a mentor's place, for a mark that is mended."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.forms import renew
from core.http import render_form
from core.viewer import Request
from mentoring.actions import meetings as actions
from mentoring.actions.people import Stale
from mentoring.forms.meetings import MeetingForm, as_typed, length_sent, prefilled
from mentoring.meetings.steps import prefill_of
from mentoring.models import Meeting, Pair
from mentoring.queries import meetings as queries
from mentoring.views.fetching import clock

PAGE = "mentoring/meeting_log.html"
LOGGED = "Встреча отмечена."
OFFERED = "Отметка передана куратору: он решит, считать ли её."


@requires(Permission.MEETING_LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_log(request: Request, pk: int) -> HttpResponse:
    pair = get_object_or_404(queries.writable_pairs(request.viewer), pk=pk)
    return _marked(request, pair, None)


@requires(Permission.MEETING_LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_mark(request: Request, pk: int) -> HttpResponse:
    """The one link of a calendar and of a letter: a planned meeting is marked, a marked one is shown."""
    mine = queries.writable_pairs(request.viewer)
    rows = Meeting.objects.visible_to(request.viewer).filter(pair__in=mine).select_related("pair__mentor")
    meeting = get_object_or_404(rows, pk=pk)
    if meeting.status != Meeting.Status.PLANNED and request.method != "POST":
        return redirect("meeting_edit", pk)
    return _marked(request, meeting.pair, meeting)


def _marked(request: Request, pair: Pair, planned: Meeting | None) -> HttpResponse:
    form = log_form(request, pair, planned)
    over = ""
    if form.is_valid():
        try:
            return _save(request, pair, form, planned)
        except actions.PairOver as error:
            over = error.message
            form.add_error(None, error.message)
        except actions.SameDay as error:
            form.add_error("again", error.message)
        except DomainError as error:
            form.add_error(None, error.message)
    context = {"pair": pair, "others": queries.others_of(request.viewer, pair), "over": over, "planned": planned}
    return render_form(request, PAGE, form, context)


def _save(request: Request, pair: Pair, form: MeetingForm, planned: Meeting | None) -> HttpResponse:
    now, mark = timezone.now(), form.mark(planned.pk if planned else None)
    if request.POST.get("outcome") == "offer":
        actions.offer_meeting(pair, mark, by=request.viewer, now=now)
        messages.success(request, OFFERED)
        return redirect("mentor_home")
    meeting = actions.log_meeting(pair, mark, by=request.viewer, now=now).meeting
    messages.success(request, LOGGED)
    return redirect("meeting_next", meeting.pk)


def log_form(request: Request, pair: Pair, planned: Meeting | None) -> MeetingForm:
    """Filled in from what was planned, else from the meeting before."""
    viewer, (_, today) = request.viewer, clock(request)
    members = queries.members_of(viewer, pair)
    marks = queries.held_marks(viewer, pair) if request.method != "POST" else []
    initial = prefilled(prefill_of(marks, ends_on=pair.ends_on, today=today), members, today)
    if planned is not None:
        day = min(planned.held_on, today)
        initial |= {"kind": planned.kind, "way": planned.way, "minutes": planned.minutes, "held_on": day}
    length = length_sent(request.POST.get("minutes")) or initial["minutes"]
    topics = queries.topics_for(viewer, pair)
    return MeetingForm(request.POST or None, initial=initial, members=members, topics=topics, length=length)


@requires(Permission.MEETING_LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: Request, pk: int) -> HttpResponse:
    meeting, viewer, now = _meeting(request, pk), request.viewer, timezone.now()
    form = _edit_form(request, meeting)
    days = actions.edit_days(meeting.organization_id, viewer)
    context: dict[str, Any] = {"pair": meeting.pair, "meeting": meeting}
    context["closed"] = not actions.may_edit(meeting, days, by=viewer, now=now)
    if form.is_valid():
        try:
            actions.edit_meeting(meeting, form.mark(), seen=form.cleaned_data["version"] or 0, by=viewer, now=now)
        except Stale as error:
            form.add_error(None, error.message)
            context["changed"] = _stands(error.now)
            renew(form, version=error.now.version)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Отметка исправлена.")
            own = meeting.pair_id in viewer.scope.pairs
            return redirect("own_pair" if own else "pair_detail", meeting.pair_id)
    return render_form(request, PAGE, form, context | {"others": queries.others_of(viewer, meeting.pair)})


def _edit_form(request: Request, meeting: Meeting) -> MeetingForm:
    members = queries.members_of(request.viewer, meeting.pair, meeting)
    absent = {row.member_id for row in meeting.attendance.all() if not row.came}
    hidden = {} if queries.may_read_note(request.viewer, meeting) else {"note": ""}
    return MeetingForm(
        request.POST or None,
        initial=as_typed(meeting, absent, members) | hidden,
        members=members,
        topics=[],
        length=length_sent(request.POST.get("minutes")) or meeting.minutes,
    )


def _meeting(request: Request, pk: int) -> Meeting:
    rows = Meeting.objects.visible_to(request.viewer).filter(pair__in=queries.writable_pairs(request.viewer))
    rows = rows.exclude(status=Meeting.Status.PLANNED).select_related("pair__mentor").prefetch_related("attendance")
    return get_object_or_404(rows, pk=pk)


def _stands(meeting: Meeting) -> list[tuple[str, str]]:
    """What another hand has saved."""
    return [
        ("Когда", f"{meeting.held_on:%d.%m.%Y}"),
        ("Тип", meeting.get_kind_display()),
        ("Как", meeting.get_way_display()),
        ("Сколько, минут", str(meeting.minutes or "")),
        ("Заметка", meeting.note),
    ]
