"""Pairs of the organization: the list and the card."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.sheets.answers import sheet_response
from core.viewer import Request
from core.years import chosen_year, year_label
from mentoring.actions.lists import AT_ONCE, note_export
from mentoring.actions.pair_reads import note_pair, note_pairs
from mentoring.forms.lists import ExportForm
from mentoring.models import MentoringForm, Pair
from mentoring.official import Asked
from mentoring.pairing.sheet import pairs_sheet
from mentoring.queries.meetings import meetings_block
from mentoring.queries.pair_cards import pair_card, pair_history
from mentoring.queries.pair_list import TABS, PairFilters, every_line, filter_words, pair_page
from mentoring.queries.pairs import pairs_of
from mentoring.queries.plans import plan_block
from mentoring.queries.voices import voices_of
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
        "voices": voices_of(request.viewer, pair),
        "events": pair_history(request.viewer, pair) if request.viewer.can(Permission.PAIR_EDIT) else [],
        "may_edit": request.viewer.can(Permission.PAIR_EDIT),
        "log": meetings_block(request.viewer, pair, now=now),
    }
    return render(request, "mentoring/pair_detail.html", context)


@requires(Permission.PERSON_EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def pair_export(request: Request) -> HttpResponse:
    """The list as a file; the purpose comes first."""
    viewer, year, filters = request.viewer, chosen_year(request), PairFilters.read(request.GET)
    now, today = clock(request)
    words = filter_words(filters)
    form = ExportForm(request.POST or None)
    if form.is_valid():
        kind, purpose = form.cleaned_data["file"], form.cleaned_data["purpose"]
        lines, people = every_line(viewer, year, filters, today, AT_ONCE[kind])
        asked = Asked(viewer.organization.short_name, viewer.membership.short_name, today, purpose, words)
        try:
            note_export(kind=kind, purpose=purpose, side="pairs", year=year, people=list(people), by=viewer, now=now)
            return sheet_response(pairs_sheet(year, lines, asked), kind, today, now)
        except DomainError as error:
            form.add_error(None, error.message)
    context = {"words": words, "year": year_label(year), "query": filters.query}
    return render_form(request, "mentoring/pair_export.html", form, context)
