"""Reminding schools of what they are late with: chosen, looked at, sent."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from core.years import chosen_year
from reports.actions import reminding
from reports.forms.figures import ReminderForm
from reports.queries.dashboards import BoardFilters, chosen_schools, last_reminders
from reports.queries.figures import FigureRow, figures_of, row_of
from reports.reminding.offers import Offer, chat_text, free, is_paused, words_for
from reports.views.places import body_below_or_404, school_below_or_404


@requires(Permission.SCHOOL_REMIND)
@require_http_methods(["GET", "HEAD", "POST"])
def dashboard_remind(request: Request) -> HttpResponse:
    """The filters of the board say which schools are offered; `school` says which of them get the letter."""
    node = body_below_or_404(request)
    rows = chosen_schools(request.viewer, node, chosen_year(request), BoardFilters.read(request.GET))
    found = [row_of(row.organization, row) for row in rows[: reminding.MOST]]
    return _remind(request, found, {"node": node, "cancel": f"{reverse('dashboard')}?in={node.pk}"})


@requires(Permission.SCHOOL_REMIND)
@require_http_methods(["GET", "HEAD", "POST"])
def dashboard_school_remind(request: Request, pk: int) -> HttpResponse:
    """The same for one school, from its own page."""
    school = school_below_or_404(request, pk)
    row = figures_of(request.viewer, chosen_year(request), school)
    cancel = reverse("dashboard_school", args=[school.pk])
    return _remind(request, [row], {"node": school.parent, "school": school, "cancel": cancel})


def _remind(request: Request, rows: list[FigureRow], around: dict[str, Any]) -> HttpResponse:
    """`around`: node, cancel (the address to return to) and the school, where there is only one."""
    form = ReminderForm(request.POST or None)
    context = _context(request, rows, form) | around
    if request.method != "POST":
        return render(request, "reports/dashboard_remind.html", context)
    chosen = [row for row in rows if str(row.organization.pk) in request.POST.getlist("school")]
    if not form.is_valid():
        return render_form(request, "reports/dashboard_remind.html", form, context)
    try:
        sent = reminding.remind_schools(chosen, note=form.cleaned_data["note"], by=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(request.get_full_path())
    messages.success(request, f"Напоминания отправлены: школ – {sent.schools}, получателей – {sent.people}.")
    return redirect(around["cancel"])


def _context(request: Request, rows: list[FigureRow], form: ReminderForm) -> dict[str, Any]:
    last, now = last_reminders(request.viewer, [row.organization.pk for row in rows]), timezone.now()
    offers = [_offer(row, last.get(row.organization.pk), now) for row in rows]
    return {"offers": offers, "form": form, "chat": chat_text(offers), "free": free(offers)}


def _offer(row: FigureRow, sent_at: datetime | None, now: datetime) -> Offer:
    school = row.organization
    address = reverse("dashboard_school", args=[school.pk])
    return Offer(school.pk, school.short_name, address, words_for(row.reasons), sent_at, is_paused(sent_at, now))
