"""«Опросы»: what was asked of the pairs, who has answered, what came of it."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.forms import renew
from core.http import render_form
from core.qr import qr_svg
from core.viewer import Request
from core.words import counted
from core.years import chosen_year
from mentoring.actions import lists
from mentoring.actions import surveys as actions
from mentoring.actions.blanks import address_on_site
from mentoring.forms.surveys import FORMS, ConclusionForm, SurveyForm, SurveyTermForm
from mentoring.models import Survey, SurveyTicket
from mentoring.queries.rules import rules_of
from mentoring.queries.survey_results import compared, results_of
from mentoring.queries.surveys import answered_of, own_surveys, surveys_of, tickets_of
from mentoring.surveys.charts import before_and_after, spreads
from mentoring.surveys.instruments import BY_FORM
from mentoring.surveys.results import FEWEST, sides
from mentoring.surveys.states import SHOWN, State, state_of
from mentoring.views.fetching import clock

WEEK = timedelta(days=7)


@requires(Permission.SURVEY_VIEW)
@require_safe
def survey_list(request: Request) -> HttpResponse:
    year, (_, today) = chosen_year(request), clock(request)
    lines = surveys_of(request.viewer, year, today)
    forms = sorted({line.survey.form for line in lines if line.survey.instrument in BY_FORM})
    context = {
        "lines": [(line, *SHOWN[line.state]) for line in lines],
        "compare": [(form, FORMS[form]) for form in forms],
    }
    return render(request, "mentoring/survey_list.html", context)


@requires(Permission.SURVEY_RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_create(request: Request) -> HttpResponse:
    now, today = clock(request)
    first = {"opens_on": today, "due_on": today + WEEK, "instrument": request.GET.get("instrument", "")}
    form = SurveyForm(request.POST or None, initial=first)
    if form.is_valid():
        year = chosen_year(request)
        survey = actions.open_survey(form.fields_of_survey(), school_year=year, by=request.viewer, now=now)
        messages.success(request, "Опрос создан.")
        return redirect("survey_detail", survey.pk)
    return render_form(request, "mentoring/survey_create.html", form)


def survey_or_404(request: Request, pk: int, *, write: bool = False) -> Survey:
    survey = get_object_or_404(own_surveys(request.viewer).select_related("organization"), pk=pk)
    if write:
        refuse_foreign(request.viewer, survey)
    return survey


@requires(Permission.SURVEY_VIEW)
@require_safe
def survey_detail(request: Request, pk: int) -> HttpResponse:
    """Who is asked. Of an anonymous survey only how many have answered: a name and a moment would tell whose it is."""
    survey, (now, today) = survey_or_404(request, pk), clock(request)
    state, tickets = state_of(survey, today), list(tickets_of(request.viewer, survey))
    if tickets:
        lists.note_read("survey", [ticket.person_id for ticket in tickets], by=request.viewer, now=now)
    address = address_on_site("survey_fill", survey.code) if survey.common else ""
    mark, words = SHOWN[state]
    context = {
        "survey": survey,
        "form_label": FORMS.get(survey.form, "все формы"),
        "over": state == State.OVER,
        "mark": mark,
        "words": words,
        "tickets": tickets,
        "answered": answered_of(request.viewer, survey),
        "address": address,
        "picture": qr_svg(address, label="Код опроса") if address and state != State.OVER else "",
    }
    return render(request, "mentoring/survey_detail.html", context)


@requires(Permission.SURVEY_RUN)
@require_safe
def survey_ticket(request: Request, pk: int) -> HttpResponse:
    """The address of one person, for whoever has no e-mail: shown on a screen or printed.

    Of an anonymous survey also after the answer: a missing page would tell who has answered.
    """
    rows = SurveyTicket.objects.visible_to(request.viewer).filter(organization=request.viewer.organization)
    rows = rows.filter(Q(answered=False) | Q(survey__anonymous=True))
    ticket = get_object_or_404(rows.select_related("survey", "person"), pk=pk)
    now, today = clock(request)
    if ticket.until < today:
        raise Http404
    lists.note_read("survey_ticket", [ticket.person_id], by=request.viewer, now=now)
    address = address_on_site("survey_fill", ticket.code)
    context = {"ticket": ticket, "address": address, "picture": qr_svg(address, label="Код ссылки участника")}
    return render(request, "mentoring/survey_ticket.html", context)


@requires(Permission.SURVEY_RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_edit(request: Request, pk: int) -> HttpResponse:
    survey, (now, _) = survey_or_404(request, pk, write=True), clock(request)
    first = {"title": survey.title, "due_on": survey.due_on}
    form = SurveyTermForm(request.POST or None, opens_on=survey.opens_on, initial=first)
    if form.is_valid():
        try:
            actions.edit_survey(survey, **form.cleaned_data, by=request.viewer, now=now)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Опрос изменён.")
            return redirect("survey_detail", pk)
    return render_form(request, "mentoring/survey_edit.html", form, {"survey": survey})


@requires(Permission.SURVEY_RUN)
@require_POST
def survey_send(request: Request, pk: int) -> HttpResponse:
    """Invites whoever came to the pairs since."""
    survey, (now, _) = survey_or_404(request, pk, write=True), clock(request)
    try:
        new = actions.invite_people(survey, by=request.viewer, now=now)
    except DomainError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, f"Приглашено ещё: {people(new)}." if new else "Все люди пар уже приглашены.")
    return redirect("survey_detail", pk)


@requires(Permission.SURVEY_RUN)
@require_POST
def survey_remind(request: Request, pk: int) -> HttpResponse:
    survey, (now, _) = survey_or_404(request, pk, write=True), clock(request)
    try:
        told = actions.remind_people(survey, by=request.viewer, now=now)
    except DomainError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, f"Напомнили: {people(told)}." if told else "Сегодня всем уже напоминали.")
    return redirect("survey_detail", pk)


def people(count: int) -> str:
    return counted(count, ("человек", "человека", "человек"))


@requires(Permission.SURVEY_RUN)
@require_POST
def survey_close(request: Request, pk: int) -> HttpResponse:
    survey, (now, _) = survey_or_404(request, pk, write=True), clock(request)
    actions.close_survey(survey, by=request.viewer, now=now)
    messages.success(request, "Опрос закрыт: новых ответов не будет.")
    return redirect("survey_detail", pk)


@requires(Permission.SURVEY_VIEW)
@require_http_methods(["GET", "HEAD"])
def survey_results(request: Request, pk: int) -> HttpResponse:
    survey = survey_or_404(request, pk)
    form = ConclusionForm(initial={"conclusion": survey.conclusion, "version": survey.version})
    return _results(request, survey, form)


def _results(request: Request, survey: Survey, form: ConclusionForm, theirs: str = "") -> HttpResponse:
    threshold = rules_of(survey.organization).satisfied_from
    after = survey.instrument != Survey.Instrument.BEFORE
    voiced = results_of(request.viewer, survey, clock(request)[1])
    context = {
        "survey": survey,
        "voiced": [
            (one, spreads(one.results), sides(one.results, threshold) if after and one.enough else None)
            for one in voiced
        ],
        "outer": [said for one in voiced if one.enough for _, rows in one.said for said in rows if said.tag],
        "swot": after and any(one.enough for one in voiced),
        "threshold": threshold,
        "fewest": FEWEST,
        "theirs": theirs,
    }
    return render_form(request, "mentoring/survey_results.html", form, context)


@requires(Permission.SURVEY_RUN)
@require_POST
def survey_conclude(request: Request, pk: int) -> HttpResponse:
    survey, (now, _) = survey_or_404(request, pk, write=True), clock(request)
    form, theirs = ConclusionForm(request.POST), ""
    if form.is_valid():
        text, seen = form.cleaned_data["conclusion"], form.cleaned_data["version"]
        try:
            actions.conclude_survey(survey, text, seen_version=seen, by=request.viewer, now=now)
        except actions.ChangedMeanwhile as error:
            form.add_error("conclusion", error.message)
            renew(form, version=error.version)
            theirs = error.theirs
        else:
            messages.success(request, "Вывод сохранён.")
            return redirect("survey_results", pk)
    return _results(request, survey, form, theirs)


@requires(Permission.SURVEY_RUN)
@require_POST
def survey_tag(request: Request, pk: int) -> HttpResponse:
    """`answer` names an open answer, `tag` says what it is for the SWOT; an empty one takes the mark away."""
    survey = survey_or_404(request, pk, write=True)
    actions.tag_answer(survey, request.POST.get("answer", ""), request.POST.get("tag", ""), by=request.viewer)
    return redirect("survey_results", pk)


@requires(Permission.SURVEY_VIEW)
@require_safe
def survey_compare(request: Request, form: str) -> HttpResponse:
    """Before and after of a form, this school year."""
    if form not in FORMS:
        raise Http404
    year = chosen_year(request)
    both = compared(request.viewer, year, form, clock(request)[1])
    last = own_surveys(request.viewer).filter(school_year=year, form=form, instrument=Survey.Instrument.AFTER)
    context = {
        "form_label": FORMS[form],
        "sides": [(one, before_and_after(one.changes)) for one in both],
        "last": last.order_by("-due_on", "-pk").first(),
        "fewest": FEWEST,
    }
    return render(request, "mentoring/survey_compare.html", context)
