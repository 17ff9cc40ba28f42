"""Changes of an approved roadmap: begun, gathered row by row, sent, written into it."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form, whole
from core.viewer import Request
from roadmaps.actions import changed_rows
from roadmaps.actions import changes as verbs
from roadmaps.actions.change_sets import open_change_set
from roadmaps.forms.activities import initial_of
from roadmaps.forms.changes import BasisForm, ReasonForm
from roadmaps.models import Activity, Change, ChangeSet, Roadmap, Stage
from roadmaps.queries.changes import live_set_of, rows_of, sets_of
from roadmaps.queries.gate import next_step, remarks_given
from roadmaps.queries.route import waiting_set
from roadmaps.queries.snapshots import states_of_activities
from roadmaps.states.snapshots import ActivityState
from roadmaps.views.activities import activity_form
from roadmaps.views.fetching import roadmap_or_404


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def change_create(request: Request, pk: int) -> HttpResponse:
    """The reason of a new change; the live one when there is one. `?activity=` goes on to that row."""
    roadmap = roadmap_or_404(request, pk)
    refuse_foreign(request.viewer, roadmap)
    live = live_set_of(request.viewer, roadmap)
    form = ReasonForm(request.POST or None)
    if live is None and not (request.method == "POST" and form.is_valid()):
        context = {"roadmap": roadmap, "sets": sets_of(request.viewer, roadmap)}
        return render_form(request, "roadmaps/change_create.html", form, context)
    try:
        reason = "" if live else form.cleaned_data["reason"]
        live = open_change_set(roadmap, reason=reason, by=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(roadmap)
    activity = whole(request.GET.get("activity"))
    if activity is not None:
        return redirect("change_edit", live.pk, activity)
    return redirect("change_detail", live.pk)


@requires(Permission.ROADMAP_VIEW)
@require_safe
def change_detail(request: Request, pk: int) -> HttpResponse:
    change_set = _set(request, pk)
    viewer, roadmap = request.viewer, change_set.roadmap
    live = change_set.state in (ChangeSet.State.OPEN, ChangeSet.State.SENT)
    may = viewer.can(Permission.ROADMAP_EDIT) and viewer.can_edit(change_set) and live
    is_open = may and (change_set.state == ChangeSet.State.OPEN or roadmap.route == Roadmap.Route.RETURNED)
    given = remarks_given(viewer, roadmap) if is_open else {}
    left = len(given["remarks"]) - given["answered"] if given else 0
    context = {
        "change_set": change_set,
        "roadmap": roadmap,
        "waiting": waiting_set(viewer, change_set, viewer.organization.local_date(timezone.now())),
        "rows": rows_of(viewer, change_set),
        "gate": given,
        "unanswered": verbs.RemarksUnanswered(left).message if left else "",
        "is_open": is_open,
        "may_withdraw": may,
        "may_apply": may and change_set.state == ChangeSet.State.SENT and roadmap.route == Roadmap.Route.ENDORSED,
        "stages": Stage.objects.visible_to(viewer).filter(roadmap=roadmap).order_by("position") if is_open else [],
        "next_step": next_step(viewer, roadmap)[0] if is_open else "",
        "form": BasisForm(),
    }
    return render(request, "roadmaps/change_detail.html", context)


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def change_edit(request: Request, pk: int, activity_pk: int) -> HttpResponse:
    """What one activity is to become."""
    change_set = _own_set(request, pk)
    rows = Activity.objects.visible_to(request.viewer).filter(roadmap=change_set.roadmap, removed_on=None)
    activity = get_object_or_404(rows.select_related("stage", "roadmap"), pk=activity_pk)
    form = activity_form(request, activity.roadmap, activity.term_text, initial_of(activity))
    if request.method == "POST" and form.is_valid():
        before = states_of_activities(request.viewer, activity.organization_id, [activity.pk])[activity.pk]
        states = {activity.pk: form.state(before)}
        return _planned(request, change_set, partial(changed_rows.plan_edits, change_set, states, by=request.viewer))
    return render_form(request, "roadmaps/change_edit.html", form, {"activity": activity, "change_set": change_set})


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def change_add(request: Request, pk: int, stage_pk: int) -> HttpResponse:
    """A new activity of an approved roadmap."""
    change_set = _own_set(request, pk)
    stage = get_object_or_404(Stage.objects.visible_to(request.viewer).filter(roadmap=change_set.roadmap), pk=stage_pk)
    form = activity_form(request, change_set.roadmap, None, {})
    if request.method == "POST" and form.is_valid():
        state = form.state(ActivityState(""))
        return _planned(
            request, change_set, partial(changed_rows.plan_addition, change_set, stage, state, by=request.viewer)
        )
    return render_form(request, "roadmaps/change_edit.html", form, {"stage": stage, "change_set": change_set})


@requires(Permission.ROADMAP_EDIT)
@require_POST
def change_remove(request: Request, pk: int, activity_pk: int) -> HttpResponse:
    """Plans to exclude an activity."""
    change_set = _own_set(request, pk)
    rows = Activity.objects.visible_to(request.viewer).filter(roadmap=change_set.roadmap, removed_on=None)
    activity = get_object_or_404(rows, pk=activity_pk)
    return _planned(request, change_set, partial(changed_rows.plan_removal, change_set, activity, by=request.viewer))


@requires(Permission.ROADMAP_EDIT)
@require_POST
def change_drop(request: Request, pk: int) -> HttpResponse:
    """Takes a row out of the set."""
    rows = Change.objects.visible_to(request.viewer).select_related("change_set__roadmap")
    change = get_object_or_404(rows, pk=pk)
    refuse_foreign(request.viewer, change)
    return _planned(request, change.change_set, partial(changed_rows.drop_change, change, by=request.viewer))


@requires(Permission.ROADMAP_EDIT)
@require_POST
def change_send(request: Request, pk: int) -> HttpResponse:
    change_set = _own_set(request, pk)
    return _planned(
        request,
        change_set,
        lambda: verbs.send_changes(change_set, by=request.viewer, now=timezone.now()),
        "Отправлено.",
    )


@requires(Permission.ROADMAP_EDIT)
@require_POST
def change_withdraw(request: Request, pk: int) -> HttpResponse:
    change_set = _own_set(request, pk)
    return _planned(
        request, change_set, partial(verbs.withdraw_changes, change_set, by=request.viewer, now=timezone.now())
    )


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def change_apply(request: Request, pk: int) -> HttpResponse:
    """Interruption page: what will be written, and on what ground."""
    change_set = _own_set(request, pk)
    form = BasisForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        basis = form.cleaned_data["basis"]
        verb = partial(verbs.apply_changes, change_set, basis=basis, by=request.viewer, now=timezone.now())
        return _planned(request, change_set, verb, "Изменение внесено в карту.")
    context = {"change_set": change_set, "rows": rows_of(request.viewer, change_set), "roadmap": change_set.roadmap}
    return render_form(request, "roadmaps/change_apply.html", form, context)


def _planned(request: Request, change_set: ChangeSet, verb: Callable[[], object], words: str = "") -> HttpResponse:
    try:
        verb()
    except DomainError as error:
        messages.error(request, error.message)
    else:
        if words:
            messages.success(request, words)
    return redirect(reverse("change_detail", args=[change_set.pk]))


def _sets(request: Request) -> QuerySet[ChangeSet]:
    return ChangeSet.objects.visible_to(request.viewer).select_related("roadmap__organization__parent", "organization")


def _set(request: Request, pk: int) -> ChangeSet:
    return get_object_or_404(_sets(request), pk=pk)


def _own_set(request: Request, pk: int) -> ChangeSet:
    change_set = _set(request, pk)
    refuse_foreign(request.viewer, change_set)
    return change_set
