"""What is measured here: sets, own definitions, closed periods."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.forms import renew
from core.http import render_form
from core.viewer import Request, Viewer
from core.words import counted
from core.years import chosen_year, year_label
from reports.actions import indicators as actions
from reports.actions.indicator_periods import lock_period, unlock_period
from reports.forms.indicators import IndicatorForm, ReasonForm, targets_shown
from reports.indicators.periods import MONTHS, NAMES, PERIODS, has_begun
from reports.indicators.sets import ALL, BY_KEY, sketches_for
from reports.models import Indicator, IndicatorTarget, PeriodLock
from reports.queries.indicator_board import set_name
from reports.queries.indicator_rows import indicators_of, locked_periods

ROWS = ("показатель", "показателя", "показателей")


@requires(Permission.INDICATOR_EDIT)
@require_safe
def indicator_list(request: Request) -> HttpResponse:
    """Own definitions, those of the bodies above, sets to be taken over."""
    viewer = request.viewer
    found = indicators_of(viewer, viewer.organization)
    own = [each for each in found if each.organization_id == viewer.organization.pk]
    above = {each.code: each.organization for each in found if each.organization_id != viewer.organization.pk}
    held, level = {each.code for each in own}, viewer.organization.level
    sets = [
        (each, sketches_for(each, level, held), {above[row.code] for row in each.sketches if row.code in above})
        for each in ALL
    ]
    by_set = [(name, list(rows)) for name, rows in groupby(own, key=lambda each: set_name(each, viewer.organization))]
    context = {"own": by_set, "above": [each for each in found if each not in own], "sets": sets}
    return render(request, "reports/indicator_list.html", context)


@requires(Permission.INDICATOR_EDIT)
@require_POST
def indicator_adopt(request: Request, key: str) -> HttpResponse:
    if key not in BY_KEY:
        raise Http404
    try:
        made = actions.adopt_set(BY_KEY[key], by=request.viewer)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"Взято: {counted(len(made), ROWS)}. Теперь это ваши показатели, их можно править.")
    return redirect("indicator_list")


@requires(Permission.INDICATOR_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_create(request: Request) -> HttpResponse:
    years = _years(request)
    form = IndicatorForm(request.POST or None, organization=request.viewer.organization, years=years)
    if form.is_valid():
        values: dict[str, Any] = {"seen": 0, "by": request.viewer, "why_not_people": form.why_not_people}
        try:
            made = actions.save_indicator(None, form.values, form.targets, **values)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Показатель добавлен.")
            return redirect("indicator_detail", made.pk)
    return render_form(request, "reports/indicator_edit.html", form)


@requires(Permission.INDICATOR_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_edit(request: Request, pk: int) -> HttpResponse:
    indicator, years = _own(request.viewer, pk), _years(request)
    rows = IndicatorTarget.objects.visible_to(request.viewer).filter(indicator=indicator, school_year__in=years)
    shown = targets_shown({(row.school_year, row.level): row for row in rows}, indicator.unit)
    form = IndicatorForm(
        request.POST or None,
        instance=_own(request.viewer, pk),  # a row of its own: a form writes into it while it validates
        organization=request.viewer.organization,
        years=years,
        initial={"seen": indicator.version, **shown},
    )
    if form.is_valid():
        values: dict[str, Any] = {"seen": form.cleaned_data["seen"] or 0, "by": request.viewer}
        try:
            actions.save_indicator(indicator, form.values, form.targets, why_not_people=form.why_not_people, **values)
        except DomainError as error:
            form.add_error(None, error.message)
            renew(form, seen=_own(request.viewer, pk).version)
        else:
            messages.success(request, "Сохранено.")
            return redirect("indicator_detail", pk)
    return render_form(request, "reports/indicator_edit.html", form, {"indicator": indicator})


@requires(Permission.INDICATOR_EDIT)
@require_POST
def indicator_archive(request: Request, pk: int) -> HttpResponse:
    actions.archive_indicator(_own(request.viewer, pk), by=request.viewer, now=timezone.now())
    messages.success(request, "Показатель убран. Его планы и факты сохранены.")
    return redirect("indicator_list")


@requires(Permission.FIGURE_VIEW)
@require_safe
def indicator_periods(request: Request) -> HttpResponse:
    """Which quarters are closed, here and above."""
    viewer, year = request.viewer, chosen_year(request)
    locks, own = locked_periods(viewer, year), viewer.organization
    above = {own.municipality_id, own.region_id} - {own.pk}
    today = own.local_date(timezone.now())
    rows = [
        {
            "period": period,
            "name": NAMES[period],
            "months": MONTHS[period],
            "own": (own.pk, period) in locks,
            "above": any((pk, period) in locks for pk in above),
            "begun": has_begun(year, period, today),
        }
        for period in PERIODS
    ]
    return render(request, "reports/indicator_periods.html", {"rows": rows, "year": year_label(year)})


@requires(Permission.INDICATOR_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_lock(request: Request, period: int) -> HttpResponse:
    """Closes an open period; a closed one is opened with a reason."""
    viewer, year = request.viewer, chosen_year(request)
    if period not in PERIODS:
        raise Http404
    rows = PeriodLock.objects.visible_to(viewer).filter(organization=viewer.organization)
    lock = rows.filter(school_year=year, period=period).first()
    form = ReasonForm(request.POST if lock and request.method == "POST" else None)
    if request.method == "POST" and (lock is None or form.is_valid()):
        try:
            if lock is None:
                lock_period(year, period, by=viewer, now=timezone.now())
            else:
                unlock_period(lock, reason=form.cleaned_data["reason"], by=viewer)
        except DomainError as error:
            messages.error(request, error.message)
        return redirect("indicator_periods")
    context = {"lock": lock, "name": NAMES[period], "months": MONTHS[period], "year": year_label(year)}
    return render_form(request, "reports/indicator_lock.html", form, context)


def _own(viewer: Viewer, pk: int) -> Indicator:
    rows = Indicator.objects.visible_to(viewer).active().filter(organization=viewer.organization)
    return get_object_or_404(rows, pk=pk)


def _years(request: Request) -> tuple[int, ...]:
    year = chosen_year(request)
    return (year - 1, year, year + 1)
