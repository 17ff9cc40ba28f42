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
from core.forms import renew
from core.http import next_address, render_form
from core.versions import VersionForm
from core.viewer import Request
from roadmaps import actions
from roadmaps.actions.evidence_review import without_return
from roadmaps.actions.links import BadLink, TooManyLinks
from roadmaps.forms.occurrences import CancelForm, DoneForm
from roadmaps.models import Activity, Occurrence
from roadmaps.queries.activities import due_of
from roadmaps.queries.cells import asks_document, window_words
from roadmaps.queries.works import work_of


def occurrence_or_404(request: Request, pk: int) -> Occurrence:
    rows = Occurrence.objects.visible_to(request.viewer).select_related("activity__stage", "roadmap", "organization")
    occurrence = get_object_or_404(rows, pk=pk)
    refuse_foreign(request.viewer, occurrence)
    return occurrence


def context_of(occurrence: Occurrence) -> dict[str, Any]:
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
    occurrence = occurrence_or_404(request, pk)
    context, activity = context_of(occurrence), occurrence.activity
    form = DoneForm(
        request.POST or None,
        request.FILES or None,
        initial={"on": context["today"], "version": occurrence.version, "note": without_return(occurrence.note)},
        document_needed=asks_document(activity.evidence, activity.expected_result),
        proofs=occurrence.files_count + occurrence.links.count(),
    )
    if request.method == "POST" and form.is_valid():
        values, states = form.values, list[str]()
        if done_by(
            form,
            context,
            lambda seen: states.append(
                actions.mark_done(occurrence, **values, by=request.viewer, seen_version=seen, now=timezone.now())
            ),
        ):
            messages.success(request, _said(activity, states[0]))
            return redirect(next_address(request, context["address"]))
    return render_form(request, "roadmaps/occurrence_done.html", form, context)


def _said(activity: Activity, state: str) -> str:
    if state == Occurrence.State.REVIEW:
        return f"Отправлено на проверку: «{activity.name}»."
    return f"Готово: «{activity.name}» отмечено выполненным."


@requires(Permission.ACTIVITY_MARK)
@require_POST
def occurrence_confirm(request: Request, pk: int) -> HttpResponse:
    """One press where the program itself sees that the work is done."""
    occurrence = occurrence_or_404(request, pk)
    context, work = context_of(occurrence), work_of(request.viewer, occurrence.activity)
    form = VersionForm(request.POST)
    seen = form.cleaned_data["version"] if form.is_valid() else -1
    if work is None or not work.done:
        messages.warning(request, "Программа пока не видит, что работа сделана. Отметьте выполнение сами.")
        return redirect(context["address"])
    given: dict[str, Any] = {"on": work.on or context["today"], "note": "", "files": [], "made_here": work.done}
    try:
        state = actions.mark_done(occurrence, **given, by=request.viewer, seen_version=seen, now=timezone.now())
    except DomainError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, _said(occurrence.activity, state))
    return redirect(context["address"])


@requires(Permission.ACTIVITY_MARK)
def occurrence_cancel(request: Request, pk: int) -> HttpResponse:
    occurrence = occurrence_or_404(request, pk)
    context = context_of(occurrence)
    form = CancelForm(request.POST or None, initial={"version": occurrence.version})
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if done_by(
            form,
            context,
            lambda seen: actions.cancel_occurrence(occurrence, reason=reason, by=request.viewer, seen_version=seen),
        ):
            messages.success(request, "Отменено, причина сохранена в истории.")
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
    occurrence = occurrence_or_404(request, pk)
    form = VersionForm(request.POST)
    seen = form.cleaned_data["version"] if form.is_valid() else -1
    try:
        action(occurrence, by=request.viewer, seen_version=seen)
    except DomainError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, words)
    return redirect(next_address(request, context_of(occurrence)["address"]))


def done_by(form: VersionForm, context: dict[str, Any], act: Callable[[int], object]) -> bool:
    """Runs the action; a refusal stands in the form, a stale one also shows the row as it is now."""
    try:
        act(form.cleaned_data["version"])
    except actions.Stale as error:
        form.add_error(None, error.message)
        renew(form, version=error.now.version)
        context["current"] = error.now
    except actions.FutureDate as error:
        form.add_error("on", error.message)
    except (BadLink, TooManyLinks) as error:
        form.add_error("link", error.message)
    except (actions.DocumentNeeded, actions.TooManyFiles) as error:
        form.add_error("files", error.message)
    except DomainError as error:
        form.add_error(None, error.message)
    else:
        return True
    return False
