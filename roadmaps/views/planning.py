"""What of an activity is settled beside its work: its terms, what it is about, how it is proved."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.forms import renew
from core.http import render_form
from core.viewer import Request
from roadmaps.actions.postponing import postpone_occurrence
from roadmaps.actions.rows import ActivityChanged
from roadmaps.actions.subjects import settle_activity
from roadmaps.editing.postponing import doubts_about
from roadmaps.forms.occurrences import PostponeForm
from roadmaps.forms.settings import SettingsForm
from roadmaps.models import Activity, ChangeSet
from roadmaps.queries.changes import live_set_of
from roadmaps.queries.rules import rules_of
from roadmaps.views.occurrences import context_of, done_by, occurrence_or_404


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def occurrence_postpone(request: Request, pk: int) -> HttpResponse:
    occurrence = occurrence_or_404(request, pk)
    context, roadmap = context_of(occurrence), occurrence.roadmap
    ask = partial(doubts_about, starts_on=roadmap.starts_on, ends_on=roadmap.ends_on, today=context["today"])
    form = PostponeForm(request.POST or None, initial={"version": occurrence.version}, doubts_about=ask)
    if request.method == "POST" and form.is_valid():
        made: list[ChangeSet | None] = []
        values = {"to": form.cleaned_data["to"], "reason": form.cleaned_data["reason"]}
        if done_by(
            form,
            context,
            lambda seen: made.append(
                postpone_occurrence(occurrence, **values, by=request.viewer, seen_version=seen, now=timezone.now())
            ),
        ):
            return _postponed(request, made[0], context["address"])
    if not roadmap.is_draft:
        context["live"] = live_set_of(request.viewer, roadmap)
        context["small_days"] = rules_of(occurrence.organization).small_change_days
    return render_form(request, "roadmaps/occurrence_postpone.html", form, context)


def _postponed(request: Request, change_set: ChangeSet | None, address: str) -> HttpResponse:
    if change_set is None or change_set.state == ChangeSet.State.APPLIED:
        messages.success(request, "Срок перенесён, причина сохранена в истории.")
        return redirect(address)
    messages.success(request, "Перенос записан в изменение карты. Он вступит в силу, когда изменение утвердят.")
    return redirect("change_detail", change_set.pk)


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_settings(request: Request, pk: int) -> HttpResponse:
    """Subject and evidence at any time, the kind of an event in a draft."""
    rows = Activity.objects.visible_to(request.viewer).select_related("stage", "roadmap", "organization")
    activity = get_object_or_404(rows, pk=pk)
    refuse_foreign(request.viewer, activity)
    form = SettingsForm(request.POST or None, activity=activity)
    context: dict[str, Any] = {"activity": activity}
    if request.method == "POST" and form.is_valid():
        seen, values = form.cleaned_data["version"], form.wanted
        try:
            settle_activity(activity, **values, by=request.viewer, seen_version=seen)
        except ActivityChanged as error:
            form.add_error(None, error.message)
            renew(form, version=error.now.version)
            context["changed"] = error.now
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Сохранено.")
            return redirect(activity)
    return render_form(request, "roadmaps/activity_settings.html", form, context)
