"""Reports (S24): the gallery, a report, its words, its file."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.forms import renew
from core.http import TYPES, render_form
from core.viewer import Request
from core.years import chosen_year, offered_years, year_label
from mentoring.actions.lists import AT_ONCE
from reports.actions import papers as actions
from reports.actions.schedules import report_address
from reports.forms.papers import FileForm, NamedFileForm, WordsForm, read_asked
from reports.indicators.periods import NAMES, current_period
from reports.papers.blocks import blocks_of
from reports.papers.kinds import ASKS, KINDS, TITLES, Asked, offered
from reports.papers.model import shortened
from reports.papers.writing import KINDS as FILES
from reports.queries.papers import build_report, is_above, own_schedules, saved_reports, size_of, words_row
from reports.views.places import clock

ON_PAGE, LATEST = 100, 5


def asked_or_404(request: Request, key: str) -> Asked:
    """Raises 404 for a report that is not made at this level."""
    kind, above, year = KINDS.get(key), is_above(request.viewer), chosen_year(request)
    if kind is None or not kind.parts(above):
        raise Http404
    _, today = clock(request.viewer)
    return read_asked(kind, request.GET, year=year, period=current_period(year, today), above=above)


@requires(Permission.REPORT_VIEW)
@require_safe
def report_list(request: Request) -> HttpResponse:
    viewer = request.viewer
    context = {
        "kinds": offered(is_above(viewer)),
        "saved": saved_reports(viewer)[:LATEST],
        "schedules": [(row, KINDS[row.kind]) for row in own_schedules(viewer) if row.kind in KINDS],
        "year": year_label(chosen_year(request)),
    }
    return render(request, "reports/report_list.html", context)


@requires(Permission.REPORT_VIEW)
@require_safe
def report_detail(request: Request, key: str) -> HttpResponse:
    """Long lists are cut on the page and whole in files."""
    viewer, asked = request.viewer, asked_or_404(request, key)
    now, today = clock(request.viewer)
    report = shortened(build_report(viewer, asked, now, most=ON_PAGE), ON_PAGE)
    actions.note_shown(report, by=viewer, now=now)
    parts = asked.kind.parts(is_above(viewer))
    context = {
        "report": report,
        "blocks": blocks_of(report),
        "asked": asked,
        "query": urlencode(asked.pairs),
        "years": [(str(year), f"{year_label(year)} учебный год") for year in offered_years(today)],
        "periods": [(str(number), name) for number, name in NAMES.items()] if asked.kind.quarterly else [],
        "chosen": (str(asked.year), str(asked.period)),
        "parts": [(part, title, part in (asked.parts or parts)) for part, title in parts.items()],
        "files": FILES.items(),
        "may_take": not report.names_people or viewer.can(Permission.PERSON_EXPORT),
    }
    return render(request, "reports/report_detail.html", context)


@requires(Permission.REPORT_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def report_words(request: Request, key: str, part: str) -> HttpResponse:
    viewer, asked = request.viewer, asked_or_404(request, key)
    if part not in ASKS or part not in asked.kind.parts(is_above(viewer)):
        raise Http404
    row = words_row(viewer, asked, part)
    version = row.version if row else 0
    form = WordsForm(request.POST or None, initial={"text": row.text if row else "", "version": version})
    if form.is_valid():
        text, seen = form.cleaned_data["text"], form.cleaned_data["version"]
        try:
            actions.write_words(asked, part, text, version=seen, by=viewer, now=timezone.now())
        except actions.WordsChanged as error:
            form.add_error(None, error.message)
            renew(form, version=version)
        else:
            messages.success(request, "Текст сохранён и вошёл в отчёт.")
            return redirect(f"{report_address(asked)}#{part}")
    context = {"asked": asked, "back": report_address(asked), "title": TITLES[part], "question": ASKS[part], "row": row}
    return render_form(request, "reports/report_words.html", form, context)


@requires(Permission.REPORT_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def report_export(request: Request, key: str) -> HttpResponse:
    """At once, or as a long job; a purpose comes first where people are named."""
    viewer, asked, now = request.viewer, asked_or_404(request, key), timezone.now()
    named = asked.kind.named and not is_above(viewer)
    if named and not viewer.can(Permission.PERSON_EXPORT):
        raise PermissionDenied(Permission.PERSON_EXPORT)
    form = (NamedFileForm if named else FileForm)(request.POST or None)
    if form.is_valid():
        purpose = form.cleaned_data.get("purpose", asked.kind.title)
        try:
            return _answer(request, asked, form.cleaned_data["file"], purpose, now)
        except DomainError as error:
            form.add_error(None, error.message)
    context = {"asked": asked, "back": report_address(asked), "named": named}
    return render_form(request, "reports/report_export.html", form, context)


def _answer(request: Request, asked: Asked, file: str, purpose: str, now: datetime) -> HttpResponse:
    rows, viewer = size_of(request.viewer, asked), request.viewer
    if rows > AT_ONCE[file]:
        return redirect(actions.ask_report(asked, file, purpose=purpose, total=rows, by=viewer, now=now))
    name, content = actions.report_file(asked, file, purpose=purpose, by=viewer, now=now)
    return file_response(name, content, file)


def file_response(name: str, content: bytes, file: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES[file])
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@requires(Permission.REPORT_VIEW)
@require_POST
def report_save(request: Request, key: str) -> HttpResponse:
    asked = asked_or_404(request, key)
    row = actions.save_report(asked, by=request.viewer, now=timezone.now())
    messages.success(request, "Отчёт сохранён таким, какой он сейчас. Списки людей в сохранённый отчёт не входят.")
    return redirect(row)
