"""Pairs of the organization: the list and the card."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.viewer import Request
from core.years import chosen_year, year_label
from mentoring.actions.pair_reads import note_pair, note_pairs
from mentoring.models import MentoringForm, Pair
from mentoring.queries.meetings import meetings_block
from mentoring.queries.pair_cards import pair_card, pair_history
from mentoring.queries.pair_list import TABS, PairFilters, pair_page
from mentoring.queries.pairs import pairs_of
from mentoring.queries.plans import plan_block
from mentoring.views.fetching import clock

FOR_ORDER = (Pair.Status.PROPOSED, Pair.Status.AGREED)


def pair_or_404(request: Request, pk: int) -> Pair:
    """Of the own organization, with its mentor."""
    return get_object_or_404(pairs_of(request.viewer).select_related("mentor"), pk=pk)


@requires(Permission.PAIR_VIEW)
@require_safe
def pair_list(request: Request) -> HttpResponse:
    year = chosen_year(request)
    now, today = clock(request)
    page = pair_page(request.viewer, year, PairFilters.read(request.GET), today)
    note_pairs(list(page.people), by=request.viewer, now=now)
    context = {
        "page": page,
        "filters": page.filters,
        "tabs": [(key, label, page.counters[key]) for key, label in TABS.items() if page.counters[key] != 0],
        "forms": MentoringForm.choices,
        "year": year_label(year),
        "may_edit": request.viewer.can(Permission.PAIR_EDIT),
        "tickable": request.viewer.can(Permission.PAIR_EDIT) and page.filters.tab in FOR_ORDER,
    }
    return render(request, "mentoring/pair_list.html", context)


@requires(Permission.PAIR_VIEW)
@require_safe
def pair_detail(request: Request, pk: int) -> HttpResponse:
    pair = pair_or_404(request, pk)
    now, today = clock(request)
    card = pair_card(request.viewer, pair, today)
    note_pair(pair, card.people, by=request.viewer, now=now)
    context = {
        "card": card,
        "pair": pair,
        "year": year_label(pair.school_year),
        "today": today,
        "plan_card": plan_block(request.viewer, pair, today),
        "events": pair_history(request.viewer, pair) if request.viewer.can(Permission.PAIR_EDIT) else [],
        "may_edit": request.viewer.can(Permission.PAIR_EDIT),
        "log": meetings_block(request.viewer, pair, now=now),
    }
    return render(request, "mentoring/pair_detail.html", context)
