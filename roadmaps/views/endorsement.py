"""Deciding about roadmaps that were sent: the queue, the review, remarks, returning, endorsing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from roadmaps.actions import endorsement, remarks
from roadmaps.actions.endorsement import may_decide
from roadmaps.forms.endorsement import EditionForm, RemarkForm, ReturnForm
from roadmaps.models import Remark, Submission
from roadmaps.queries.endorsement import queue_of
from roadmaps.queries.review import phrases_for, remarks_of, review_of, row_remarks
from roadmaps.views.gate import met_change, seen_submission

PAGE = require_http_methods(["GET", "HEAD", "POST"])
WAITING = (Submission.State.AT_DIRECTOR, Submission.State.AT_MUNICIPALITY)


def _submission(request: Request, pk: int) -> Submission:
    rows = Submission.objects.visible_to(request.viewer).select_related("roadmap__organization", "version")
    return get_object_or_404(rows, pk=pk)


def _decides(request: Request, row: Submission) -> bool:
    return row.state in WAITING and may_decide(row, row.roadmap, request.viewer)


@requires(Permission.ROADMAP_REVIEW)
@require_safe
def endorsement_list(request: Request) -> HttpResponse:
    today = request.viewer.organization.local_date(timezone.now())
    return render(request, "roadmaps/endorsement_list.html", {"rows": queue_of(request.viewer, today)})


@requires(Permission.ROADMAP_REVIEW)
@require_safe
def endorsement_detail(request: Request, pk: int) -> HttpResponse:
    """Of a roadmap sent again only what changed, unless `all` is asked."""
    row = _submission(request, pk)
    review = review_of(request.viewer, row, only_changed="all" not in request.GET)
    context = {
        "submission": row,
        "roadmap": row.roadmap,
        "review": review,
        "decides": _decides(request, row),
        "at_director": row.state == Submission.State.AT_DIRECTOR,
        "everything": "all" in request.GET or review.diff is None,
    }
    return render(request, "roadmaps/endorsement_detail.html", context)


@requires(Permission.ROADMAP_REVIEW)
@PAGE
def remark_add(request: Request, pk: int) -> HttpResponse:
    """A remark on a row (`activity`), a stage or the whole map. htmx: the form below the row, then its remarks."""
    row = _submission(request, pk)
    form = _remark_form(request, row)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        place = {"activity": values["activity"], "stage": values["stage"]}
        try:
            remarks.add_remark(row, values["words"], **place, by=request.viewer, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            return _written(request, row, values["activity"])
    activity = form.pinned()
    context = {"submission": row, "roadmap": row.roadmap, "activity": activity, "phrases": phrases_for(request.viewer)}
    partial = "#form" if request.htmx else ""
    return render_form(request, f"roadmaps/remark_add.html{partial}", form, context)


def _remark_form(request: Request, row: Submission) -> RemarkForm:
    wanted = {name: request.GET.get(name, "") for name in ("activity", "stage", "text")}
    return RemarkForm(request.POST or None, roadmap=row.roadmap, viewer=request.viewer, initial=wanted)


def _written(request: Request, row: Submission, activity: Any) -> HttpResponse:
    if not request.htmx or activity is None:
        anchor = f"row-{activity.pk}" if activity else "remarks"
        return redirect(f"{_address(row)}#{anchor}")
    found = remarks_of(request.viewer, row)
    written = sum(each.submission_id == row.pk and each.state == Remark.State.OPEN for each in found)
    context = {
        "submission": row,
        "row": {"pk": activity.pk, "name": activity.name, "remarks": row_remarks(request.viewer, row, activity.pk)},
        "decides": True,
        "focus": activity.pk,
        "review": {"written": written},
        "out_of_band": True,
    }
    return render(request, "roadmaps/endorsement_detail.html#pinned", context)


def _address(row: Submission) -> str:
    return reverse("endorsement_detail", args=[row.pk])


@requires(Permission.ROADMAP_REVIEW)
@require_POST
def remark_close(request: Request, pk: int) -> HttpResponse:
    """Takes a remark back, or accepts its answer."""
    rows = Remark.objects.visible_to(request.viewer).select_related("roadmap__organization", "submission")
    remark = get_object_or_404(rows, pk=pk)
    live = Submission.objects.visible_to(request.viewer).filter(roadmap=remark.roadmap_id, state__in=WAITING)
    row = get_object_or_404(live.select_related("roadmap__organization", "version"))
    try:
        remarks.close_remark(remark, row, by=request.viewer)
    except DomainError as error:
        messages.error(request, error.message)
    return redirect(f"{_address(row)}#{f'row-{remark.activity_id}' if remark.activity_id else 'remarks'}")


@requires(Permission.ROADMAP_REVIEW)
@PAGE
def endorsement_return(request: Request, pk: int) -> HttpResponse:
    """The interruption page: all remarks once more."""
    return _decision(request, pk, ReturnForm, "roadmaps/endorsement_return.html", _return)


@requires(Permission.ROADMAP_ENDORSE)
@PAGE
def endorsement_endorse(request: Request, pk: int) -> HttpResponse:
    return _decision(request, pk, EditionForm, "roadmaps/endorsement_endorse.html", _endorse)


def _return(request: Request, row: Submission, values: dict[str, Any]) -> str:
    now = timezone.now()
    endorsement.return_submission(row, seen_edition=values["edition"], note=values["note"], by=request.viewer, now=now)
    return "Карта возвращена с замечаниями."


def _endorse(request: Request, row: Submission, values: dict[str, Any]) -> str:
    endorsement.endorse_submission(row, seen_edition=values["edition"], by=request.viewer, now=timezone.now())
    return "Карта согласована."


def _decision(request: Request, pk: int, kind: Any, template: str, decide: Any) -> HttpResponse:
    row = _submission(request, pk)
    if request.method != "POST" and not _decides(request, row):
        messages.info(request, "Эта карта сейчас не ждёт вашего решения.")
        return redirect(_address(row))
    form = kind(request.POST or None, initial={"submission": row.pk, "edition": row.edition})
    found = remarks_of(request.viewer, row)
    context: dict[str, Any] = {"submission": row, "roadmap": row.roadmap}
    context["remarks"] = [each for each in found if each.submission_id == row.pk and each.state == Remark.State.OPEN]
    context["answered"] = [each for each in found if each.submission_id != row.pk]
    if request.method == "POST" and form.is_valid():
        seen = seen_submission(request, row.roadmap, form)
        try:
            messages.success(request, decide(request, seen, form.cleaned_data))
            return redirect("endorsement_list")
        except DomainError as error:
            form.add_error(None, error.message)
            context |= met_change(request.viewer, form, error, seen)
    return render_form(request, template, form, context)
