"""The bank of programmes of the organization, and what comes with the program."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from mentoring.actions import plan_templates
from mentoring.forms.plans import TemplateForm, TemplateKeepForm
from mentoring.models import PlanTemplate
from mentoring.queries.plan_bank import bank_page, keepable
from mentoring.queries.plans import bank_of, sketch_by_key
from mentoring.views.fetching import clock
from mentoring.views.plans import FORM_METHODS, written_or_404


@requires(Permission.PAIR_VIEW)
@require_safe
def template_list(request: Request) -> HttpResponse:
    return render(request, "mentoring/template_list.html", {"page": bank_page(request.viewer)})


@requires(Permission.PAIR_VIEW)
@require_safe
def template_detail(request: Request, key: str) -> HttpResponse:
    sketch = sketch_by_key(request.viewer, key)
    if sketch is None:
        raise Http404
    return render(request, "mentoring/template_detail.html", {"sketch": sketch})


def _kept(request: Request, pk: int) -> PlanTemplate:
    row = get_object_or_404(bank_of(request.viewer), pk=pk)
    refuse_foreign(request.viewer, row)
    return row


@requires(Permission.PAIR_EDIT)
@require_http_methods(FORM_METHODS)
def template_edit(request: Request, pk: int) -> HttpResponse:
    row, (now, _) = _kept(request, pk), clock(request)
    first = {"title": row.title, "topics": row.topics, "form": row.form, "months": row.months}
    form = TemplateForm(request.POST or None, initial=first)
    if form.is_valid():
        try:
            plan_templates.edit_template(row, form.cleaned_data, by=request.viewer, now=now)
        except DomainError as error:
            form.add_error("title", error.message)
        else:
            messages.success(request, "Образец сохранён.")
            return redirect("template_detail", pk)
    return render_form(request, "mentoring/template_edit.html", form, {"row": row})


@requires(Permission.PAIR_EDIT)
@require_POST
def template_archive(request: Request, pk: int) -> HttpResponse:
    row, (now, _) = _kept(request, pk), clock(request)
    plan_templates.archive_template(row, by=request.viewer, now=now)
    messages.success(request, "Образец убран из банка. Программы, сделанные по нему, остались.")
    return redirect("template_list")


@requires(Permission.PAIR_EDIT)
@require_http_methods(FORM_METHODS)
def template_keep(request: Request, pk: int) -> HttpResponse:
    """«Сохранить в банк»: names are gone already, the curator looks through the rest."""
    (card, _), (now, _today) = written_or_404(request, pk), clock(request)
    kept = keepable(request.viewer, card)
    form = TemplateKeepForm(request.POST or None, initial=kept.first)
    form.offer(kept.tasks)
    if form.is_valid():
        values = kept.values(form.chosen(kept.tasks), form.cleaned_data)
        try:
            row = plan_templates.keep_template(values, by=request.viewer, now=now)
        except DomainError as error:
            form.add_error("title", error.message)
        else:
            messages.success(request, "Образец в банке: его предложат по словам запроса.")
            return redirect("template_detail", row.pk)
    return render_form(request, "mentoring/template_keep.html", form, {"card": card})
