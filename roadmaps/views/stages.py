"""Stages of a draft, rows typed and pasted under them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from core.words import counted
from roadmaps.actions import stages as verbs
from roadmaps.actions.rows import add_rows
from roadmaps.actions.table import remove_rows
from roadmaps.editing.pasting import read_rows
from roadmaps.forms.activities import frame_of
from roadmaps.forms.cells import reason_field
from roadmaps.forms.stages import DeleteStageForm, PasteForm, RowForm, StageForm
from roadmaps.models import Activity, Stage
from roadmaps.queries.changes import live_set_of
from roadmaps.queries.directory import directory_of
from roadmaps.queries.filters import Filters
from roadmaps.states.snapshots import NO_TERM, ActivityState
from roadmaps.terms.wording import ACTIVITIES
from roadmaps.views.fetching import roadmap_or_404
from roadmaps.views.table import PAGE, editable_or_refused, planned_words, row_of, table_context

METHODS = ["GET", "HEAD", "POST"]


def _stage(request: Request, pk: int) -> Stage:
    rows = Stage.objects.visible_to(request.viewer).select_related("roadmap__organization")
    return get_object_or_404(rows, pk=pk)


def _at(stage: Stage) -> str:
    return f"{stage.roadmap.get_absolute_url()}#stage-{stage.pk}"


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(METHODS)
def stage_row(request: Request, pk: int) -> HttpResponse:
    """A new row by its name; by htmx the row comes back with an empty field for the next one."""
    stage = _stage(request, pk)
    if refused := editable_or_refused(request, stage.roadmap, draft_only=True):
        return refused
    form = RowForm(request.POST or None)
    context: dict[str, Any] = {"stage": stage, "roadmap": stage.roadmap}
    template = "roadmaps/stage_row.html"
    if request.method == "POST" and form.is_valid():
        state = ActivityState(" ".join(form.cleaned_data["name"].split()), windows=(NO_TERM,))
        [row] = add_rows(stage.roadmap, [(stage.pk, state)], by=request.viewer)
        if not request.htmx:
            messages.success(request, f"Мероприятие {row.number} добавлено.")
            return redirect("stage_row", stage.pk)
        fresh = table_context(request, roadmap_or_404(request, stage.roadmap_id), Filters())
        added = render(request, f"{PAGE}#row", fresh | {"row": row_of(fresh, row.pk)})
        added.write(render(request, f"{template}#editor", context | {"form": RowForm()}).content)
        return added
    return render_form(request, f"{template}#editor" if request.htmx else template, form, context)


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(METHODS)
def stage_paste(request: Request, pk: int) -> HttpResponse:
    """Pasted rows are shown as they are understood, and added by `apply`."""
    stage = _stage(request, pk)
    if refused := editable_or_refused(request, stage.roadmap, draft_only=True):
        return refused
    form = PasteForm(request.POST or None)
    context: dict[str, Any] = {"stage": stage, "roadmap": stage.roadmap}
    if request.method == "POST" and form.is_valid():
        try:
            rows = _read(request, stage, form.cleaned_data["text"])
            if "apply" in request.POST and rows:
                add_rows(stage.roadmap, [(stage.pk, row) for row in rows], by=request.viewer)
                messages.success(request, f"Добавлено: {counted(len(rows), ACTIVITIES)}.")
                return redirect(_at(stage))
        except DomainError as error:
            form.add_error("text", error.message)
        else:
            context["rows"] = rows
            if not rows:
                form.add_error("text", "Мероприятий не нашлось. Вставьте строки с названиями.")
    return render_form(request, "roadmaps/stage_paste.html", form, context)


def _read(request: Request, stage: Stage, text: str) -> list[ActivityState]:
    directory = directory_of(request.viewer.organization, request.viewer)
    return read_rows(text, frame_of(stage.roadmap), directory)


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(METHODS)
def stage_create(request: Request, pk: int) -> HttpResponse:
    """A new stage at the end of the roadmap `pk`."""
    roadmap = roadmap_or_404(request, pk)
    if refused := editable_or_refused(request, roadmap, draft_only=True):
        return refused
    form = StageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stage = verbs.create_stage(roadmap, " ".join(form.cleaned_data["name"].split()), by=request.viewer)
        return redirect(_at(stage))
    return render_form(request, "roadmaps/stage_edit.html", form, {"roadmap": roadmap})


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(METHODS)
def stage_edit(request: Request, pk: int) -> HttpResponse:
    stage = _stage(request, pk)
    if refused := editable_or_refused(request, stage.roadmap, draft_only=True):
        return refused
    form = StageForm(request.POST or None, initial={"name": stage.name})
    if request.method == "POST" and form.is_valid():
        verbs.rename_stage(stage, " ".join(form.cleaned_data["name"].split()), by=request.viewer)
        return redirect(_at(stage))
    return render_form(request, "roadmaps/stage_edit.html", form, {"roadmap": stage.roadmap, "stage": stage})


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(METHODS)
def stage_delete(request: Request, pk: int) -> HttpResponse:
    """A draft loses the stage; in an approved map its rows become excluded by a change with a reason."""
    stage = _stage(request, pk)
    if refused := editable_or_refused(request, stage.roadmap):
        return refused
    rows = list(Activity.objects.visible_to(request.viewer).filter(stage=stage, removed_on=None).order_by("position"))
    form = DeleteStageForm(request.POST or None, initial={"rows": len(rows)})
    if not stage.roadmap.is_draft and live_set_of(request.viewer, stage.roadmap) is None:
        form.fields["reason"] = reason_field()
    if request.method == "POST" and form.is_valid():
        try:
            return _deleted(request, stage, [row.pk for row in rows], form)
        except DomainError as error:
            form.add_error(None, error.message)
    context = {"stage": stage, "roadmap": stage.roadmap, "rows": rows}
    return render_form(request, "roadmaps/stage_delete.html", form, context)


def _deleted(request: Request, stage: Stage, ids: list[int], form: DeleteStageForm) -> HttpResponse:
    """Raises the refusals of the actions."""
    if stage.roadmap.is_draft:
        verbs.delete_stage(stage, seen_rows=form.cleaned_data["rows"], by=request.viewer)
        messages.success(request, f"Этап «{stage.name[:80]}» удалён.")
        return redirect(stage.roadmap)
    reason = form.cleaned_data.get("reason", "")
    change_set = remove_rows(stage.roadmap, ids, reason=reason, by=request.viewer, now=timezone.now())
    for words in planned_words(change_set):
        messages.success(request, words)
    return redirect(stage.roadmap)
