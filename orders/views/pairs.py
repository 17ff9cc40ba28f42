"""The order about pairs: from the chosen ones, or from all of a published variant."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from mentoring.actions.pair_reads import note_pairs
from mentoring.models.pairs import PairQuerySet
from mentoring.queries.pair_gates import hindered_pairs
from mentoring.queries.pairs import members_of, pair_title, pairs_of
from orders import actions
from orders.forms.drafts import PairsOrderForm

MOST = 200  # rows of one table; more make a second order
DRAFTABLE = ("proposed", "agreed")


@requires(Permission.ORDER_PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def order_create_pairs(request: Request) -> HttpResponse:
    """Asks for what is missing: written consents of the proposed ones, dates; `make` comes from that page."""
    now = timezone.now()
    today = request.viewer.organization.local_date(now)
    pairs = list(_chosen(request).select_related("mentor").order_by("mentor__search_name", "pk")[:MOST])
    if not pairs:
        messages.warning(request, "Отметьте пары, которые предложены или согласованы участниками.")
        return redirect("pair_list" if request.viewer.can(Permission.PAIR_VIEW) else "order_list")
    proposed = any(pair.status == "proposed" for pair in pairs)
    form = PairsOrderForm(request.POST if "make" in request.POST else None, today=today, proposed=proposed)
    if form.is_valid():
        try:
            drafted = actions.draft_pairs_order([pair.pk for pair in pairs], form.terms, by=request.viewer, now=now)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            for words in drafted.left_out:
                messages.warning(request, f"Не вошли в приказ: {words}.")
            return redirect(drafted.order)
    members = members_of(request.viewer, [pair.pk for pair in pairs])
    causes = hindered_pairs([pair.pk for pair in pairs], today)
    people = {pair.mentor_id for pair in pairs} | {row.mentee_id for inside in members.values() for row in inside}
    note_pairs(sorted(people), by=request.viewer, now=now)
    rows = [(pair, pair_title(pair, members.get(pair.pk, [])), causes.get(pair.pk, "")) for pair in pairs]
    return render_form(request, "orders/order_create_pairs.html", form, {"rows": rows, "proposed": proposed})


def _chosen(request: Request) -> PairQuerySet:
    data = request.POST or request.GET
    rows = pairs_of(request.viewer).filter(status__in=DRAFTABLE)
    if (variant := data.get("variant", "")).isdecimal() and len(variant) < 19:
        return rows.filter(variant=int(variant))
    ids = [int(value) for value in data.getlist("ids")[:MOST] if value.isdecimal() and len(value) < 19]
    return rows.filter(pk__in=ids)
