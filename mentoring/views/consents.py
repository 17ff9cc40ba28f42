"""The matrix of consents, blanks on paper, papers of one person."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.audit import record
from core.errors import DomainError
from core.http import next_address, render_form
from core.viewer import Request
from core.years import chosen_year
from mentoring.actions import blanks, consents, reminders
from mentoring.actions.long_lists import MOST_BLANKS, ask_blanks
from mentoring.forms.consents import BlanksForm, WithdrawForm
from mentoring.models import Consent, Person, Purpose
from mentoring.models.people import PersonQuerySet
from mentoring.queries.consent_cells import COLUMNS
from mentoring.queries.consent_links import signing_guardians
from mentoring.queries.consents import PAGE, SHOWS, Filters, classes_of, lines_of, matrix_people, papers_of
from mentoring.views.downloads import download

SHORT_PURPOSES = (
    (Purpose.PROCESSING, "Обработка"),
    (Purpose.DISSEMINATION, "Публикация"),
    (Purpose.TRANSFER, "Передача"),
    (Purpose.SPECIAL, "Особые данные"),
    (Purpose.LABOUR, "Наставник, ТК"),
)


def _today(request: Request) -> date:
    today: date = request.viewer.organization.local_date(timezone.now())
    return today


def _listed(request: Request, filters: Filters) -> PersonQuerySet:
    return matrix_people(request.viewer, chosen_year(request), filters, _today(request))


def _present(request: Request, pk: int) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.viewer).present(), pk=pk)


@requires(Permission.PERSON_VIEW)
@require_safe
def consent_matrix(request: Request) -> HttpResponse:
    filters, today = Filters.read(request.GET), _today(request)
    page = Paginator(_listed(request, filters), PAGE).get_page(request.GET.get("page"))
    lines = lines_of(page.object_list, chosen_year(request), today)
    ids = [line.person.pk for line in lines]
    record(request.viewer, "consents.viewed", request.viewer.organization, ids=ids)
    context = {
        "page_obj": page,
        "lines": lines,
        "filters": filters,
        "shows": SHOWS,
        "columns": COLUMNS.values(),
        "classes": [(name, name) for name in classes_of(request.viewer, chosen_year(request))],
        "purposes": SHORT_PURPOSES,
    }
    return render(request, "mentoring/consent_matrix.html", context)


@requires(Permission.PERSON_EDIT)
@require_POST
def consent_blanks(request: Request) -> HttpResponse:
    """The PDF of blanks for the marked people of the list, or for the whole list."""
    people = _listed(request, Filters.read(request.POST))
    offered = list(people.values_list("pk", flat=True)[: MOST_BLANKS + 1])
    form = BlanksForm(request.POST, offered=offered)
    back = redirect(next_address(request, "consent_matrix"))
    if not form.is_valid():
        messages.error(request, "Список изменился. Отметьте людей заново.")
        return back
    chosen = form.cleaned_data["ids"] or offered
    purpose = form.cleaned_data["purpose"]
    try:
        return _blanks(request, people.filter(pk__in=chosen), chosen, purpose)
    except DomainError as error:
        messages.error(request, error.message)
        return back


def _blanks(request: Request, people: PersonQuerySet, ids: list[int], purpose: str) -> HttpResponse:
    """The PDF at once, or a long job where there are too many. Raises DomainError."""
    now = timezone.now()
    try:
        asked = blanks.ask_many(people, purpose, by=request.viewer, now=now)
    except blanks.TooManyBlanks:
        return redirect(ask_blanks(ids, purpose, by=request.viewer, now=now))
    return download(blanks.blanks_of(asked), "application/pdf", f"Бланки согласий, {len(asked)}.pdf")


@requires(Permission.PERSON_VIEW)
@require_safe
def consent_list(request: Request, pk: int) -> HttpResponse:
    """Everything one person was asked for, with the exact words.

    Of somebody whose data are stopped the papers alone, without a name: a new one starts the work again.
    """
    signing = Person.objects.visible_to(request.viewer).filter(status__in=[Person.Status.ACTIVE, Person.Status.BLOCKED])
    person, today = get_object_or_404(signing, pk=pk), _today(request)
    papers = papers_of(request.viewer, person, today)
    record(request.viewer, "consents.viewed", request.viewer.organization, ids=[person.pk])
    guardians = signing_guardians(request.viewer, person, today)
    context = {
        "person": person,
        "papers": papers,
        "first": next((paper for paper in papers if paper.consent.state == Consent.State.ASKED), None),
        "guardians": guardians,
        "is_open": person.status == Person.Status.ACTIVE,
    }
    return render(request, "mentoring/consent_list.html", context)


@requires(Permission.PERSON_EDIT)
@require_POST
def consent_anew(request: Request, pk: int) -> HttpResponse:
    """The blank that starts the work again, without a name on it."""
    stopped = Person.objects.visible_to(request.viewer).filter(status=Person.Status.BLOCKED)
    person = get_object_or_404(stopped, pk=pk)
    refuse_foreign(request.viewer, person)
    try:
        asked = blanks.ask_anew(person, by=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("consent_list", pk)
    return download(blanks.blanks_of(asked), "application/pdf", f"Бланк согласия, участник № {pk}.pdf")


@requires(Permission.PERSON_EDIT)
def consent_withdraw(request: Request, pk: int) -> HttpResponse:
    rows = Consent.objects.visible_to(request.viewer).filter(state=Consent.State.GIVEN)
    consent = get_object_or_404(rows.select_related("person", "organization"), pk=pk)
    refuse_foreign(request.viewer, consent)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            consents.withdraw(consent, reason=form.cleaned_data["reason"], by=request.viewer, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Согласие отозвано. Что сделать дальше, написано в делах.")
            return redirect("errand_list")
    stops = consents.would_stop(consent, _today(request))
    return render_form(request, "mentoring/consent_withdraw.html", form, {"consent": consent, "stops": stops})


@requires(Permission.PERSON_EDIT)
@require_POST
def consent_remind(request: Request, pk: int) -> HttpResponse:
    """A letter to the person or the representative about what is still to be signed."""
    person = _present(request, pk)
    refuse_foreign(request.viewer, person)
    try:
        count = reminders.remind_of_consents(person, by=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "Письмо отправлено." if count == 1 else "Письма отправлены.")
    return redirect(next_address(request, "consent_matrix"))
