"""The public questionnaire: one group of questions a page, without scripts, without an account."""

from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import open_to_guests
from core.errors import DomainError
from core.http import INVALID, render_form
from core.viewer import Request
from mentoring.actions import intake as actions
from mentoring.actions import intake_papers as papers
from mentoring.forms.intake import PageForm, TrapForm
from mentoring.forms.papers import PaperForm
from mentoring.intake.answers import answers_alone, in_words
from mentoring.intake.drafts import Draft, drop_draft, keep_draft, read_draft, start_draft
from mentoring.intake.questions import Page, pages_of
from mentoring.models import IntakeLink
from mentoring.queries.intake import Closed

GONE, TOO_MANY = 410, 429
Guest = Callable[..., HttpResponse]


def of_open_link(view: Guest) -> Guest:
    """Hands the open questionnaire of the code to the view; a closed one answers with the reason."""

    @wraps(view)
    def wrapped(request: Request, code: str, **kwargs: Any) -> HttpResponse:
        try:
            link = actions.find_link(code, now=timezone.now())
        except actions.UnknownLink as error:
            return _closed(request, Closed("Нет такой анкеты", error.message), status=404)
        except actions.NotOpen as error:
            return _closed(request, error.why, status=GONE)
        return view(request, link, **kwargs)

    return wrapped


def _closed(request: Request, why: Closed, *, status: int, link: IntakeLink | None = None) -> HttpResponse:
    context = {"title": why.title, "words": why.words, "link": link}
    return render(request, "mentoring/intake/closed.html", context, status=status)


def pages(link: IntakeLink, draft: Draft) -> list[Page]:
    today = link.organization.local_date(timezone.now())
    return pages_of(link.audience, link.side, link.questions, minor=answers_alone(link.audience, draft.answers, today))


@never_cache
@open_to_guests
@require_http_methods(["GET", "HEAD", "POST"])
@of_open_link
def intake_fill(request: Request, link: IntakeLink) -> HttpResponse:
    """What will be needed; «Начать» opens a draft. A draft of the last 24 hours is offered first."""
    draft = read_draft(request, link.code)
    first = pages(link, Draft())[0]
    if request.method == "POST":
        return _kept(redirect("intake_step", link.code, first.key), link, start_draft(timezone.now()))
    context = {"link": link, "draft": draft, "first": first, "count": len(pages(link, Draft())) + 2}
    return render(request, "mentoring/intake/start.html", context)


@never_cache
@open_to_guests
@require_http_methods(["GET", "HEAD", "POST"])
@of_open_link
def intake_step(request: Request, link: IntakeLink, step: str) -> HttpResponse:
    draft = read_draft(request, link.code)
    if draft is None or draft.number is not None:
        return redirect("intake_fill", link.code)
    steps = pages(link, draft)
    place = next((place for place, page in enumerate(steps) if page.key == step), None)
    if place is None:
        return redirect("intake_check", link.code)
    form = PageForm(steps[place], request.POST or None, initial=draft.answers)
    if form.is_valid():
        if any(draft.answers.get(key) != value for key, value in form.kept().items()):
            draft.agreed, draft.marked = {}, {}  # the papers named somebody else, or another signer
        draft.answers |= form.kept()
        try:
            actions.refuse_age(link, draft.answers, now=timezone.now())
            return _kept(_next(link, draft, step, back="check" in request.GET), link, draft)
        except DomainError as error:
            form.add_error(None, error.message)
    context = {"link": link, "page": steps[place], "number": place + 1, "total": len(steps) + 2}
    return render_form(request, "mentoring/intake/step.html", form, context | _neighbours(link, steps, place))


def _neighbours(link: IntakeLink, steps: list[Page], place: int) -> dict[str, str]:
    back = reverse("intake_step", args=[link.code, steps[place - 1].key]) if place else start_of(link)
    return {"back": back}


def _next(link: IntakeLink, draft: Draft, step: str, *, back: bool) -> HttpResponseRedirect:
    """The page after this one by the answers given so far: the birth date decides what is asked."""
    keys = [page.key for page in pages(link, draft)]
    unanswered = keys[keys.index(step) + 1 :] if step in keys else []
    if back or not unanswered:
        return redirect("intake_check", link.code)
    return redirect("intake_step", link.code, unanswered[0])


@never_cache
@open_to_guests
@require_http_methods(["GET", "HEAD", "POST"])
@of_open_link
def intake_check(request: Request, link: IntakeLink) -> HttpResponse:
    draft = read_draft(request, link.code)
    if draft is None or draft.number is not None:
        return redirect("intake_fill", link.code)
    if gap := _gap(link, draft):
        return gap
    steps = pages(link, draft)
    form = TrapForm(request.POST or None)
    if form.is_valid():
        return redirect("intake_consent", link.code)
    context = {"link": link, "said": in_words(steps, draft.answers), "total": len(steps) + 2}
    return render_form(request, "mentoring/intake/check.html", form, context | {"last": steps[-1].key})


