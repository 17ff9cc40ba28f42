"""Answering a survey: one group of questions a page, without scripts, without an account, nothing kept until sent."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import open_to_guests
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from mentoring.actions import survey_replies as actions
from mentoring.forms.intake import PageForm
from mentoring.forms.surveys import VoiceForm
from mentoring.intake.drafts import Draft, keep_draft, read_draft, start_draft
from mentoring.intake.questions import Kind, Page
from mentoring.surveys.instruments import pages

GONE = 410
VOICE = "voice"  # beside the answers of a draft: no question has this key
Guest = Callable[..., HttpResponse]


def of_open_survey(view: Guest) -> Guest:
    """Hands the open survey of the code to the view; another answers with the reason, a reply given with thanks."""

    @wraps(view)
    def wrapped(request: Request, code: str, **kwargs: Any) -> HttpResponse:
        try:
            opened = actions.find_survey(code, address=request.viewer.address, now=timezone.now())
        except actions.AnsweredAlready as error:
            return _closed(request, "Спасибо, вы ответили", error, 200)
        except actions.UnknownSurvey as error:
            return _closed(request, "Нет такого опроса", error, 404)
        except DomainError as error:
            return _closed(request, "Сейчас ответить нельзя", error, GONE)
        return view(request, opened, code, **kwargs)

    return wrapped


def _closed(request: Request, title: str, error: DomainError, status: int) -> HttpResponse:
    return render(request, "mentoring/intake/closed.html", {"title": title, "words": error.message}, status=status)


def steps_of(opened: actions.OpenSurvey, draft: Draft) -> tuple[Page, ...]:
    return pages(opened.row.instrument, opened.row.form, draft.answers[VOICE])


@never_cache
@open_to_guests
@require_http_methods(["GET", "HEAD", "POST"])
@of_open_survey
def survey_fill(request: Request, opened: actions.OpenSurvey, code: str) -> HttpResponse:
    """Who asks what for, and who will read it. By a common address also: as whom."""
    draft = read_draft(request, code)
    if draft and draft.number:
        return redirect("survey_done", code)
    voices = opened.voices
    form = VoiceForm(request.POST or None, voices=voices)
    if form.is_valid():
        begun = start_draft(timezone.now())
        begun.answers[VOICE] = form.cleaned_data["voice"]
        return _kept(redirect("survey_step", code, steps_of(opened, begun)[0].key), code, begun)
    context = {
        "link": opened.row,
        "count": len(pages(opened.row.instrument, opened.row.form, voices[0])),
        "several": len(voices) > 1,
        "step": _unanswered(opened, draft) if draft else None,
        "code": code,
    }
    return render_form(request, "mentoring/survey/start.html", form, context)


@never_cache
@open_to_guests
@require_http_methods(["GET", "HEAD", "POST"])
@of_open_survey
def survey_step(request: Request, opened: actions.OpenSurvey, code: str, step: str) -> HttpResponse:
    draft = read_draft(request, code)
    if draft is None or draft.number or draft.answers.get(VOICE) not in opened.voices:
        return redirect("survey_fill", code)
    steps = steps_of(opened, draft)
    place = next((place for place, page in enumerate(steps) if page.key == step), None)
    if place is None:
        return redirect("survey_fill", code)
    form = PageForm(steps[place], request.POST or None, initial=draft.answers)
    if form.is_valid():
        draft.answers |= form.kept()
        try:
            return _next(opened, draft, code, last=place + 1 == len(steps), after=steps[place + 1 :])
        except DomainError as error:
            form.add_error(None, error.message)
    back = reverse("survey_step", args=[code, steps[place - 1].key]) if place else reverse("survey_fill", args=[code])
    context = {"link": opened.row, "page": steps[place], "number": place + 1, "total": len(steps), "back": back}
    context["scales"] = any(question.kind == Kind.SCALE for question in steps[place].questions)
    return render_form(request, "mentoring/survey/step.html", form, context)


def _next(
    opened: actions.OpenSurvey, draft: Draft, code: str, *, last: bool, after: tuple[Page, ...]
) -> HttpResponseRedirect:
    """The page after this one; after the last the first page with a gap, else the reply is sent.

    Raises DraftTooLong and whatever `send_reply` does.
    """
    page = _unanswered(opened, draft) if last else after[0]
    if page is not None:
        return _kept(redirect("survey_step", code, page.key), code, draft)
    values = {key: value for key, value in draft.answers.items() if key != VOICE and value not in ("", [])}
    actions.send_reply(opened, draft.answers[VOICE], values, key=draft.key, now=timezone.now())
    return _kept(redirect("survey_done", code), code, Draft(key=draft.key, number=1))


def _unanswered(opened: actions.OpenSurvey, draft: Draft) -> Page | None:
    if draft.answers.get(VOICE) not in opened.voices:
        return None
    return next((page for page in steps_of(opened, draft) if not PageForm(page, draft.answers).is_valid()), None)


@never_cache
@open_to_guests
@require_http_methods(["GET", "HEAD"])
def survey_done(request: Request, code: str) -> HttpResponse:
    """Tells nothing that the browser does not know itself."""
    draft = read_draft(request, code)
    if draft is None or not draft.number:
        return redirect("survey_fill", code)
    return render(request, "mentoring/survey/done.html")


def _kept(response: HttpResponseRedirect, code: str, draft: Draft) -> HttpResponseRedirect:
    keep_draft(response, code, draft, reverse("survey_fill", args=[code]))
    return response
