"""Applications that came through the public questionnaire: read, accepted, asked about, declined."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.audit import record
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from mentoring.actions import applications as actions
from mentoring.forms.applications import AcceptForm, MessageForm
from mentoring.intake.answers import in_words
from mentoring.models import Application
from mentoring.queries import applications as queries
from mentoring.queries.intake import applications_of, counts_of, days_waiting
from mentoring.queries.rules import rules_of

LISTED = 50
STATES = (("new", "Новые"), ("asked", "Уточняются"), ("accepted", "Принятые"), ("declined", "Отклонённые"))


@requires(Permission.PERSON_VIEW)
@require_safe
def application_list(request: Request) -> HttpResponse:
    viewer, now = request.viewer, timezone.now()
    asked = request.GET.get("state", "")
    state = asked if asked in (*Application.State.values, "all") else Application.State.NEW.value
    rows = applications_of(viewer, state="" if state == "all" else state)
    page = Paginator(rows, LISTED).get_page(request.GET.get("page"))
    record(viewer, "applications.viewed", viewer.organization, at=now, ids=[row.pk for row in page])
    listed = [(row, days_waiting(row, now)) for row in page]
    counts = counts_of(viewer)
    states = [(code, words, counts[code]) for code, words in STATES]
    late = rules_of(viewer.organization).application_days
    context = {"rows": listed, "page_obj": page, "late": late, "state": state, "counts": counts, "states": states}
    return render(request, "mentoring/application_list.html", context)


@requires(Permission.PERSON_VIEW)
@require_safe
def application_detail(request: Request, pk: int) -> HttpResponse:
    application, now = _application(request, pk), timezone.now()
    record(request.viewer, "application.viewed", application, at=now)
    context = {
        "application": application,
        "said": in_words(queries.pages(application), application.answers, to_staff=True),
        "twins": queries.twins(request.viewer, application),
        "days": days_waiting(application, now),
        "name": queries.name_of(application),
    }
    return render(request, "mentoring/application_detail.html", context)


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def application_accept(request: Request, pk: int) -> HttpResponse:
    """«Та же / другая»: who is already in the base is taken for the same person when the curator says so."""
    application, viewer = _own(request, pk), request.viewer
    twins = queries.twins(viewer, application)
    form = AcceptForm(request.POST if request.method == "POST" else None, twins=twins)
    if form.is_valid():
        try:
            person = actions.accept_application(application, person_id=form.person_id(), by=viewer, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Заявка принята, человек в базе.")
            return redirect("participant_detail", person.pk)
    context = {"application": application, "twins": twins, "name": queries.name_of(application)}
    return render_form(request, "mentoring/application_accept.html", form, context)


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def application_answer(request: Request, pk: int, what: str) -> HttpResponse:
    """`what`: ask or decline; the words go to the applicant by letter when there is an address."""
    application, viewer = _own(request, pk), request.viewer
    form = MessageForm(request.POST or None, initial={"message": actions.FIRST_WORDS[what]})
    if form.is_valid():
        answer = {"ask": actions.ask_applicant, "decline": actions.decline_application}[what]
        try:
            answer(application, form.cleaned_data["message"], by=viewer, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Готово. Заявитель получит письмо." if application.email else "Готово.")
            return redirect("application_list")
    context = {"application": application, "what": what, "name": queries.name_of(application)}
    return render_form(request, "mentoring/application_answer.html", form, context)


@requires(Permission.PERSON_EDIT)
@require_POST
def application_reopen(request: Request, pk: int) -> HttpResponse:
    application = _own(request, pk)
    actions.reopen_application(application, by=request.viewer, now=timezone.now())
    messages.success(request, "Заявка снова ждёт решения.")
    return redirect("application_detail", application.pk)


def _application(request: Request, pk: int) -> Application:
    return get_object_or_404(queries.cards_of(request.viewer), pk=pk)


def _own(request: Request, pk: int) -> Application:
    application = _application(request, pk)
    refuse_foreign(request.viewer, application)
    return application
