"""The personal-data centre: what is kept and why, terms of keeping, acts of destruction."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.audit import record
from core.errors import DomainError
from core.http import render_form
from core.navigation import Link, resolved
from core.viewer import Request
from jobs.queries import own_jobs
from mentoring.actions import retention
from mentoring.actions.acts import open_act
from mentoring.actions.handover import KIND as HANDOVER
from mentoring.forms.centre import DueForm, TermsForm
from mentoring.queries import centre
from mentoring.queries.consent_texts import papers
from mentoring.queries.retention import due_on
from mentoring.views.downloads import download
from mentoring.views.fetching import clock

LATEST_ACTS = 20
TEXTS = (Link("consent_text_list", "Тексты согласий", "document", "data_centre"),)
LOG = (Link("event_list", "Весь журнал", "list", "log_view"),)


@requires(Permission.DATA_CENTRE)
@require_safe
def data_centre(request: Request) -> HttpResponse:
    viewer, (_, today) = request.viewer, clock(request)
    context = {
        "today": today,
        "papers": papers(viewer),
        "readers": centre.readers_of(viewer),
        "terms": centre.terms_of(viewer),
        "due": due_on(today, viewer.organization).count(),
        "requests": centre.open_requests(viewer),
        "acts": centre.acts_of(viewer)[:LATEST_ACTS],
        "readings": centre.latest_readings(viewer),
        "exports": own_jobs(viewer).filter(kind=HANDOVER).exclude(file="").order_by("-asked_at")[:5],
        "texts": resolved(TEXTS, viewer.permissions),
        "log": resolved(LOG, viewer.permissions),
    }
    return render(request, "mentoring/data_centre.html", context)


@requires(Permission.DATA_CENTRE)
@require_safe
def data_fields(request: Request) -> HttpResponse:
    """What is kept at all: no rows of anybody."""
    return render(request, "mentoring/data_fields.html", {"known": centre.known_fields()})


@requires(Permission.DATA_CENTRE)
@require_http_methods(["GET", "HEAD", "POST"])
def retention_edit(request: Request) -> HttpResponse:
    form = TermsForm(request.POST or None, terms=centre.terms_of(request.viewer))
    if form.is_valid():
        try:
            retention.set_terms(form.cleaned_data, by=request.viewer)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Сроки хранения сохранены.")
            return redirect("data_centre")
    return render_form(request, "mentoring/retention_edit.html", form)


@requires(Permission.DATA_CENTRE)
@require_http_methods(["GET", "HEAD", "POST"])
def retention_preview(request: Request) -> HttpResponse:
    """What will be destroyed, by name; nothing goes without this confirmation."""
    viewer, (now, today) = request.viewer, clock(request)
    due = due_on(today, viewer.organization)
    groups = centre.people_due(due)
    people = [person for _, rows in groups for person in rows]
    form = DueForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            return _destroyed(request, form.chosen)
        except DomainError as error:
            form.add_error(None, error.message)
    if request.method != "POST":
        record(viewer, "retention.viewed", viewer.organization, at=now, ids=[person.pk for person in people])
    context = {
        "groups": groups,
        "people": people,
        "applications": due.applications.count(),
        "closed": due.closed.count(),
    }
    return render_form(request, "mentoring/retention_preview.html", form, context)


def _destroyed(request: Request, chosen: retention.Chosen) -> HttpResponse:
    """Few people at once, many as a long job. Raises DomainError."""
    now, _ = clock(request)
    if len(chosen.people) > retention.HERE:
        return redirect(retention.ask_destruction(chosen, by=request.viewer, now=now))
    act = retention.destroy_due(chosen, by=request.viewer, now=now)
    messages.success(request, f"Данные уничтожены, составлен акт № {act.number}.")
    return redirect("data_centre")


@requires(Permission.DATA_CENTRE)
@require_safe
def act_detail(request: Request, pk: str) -> HttpResponse:
    """The stored bytes and nothing else."""
    act = get_object_or_404(centre.acts_of(request.viewer), pk=pk)
    content = open_act(act, by=request.viewer)
    return download(content, "application/pdf", f"Акт об уничтожении № {act.number} от {act.made_at:%d.%m.%Y}.pdf")
