"""One report: filled in and sent by whoever owes it, read and decided by the body above."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.forms import renew
from core.http import render_form
from core.viewer import Request
from reports.actions import campaign_reports as actions
from reports.campaigns import answers
from reports.forms.campaigns import AnswersForm, RemarksForm
from reports.models import Campaign, CampaignReport
from reports.queries import campaign_reports as queries
from reports.queries.campaigns import (
    about,
    campaign_of_report,
    form_of,
    lacks_fields,
    last_sending,
    standing,
    takes_answers,
)
from reports.views.campaigns import PAGE
from reports.views.places import clock


def report_or_404(request: Request, pk: int) -> CampaignReport:
    """A methodical office reads rows of its municipality, but is not whom the schools report to."""
    if not request.viewer.organization.is_official:
        return own_report_or_404(request, pk)
    rows = CampaignReport.objects.visible_to(request.viewer).select_related("sender", "organization", "asker")
    return get_object_or_404(rows, pk=pk)


def own_report_or_404(request: Request, pk: int) -> CampaignReport:
    rows = CampaignReport.objects.visible_to(request.viewer).filter(sender=request.viewer.organization)
    return get_object_or_404(rows.select_related("sender", "organization", "asker"), pk=pk)


@requires(Permission.REPORT_VIEW)
@require_safe
def campaign_report(request: Request, pk: int) -> HttpResponse:
    return render(request, "reports/campaign_report.html", _shown(request, report_or_404(request, pk)))


def _shown(request: Request, report: CampaignReport) -> dict[str, Any]:
    viewer = request.viewer
    _now, today = clock(viewer)
    campaign = campaign_of_report(viewer, report)
    mark, words, _key = standing(report, campaign, today)
    open_ = campaign is not None and campaign.closed_at is None
    own = report.sender_id == viewer.organization.pk
    unfinished = campaign is not None and lacks_fields(report, campaign)
    return {
        "report": report,
        "campaign": campaign,
        "about": about(campaign) if campaign else "",
        "view": queries.view_of(viewer, report, campaign, today),
        "mark": mark,
        "words": words,
        "own": own,
        "may_fill": own and takes_answers(report, campaign),
        "may_decide": report.organization_id == viewer.organization.pk and report.is_handed_in,
        "may_return": open_,
        "unfinished": unfinished,
        "whole": report.remarks.get("", ""),
    }


@requires(Permission.REPORT_FILL)
@PAGE
def campaign_fill(request: Request, pk: int) -> HttpResponse:
    """Saves, or with `send` hands in."""
    report = own_report_or_404(request, pk)
    campaign = campaign_of_report(request.viewer, report)
    if campaign is None or not takes_answers(report, campaign):
        messages.info(request, "Сейчас этот отчёт заполнить нельзя.")
        return redirect(report)
    context, form = _to_fill(request, report, campaign)
    if form.is_valid() and _written(request, report, form, context):
        return redirect(report if "send" in request.POST else request.path)
    return render_form(request, "reports/campaign_fill.html", form, context)


def _to_fill(request: Request, report: CampaignReport, campaign: Campaign) -> tuple[dict[str, Any], AnswersForm]:
    viewer = request.viewer
    _now, today = clock(viewer)
    fields = form_of(viewer, campaign)
    draft, sending = queries.draft_of(viewer, report), last_sending(viewer, report)
    words = queries.words_to_edit(draft, answers.from_json(sending.content) if sending else None)
    form = AnswersForm(
        request.POST or None, asked=fields, words=words, initial={"version": draft.version if draft else 0}
    )
    present = queries.present_of(viewer, report, campaign, fields, today)
    rows = queries.rows_to_fill(fields, present, words, report.remarks)
    context = {
        "report": report,
        "campaign": campaign,
        "about": about(campaign),
        "figures": [(row, form[row.field.key]) for row in rows if row.field.is_figure],
        "questions": [(row, form[row.field.key]) for row in rows if not row.field.is_figure],
        "below": present.below,
        "draft": draft,
        "whole": report.remarks.get("", ""),
        "late": report.due_on < today,
    }
    return context, form


def _written(request: Request, report: CampaignReport, form: AnswersForm, context: dict[str, Any]) -> bool:
    now, today = clock(request.viewer)
    values: dict[str, Any] = {"seen_version": form.cleaned_data["version"], "by": request.viewer, "now": now}
    try:
        if "send" in request.POST:
            actions.send_report(report, form.words(), today=today, **values)
            messages.success(request, f"Отчёт сдан: {report.organization.short_name}.")
        else:
            actions.save_answers(report, form.words(), **values)
            messages.success(request, "Сохранено. Отчёт ещё не отправлен.")
    except actions.Unanswered as error:
        form.refuse_unanswered(error.keys)
    except actions.WrittenMeanwhile as error:
        form.add_error(None, error.message)
        renew(form, version=error.now.version)
        titles = {field.key: field.title for field in form.asked}
        typed = form.words()
        context["changed"] = [
            (titles[key], words) for key, words in error.now.words.items() if key in titles and typed[key] != words
        ]
    except DomainError as error:
        form.add_error(None, error.message)
    return not form.errors


@requires(Permission.CAMPAIGN_RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_return(request: Request, pk: int) -> HttpResponse:
    report = report_or_404(request, pk)
    context = _shown(request, report)
    if not (context["may_decide"] and context["may_return"]):
        messages.info(request, "Этот отчёт сейчас не ждёт вашего решения.")
        return redirect(report)
    rows = context["view"].rows
    form = RemarksForm(request.POST or None, asked=[row.field for row in rows], initial={"number": report.sent_number})
    if form.is_valid():
        number = form.cleaned_data["number"]
        try:
            actions.return_report(report, form.remarks(), seen_number=number, by=request.viewer, now=timezone.now())
        except actions.NoRemarks as error:
            form.add_error("whole", error.message)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"Отчёт возвращён: {report.sender.short_name}.")
            return redirect("campaign_detail", report.campaign_id)
    context["rows"] = [(row, form[f"remark_{row.field.key}"]) for row in rows]
    return render_form(request, "reports/campaign_return.html", form, context)
