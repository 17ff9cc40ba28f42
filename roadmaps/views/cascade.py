"""Activities from above: accepting, declining, following their changes; and how those below are doing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import INVALID, render_form
from core.viewer import Request
from core.words import counted
from core.years import chosen_year
from roadmaps import actions
from roadmaps.forms.cascade import AcceptForm, ChangesForm, DeclineForm
from roadmaps.models import Proposal, Roadmap
from roadmaps.queries import cascade
from roadmaps.terms.wording import ACTIVITIES
from roadmaps.views.fetching import roadmap_to_write


@requires(Permission.ROADMAP_EDIT)
@require_safe
def proposal_list(request: Request) -> HttpResponse:
    return _page(request, cascade.offers_to(request.viewer, chosen_year(request)), None)


@requires(Permission.ROADMAP_EDIT)
@require_POST
def proposal_accept(request: Request) -> HttpResponse:
    """The ticked rows of the list, or the one whose button was pressed; each goes to its stage."""
    offers = cascade.offers_to(request.viewer, chosen_year(request))
    form = _form(request, offers)
    if not form.is_valid():
        return _page(request, offers, form)
    try:
        made = actions.accept_proposals(
            form.accepted(),
            by=request.viewer,
            now=timezone.now(),
            seen_versions=form.seen_versions(),
            own_terms=form.own_terms(),
        )
    except DomainError as error:
        form.add_error(None, error.message)
        return _page(request, cascade.offers_to(request.viewer, chosen_year(request)), form)
    messages.success(request, f"В карту добавлено {counted(len(made), ACTIVITIES)}.")
    return redirect(made[0]) if len(made) == 1 else redirect("proposal_list")


@requires(Permission.ROADMAP_EDIT)
def proposal_decline(request: Request, pk: int) -> HttpResponse:
    proposal = _proposal(request, pk)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            actions.decline_proposal(proposal, reason=reason, by=request.viewer, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Ответ отправлен.")
            return redirect("proposal_list")
    return render_form(request, "roadmaps/proposal_decline.html", form, {"offer": cascade.offer_of_row(proposal)})


@requires(Permission.ROADMAP_EDIT)
def proposal_changes(request: Request, pk: int) -> HttpResponse:
    """«Что изменилось»: the ticked fields are taken, or with `keep` nothing is."""
    proposal = _proposal(request, pk)
    offer = cascade.offer_of_row(proposal)
    form = ChangesForm(request.POST or None, offer=offer)
    if request.method == "POST" and form.is_valid():
        seen: dict[str, Any] = {"seen_version": form.cleaned_data["version"] or 0, "by": request.viewer}
        try:
            if "keep" in request.POST:
                actions.keep_own(proposal, now=timezone.now(), **seen)
            else:
                actions.take_changes(proposal, fields=form.cleaned_data["fields_taken"], now=timezone.now(), **seen)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Изменения учтены.")
            return redirect(proposal.activity or "proposal_list")
    return render_form(request, "roadmaps/proposal_changes.html", form, {"offer": offer})


@requires(Permission.SCHOOL_LIST)
@require_safe
def cascade_progress(request: Request, pk: int) -> HttpResponse:
    """«31 из 38 выполнили» for every addressed activity; `activity` and `show` list the organizations meant.

    `show` alone is about the first activity.
    """
    roadmap = roadmap_to_write(request, pk)
    today = roadmap.organization.local_date(timezone.now())
    rows = cascade.cascade_progress(request.viewer, roadmap, today, chosen_year(request))
    show = request.GET.get("show", "") if request.GET.get("show") in cascade.ANSWERS else ""
    wanted = request.GET.get("activity") or (str(rows[0].pk) if rows and show else "")
    chosen = next((row for row in rows if str(row.pk) == wanted), None)
    answers = [answer for answer in chosen.answers if answer.code == show or not show] if chosen else []
    context = {
        "roadmap": roadmap,
        "rows": rows,
        "chosen": chosen,
        "answers": answers,
        "show": show,
        "stale": any(row.stale for row in rows),
        "may_send": roadmap.status == Roadmap.Status.APPROVED and request.viewer.can(Permission.ROADMAP_CASCADE),
    }
    return render(request, "roadmaps/cascade_progress.html", context)


@requires(Permission.ROADMAP_CASCADE)
@require_POST
def cascade_send(request: Request, pk: int) -> HttpResponse:
    """Again after a change, or for organizations opened since."""
    roadmap = roadmap_to_write(request, pk)
    try:
        sent = actions.send_cascade(roadmap, by=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        words = f"Новых поручений: {sent.new}, обновлено: {sent.changed}, отозвано: {sent.withdrawn}."
        messages.success(request, words)
    return redirect("cascade_progress", pk=pk)


def _proposal(request: Request, pk: int) -> Proposal:
    rows = Proposal.objects.visible_to(request.viewer).select_related("sender", "activity")
    proposal = get_object_or_404(rows, pk=pk)
    refuse_foreign(request.viewer, proposal)
    return proposal


def _form(request: Request, offers: cascade.Offers) -> AcceptForm:
    stages = cascade.stages_open_to(request.viewer, chosen_year(request)) if offers.waiting or request.POST else []
    today = request.viewer.organization.local_date(timezone.now())
    return AcceptForm(request.POST or None, offers=offers.waiting, stages=stages, today=today)


def _page(request: Request, offers: cascade.Offers, sent: AcceptForm | None) -> HttpResponse:
    form = sent or _form(request, offers)
    known = [offer for offer in offers.waiting if str(offer.proposal.pk) in form.proposals]
    context = {
        "form": form,
        "offers": offers,
        "waiting": form.rows(known),
        "title": cascade.title_of(offers, request.viewer.organization.level),
    }
    status = INVALID if sent and sent.errors else 200
    return render(request, "roadmaps/proposal_list.html", context, status=status)
