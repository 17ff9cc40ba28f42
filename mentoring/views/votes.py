"""Wishes after a group meeting: the curator's pages, and the one address for everybody who came."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import open_to_guests, refuse_foreign, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.qr import qr_svg
from core.viewer import Request
from core.years import chosen_year
from mentoring.actions import lists
from mentoring.actions import votes as actions
from mentoring.actions.blanks import address_on_site
from mentoring.forms.votes import RoundForm, VoteForm
from mentoring.models import MentoringForm, VoteRound
from mentoring.queries.variants import waiting_by_form
from mentoring.queries.votes import Ballot, Voter, ballot_of, choices_for, invited, is_over, rounds_of, voters_of
from mentoring.views.fetching import clock
from mentoring.views.variants import chosen_form

FORMS = dict(MentoringForm.choices)
SALT, DAY = "mentoring.vote", 24 * 60 * 60
GONE = 410


@requires(Permission.PAIR_VIEW)
@require_safe
def vote_round_list(request: Request) -> HttpResponse:
    viewer, year = request.viewer, chosen_year(request)
    waiting = waiting_by_form(viewer, year)
    chosen = chosen_form(request, waiting)
    now, _ = clock(request)
    context = {
        "rounds": [(row, is_over(row, now)) for row in rounds_of(viewer, year, chosen)],
        "chosen": chosen,
        "forms": [(key, f"{label} · ждут {waiting[key]}") for key, label in MentoringForm.choices],
    }
    return render(request, "mentoring/vote_round_list.html", context)


@requires(Permission.PAIR_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def vote_round_create(request: Request) -> HttpResponse:
    viewer, year, (now, _) = request.viewer, chosen_year(request), clock(request)
    asked = request.POST.get("form") or request.GET.get("form", "")
    chosen = asked if asked in FORMS else next(iter(FORMS))
    voters = invited(viewer, year, chosen)
    form = RoundForm(request.POST or None, voters=voters, initial={"form": chosen})
    if form.is_valid():
        local = now.astimezone(viewer.organization.zone)
        try:
            row = actions.open_round(
                school_year=year,
                form=chosen,
                came=form.cleaned_data["came"],
                closes_at=form.closes_at(now, local),
                by=viewer,
                now=now,
            )
        except DomainError as error:
            form.add_error("came", error.message)
        else:
            return redirect("vote_round_detail", row.pk)
    lists.note_read("vote_round", [voter.person_id for voter in voters], by=viewer, now=now)
    context = {"chosen": chosen, "form_label": FORMS[chosen]}
    return render_form(request, "mentoring/vote_round_create.html", form, context)


def round_or_404(request: Request, pk: int) -> VoteRound:
    return get_object_or_404(VoteRound.objects.visible_to(request.viewer).select_related("organization"), pk=pk)


@requires(Permission.PAIR_VIEW)
@require_safe
def vote_round_detail(request: Request, pk: int) -> HttpResponse:
    row, (now, _) = round_or_404(request, pk), clock(request)
    voters = voters_of(request.viewer, row)
    lists.note_read("vote_round", [voter.person_id for voter in voters], by=request.viewer, now=now)
    address = address_on_site("vote_fill", row.code)
    over = is_over(row, now)
    context = {
        "row": row,
        "over": over,
        "address": address,
        "picture": "" if over else qr_svg(address, label="Код для пожеланий"),
        "voters": [(voter, row.votes.get(str(voter.pk))) for voter in voters],
        "given": sum(str(voter.pk) in row.votes for voter in voters),
        "form_label": FORMS[row.form],
    }
    return render(request, "mentoring/vote_round_detail.html", context)


@requires(Permission.PAIR_EDIT)
@require_POST
def vote_round_close(request: Request, pk: int) -> HttpResponse:
    row, (now, _) = round_or_404(request, pk), clock(request)
    refuse_foreign(request.viewer, row)
    actions.close_round(row, by=request.viewer, now=now)
    messages.success(request, "Пожелания закрыты. С листков их можно внести и дальше.")
    return redirect("vote_round_detail", pk)


@requires(Permission.PAIR_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def vote_paper(request: Request, pk: int, voter: int) -> HttpResponse:
    """From a sheet of paper, by a curator; `clear` takes the vote away."""
    viewer, row, (now, _) = request.viewer, round_or_404(request, pk), clock(request)
    refuse_foreign(viewer, row)
    voters = voters_of(viewer, row)
    own = _voter_or_404(voters, voter)
    if request.method == "POST" and "clear" in request.POST:
        actions.clear_vote(row, voter, by=viewer, now=now)
        messages.success(request, "Ответ снят: его можно дать заново.")
        return redirect("vote_round_detail", pk)
    offered = [(one.pk, one.name) for one in choices_for(own, voters)]
    form = VoteForm(request.POST or None, offered=offered, ballot=ballot_of(viewer, voter))
    if form.is_valid():
        try:
            actions.write_paper(row, voter, form.ballot(), by=viewer, now=now)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Записано.")
            return redirect("vote_round_detail", pk)
    lists.note_read("vote_paper", [own.person_id], by=viewer, now=now)
    return render_form(request, "mentoring/vote_paper.html", form, {"row": row, "voter": own})


def _voter_or_404(voters: list[Voter], pk: int) -> Voter:
    found = next((one for one in voters if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


@never_cache
@open_to_guests
@require_http_methods(["GET", "HEAD", "POST"])
def vote_fill(request: Request, code: str) -> HttpResponse:
    """Without `who` the list of names, with it the wishes of one participant; `done` says thank you."""
    now, address = timezone.now(), request.viewer.address
    try:
        opened = actions.find_round(code, address=address, now=now)
    except actions.UnknownRound as error:
        return _closed(request, "Нет такого голосования", error, 404)
    except actions.RoundOver as error:
        return _closed(request, "Пожелания собраны", error, GONE)
    voters = actions.voters_here(opened)
    own = next((one for one in voters if str(one.pk) == request.GET.get("who")), None)
    if own is None:
        context = {"link": opened.row, "voters": voters, "done": "done" in request.GET}
        return render(request, "mentoring/vote/who.html", context)
    return _filled(request, opened, own, voters)


def _filled(request: Request, opened: actions.OpenRound, own: Voter, voters: list[Voter]) -> HttpResponse:
    """What was written before is never shown: the address belongs to everybody who came."""
    code, now = opened.row.code, timezone.now()
    offered = [(one.pk, one.shown) for one in choices_for(own, voters)]
    form = VoteForm(request.POST or None, offered=offered, ballot=Ballot())
    if form.is_valid():
        key = _key_of(request, code) or str(uuid.uuid4())
        try:
            actions.cast_vote(opened, own.pk, form.ballot(), key=key, now=now)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            return _keep(redirect(f"{reverse('vote_fill', args=[code])}?done"), code, key)
    return render_form(request, "mentoring/vote/names.html", form, {"link": opened.row, "voter": own})


def _key_of(request: Request, code: str) -> str:
    """Which browser it is: a signed cookie of this address, nothing about the person."""
    try:
        return str(signing.loads(request.COOKIES.get(f"vote_{code}", ""), salt=SALT + code, max_age=DAY))
    except signing.BadSignature:
        return ""


def _keep(response: Any, code: str, key: str) -> HttpResponse:
    kept: HttpResponse = response
    kept.set_cookie(
        f"vote_{code}",
        signing.dumps(key, salt=SALT + code),
        max_age=DAY,
        path=reverse("vote_fill", args=[code]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return kept


def _closed(request: Request, title: str, error: DomainError, status: int) -> HttpResponse:
    return render(request, "mentoring/intake/closed.html", {"title": title, "words": error.message}, status=status)
