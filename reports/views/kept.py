"""Reports that were kept, and letters about reports."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.http import render_form
from core.viewer import Request
from reports.actions import papers as actions
from reports.actions import schedules
from reports.actions.exports import note_export
from reports.forms.papers import ScheduleForm
from reports.papers.blocks import blocks_of
from reports.papers.kinds import KINDS
from reports.papers.states import report_of
from reports.papers.writing import KINDS as FILES
from reports.papers.writing import content_of, name_of
from reports.queries.papers import asked_of, is_above, kept_report, own_schedules, saved_reports
from reports.views.papers import file_response, report_address

MOST = 200


@requires(Permission.REPORT_VIEW)
@require_safe
def report_saved_list(request: Request) -> HttpResponse:
    return render(request, "reports/report_saved_list.html", {"saved": saved_reports(request.viewer)[:MOST]})


@requires(Permission.REPORT_VIEW)
@require_safe
def report_saved_detail(request: Request, pk: int) -> HttpResponse:
    row = get_object_or_404(saved_reports(request.viewer), pk=pk)
    kept, asked = kept_report(request.viewer, row, timezone.now()), asked_of(row)
    context = {
        "kept": kept,
        "report": kept.report,
        "blocks": blocks_of(kept.report),
        "now_address": report_address(asked) if asked else "",
        "files": FILES,
    }
    return render(request, "reports/report_saved_detail.html", context)


@requires(Permission.REPORT_VIEW)
@require_safe
def report_saved_file(request: Request, pk: int, file: str) -> HttpResponse:
    """The kept one word for word: it names nobody, so no purpose is asked."""
    if file not in FILES:
        raise Http404
    row = get_object_or_404(saved_reports(request.viewer), pk=pk)
    report, made = report_of(row.content), actions.made_of(row, request.viewer)
    answer = file_response(name_of(report, file, made), content_of(report, file, made), file)
    note_export(row, report.kind, file, by=request.viewer, now=timezone.now())
    return answer


@requires(Permission.REPORT_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def report_schedule(request: Request) -> HttpResponse:
    viewer = request.viewer
    form = ScheduleForm(request.POST or None, above=is_above(viewer))
    if form.is_valid():
        kind, every = KINDS[form.cleaned_data["kind"]], form.cleaned_data["every"]
        row = schedules.schedule_report(kind, every, by=viewer, now=timezone.now())
        messages.success(request, f"Письмо со ссылкой придёт {row.next_on:%d.%m.%Y}.")
        return redirect("report_schedule")
    rows = [(row, KINDS[row.kind]) for row in own_schedules(viewer) if row.kind in KINDS]
    return render_form(request, "reports/report_schedule.html", form, {"schedules": rows})


@requires(Permission.REPORT_VIEW)
@require_POST
def report_schedule_stop(request: Request, pk: int) -> HttpResponse:
    row = get_object_or_404(own_schedules(request.viewer), pk=pk)
    schedules.stop_schedule(row, by=request.viewer, now=timezone.now())
    messages.success(request, "Письма об этом отчёте больше не придут.")
    return redirect("report_schedule")
