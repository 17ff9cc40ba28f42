"""The page of an activity, its checklist, and the rows of a draft."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.forms import renew
from core.http import next_address, render_form
from core.shell import show
from core.viewer import Request
from roadmaps import actions
from roadmaps.forms.activities import ActivityForm, initial_of
from roadmaps.layouts.activity import blocks_of, checklist_html
from roadmaps.models import Activity, ContentLine, Roadmap, Stage
from roadmaps.queries.activities import activity_page, checklist
from roadmaps.queries.directory import bodies_of, people_of, roles_at
from roadmaps.queries.snapshots import states_of_activities
from roadmaps.queries.works import work_of
from roadmaps.states.snapshots import ActivityState


def _activity(request: Request, pk: int) -> Activity:
    rows = Activity.objects.visible_to(request.viewer).select_related("stage", "roadmap", "organization")
    return get_object_or_404(rows, pk=pk)


@requires(Permission.ROADMAP_VIEW)
@require_safe
def activity_detail(request: Request, pk: int) -> HttpResponse:
    page = activity_page(request.viewer, pk, timezone.now())
    if page is None:
        raise Http404
    viewer, token = request.viewer, get_token(request)
    work = work_of(viewer, page.activity) if page.can_mark else None
    return show(request, csrf_token=token, unread=page.unread, **blocks_of(page, viewer, work, token))


@requires(Permission.ACTIVITY_MARK)
@require_POST
def line_toggle(request: Request, pk: int) -> HttpResponse:
    """`done` in the form says what is wanted. htmx gets the checklist, others the page again."""
    rows = ContentLine.objects.visible_to(request.viewer).select_related("activity__roadmap")
    line = get_object_or_404(rows, pk=pk)
    refuse_foreign(request.viewer, line)
    try:
        actions.tick_line(line, done=request.POST.get("done") == "1", by=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(line.activity)
    if not request.htmx:
        return redirect(f"{line.activity.get_absolute_url()}#content")
    lines = checklist(request.viewer, line.activity)
    return HttpResponse(checklist_html(lines, get_token(request), can_mark=True, focus=line.pk))


@requires(Permission.ROADMAP_EDIT)
def activity_create(request: Request, pk: int) -> HttpResponse:
    """A new row at the end of the stage `pk`."""
    stages = Stage.objects.visible_to(request.viewer).select_related("roadmap", "organization")
    stage = get_object_or_404(stages, pk=pk)
    refuse_foreign(request.viewer, stage)
    if not stage.roadmap.is_open:
        return _locked(request, stage.roadmap)
    form = activity_form(request, stage.roadmap, None, {})
    if request.method == "POST" and form.is_valid():
        try:
            [activity] = actions.add_rows(stage.roadmap, [(stage.pk, form.state(ActivityState("")))], by=request.viewer)
        except DomainError as error:
            return _refused(request, stage.roadmap, error)
        messages.success(request, f"Мероприятие {activity.number} добавлено.")
        return redirect(stage.roadmap)
    return render_form(request, "roadmaps/activity_create.html", form, {"stage": stage, "roadmap": stage.roadmap})


@requires(Permission.ROADMAP_EDIT)
def activity_edit(request: Request, pk: int) -> HttpResponse:
    activity = _activity(request, pk)
    refuse_foreign(request.viewer, activity)
    if not activity.roadmap.is_open:
        return _locked(request, activity.roadmap)
    form = activity_form(request, activity.roadmap, activity.term_text, initial_of(activity))
    context: dict[str, Any] = {"activity": activity}
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"] or 0
        before = states_of_activities(request.viewer, activity.organization_id, [activity.pk])
        after = {pk: form.state(state) for pk, state in before.items()}
        try:
            actions.write_rows(activity.roadmap, after, by=request.viewer, seen_version=seen)
        except actions.ActivityChanged as error:
            form.add_error(None, error.message)
            renew(form, version=error.now.version)
            context["changed"] = initial_of(error.now)
        except DomainError as error:
            return _refused(request, activity.roadmap, error)
        else:
            messages.success(request, "Мероприятие изменено.")
            return redirect(next_address(request, activity.get_absolute_url()))
    return render_form(request, "roadmaps/activity_edit.html", form, context)


@requires(Permission.ROADMAP_EDIT)
def activity_delete(request: Request, pk: int) -> HttpResponse:
    activity = _activity(request, pk)
    refuse_foreign(request.viewer, activity)
    if not activity.roadmap.is_open:
        return _locked(request, activity.roadmap)
    if request.method == "POST":
        try:
            actions.delete_rows(activity.roadmap, [activity.pk], by=request.viewer)
        except DomainError as error:
            return _refused(request, activity.roadmap, error)
        messages.success(request, "Мероприятие удалено.")
        return redirect(activity.roadmap)
    return render(request, "roadmaps/activity_delete.html", {"activity": activity})


def activity_form(request: Request, roadmap: Roadmap, was: str | None, initial: dict[str, Any]) -> ActivityForm:
    form = ActivityForm(request.POST or None, roadmap=roadmap, was=was, initial=initial)
    organization = request.viewer.organization
    form.offer(people_of(organization, request.viewer), sorted(roles_at(organization)), bodies_of(organization))
    return form


def _refused(request: Request, roadmap: Roadmap, error: DomainError) -> HttpResponse:
    """The map was sent or approved between the form and its answer."""
    messages.error(request, error.message)
    return redirect(roadmap)


def _locked(request: Request, roadmap: Roadmap) -> HttpResponse:
    approved = "Карта утверждена: её тексты и сроки закрыты. Отметки и файлы остаются открытыми."
    messages.error(request, actions.OnItsWay.message if roadmap.is_draft else approved)
    return redirect(roadmap)
