"""One cell of the table: edited in place by htmx, on a page of its own without scripts."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from roadmaps.actions.rows import ActivityChanged, move_row, place_row
from roadmaps.actions.table import Seen, change_rows
from roadmaps.actions.undo import keep_edit, keep_move
from roadmaps.forms.cells import CELLS, CellForm, initial_of_state, said
from roadmaps.models import Activity, Stage
from roadmaps.queries.directory import bodies_of, people_of, roles_at
from roadmaps.queries.table import Editable, editable_rows
from roadmaps.views.table import editable_or_refused, planned_words, show_row, show_table, term_warnings

PAGE = "roadmaps/activity_cell.html"


def _activity(request: Request, pk: int) -> Activity:
    rows = Activity.objects.visible_to(request.viewer).filter(removed_on=None)
    return get_object_or_404(rows.select_related("stage", "roadmap__organization"), pk=pk)


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_cell(request: Request, pk: int, cell: str) -> HttpResponse:
    """`?row` gives the row back unchanged."""
    activity = _activity(request, pk)
    if cell not in CELLS:
        raise Http404
    if refused := editable_or_refused(request, activity.roadmap):
        return refused
    if "row" in request.GET:
        return show_row(request, activity.roadmap, pk)
    rows = editable_rows(request.viewer, activity.roadmap, [pk])
    form = _form(request, activity, cell, rows)
    context: dict[str, Any] = {"activity": activity, "cell": cell, "label": CELLS[cell][0], "cells": CELLS}
    if request.method == "POST" and form.is_valid():
        answer = _save(request, activity, form, rows, context)
        if answer is not None:
            return answer
    return render_form(request, f"{PAGE}#editor" if request.htmx else PAGE, form, context)


def _form(request: Request, activity: Activity, cell: str, rows: Editable) -> CellForm:
    state = rows.states[activity.pk]
    asks = not activity.roadmap.is_draft and rows.change_set is None
    form = CellForm(
        request.POST or None,
        cell=cell,
        asks=asks,
        roadmap=activity.roadmap,
        was=state.term_text,
        initial=initial_of_state(state, activity.version, rows.change_of(activity.pk)),
    )
    organization = request.viewer.organization
    form.offer(people_of(organization, request.viewer), sorted(roles_at(organization)), bodies_of(organization))
    return form


def _save(
    request: Request, activity: Activity, form: CellForm, rows: Editable, context: dict[str, Any]
) -> HttpResponse | None:
    """None: the form has the error."""
    data, after = form.cleaned_data, {activity.pk: form.state(rows.states[activity.pk])}
    seen = Seen(data["version"] or 0, data["change"] or 0)
    try:
        change_set = change_rows(
            activity.roadmap, after, reason=data.get("reason", ""), by=request.viewer, now=timezone.now(), seen=seen
        )
    except ActivityChanged as error:
        form.add_error(None, error.message)
        present = editable_rows(request.viewer, activity.roadmap, [activity.pk])
        form.seen_anew(error.now.version, present.change_of(activity.pk))
        context["now"] = said(present.states[activity.pk], form.cell) or "не указано"
        return None
    except DomainError as error:
        form.add_error(None, error.message)
        return None
    told = [*planned_words(change_set), *term_warnings(activity.roadmap, rows.states, after)]
    undo = keep_edit(activity.roadmap, rows.states, by=request.viewer, now=timezone.now())
    return show_row(request, activity.roadmap, activity.pk, told=told, undo=undo)


@requires(Permission.ROADMAP_EDIT)
@require_POST
def activity_move(request: Request, pk: int) -> HttpResponse:
    """`to`: up or down. Dropped by hand: `stage` and the row `before`."""
    activity = _activity(request, pk)
    if refused := editable_or_refused(request, activity.roadmap, draft_only=True):
        return refused
    told, undo = [], None
    try:
        if "stage" in request.POST:
            stages = Stage.objects.visible_to(request.viewer).filter(roadmap=activity.roadmap)
            stage = get_object_or_404(stages, pk=_number(request.POST["stage"]))
            place_row(activity, stage, _number(request.POST.get("before", "")), by=request.viewer)
        else:
            move_row(activity, up=request.POST.get("to") == "up", by=request.viewer)
        undo = keep_move(activity, by=request.viewer, now=timezone.now())
    except DomainError as error:
        told = [error.message]
    return show_table(request, activity.roadmap, activity.pk, told=told, undo=undo)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None
