"""The programme of a pair: its page, the draft, what the mentee and the curator say to it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms.models import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.audit import record
from core.errors import DomainError
from core.forms import renew
from core.http import render_form, whole
from core.viewer import Request
from mentoring.actions import plans
from mentoring.actions.people import Stale
from mentoring.forms.plans import EMPTY, PlanCreateForm, PlanForm, RemarkForm, ResultsForm
from mentoring.models import Plan
from mentoring.pairing.terms import default_end
from mentoring.plans.sections import NOTE, SHORT_TITLES, USUAL_KIND
from mentoring.queries.pairs import pairs_of
from mentoring.queries.plans import PlanCard, fitting_templates, plan_card, sketch_by_key
from mentoring.views.cards import changed_fields
from mentoring.views.fetching import clock

PAGE = "mentoring/plan_form.html"
SAVED = "Сохранено."
FORM_METHODS = ["GET", "HEAD", "POST"]


def card_or_404(request: Request, pk: int) -> PlanCard:
    """Of a pair the viewer may read."""
    pair = get_object_or_404(pairs_of(request.viewer).select_related("mentor"), pk=pk)
    _, today = clock(request)
    return plan_card(request.viewer, pair, today)


def written_or_404(request: Request, pk: int) -> tuple[PlanCard, Plan]:
    """With a plan, which the viewer may write: 404 without one, 403 for whoever only reads."""
    card = card_or_404(request, pk)
    if card.plan is None:
        raise Http404
    _refuse_unless(card.hand.may_write)
    return card, card.plan


def _refuse_unless(may: bool) -> None:
    """403. The verb may be of one role and the pair readable by another: a director who is a mentor too."""
    if not may:
        raise PermissionDenied


def to_plan(pair: int) -> HttpResponse:
    return redirect("plan_detail", pair)


def saved(
    request: Request, card: PlanCard, form: Any, title: str, save: Callable[[], object], words: str = ""
) -> HttpResponse:
    """The page of a form until `save` goes through; somebody else's values stand beside one's own.

    Without `words` for what was done the button says «Сохранить», with them what the title says.
    """
    changed: list[tuple[str, Any]] = []
    if form.is_valid():
        try:
            save()
        except Stale as error:
            form.add_error(None, error.message)
            renew(form, version=error.now.version)
            changed = changed_fields(form, error.now)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, words or SAVED)
            return to_plan(card.pair.pk)
    return render_form(
        request,
        PAGE,
        form,
        {"card": card, "title": title, "button": title if words else "Сохранить", "changed": changed},
    )


@requires(Permission.PLAN_VIEW)
@require_safe
def plan_detail(request: Request, pk: int) -> HttpResponse:
    card = card_or_404(request, pk)
    record(request.viewer, "plan.viewed", card.pair, ids=list(card.people))
    note = [(label, words) for name, label in NOTE.items() if (words := getattr(card.plan, name, ""))]
    _, today = clock(request)
    context = {"card": card, "plan": card.plan, "note": note, "today": today}
    return render(request, "mentoring/plan_detail.html", context)


@requires(Permission.PLAN_EDIT)
@require_http_methods(FORM_METHODS)
def plan_create(request: Request, pk: int) -> HttpResponse:
    """Templates by the words of the request, the best one chosen; each shows what it consists of."""
    card, viewer, (now, today) = card_or_404(request, pk), request.viewer, clock(request)
    _refuse_unless(card.hand.may_write)
    if card.plan is not None:
        return to_plan(pk)
    fits, pair = fitting_templates(viewer, card.pair), card.pair
    starts_on = pair.starts_on or today
    first = {"template": fits[0].sketch.key if fits else EMPTY, "kind": USUAL_KIND[pair.model], "starts_on": starts_on}
    first["ends_on"] = pair.ends_on or default_end(starts_on, pair.school_year)
    form = PlanCreateForm(request.POST or None, initial=first)
    form.offer(fits)
    if form.is_valid():
        data = form.cleaned_data
        sketch = sketch_by_key(viewer, data.pop("template"))
        title = sketch.title if sketch else SHORT_TITLES[data["kind"]]
        try:
            plans.create_plan(pair, sketch, title=title, **data, by=viewer, now=now)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Черновик готов: поправьте его вместе.")
            return to_plan(pk)
    return render_form(request, "mentoring/plan_create.html", form, {"card": card, "fits": fits})


@requires(Permission.PLAN_EDIT)
@require_http_methods(FORM_METHODS)
def plan_edit(request: Request, pk: int) -> HttpResponse:
    (card, plan), (now, _) = written_or_404(request, pk), clock(request)
    form = PlanForm(request.POST or None, initial=model_to_dict(plan) | {"version": plan.version})
    return saved(
        request,
        card,
        form,
        "О программе",
        lambda: plans.edit_plan(plan, form.values(), seen=form.cleaned_data["version"], by=request.viewer, now=now),
    )


def _moved(request: Request, pk: int, move: Callable[..., object], allowed: str, words: str) -> HttpResponse:
    """A button of the page; `allowed` names the property of the card that shows it."""
    (card, plan), (now, _) = written_or_404(request, pk), clock(request)
    seen = whole(request.POST.get("version"))
    try:
        if not getattr(card, allowed):
            raise plans.NotPossibleNow
        move(plan, seen=-1 if seen is None else seen, by=request.viewer, now=now)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, words)
    return to_plan(pk)


@requires(Permission.PLAN_EDIT)
@require_POST
def plan_accept(request: Request, pk: int) -> HttpResponse:
    return _moved(request, pk, plans.accept_plan, "may_accept", "Записано: наставляемый согласен.")


@requires(Permission.PLAN_EDIT)
@require_POST
def plan_send(request: Request, pk: int) -> HttpResponse:
    return _moved(request, pk, plans.send_plan, "may_send", "Программа отправлена куратору.")


@requires(Permission.PAIR_EDIT)
@require_POST
def plan_agree(request: Request, pk: int) -> HttpResponse:
    return _moved(request, pk, plans.agree_plan, "may_decide", "Программа согласована.")


@requires(Permission.PAIR_EDIT)
@require_http_methods(FORM_METHODS)
def plan_return(request: Request, pk: int) -> HttpResponse:
    (card, plan), (now, _) = written_or_404(request, pk), clock(request)
    form = RemarkForm(request.POST or None, initial={"version": plan.version})
    return saved(
        request,
        card,
        form,
        "Вернуть программу на доработку",
        lambda: plans.return_plan(
            plan, remark=form.cleaned_data["remark"], seen=form.cleaned_data["version"], by=request.viewer, now=now
        ),
        "Программа возвращена с замечанием.",
    )


@requires(Permission.PLAN_EDIT)
@require_http_methods(FORM_METHODS)
def plan_finish(request: Request, pk: int) -> HttpResponse:
    (card, plan), (now, _) = written_or_404(request, pk), clock(request)
    _refuse_unless(card.hand.may_grade)
    form = ResultsForm(request.POST or None, initial={"version": plan.version, "results": plan.results})
    return saved(
        request,
        card,
        form,
        "Завершить программу",
        lambda: plans.finish_plan(
            plan, results=form.cleaned_data["results"], seen=form.cleaned_data["version"], by=request.viewer, now=now
        ),
        "Программа завершена.",
    )
