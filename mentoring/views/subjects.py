"""One subject of data: what is kept, what was asked, what becomes of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.navigation import Link, resolved
from core.viewer import Request
from mentoring.actions.answers import answer_file
from mentoring.actions.erasing import anonymise
from mentoring.actions.lists import note_card, note_read
from mentoring.actions.subject_requests import answer_request, receive_request
from mentoring.forms.centre import AnswerForm, EraseForm, SubjectRequestForm
from mentoring.models import SubjectRequest
from mentoring.queries import centre
from mentoring.queries.elsewhere import elsewhere
from mentoring.queries.stored import counts_about
from mentoring.views.downloads import download
from mentoring.views.fetching import clock, person_or_404

TYPES = {"pdf": "application/pdf", "json": "application/json"}
BESIDE = (Link("consent_matrix", "Согласия", "document", "person_edit"),)


@requires(Permission.DATA_CENTRE)
@require_safe
def data_people(request: Request) -> HttpResponse:
    now, _ = clock(request)
    q = request.GET.get("q", "").replace("\0", "").strip()[:100]
    people = centre.find_people(request.viewer, q)
    if people:
        note_read("data", [person.pk for person in people], by=request.viewer, now=now)
    return render(request, "mentoring/data_people.html", {"q": q, "people": people})


@requires(Permission.DATA_CENTRE)
@require_safe
def data_person(request: Request, pk: int) -> HttpResponse:
    viewer, (now, today) = request.viewer, clock(request)
    person = person_or_404(request, pk)
    note_card(person, "data", by=viewer, now=now)
    context = {
        "person": person,
        "today": today,
        "counts": counts_about(person, viewer),
        "elsewhere": elsewhere(person, viewer),
        "requests": centre.requests_of(viewer).filter(person=person),
        "readings": centre.readings_of(person, viewer),
        "beside": resolved(BESIDE, viewer.permissions),
    }
    return render(request, "mentoring/data_person.html", context)


@requires(Permission.DATA_CENTRE)
@require_safe
def data_person_file(request: Request, pk: int, kind: str) -> HttpResponse:
    """The answer to «что обо мне хранится»."""
    if kind not in TYPES:
        raise Http404
    now, today = clock(request)
    person = person_or_404(request, pk)
    try:
        content = answer_file(person, kind, by=request.viewer, now=now)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("data_person", person.pk)
    return download(content, TYPES[kind], f"Персональные данные, карточка {person.pk} ({today:%d.%m.%Y}).{kind}")


@requires(Permission.DATA_CENTRE)
@require_http_methods(["GET", "HEAD", "POST"])
def subject_request_create(request: Request, pk: int) -> HttpResponse:
    now, today = clock(request)
    person = person_or_404(request, pk)
    form = SubjectRequestForm(request.POST or None, initial={"received_on": today})
    if form.is_valid():
        try:
            row = receive_request(person, **form.cleaned_data, by=request.viewer, now=now)
        except DomainError as error:
            form.add_error("received_on", error.message)
        else:
            messages.success(request, f"Запрос записан, ответить нужно до {row.due_on:%d.%m.%Y}.")
            return redirect("data_person", person.pk)
    return render_form(request, "mentoring/subject_request_create.html", form, {"person": person})


@requires(Permission.DATA_CENTRE)
@require_http_methods(["GET", "HEAD", "POST"])
def subject_request_answer(request: Request, pk: int) -> HttpResponse:
    viewer, (now, today) = request.viewer, clock(request)
    rows = SubjectRequest.objects.visible_to(viewer).filter(organization=viewer.organization, answered_at=None)
    row = get_object_or_404(rows.select_related("person"), pk=pk)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            answer_request(row, answer=form.cleaned_data["answer"], by=viewer, now=now)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Запрос исполнен.")
            return redirect("data_person", row.person_id)
    return render_form(request, "mentoring/subject_request_answer.html", form, {"row": row, "today": today})


@requires(Permission.DATA_CENTRE)
@require_http_methods(["GET", "HEAD", "POST"])
def participant_erase(request: Request, pk: int) -> HttpResponse:
    """Says what will be gone for good before it goes."""
    now, _ = clock(request)
    person = person_or_404(request, pk)
    form = EraseForm(request.POST or None)
    if form.is_valid():
        try:
            act = anonymise([person.pk], reason=form.cleaned_data["reason"], by=request.viewer, now=now)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"Данные обезличены, составлен акт № {act.number}.")
            return redirect("data_centre")
    context = {"person": person, "counts": counts_about(person, request.viewer)}
    return render_form(request, "mentoring/participant_erase.html", form, context)
