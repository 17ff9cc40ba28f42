"""One row of a variant: why, whom else, and every change of it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import INVALID
from core.viewer import Request
from mentoring.actions import lists, moves
from mentoring.forms.matching import LONGEST_REASON, BanForm, CommentForm, MoveForm, SeenForm
from mentoring.models import Variant, VariantRow
from mentoring.queries.choices import choice_in, proposal_of
from mentoring.queries.cohorts import pair_rules_of
from mentoring.views.fetching import clock
from mentoring.views.variants import answer, seen_version

PAGE = "mentoring/row_detail.html"


def row_or_404(request: Request, pk: int) -> VariantRow:
    rows = VariantRow.objects.visible_to(request.viewer).select_related("variant", "mentee__person", "mentor__person")
    return get_object_or_404(rows, pk=pk)


@requires(Permission.PAIR_VIEW)
@require_safe
def row_detail(request: Request, pk: int) -> HttpResponse:
    """Computed from the set as it is now; `?ban` opens at the reason of a ban."""
    row = row_or_404(request, pk)
    now, _ = clock(request)
    lists.note_read("variant_row", [row.mentee.person_id], by=request.viewer, now=now)
    form = BanForm(initial={"version": row.variant.version})
    return _page(request, row, form)


def _page(request: Request, row: VariantRow, ban: BanForm) -> HttpResponse:
    viewer, (_, today) = request.viewer, clock(request)
    editing = viewer.can(Permission.PAIR_EDIT) and viewer.can_edit(row)
    rules = pair_rules_of(viewer)
    context = {
        "row": row,
        "variant": row.variant,
        "choice": choice_in(viewer, proposal_of(viewer, row.variant, today), row.mentee_id),
        "ban": ban,
        "banning": "ban" in request.GET or ban.is_bound,
        "weak": row.score is not None and row.score < rules.weak_below,
        "may_edit": editing and row.variant.status == Variant.Status.DRAFT,
        "may_comment": editing and row.variant.status != Variant.Status.PUBLISHED,
    }
    status = INVALID if ban.is_bound else 200
    return render(request, f"{PAGE}#choice" if request.htmx else PAGE, context, status=status)


def _changed(request: Request, row: VariantRow, act: Callable[..., moves.Told], **values: Any) -> HttpResponse:
    now, _ = clock(request)
    try:
        told = act(row, by=request.viewer, now=now, **values)
    except DomainError as error:
        return answer(request, row.variant_id, error.message, row=row.pk, failed=True)
    return answer(request, row.variant_id, told.words, row=row.pk)


@requires(Permission.PAIR_EDIT)
@require_POST
def row_move(request: Request, pk: int) -> HttpResponse:
    row, form = row_or_404(request, pk), MoveForm(request.POST)
    refuse_foreign(request.viewer, row)
    seen = seen_version(form)
    mentor, chain = (form.cleaned_data["mentor"], form.cleaned_data["chain"]) if form.is_valid() else (None, False)
    return _changed(request, row, moves.move_row, mentor=mentor, chain=chain, seen=seen)


@requires(Permission.PAIR_EDIT)
@require_POST
def row_lock(request: Request, pk: int) -> HttpResponse:
    row = row_or_404(request, pk)
    refuse_foreign(request.viewer, row)
    return _changed(request, row, moves.lock_row, seen=seen_version(SeenForm(request.POST)))


@requires(Permission.PAIR_EDIT)
@require_http_methods(["POST"])
def row_ban(request: Request, pk: int) -> HttpResponse:
    row, form = row_or_404(request, pk), BanForm(request.POST)
    refuse_foreign(request.viewer, row)
    if not form.is_valid():
        return _page(request, row, form)
    return _changed(request, row, moves.ban_row, reason=form.cleaned_data["reason"], seen=form.cleaned_data["version"])


@requires(Permission.PAIR_EDIT)
@require_POST
def row_comment(request: Request, pk: int) -> HttpResponse:
    row, form = row_or_404(request, pk), CommentForm(request.POST)
    refuse_foreign(request.viewer, row)
    if not form.is_valid():
        words = f"Комментарий длиннее {LONGEST_REASON} букв: сократите его."
        return answer(request, row.variant_id, words, row=row.pk, failed=True)
    now, _ = clock(request)
    try:
        moves.comment_row(row, form.cleaned_data["comment"], by=request.viewer, now=now)
    except DomainError as error:
        return answer(request, row.variant_id, error.message, row=row.pk, failed=True)
    return answer(request, row.variant_id, "Комментарий записан.", row=row.pk)
