"""A link for a representative: the curator gives it out, the representative answers without an account."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import open_to_guests, refuse_foreign, requires
from accounts.roles import Permission
from core.audit import record
from core.errors import DomainError
from core.http import render_form
from core.qr import qr_svg
from core.viewer import Request
from mentoring.actions import consent_links as actions
from mentoring.actions.blanks import address_on_site
from mentoring.forms.consent_links import LinkPapersForm, SignedPaperForm
from mentoring.models import Guardian, Person
from mentoring.queries.consent_links import child_of, live_link
from mentoring.queries.requisites import missing_for_consents

GONE = 410
Guest = Callable[..., HttpResponse]


@never_cache
@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def guardian_link(request: Request, pk: int) -> HttpResponse:
    """The QR and the address of the live link; a new one takes the place of the old."""
    guardian, viewer = _guardian(request, pk), request.viewer
    link = live_link(viewer, guardian)
    form = LinkPapersForm(request.POST or None, initial={"purposes": link.purposes if link else ["processing"]})
    if form.is_valid():
        try:
            actions.make_link(guardian, form.cleaned_data["purposes"], by=viewer, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Ссылка готова: покажите код или отправьте письмом.")
            return redirect("guardian_link", pk)
    context: dict[str, Any] = {"guardian": guardian, "person": guardian.person, "child": child_of(guardian.person)}
    if link and request.method != "POST":
        address = address_on_site("parent_papers", actions.token_of(link))
        context |= {"link": link, "address": address, "picture": qr_svg(address, label="Код ссылки для представителя")}
        record(viewer, "consent_link.opened", link)
    lacking = missing_for_consents(viewer.organization, link.purposes if link else ["processing", "dissemination"])
    context |= {"is_over": bool(link and link.expires_at <= timezone.now()), "lacking": lacking}
    return render_form(request, "mentoring/guardian_link.html", form, context)


@requires(Permission.PERSON_EDIT)
@require_POST
def guardian_link_send(request: Request, pk: int) -> HttpResponse:
    guardian = _guardian(request, pk)
    link = live_link(request.viewer, guardian)
    if link is None or link.expires_at <= timezone.now():
        messages.warning(request, "Сначала создайте ссылку.")
        return redirect("guardian_link", pk)
    try:
        actions.send_link(link, by=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Письмо отправлено. За день уходит не больше одного.")
    return redirect("guardian_link", pk)


@requires(Permission.PERSON_EDIT)
@require_POST
def guardian_link_revoke(request: Request, pk: int) -> HttpResponse:
    guardian = _guardian(request, pk)
    actions.revoke_link(guardian, by=request.viewer, now=timezone.now())
    messages.success(request, "Ссылка отключена: по ней больше ничего не открыть.")
    return redirect("guardian_link", pk)


def _guardian(request: Request, pk: int) -> Guardian:
    """Raises 404 for whoever represents nobody any more, or a card that is closed for good."""
    rows = Guardian.objects.visible_to(request.viewer).filter(removed_at=None)
    rows = rows.exclude(person__status__in=[Person.Status.LEFT, Person.Status.ANONYMISED])
    guardian = get_object_or_404(rows.select_related("person", "organization"), pk=pk)
    refuse_foreign(request.viewer, guardian)
    return guardian


def of_live_link(view: Guest) -> Guest:
    """Hands the link of the token to the view; an unknown or ended one answers with the reason."""

    @wraps(view)
    def wrapped(request: Request, token: str, **kwargs: Any) -> HttpResponse:
        try:
            opened = actions.open_link(token, address=request.viewer.address, now=timezone.now())
        except actions.UnknownLink as error:
            return _closed(request, "Нет такой ссылки", error, 404)
        except actions.LinkOver as error:
            return _closed(request, "Ссылка не действует", error, GONE)
        return view(request, opened, token, **kwargs)

    return wrapped


def _closed(request: Request, title: str, error: DomainError, status: int) -> HttpResponse:
    context = {"title": title, "words": error.message}
    return render(request, "mentoring/intake/closed.html", context, status=status)


@never_cache
@open_to_guests
@require_http_methods(["GET", "HEAD"])
@of_live_link
def parent_papers(request: Request, opened: actions.OpenLink, token: str) -> HttpResponse:
    """Which papers there are and what is decided."""
    papers = actions.read_papers(opened, now=timezone.now())
    context = {
        "link": opened.link,
        "token": token,
        "child": child_of(opened.link.person),
        "rests_since": actions.read_rest(opened),
        "papers": papers,
        "first": next((paper for paper in papers if paper.is_open and paper.consent is None), None),
        "is_done": not any(paper.is_open for paper in papers),
    }
    return render(request, "mentoring/parent/papers.html", context)


@never_cache
@open_to_guests
@require_http_methods(["GET", "HEAD", "POST"])
@of_live_link
def parent_paper(request: Request, opened: actions.OpenLink, token: str, purpose: str) -> HttpResponse:
    """The exact words, the ticks, the decision. What is in force already is not asked anew."""
    if purpose not in opened.link.purposes:
        raise Http404
    paper = actions.read_paper(opened, purpose, now=timezone.now())
    if not paper.is_open:
        return redirect("parent_papers", token)
    link = opened.link
    form = SignedPaperForm(request.POST or None, wording=paper.wording.pk, parts=paper.parts, guardian=link.guardian)
    context = {"link": link, "token": token, "paper": paper}
    if form.is_valid():
        try:
            actions.answer_paper(opened, paper, form.given_answer(), now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            return redirect("parent_papers", token)
    return render_form(request, "mentoring/parent/paper.html", form, context)
