"""Bodies that give mentors."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from mentoring.actions import cards
from mentoring.forms.cards import PartnerForm
from mentoring.models import Partner, Person
from mentoring.views.fetching import clock


@requires(Permission.PERSON_VIEW)
@require_safe
def partner_list(request: Request) -> HttpResponse:
    present = Count("people", filter=Q(people__status=Person.Status.ACTIVE))
    rows = Partner.objects.visible_to(request.viewer).filter(organization=request.viewer.organization)
    partners = rows.annotate(mentors=present).order_by("name")
    return render(request, "mentoring/partner_list.html", {"partners": partners})


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def partner_create(request: Request) -> HttpResponse:
    return _form(request, None)


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def partner_edit(request: Request, pk: int) -> HttpResponse:
    return _form(request, get_object_or_404(Partner.objects.visible_to(request.viewer), pk=pk))


def _form(request: Request, partner: Partner | None) -> HttpResponse:
    known = {name: getattr(partner, name) for name in PartnerForm.base_fields} if partner else {}
    form = PartnerForm(request.POST or None, initial=known)
    if form.is_valid():
        now, _ = clock(request)
        try:
            cards.save_partner(partner, form.cleaned_data, by=request.viewer, now=now)
        except DomainError as error:
            form.add_error("name", error.message)
        else:
            messages.success(request, "Партнёр сохранён.")
            return redirect("partner_list")
    return render_form(request, "mentoring/partner_edit.html", form, {"partner": partner})