def _gap(link: IntakeLink, draft: Draft) -> HttpResponseRedirect | None:
    """The first page that is not answered yet: no paper is signed and nothing is sent before it."""
    unanswered = (page for page in pages(link, draft) if not PageForm(page, draft.answers).is_valid())
    page = next(unanswered, None)
    return redirect("intake_step", link.code, page.key) if page else None


@never_cache
@open_to_guests
@require_http_methods(["GET", "HEAD", "POST"])
@of_open_link
def intake_consent(request: Request, link: IntakeLink, purpose: str = "processing") -> HttpResponse:
    """One paper a page. A refusal to the processing leaves nothing; the publication may be refused and is then left."""
    draft = read_draft(request, link.code)
    if draft is None or draft.number is not None:
        return redirect("intake_fill", link.code)
    if gap := _gap(link, draft):
        return gap
    if purpose == "publication" and "processing" not in draft.agreed:
        return redirect("intake_consent", link.code)
    paper = papers.paper_of(link, draft.answers, purpose, now=timezone.now())
    form = PaperForm(request.POST or None, wording=paper.wording.pk, parts=paper.parts)
    if form.is_valid():
        return _answered(request, link, draft, purpose, form)
    return render_form(request, "mentoring/intake/consent.html", form, {"link": link, "paper": paper})


def _answered(request: Request, link: IntakeLink, draft: Draft, purpose: str, form: PaperForm) -> HttpResponse:
    """The version that was agreed to goes into the draft with its ticks; a refusal of the processing ends it."""
    if purpose == "processing" and not form.agreed:
        response = render(request, "mentoring/intake/refused.html", {"link": link})
        drop_draft(response, link.code, start_of(link))
        return response
    draft.agreed.pop(purpose, None)
    draft.marked.pop(purpose, None)
    if form.agreed:
        draft.agreed[purpose], draft.marked[purpose] = form.shown, asdict(form.marks())
    if purpose == "processing":
        return _kept(redirect("intake_publication", link.code), link, draft)
    return _send(request, link, draft)


def _send(request: Request, link: IntakeLink, draft: Draft) -> HttpResponse:
    now = timezone.now()
    address = request.viewer.address
    given = papers.papers_given(link, draft.answers, draft.agreed, draft.marked, now=now, address=address)
    sent = actions.Sent(draft.key, draft.answers, given, address or None, draft.started)
    try:
        application = actions.submit_application(link.code, sent, now=now)
    except DomainError as error:
        return _closed(request, Closed("Заявка не отправлена", error.message), status=INVALID, link=link)
    draft.number, draft.answers, draft.marked = application.number, {}, {}
    return _kept(redirect("intake_done", link.code), link, draft)


@never_cache
@open_to_guests
@require_http_methods(["GET", "HEAD"])
def intake_done(request: Request, code: str) -> HttpResponse:
    """Open also when the questionnaire was closed meanwhile: the number is in the guest's own draft."""
    draft = read_draft(request, code)
    if draft is None or draft.number is None:
        return redirect("intake_fill", code)
    application = actions.find_sent(code, draft.key)
    if application is None:
        return redirect("intake_fill", code)
    waits = papers.waits_for_parent(application)
    return render(
        request, "mentoring/intake/done.html", {"link": application.link, "number": draft.number, "waits": waits}
    )


@never_cache
@open_to_guests
@require_http_methods(["GET", "HEAD"])
def intake_paper(request: Request, code: str) -> HttpResponse:
    """«Скачать согласие»: the very text that was agreed to, as PDF."""
    draft = read_draft(request, code)
    if draft is None or draft.number is None:
        return redirect("intake_fill", code)
    application = actions.find_sent(code, draft.key)
    if application is None:
        return redirect("intake_fill", code)
    headers = {"Content-Disposition": 'attachment; filename="soglasie.pdf"'}
    return HttpResponse(papers.print_papers(application), content_type="application/pdf", headers=headers)


@never_cache
@open_to_guests
@require_POST
def intake_forget(request: Request, code: str) -> HttpResponse:
    """«Удалить черновик»: also what a computer of a library would still know."""
    response = redirect("intake_fill", code)
    drop_draft(response, code, reverse("intake_fill", args=[code]))
    return response


def start_of(link: IntakeLink) -> str:
    return reverse("intake_fill", args=[link.code])


def _kept(response: HttpResponseRedirect, link: IntakeLink, draft: Draft) -> HttpResponse:
    keep_draft(response, link.code, draft, start_of(link))
    return response
