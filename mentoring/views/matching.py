"""Matching one by one, bans, and the rules of the organization."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.forms import renew
from core.http import render_form
from core.viewer import Request
from core.years import chosen_year
from mentoring.actions import bans, lists
from mentoring.actions.pair_rules import StaleRules, edit_rules
from mentoring.actions.publishing import propose_pair
from mentoring.forms.matching import DAYS, LIMITS, BanPairForm, ProposeForm, RulesForm, weights_initial
from mentoring.models import Ban, MentoringForm, PairRules
from mentoring.queries.choices import Choice, Waiting, choice_in, queue_of
from mentoring.queries.cohorts import pair_rules_of
from mentoring.queries.variants import waiting_by_form
from mentoring.views.fetching import clock
from mentoring.views.variants import chosen_form

SHOWN = 100  # people of the queue beside the chosen one


@requires(Permission.PAIR_VIEW)
@require_safe
def match_one(request: Request) -> HttpResponse:
    """The queue, and whom the chosen one could have."""
    viewer, year, (now, today) = request.viewer, chosen_year(request), clock(request)
    waiting = waiting_by_form(viewer, year)
    form = chosen_form(request, waiting)
    proposal, queue = queue_of(viewer, year, form, today)
    own = _chosen(queue, request.GET.get("mentee", ""))
    choice: Choice | None = choice_in(viewer, proposal, own.mentee.id) if own else None
    read = [one.mentee.person for one in queue[:SHOWN]]
    lists.note_read("match_one", read, by=viewer, now=now)
    context = {
        "queue": queue[:SHOWN],
        "more": max(len(queue) - SHOWN, 0),
        "own": own,
        "choice": choice,
        "chosen": form,
        "forms": [(key, f"{label} · ждут {waiting[key]}") for key, label in MentoringForm.choices],
        "may_edit": viewer.can(Permission.PAIR_EDIT),
    }
    return render(request, "mentoring/match_one.html", context)


def _chosen(queue: list[Waiting], asked: str) -> Waiting | None:
    """The one of the address, else the one who waits longest and has anybody to choose from."""
    able = next((one for one in queue if one.eligible), queue[0] if queue else None)
    return next((one for one in queue if str(one.mentee.id) == asked), able)


@requires(Permission.PAIR_EDIT)
@require_POST
def match_propose(request: Request) -> HttpResponse:
    form, (now, _) = ProposeForm(request.POST), clock(request)
    if not form.is_valid():
        messages.error(request, "Выберите наставника ещё раз.")
        return redirect("match_one")
    data = form.cleaned_data
    back = f"{reverse('match_one')}?form={data['form']}"
    try:
        propose_pair(
            data["mentee"], data["mentor"], year=chosen_year(request), form=data["form"], by=request.viewer, now=now
        )
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(f"{back}&mentee={data['mentee']}")
    messages.success(request, "Пара предложена. Следующий в очереди – ниже.")
    return redirect(back)


@requires(Permission.PAIR_EDIT)
@require_POST
def match_ban(request: Request) -> HttpResponse:
    form, (now, _) = BanPairForm(request.POST), clock(request)
    back = reverse("match_one")
    if not form.is_valid():
        messages.error(request, "Напишите, почему не эти двое.")
        return redirect(back)
    data = form.cleaned_data
    try:
        bans.ban_pair(data["mentee"], data["mentor"], data["reason"], by=request.viewer, now=now)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Записано: этих двоих вместе больше не предложим.")
    return redirect(f"{back}?form={request.POST.get('form', '')}&mentee={data['mentee']}")


@requires(Permission.PAIR_VIEW)
@require_safe
def ban_list(request: Request) -> HttpResponse:
    now, _ = clock(request)
    rows = Ban.objects.visible_to(request.viewer).filter(organization=request.viewer.organization)
    found = list(rows.select_related("mentor", "mentee").order_by("-created_at", "-pk"))
    read = [person for ban in found for person in (ban.mentor_id, ban.mentee_id)]
    lists.note_read("bans", read, by=request.viewer, now=now)
    return render(request, "mentoring/ban_list.html", {"bans": found})


@requires(Permission.PAIR_EDIT)
@require_POST
def ban_delete(request: Request, pk: int) -> HttpResponse:
    ban = get_object_or_404(Ban.objects.visible_to(request.viewer), pk=pk)
    refuse_foreign(request.viewer, ban)
    now, _ = clock(request)
    bans.lift_ban(ban, by=request.viewer, now=now)
    messages.success(request, "Запрет снят: этих двоих снова можно предложить.")
    return redirect("ban_list")


@requires(Permission.PAIR_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def matching_rules(request: Request) -> HttpResponse:
    """Somebody else's values are shown beside one's own."""
    kept, (now, _) = pair_rules_of(request.viewer), clock(request)
    form = RulesForm(request.POST or None, initial=_initial(kept))
    changed: list[tuple[str, object]] = []
    if form.is_valid():
        try:
            edit_rules(form.values(), seen=form.cleaned_data["version"], by=request.viewer, now=now)
        except StaleRules as error:
            form.add_error(None, error.message)
            renew(form, version=error.now.version)
            changed = _differing(form, error.now)
        else:
            messages.success(request, "Правила записаны. Посчитанные версии они не меняют.")
            return redirect("matching_rules")
    context = {
        "changed": changed,
        "limits": [form[name] for name in LIMITS],
        "days": [form[name] for name in DAYS],
    }
    return render_form(request, "mentoring/matching_rules.html", form, context)


def _initial(rules: PairRules) -> dict[str, object]:
    plain = {name: getattr(rules, name) for name in (*LIMITS, *DAYS, "required", "version")}
    return plain | weights_initial(rules.weights)


def _differing(form: RulesForm, rules: PairRules) -> list[tuple[str, object]]:
    """Label and the value that stands now, for fields typed otherwise."""
    now = _initial(rules)
    return [
        (str(form.fields[name].label), now[name])
        for name in form.changed_data
        if name != "version" and name in now and str(form.cleaned_data.get(name)) != str(now[name])
    ]
