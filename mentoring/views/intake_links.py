"""Links to the public questionnaire: handing them out, closing them, what has come back."""

from django.conf import settings
from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.http import INVALID
from core.qr import qr_svg
from core.viewer import Request
from core.years import chosen_year
from mentoring.actions import intake as actions
from mentoring.actions.consent_links import ON_SCREEN
from mentoring.forms.intake import LinkForm, OwnQuestions, kept_questions
from mentoring.intake.questions import pages_of
from mentoring.models import IntakeLink
from mentoring.queries import intake as queries
from mentoring.queries.requisites import missing_for_consents


@requires(Permission.PERSON_VIEW)
@require_safe
def intake_list(request: Request) -> HttpResponse:
    year = chosen_year(request)
    context = {
        "links": queries.links_of(request.viewer, year),
        "counts": queries.counts_of(request.viewer),
        "today": request.viewer.organization.local_date(timezone.now()),
    }
    return render(request, "mentoring/intake_list.html", context)


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def intake_create(request: Request) -> HttpResponse:
    form, own = LinkForm(request.POST or None), OwnQuestions(request.POST or None, prefix="own")
    if form.is_valid() and own.is_valid():
        fields = form.cleaned_data | {"questions": kept_questions(own)}
        link = actions.create_link(fields, by=request.viewer, school_year=chosen_year(request), now=timezone.now())
        messages.success(request, "Ссылка готова. Раздайте её или покажите код.")
        return redirect("intake_detail", link.pk)
    return _edited(request, form, own, None)


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def intake_edit(request: Request, pk: int) -> HttpResponse:
    link = _link(request, pk)
    refuse_foreign(request.viewer, link)
    initial = {name: getattr(link, name) for name in LinkForm.base_fields}
    kept = [row | {"options": "; ".join(row.get("options", ()))} for row in link.questions]
    form = LinkForm(request.POST or None, initial=initial)
    own = OwnQuestions(request.POST or None, prefix="own", initial=kept)
    if form.is_valid() and own.is_valid():
        fields = form.cleaned_data | {"questions": kept_questions(own)}
        actions.edit_link(link, fields, by=request.viewer, now=timezone.now())
        messages.success(request, "Анкета изменена.")
        return redirect("intake_detail", link.pk)
    return _edited(request, form, own, link)


def _edited(request: Request, form: LinkForm, own: BaseFormSet, link: IntakeLink | None) -> HttpResponse:
    status = INVALID if request.method == "POST" else 200
    lacking = missing_for_consents(request.viewer.organization, ON_SCREEN)
    context = {"form": form, "own": own, "link": link, "lacking": lacking}
    return render(request, "mentoring/intake_edit.html", context, status=status)


@requires(Permission.PERSON_VIEW)
@require_safe
def intake_detail(request: Request, pk: int) -> HttpResponse:
    """The address, the code to show or to print, and what is asked."""
    link = _link(request, pk)
    address = f"{settings.SITE_URL.rstrip('/')}{reverse('intake_fill', args=[link.code])}"
    now = timezone.now()
    received = link.applications.visible_to(request.viewer).count()
    context = {
        "link": link,
        "address": address,
        "picture": qr_svg(address, label=f"Код анкеты «{link.title}»"),
        "pages": pages_of(link.audience, link.side, link.questions),
        "closed": queries.closed_because(link, link.organization.local_date(now), received),
        "received": received,
        "lacking": missing_for_consents(request.viewer.organization, ON_SCREEN),
    }
    return render(request, "mentoring/intake_detail.html", context)


@requires(Permission.PERSON_EDIT)
@require_POST
def intake_close(request: Request, pk: int) -> HttpResponse:
    """Closes an open questionnaire, opens a closed one again."""
    link = _link(request, pk)
    refuse_foreign(request.viewer, link)
    if link.closed_at is None:
        actions.close_link(link, by=request.viewer, now=timezone.now())
        messages.success(request, "Анкета закрыта: по ссылке больше не отвечают.")
    else:
        actions.reopen_link(link, by=request.viewer, now=timezone.now())
        messages.success(request, "Анкета снова открыта.")
    return redirect("intake_detail", link.pk)


def _link(request: Request, pk: int) -> IntakeLink:
    return get_object_or_404(queries.link_of(request.viewer), pk=pk)
