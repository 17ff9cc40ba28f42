"""The wizard for spreadsheets of people: file → columns → rows → confirm → result. Every step is a page of its own."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.access import requires
from accounts.roles import Permission
from core.audit import record
from core.errors import DomainError
from core.http import INVALID, render_form
from core.sheets.answers import sheet_response
from core.viewer import Request
from core.words import counted, thousands
from core.years import chosen_year, year_label
from mentoring.actions import people_import as actions
from mentoring.actions.people_undo import UNDO_FOR, undo_people_import
from mentoring.forms.people_import import Mending, PeopleColumnsForm, PeopleFileForm, ShapeForm
from mentoring.importing.examples import EXAMPLES
from mentoring.importing.template import sheet_of
from mentoring.models import PeopleImport, Side
from mentoring.queries import people_import as queries

Status = PeopleImport.Status
WORKING = (Status.READING, Status.CHECKING, Status.LOADING, Status.FAILED)
PAGES = {
    Status.COLUMNS: "people_import_columns",
    Status.REVIEW: "people_import_review",
    Status.DONE: "people_import_detail",
    Status.UNDONE: "people_import_detail",
}
DEEDS = {
    Status.READING: "Читаем таблицу",
    Status.CHECKING: "Проверяем строки",
    Status.LOADING: "Загружаем людей",
    Status.FAILED: "Таблица не прочитана",
}
PEOPLE = ("человек", "человека", "человек")


def _job(request: Request, pk: int) -> PeopleImport:
    own = PeopleImport.objects.visible_to(request.viewer).filter(organization=request.viewer.organization)
    return get_object_or_404(own, pk=pk)


def _elsewhere(request: Request, job: PeopleImport, *wanted: str) -> HttpResponse | None:
    """The page on which the import stands, when it is not one of the `wanted` states."""
    if job.status in WORKING:
        return _progress(request, job)
    if job.status not in wanted:
        return redirect(PAGES[Status(job.status)], job.pk)
    if request.htmx and request.htmx.target == "progress":
        return HttpResponseClientRedirect(request.path)
    return None


def _progress(request: Request, job: PeopleImport) -> HttpResponse:
    template = "mentoring/people_import_progress.html"
    context = {
        "job": job,
        "deed": DEEDS[Status(job.status)],
        "done": thousands(job.rows_done),
        "total": thousands(job.rows_total),
        "working": job.status != Status.FAILED,
    }
    return render(request, f"{template}#progress" if request.htmx else template, context)


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def people_import(request: Request) -> HttpResponse:
    """Step 1. A refused file stays beside its field, nothing is stored."""
    asked = request.GET.get("side")
    initial = {"side": asked if asked in Side.values else Side.MENTEE, "model": "pupil"}
    form = PeopleFileForm(request.POST or None, request.FILES or None, initial=initial)
    year = chosen_year(request)
    if request.method == "POST" and form.is_valid():
        file, text = form.cleaned_data["file"], form.cleaned_data["text"]
        start = actions.start_of(form.cleaned_data["side"], form.cleaned_data["model"], year)
        source = {"data": file.read() if file else None, "text": text, "name": file.name if file else ""}
        try:
            job = actions.start_people_import(start, **source, by=request.viewer, now=timezone.now())
        except DomainError as error:
            form.add_error("file" if file else "text", error.message)
        else:
            return redirect("people_import_columns", job.pk)
    return render_form(request, "mentoring/people_import.html", form, {"year": year_label(year)})


@requires(Permission.PERSON_VIEW)
@require_safe
def people_import_template(request: Request, side: str) -> HttpResponse:
    """The empty spreadsheet with two invented rows."""
    now = timezone.now()
    sheet = sheet_of(EXAMPLES[side], side)
    return sheet_response(sheet, "xlsx", request.viewer.organization.local_date(now), now)


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def people_import_columns(request: Request, pk: int) -> HttpResponse:
    """Step 2. A big table that is still being read shows its progress here."""
    job = _job(request, pk)
    if answer := _elsewhere(request, job, Status.COLUMNS, Status.REVIEW):
        return answer
    form = _columns_form(request, job)
    if request.method == "POST" and form.is_valid():
        chosen = {"kind": form.cleaned_data["kind"], "forms": tuple(filter(None, [form.cleaned_data["form"]]))}
        try:
            actions.choose_columns(job, form.chosen(), **chosen, by=request.viewer, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            return redirect("people_import_review", job.pk)
    return _columns_page(request, job, form)


def _columns_form(request: Request, job: PeopleImport) -> PeopleColumnsForm:
    kept = job.choices
    initial = {"kind": kept["kind"], "form": kept["forms"][0] if kept["forms"] else ""}
    sent = request.POST if "kind" in request.POST else None
    return PeopleColumnsForm(sent, columns=queries.file_columns(job), side=kept["side"], initial=initial)


def _columns_page(request: Request, job: PeopleImport, sent: PeopleColumnsForm | ShapeForm) -> HttpResponse:
    """`sent` is the one of the two forms of the page that was filled in."""
    form = sent if isinstance(sent, PeopleColumnsForm) else _columns_form(request, job)
    shape = ShapeForm(shape=job.choices["shape"], sheets=job.choices["sheets"]) if sent is form else sent
    context = {
        "job": job,
        "form": form,
        "shape_form": shape,
        "dropped": [column for column in queries.file_columns(job) if column.dropped],
        "before": queries.loaded_before(job, request.viewer),
        "notes": job.choices["notes"],
        "rows": counted(job.rows_total, ("строка", "строки", "строк")),
    }
    return render_form(request, "mentoring/people_import_columns.html", sent, context)


@requires(Permission.PERSON_EDIT)
@require_POST
def people_import_shape(request: Request, pk: int) -> HttpResponse:
    """The file is read anew: another encoding, delimiter, sheet or header."""
    job = _job(request, pk)
    if answer := _elsewhere(request, job, Status.COLUMNS, Status.REVIEW):
        return answer
    form = ShapeForm(request.POST, shape=job.choices["shape"], sheets=job.choices["sheets"])
    if form.is_valid():
        try:
            actions.choose_shape(job, form.shape(), by=request.viewer)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            return redirect("people_import_columns", job.pk)
    return _columns_page(request, _job(request, pk), form)


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def people_import_review(request: Request, pk: int) -> HttpResponse:
    """Step 3. Rows that need a person first; a bad cell is mended in place, everything is checked again."""
    job = _job(request, pk)
    if answer := _elsewhere(request, job, Status.REVIEW):
        return answer
    page = request.GET.get("page", "1")
    if request.method == "POST":
        sent = Mending.read(request.POST)
        try:
            actions.mend_rows(job, sent.cells, sent.answers, seen=sent.seen, by=request.viewer, now=timezone.now())
        except actions.MendedMeanwhile as error:
            return _review_page(request, job, page, queries.collisions(job, sent.cells, sent.answers), error.message)
        except DomainError as error:
            messages.error(request, error.message)
        return redirect(f"{reverse('people_import_review', args=[job.pk])}?page={page if page.isdecimal() else 1}")
    return _review_page(request, job, page)


def _review_page(
    request: Request, job: PeopleImport, page: str, collided: Sequence[queries.Collision] = (), refusal: str = ""
) -> HttpResponse:
    """`collided`: what was typed here against what another window has saved."""
    review = queries.review_of(job, int(page) if page.isdecimal() and len(page) < 6 else 1)
    record(request.viewer, "people.viewed", job, ids=review.people)
    context = {
        "job": job,
        "review": review,
        "collided": collided,
        "taken": {each.field for each in collided},
        "refusal": refusal,
    }
    return render(request, "mentoring/people_import_review.html", context, status=INVALID if refusal else 200)


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def people_import_confirm(request: Request, pk: int) -> HttpResponse:
    """Step 4. What will happen, in numbers."""
    job = _job(request, pk)
    if answer := _elsewhere(request, job, Status.REVIEW):
        return answer
    if request.method == "POST":
        try:
            actions.load_people(job, by=request.viewer, now=timezone.now())
        except DomainError as error:
            messages.error(request, error.message)
            return redirect("people_import_review", job.pk)
        return redirect("people_import_detail", job.pk)
    review = queries.review_of(job)
    context = {"job": job, "review": review, "year": year_label(job.school_year), "loaded": thousands(review.loaded)}
    return render(request, "mentoring/people_import_confirm.html", context)


@requires(Permission.PERSON_EDIT)
@require_safe
def people_import_detail(request: Request, pk: int) -> HttpResponse:
    """Step 5. The result in numbers, the file of mistakes, and the way back for 24 hours."""
    job = _job(request, pk)
    if answer := _elsewhere(request, job, Status.DONE, Status.UNDONE):
        return answer
    until = job.finished_at + UNDO_FOR if job.finished_at else None
    can_undo = job.status == Status.DONE and until is not None and timezone.now() < until
    counts = job.choices["counts"]
    left = counts["error"] + counts["ask"]
    context = {"job": job, "counts": counts, "undo_until": until, "can_undo": can_undo, "left": left}
    return render(request, "mentoring/people_import_detail.html", context)


@requires(Permission.PERSON_EDIT)
@require_safe
def people_import_errors(request: Request, pk: int) -> HttpResponse:
    """The rows that were not loaded, as they stood in the file, each with what is to be done about it."""
    job, now = _job(request, pk), timezone.now()
    record(request.viewer, "people_import.mistakes_taken", job, at=now)
    today = request.viewer.organization.local_date(now)
    return sheet_response(queries.mistakes_sheet(job), "xlsx", today, now)


@requires(Permission.PERSON_EDIT)
@require_POST
def people_import_undo(request: Request, pk: int) -> HttpResponse:
    job = _job(request, pk)
    try:
        undone = undo_people_import(job, by=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        stays = f" Остались: {undone.kept}, их успели изменить." if undone.kept else ""
        messages.success(request, f"Загрузка отменена: убрано {counted(undone.removed, PEOPLE)}.{stays}")
    return redirect("people_import_detail", job.pk)
