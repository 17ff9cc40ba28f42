"""Requests for reports, for whoever asks: opened, followed, reminded of, added up."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.forms import renew
from core.http import render_form, whole
from core.sheets.answers import KINDS, sheet_response
from core.viewer import Request
from core.words import counted
from core.years import chosen_year
from reports.actions import campaign_reminders, campaign_reports, campaigns
from reports.actions.exports import note_export
from reports.campaigns.summary import as_sheet
from reports.forms.campaigns import CampaignEditForm, initial_of, refuse_past
from reports.models import Campaign, CampaignReport
from reports.queries import campaigns as queries
from reports.queries.campaign_reminders import reminder_offers
from reports.reminding.offers import chat_text, free
from reports.views.places import body_below_or_404, clock
from reports.words import REPORTS
from schools.models import Organization
from schools.queries import children_of

PAGE = require_http_methods(["GET", "HEAD", "POST"])
SENT = CampaignReport.State.SENT


def campaign_or_404(request: Request, pk: int) -> Campaign:
    rows = Campaign.objects.visible_to(request.viewer).select_related("organization")
    return get_object_or_404(rows, pk=pk)


def own_or_403(request: Request, pk: int) -> Campaign:
    campaign = campaign_or_404(request, pk)
    refuse_foreign(request.viewer, campaign)
    return campaign


@requires(Permission.REPORT_VIEW)
@require_safe
def campaign_list(request: Request) -> HttpResponse:
    """Requests of the year: those one has opened, and those that ask something of one's own organization."""
    viewer, year = request.viewer, chosen_year(request)
    _now, today = clock(viewer)
    rows = queries.campaign_rows(viewer, year, today)
    owed = queries.own_lines(viewer, year, today)
    official = viewer.organization.is_official
    return render(request, "reports/campaign_list.html", {"rows": rows, "owed": owed, "official": official})


