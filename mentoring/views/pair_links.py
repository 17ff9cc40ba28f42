"""One-time addresses for a participant without an account: given out by the curator, opened by a guest."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import open_to_guests, requires
from accounts.roles import Permission
from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.http import render_form
from core.qr import qr_svg
from core.viewer import Request
from mentoring.actions import pair_links as actions
from mentoring.actions.blanks import address_on_site
from mentoring.forms.pair_answers import AnswerForm, PairLinkForm
from mentoring.meetings.questions import CHOICES, TITLES
from mentoring.models import Answer, Pair, PairLink
from mentoring.queries.meetings import members_of
from mentoring.queries.pair_links import live_links, plan_of
from mentoring.queries.pairs import shown_name

GONE = 410
Purpose = PairLink.Purpose


@never_cache
@requires(Permission.PAIR_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def pair_link_list(request: Request, pk: int) -> HttpResponse:
    """Live links of the pair with their codes; a new one takes the place of the old one of its kind."""
    pair = get_object_or_404(Pair.objects.visible_to(request.viewer).open().select_related("mentor"), pk=pk)
    members = members_of(request.viewer, pair)
    proposed = pair.status == Pair.Status.PROPOSED
    first: dict[str, Any] = {"person": members[0].mentee_id} if len(members) == 1 else {}
    first |= {"what": Purpose.AGREE} if proposed else {}
    form = PairLinkForm(request.POST or None, members=members, proposed=proposed, initial=first)
    if form.is_valid():
        purpose, question = form.purpose
        try:
            actions.make_pair_link(
                pair, form.cleaned_data["person"], purpose, question=question, by=request.viewer, now=timezone.now()
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Ссылка готова: покажите код или перешлите адрес.")
            return redirect("pair_link_list", pk)
    links = [_shown(link) for link in live_links(request.viewer, pair, timezone.now())]
    record(request.viewer, "pair_links.opened", pair)
    return render_form(request, "mentoring/pair_link_list.html", form, {"pair": pair, "links": links})


def _shown(link: PairLink) -> dict[str, Any]:
    address = address_on_site("link_open", link.code)
    what = TITLES.get(link.question) or link.get_purpose_display()
    return {
        "link": link,
        "who": shown_name(link.person),
        "what": what,
        "address": address,
        "picture": qr_svg(address, label="Код ссылки участника"),
    }


@requires(Permission.PAIR_EDIT)
@require_POST
def pair_link_revoke(request: Request, pk: int) -> HttpResponse:
    link = get_object_or_404(PairLink.objects.visible_to(request.viewer), pk=pk)
    actions.revoke_pair_link(link, by=request.viewer, now=timezone.now())
    messages.success(request, "Ссылка отключена.")
    return redirect("pair_link_list", link.pair_id)


@never_cache
@open_to_guests
@require_http_methods(["GET", "HEAD", "POST"])
def link_open(request: Request, code: str) -> HttpResponse:
    """Unknown: 404. Used, revoked, over: 410 with words."""
    try:
        opened = actions.open_pair_link(code, address=request.viewer.address, now=timezone.now())
    except actions.UnknownLink as error:
        raise Http404 from error
    except actions.LinkOver as error:
        return render(request, "mentoring/link/over.html", {"message": error.message}, status=GONE)
    if opened.link.purpose == Purpose.PLAN:
        with tenancy.scope(opened.viewer.scope):
            read = plan_of(opened.viewer, opened.link.pair)
            return render(request, "mentoring/link/plan.html", {"link": opened.link, "read": read})
    return _asked(request, opened)


def _asked(request: Request, opened: actions.OpenLink) -> HttpResponse:
    link = opened.link
    question = link.question or link.purpose
    if question not in CHOICES:
        raise Http404
    form = AnswerForm(request.POST or None, question=question)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.answer_by_link(opened, data["value"], comment=data["comment"], now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            return render(request, "mentoring/link/done.html", {"link": link})
    context = {"link": link, "mentor": shown_name(link.pair.mentor), "is_scale": question == Answer.Question.PULSE}
    context |= {"title": TITLES[question], "choices": CHOICES[question]}
    return render_form(request, "mentoring/link/answer.html", form, context)
