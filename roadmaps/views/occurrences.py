"""Marking an occurrence: done, in work, returned, cancelled."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import next_address, render_form
from core.viewer import Request
from roadmaps import actions
from roadmaps.forms.occurrences import CancelForm, DoneForm, VersionForm, seen_anew
from roadmaps.models import Occurrence
from roadmaps.queries.activities import due_of
from roadmaps.queries.cells import needs_document, window_words


def _occurrence(request: Request, pk: int) -> Occurrence:
    rows = Occurrence.objects.visible_to(request.viewer).select_related("activity__stage", "roadmap", "organization")
    occurrence = get_object_or_404(rows, pk=pk)
    refuse_foreign(request.viewer, occurrence)
    return occurrence


def _context(occurrence: Occurrence) -> dict[str, Any]:
    today = occurrence.organization.local_date(timezone.now())
    return {
        "occurrence": occurrence,
        "activity": occurrence.activity,
        "today": today,
        "window": window_words(due_of(occurrence), today),
        "address": f"{occurrence.activity.get_absolute_url()}#occurrence-{occurrence.pk}",
    }


@requires(Permission.ACTIVITY_MARK)
def occurrence_done(request: Request, pk: int) -> HttpResponse:
    occurrence = _occurrence(request, pk)
    context = _context(occurrence)
    form = DoneForm(
        request.POST or None,
        request.FILES or None,
        initial={"on": context["today"], "version": occurrence.version, "note": occurrence.note},
        document_needed=needs_document(occurrence.activity.expected_result),
        files_count=occurrence.files_count,
    )
    if request.method == "POST" and form.is_valid():
        values = {key: value for key, value in form.cleaned_data.items() if key != "version"}
        if _done(
            request,
            form,
            context,
            lambda seen: actions.mark_done(
                occurrence, **values, by=request.viewer, seen_version=seen, now=timezone.now()
            ),
        ):
            messages.success(request, f"Готово: «{occurrence.activity.name}» отмечено выполненным.")
            return redirect(next_address(request, context["address"]))
    return render_form(request, "roadmaps/occurrence_done.html", form, context)


@requires(Permission.ACTIVITY_MARK)
def occurrence_cancel(request: Request, pk: int) -> HttpResponse:
    occurrence = _occurrence(request, pk)
    context = _context(occurrence)
    form = CancelForm(request.POST or None, initial={"version": occurrence.version})
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if _done(
            request,
            form,
            context,
            lambda seen: actions.cancel_occurrence(occurrence, reason=reason, by=request.viewer, seen_version=seen),
        ):
            messages.success(request, "Мероприятие отменено, причина сохранена в истории.")
            return redirect(context["address"])
    return render_form(request, "roadmaps/occurrence_cancel.html", form, context)


@requires(Permission.ACTIVITY_MARK)
@require_POST
def occurrence_start(request: Request, pk: int) -> HttpResponse:
    return _press(request, pk, actions.start_occurrence, "Взято в работу.")


@requires(Permission.ACTIVITY_MARK)
@require_POST
def occurrence_reopen(request: Request, pk: int) -> HttpResponse:
    return _press(request, pk, actions.reopen_occurrence, "Возвращено в работу.")


def _press(request: Request, pk: int, action: Callable[..., None], words: str) -> HttpResponse:
    """A button without a page of its own: the refusal becomes a message."""
    occurrence = _occurrence(request, pk)
    form = VersionForm(request.POST)
    seen = form.cleaned_data["version"] if form.is_valid() else -1
    try:
        action(occurrence, by=request.viewer, seen_version=seen)
    except DomainError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, words)
    return redirect(next_address(request, _context(occurrence)["address"]))


def _done(request: Request, form: VersionForm, context: dict[str, Any], act: Callable[[int], None]) -> bool:
    """Runs the action; a refusal stands in the form, a stale one also shows the row as it is now."""
    try:
        act(form.cleaned_data["version"])
    except actions.Stale as error:
        form.add_error(None, error.message)
        seen_anew(form, error.now.version)
        context["current"] = error.now
    except actions.FutureDate as error:
        form.add_error("on", error.message)
    except (actions.DocumentNeeded, actions.TooManyFiles) as error:
        form.add_error("files", error.message)
    except DomainError as error:
        form.add_error(None, error.message)
    else:
        return True
    return False