@requires(Permission.CAMPAIGN_RUN)
@PAGE
def campaign_create(request: Request) -> HttpResponse:
    now, today = clock(request.viewer)
    form = _form(request, None)
    if form.is_valid() and refuse_past(form, today):
        try:
            campaign = campaigns.open_campaign(
                form.wanted(), form.fields_asked(), school_year=chosen_year(request), by=request.viewer, now=now
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Запрос открыт, подведомственные организации получили письмо.")
            return redirect(campaign)
    return render_form(request, "reports/campaign_edit.html", form)


@requires(Permission.CAMPAIGN_RUN)
@PAGE
def campaign_edit(request: Request, pk: int) -> HttpResponse:
    campaign = own_or_403(request, pk)
    form = _form(request, campaign)
    context: dict[str, Any] = {"campaign": campaign}
    if form.is_valid():
        values: dict[str, Any] = {"seen_version": form.cleaned_data["version"], "by": request.viewer}
        try:
            campaigns.change_campaign(campaign, form.wanted(), form.fields_asked(), now=timezone.now(), **values)
        except campaigns.ChangedMeanwhile as error:
            form.add_error(None, error.message)
            renew(form, version=error.now.version)
            context["changed"] = _changed(request, form, error.now)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Запрос изменён. То, что уже сдали, сохранилось.")
            return redirect(campaign)
    return render_form(request, "reports/campaign_edit.html", form, context)


def _form(request: Request, campaign: Campaign | None) -> CampaignEditForm:
    before = queries.form_of(request.viewer, campaign) if campaign else ()
    children = list(children_of(request.viewer).reporting())
    initial = initial_of(campaign, before)
    measured = queries.indicators_to_ask(request.viewer)
    return CampaignEditForm(request.POST or None, children=children, measured=measured, before=before, initial=initial)


def _changed(request: Request, form: CampaignEditForm, now: Campaign) -> list[tuple[str, Any]]:
    """(label, value) of what stands there now and differs from what was typed."""
    initial = initial_of(now, queries.form_of(request.viewer, now))
    typed = {name: form.cleaned_data.get(name) for name in ("title", "due_on", "purpose")}
    return [(str(form.fields[name].label), initial[name]) for name, value in typed.items() if value != initial[name]]


@requires(Permission.REPORT_VIEW)
@require_safe
def campaign_detail(request: Request, pk: int) -> HttpResponse:
    """Who has handed in what. `place`: a municipality, for whoever looks from the region."""
    viewer, campaign = request.viewer, campaign_or_404(request, pk)
    if not viewer.organization.is_official:
        own = queries.own_reports(viewer, campaign.school_year).filter(campaign=campaign)
        return redirect(get_object_or_404(own))
    _now, today = clock(viewer)
    place = body_below_or_404(request, "place")
    rows = queries.report_rows(viewer, campaign, place, today)
    show = request.GET.get("show", "")
    context = {
        "campaign": campaign,
        "about": queries.about(campaign),
        "place": place,
        "foreign": place.pk != viewer.organization.pk,
        "rows": [row for row in rows if show in ("", row.key)],
        "total": len(rows),
        "handed_in": sum(row.report.is_handed_in for row in rows),
        "acceptable": place.pk == viewer.organization.pk and any(row.key == SENT for row in rows),
        "filters": queries.counted_filters(rows),
        "show": show,
        "own": queries.own_reports(viewer, campaign.school_year).filter(campaign=campaign).first(),
        "mine": campaign.organization_id == viewer.organization.pk,
    }
    return render(request, "reports/campaign_detail.html", context)


@requires(Permission.CAMPAIGN_RUN)
@require_POST
def campaign_close(request: Request, pk: int) -> HttpResponse:
    """Closes, or with `again` opens once more."""
    campaign = own_or_403(request, pk)
    try:
        if "again" in request.POST:
            campaigns.reopen_campaign(campaign, by=request.viewer, now=timezone.now())
        else:
            campaigns.close_campaign(campaign, by=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    return redirect(campaign)


@requires(Permission.CAMPAIGN_RUN)
@PAGE
def campaign_remind(request: Request, pk: int) -> HttpResponse:
    """The preview: who gets what; the late ones are ticked."""
    viewer, campaign = request.viewer, campaign_or_404(request, pk)
    now, _today = clock(viewer)
    if request.method == "POST":
        chosen = [number for text in request.POST.getlist("report") if (number := whole(text)) is not None]
        try:
            reminded = campaign_reminders.remind_of_reports(campaign, chosen, by=viewer, now=now)
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, f"Напоминание отправлено: {counted(reminded, REPORTS)}.")
        return redirect(campaign)
    offers = reminder_offers(viewer, campaign, now)
    context = {"campaign": campaign, "offers": offers, "free": free(offers), "chat": chat_text(offers)}
    context["cancel"] = campaign.get_absolute_url()
    return render(request, "reports/campaign_remind.html", context)


@requires(Permission.CAMPAIGN_RUN)
@require_POST
def campaign_accept(request: Request, pk: int) -> HttpResponse:
    """The ticked reports, each with the number of the sending that was on the page: «12:1»."""
    campaign = campaign_or_404(request, pk)
    pairs = [text.partition(":") for text in request.POST.getlist("report")]
    seen = {whole(pk) or 0: whole(number) or 0 for pk, _sign, number in pairs}
    done = campaign_reports.accept_reports(seen, campaign, by=request.viewer, now=timezone.now())
    if done:
        messages.success(request, f"Принято: {counted(done, REPORTS)}.")
    else:
        messages.info(request, "Принимать нечего: отметьте сданные отчёты.")
    return redirect(campaign)


@requires(Permission.REPORT_VIEW)
@require_safe
def campaign_summary(request: Request, pk: int) -> HttpResponse:
    campaign, place, summary = _summary(request, pk)
    context = {
        "campaign": campaign,
        "place": place,
        "foreign": place.pk != request.viewer.organization.pk,
        "summary": summary,
        "own": queries.own_reports(request.viewer, campaign.school_year).filter(campaign=campaign).first(),
    }
    return render(request, "reports/campaign_summary.html", context)


@requires(Permission.REPORT_VIEW)
@require_safe
def campaign_file(request: Request, pk: int, kind: str) -> HttpResponse:
    """The same rows as PDF, .docx or .xlsx."""
    if kind not in KINDS:
        raise Http404
    campaign, _place, summary = _summary(request, pk)
    now, today = clock(request.viewer)
    facts = (("Составлено", f"{today:%d.%m.%Y}"), ("Запрос", campaign.title))
    try:
        sheet = as_sheet(summary, facts=facts, author=request.viewer.organization.short_name)
        answer = sheet_response(sheet, kind, today, now)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(campaign)
    note_export(campaign, "campaign", kind, by=request.viewer, now=now)
    return answer


def _summary(request: Request, pk: int) -> tuple[Campaign, Organization, Any]:
    """404 for a school: it adds nothing up."""
    campaign = campaign_or_404(request, pk)
    if not request.viewer.organization.is_official:
        raise Http404
    place = body_below_or_404(request, "place")
    _now, today = clock(request.viewer)
    return campaign, place, queries.summary_of(request.viewer, campaign, place, today)
