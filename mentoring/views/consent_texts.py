"""The words of consents and their versions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from mentoring.actions import consent_texts
from mentoring.consents.texts import TITLES, TOKENS, WHO, filled
from mentoring.forms.consents import TextForm
from mentoring.models import Purpose, Signer
from mentoring.queries.consent_texts import PAPERS, facts_of, papers, unwritten, versions_of
from mentoring.queries.requisites import missing_for_consents


@requires(Permission.PERSON_VIEW)
@require_safe
def consent_text_list(request: Request) -> HttpResponse:
    return render(request, "mentoring/consent_text_list.html", {"papers": papers(request.viewer)})


@requires(Permission.PERSON_VIEW)
@require_safe
def consent_text_detail(request: Request, purpose: str, signer: str) -> HttpResponse:
    """The words as people see them, and all versions with how many have signed each."""
    context = _paper(purpose, signer)
    versions = list(versions_of(request.viewer, purpose, signer))
    number = request.GET.get("version", "")
    chosen = next((row for row in versions if str(row.number) == number), None)
    shown = chosen or (versions[0] if versions else unwritten(request.viewer.organization, purpose, signer))
    words = filled(shown.body, facts_of(request.viewer.organization, shown.months))
    context |= {"versions": versions, "shown": shown, "paragraphs": words.splitlines()}
    context["lacking"] = missing_for_consents(request.viewer.organization, [purpose])
    return render(request, "mentoring/consent_text_detail.html", context)


@requires(Permission.DATA_CENTRE)
def consent_text_edit(request: Request, purpose: str, signer: str) -> HttpResponse:
    context = _paper(purpose, signer)
    viewer, now = request.viewer, timezone.now()
    latest = versions_of(viewer, purpose, signer).first() or unwritten(viewer.organization, purpose, signer)
    initial = {"body": latest.body, "months": latest.months}
    form = TextForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            consent_texts.write_text(latest, by=viewer, now=now, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Новая версия сохранена. Подписанные раньше бланки остаются в силе.")
            return redirect("consent_text_detail", purpose, signer)
    return render_form(request, "mentoring/consent_text_edit.html", form, context | {"tokens": TOKENS})


def _paper(purpose: str, signer: str) -> dict[str, Any]:
    """404 for a pair that no paper has."""
    if (purpose, signer) not in PAPERS:
        raise Http404
    names = {"title": TITLES[Purpose(purpose)], "who": WHO[Signer(signer)]}
    return {"purpose": purpose, "signer": signer, **names}
