"""The import wizard: file → columns → doubts → confirm → result. Every step is a page of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from core.words import thousands
from core.years import chosen_year, offered_years
from roadmaps import actions
from roadmaps.actions.imports import UNDO_FOR
from roadmaps.forms.imports import ColumnsForm, ConfirmForm, FormatForm, ImportForm
from roadmaps.forms.reviews import ReviewForm
from roadmaps.importing.results import ImportResult
from roadmaps.models import ImportDraft
from roadmaps.queries.directory import directory_of
from roadmaps.queries.imports import import_summary, joined_rows, result_of, target_of


def _draft(request: Request, pk: int) -> ImportDraft:
    own = ImportDraft.objects.visible_to(request.viewer).filter(organization=request.viewer.organization)
    return get_object_or_404(own, pk=pk)


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def roadmap_import(request: Request) -> HttpResponse:
    """Step 1. A refused file stays beside its field, nothing is stored."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, text = form.cleaned_data["file"], form.cleaned_data["text"]
        try:
            draft = actions.start_import(
                data=file.read() if file else None,
                text=text,
                name=file.name if file else "",
                school_year=chosen_year(request),
                by=request.viewer,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error("file" if file else "text", error.message)
        else:
            return redirect("import_columns", draft.pk)
    return render_form(request, "roadmaps/roadmap_import.html", form)


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: Request, pk: int) -> HttpResponse:
    """Step 2. A big table that is still being read shows its progress here."""
    draft = _draft(request, pk)
    if draft.status in (ImportDraft.Status.READING, ImportDraft.Status.FAILED):
        return _progress(request, draft)
    if request.htmx and request.htmx.target == "progress":
        return HttpResponseClientRedirect(request.path)
    if draft.status != ImportDraft.Status.REVIEW:
        return redirect("import_detail", draft.pk)
    result = result_of(draft)
    form = _columns_form(request, draft, result)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_columns(
                draft, columns=form.columns(), tables=form.chosen(), school_year=form.year(), by=request.viewer
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            return redirect("import_review", draft.pk)
    return _columns_page(request, draft, result, form)


@requires(Permission.ROADMAP_EDIT)
@require_POST
def import_format(request: Request, pk: int) -> HttpResponse:
    """A text is read anew with another encoding or delimiter; the page shows its first rows."""
    draft = _draft(request, pk)
    result = result_of(draft)
    form = FormatForm(request.POST, result=result)
    if form.is_valid():
        try:
            actions.choose_format(draft, **form.cleaned_data, by=request.viewer)
        except DomainError as error:
            form.add_error("encoding" if "encoding" in form.fields else "delimiter", error.message)
        else:
            return redirect("import_columns", draft.pk)
    return _columns_page(request, draft, result, form)


def _columns_form(request: Request, draft: ImportDraft, result: ImportResult) -> ColumnsForm:
    years = offered_years(request.viewer.organization.local_date(timezone.now()))
    sent = request.POST if "school_year" in request.POST else None
    return ColumnsForm(sent, result=result, years=years, initial=_year_of(draft, result))


def _columns_page(
    request: Request, draft: ImportDraft, result: ImportResult, sent: ColumnsForm | FormatForm
) -> HttpResponse:
    """`sent` is the one of the two forms of the page that was filled in."""
    form = sent if isinstance(sent, ColumnsForm) else _columns_form(request, draft, result)
    shape = FormatForm(result=result) if result.delimiter else None
    context = {"draft": draft, "result": result, "form": form, "format_form": shape if sent is form else sent}
    return render_form(request, "roadmaps/import_columns.html", sent, context)


def _year_of(draft: ImportDraft, result: ImportResult) -> dict[str, Any]:
    """A period of several years is offered as it is; a document without a year leaves the question open."""
    if "columns" in draft.choices:
        return {"school_year": draft.school_year or "document"}
    if result.frame is None:
        return {"school_year": ""}
    return {"school_year": "document" if result.frame.period else draft.school_year}


def _progress(request: Request, draft: ImportDraft) -> HttpResponse:
    template = "roadmaps/import_progress.html"
    context = {"draft": draft, "rows_read": thousands(draft.rows_read), "rows_total": thousands(draft.rows_total)}
    return render(request, f"{template}#progress" if request.htmx else template, context)


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def import_review(request: Request, pk: int) -> HttpResponse:
    """Step 3. Doubtful terms first; one answer serves all rows with the same words."""
    draft = _draft(request, pk)
    if draft.status != ImportDraft.Status.REVIEW:
        return redirect("import_detail", draft.pk)
    form = _review_form(request, draft)
    if request.method == "POST" and form.is_valid():
        actions.answer_doubts(draft, terms=form.terms(), parties=form.parties(), by=request.viewer)
        return redirect("import_confirm", draft.pk)
    context = {"draft": draft, "joined": joined_rows(draft)}
    return render_form(request, "roadmaps/import_review.html", form, context)


def _review_form(request: Request, draft: ImportDraft) -> ReviewForm:
    return ReviewForm(
        request.POST or None,
        result=result_of(draft),
        target=target_of(draft),
        directory=directory_of(request.viewer.organization, request.viewer),
        answers=draft.choices,
        show_all="all" in request.GET,
    )


@requires(Permission.ROADMAP_EDIT)
@require_POST
def import_row(request: Request, pk: int, table: int, row: int) -> HttpResponse:
    """A row parted from the one above (`part` in the form) or joined again; what was answered so far is kept."""
    draft = _draft(request, pk)
    change = actions.part_row if "part" in request.POST else actions.join_row
    try:
        form = _review_form(request, draft)
        if form.is_valid() or form.cleaned_data:
            actions.answer_doubts(draft, terms=form.terms(), parties=form.parties(), by=request.viewer)
        change(draft, table=table, row=row, by=request.viewer)
    except DomainError as error:
        messages.error(request, error.message)
    return redirect(reverse("import_review", args=[draft.pk]) + "#joined")


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def import_confirm(request: Request, pk: int) -> HttpResponse:
    """Step 4. What will be created, in numbers, and everything of the source that will not."""
    draft = _draft(request, pk)
    if draft.status != ImportDraft.Status.REVIEW:
        return redirect("import_detail", draft.pk)
    summary = import_summary(draft, request.viewer)
    initial = {"title": summary.title, "target_model": summary.target_model}
    form = ConfirmForm(request.POST or None, official=request.viewer.organization.is_official, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.create_from_draft(draft, **form.cleaned_data, by=request.viewer, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            return redirect("import_detail", draft.pk)
    return render_form(request, "roadmaps/import_confirm.html", form, {"draft": draft, "summary": summary})


@requires(Permission.ROADMAP_EDIT)
@require_safe
def import_detail(request: Request, pk: int) -> HttpResponse:
    """Step 5. The result, what was not used, and the way back for 24 hours."""
    draft = _draft(request, pk)
    if draft.status == ImportDraft.Status.REVIEW:
        return redirect("import_columns", draft.pk)
    undo_until = draft.finished_at + UNDO_FOR if draft.finished_at else None
    can_undo = bool(undo_until and timezone.now() < undo_until and draft.roadmap and draft.roadmap.is_open)
    context = {"draft": draft, "problems": result_of(draft).problems, "undo_until": undo_until, "can_undo": can_undo}
    return render(request, "roadmaps/import_detail.html", context)


@requires(Permission.ROADMAP_EDIT)
@require_POST
def import_undo(request: Request, pk: int) -> HttpResponse:
    draft = _draft(request, pk)
    try:
        left = actions.undo_import(draft, by=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("import_detail", draft.pk)
    text = (
        f"Загрузка отменена. Осталось мероприятий, которые вы успели изменить: {left}."
        if left
        else "Загрузка отменена."
    )
    messages.success(request, text)
    return redirect("roadmap_list")
