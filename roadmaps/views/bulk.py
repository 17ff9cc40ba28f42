"""One thing done to many rows: at once, or after a page that asks what is missing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import next_address, render_form
from core.viewer import Request
from core.words import counted
from roadmaps.actions.table import add_to_stages, change_rows, remove_rows
from roadmaps.actions.undo import keep_edit, keep_removal, places_of, take_back
from roadmaps.forms.bulk import BULK, AnyBulkForm, copies
from roadmaps.forms.cells import CellForm
from roadmaps.models import Activity, ChangeSet, Roadmap, Undo
from roadmaps.queries.directory import bodies_of, people_of, roles_at
from roadmaps.queries.table import Editable, editable_rows, finished_windows, week_of
from roadmaps.terms.wording import ACTIVITIES
from roadmaps.views.fetching import roadmap_or_404
from roadmaps.views.table import editable_or_refused, planned_words, term_warnings, undo_address

AT_ONCE = ("week", "copy")
DONE = {
    "week": "Сдвинуто на неделю",
    "shift": "Сдвинуто",
    "term": "Назначен срок",
    "people": "Назначены ответственные",
    "copy": "Скопировано",
    "remove": "Убрано из карты",
}


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def roadmap_bulk(request: Request, pk: int) -> HttpResponse:
    """`do` names what, `ids` the rows. Asks first where something is missing; `apply` comes from that page."""
    roadmap = roadmap_or_404(request, pk)
    if refused := editable_or_refused(request, roadmap):
        return refused
    data = request.POST or request.GET
    ids, do = _ids(request, roadmap, data.getlist("ids")), data.get("do", "")
    back = next_address(request, roadmap.get_absolute_url())
    if do not in BULK or not ids:
        messages.warning(request, "Отметьте строки, которые нужно изменить.")
        return redirect(back)
    rows = editable_rows(request.viewer, roadmap, ids)
    asks = not roadmap.is_draft and rows.change_set is None
    at_once = request.method == "POST" and ("apply" in request.POST or (do in AT_ONCE and not asks))
    form = _form(request, roadmap, do, asks, at_once)
    if at_once and form.is_valid():
        try:
            return _applied(request, rows, do, form, back)
        except DomainError as error:
            form.add_error(None, error.message)
    context = {"roadmap": roadmap, "rows": rows, "do": do, "label": _label(roadmap, do), "back": back}
    return render_form(request, "roadmaps/roadmap_bulk.html", form, context)


def _ids(request: Request, roadmap: Roadmap, values: list[str]) -> list[int]:
    wanted = [int(value) for value in values if value.isdecimal() and len(value) < 19]
    rows = Activity.objects.visible_to(request.viewer).filter(
        organization_id=roadmap.organization_id, roadmap=roadmap, pk__in=wanted, removed_on=None
    )
    return list(rows.order_by("stage__position", "position").values_list("pk", flat=True))


def _form(request: Request, roadmap: Roadmap, do: str, asks: bool, bound: bool) -> AnyBulkForm:
    week = week_of(roadmap.organization)
    form = BULK[do][1](request.POST if bound else None, roadmap=roadmap, asks=asks, week=week)
    if isinstance(form, CellForm):
        organization = request.viewer.organization
        form.offer(people_of(organization, request.viewer), sorted(roles_at(organization)), bodies_of(organization))
    return form


def _label(roadmap: Roadmap, do: str) -> str:
    return "Исключить из карты" if do == "remove" and not roadmap.is_draft else BULK[do][0]


def _applied(request: Request, rows: Editable, do: str, form: AnyBulkForm, back: str) -> HttpResponse:
    """Raises the refusals of `roadmaps.actions.table`."""
    roadmap, viewer = rows.roadmap, request.viewer
    common: dict[str, Any] = {"reason": form.cleaned_data.get("reason", ""), "by": viewer, "now": timezone.now()}
    told: list[str] = []
    undo: Undo | None = None
    change_set: ChangeSet | None
    if do == "copy":
        chosen = Activity.objects.visible_to(viewer).filter(pk__in=list(rows.states))
        stages = dict(chosen.values_list("pk", "stage_id"))
        places = list(zip((stages[pk] for pk in rows.states), copies(rows.states), strict=True))
        change_set, changed = add_to_stages(roadmap, places, **common), len(places)
    elif do == "remove":
        change_set, undo = _removed(rows, common)
        changed = len(rows.states)
    else:
        after = form.after(rows.states, finished_windows(viewer, roadmap, list(rows.states)))
        change_set = change_rows(roadmap, after, **common)
        changed = sum(after[pk] != state for pk, state in rows.states.items())
        told = term_warnings(roadmap, rows.states, after)
        undo = keep_edit(roadmap, rows.states, by=viewer, now=common["now"])
    messages.success(request, _done_words(do, changed, len(rows.states)), extra_tags=undo_address(undo) if undo else "")
    for words in [*planned_words(change_set), *told]:
        messages.warning(request, words)
    return redirect(back)


def _removed(rows: Editable, common: dict[str, Any]) -> tuple[ChangeSet | None, Undo]:
    roadmap, who = rows.roadmap, {"by": common["by"], "now": common["now"]}
    places = places_of(roadmap, list(rows.states))
    change_set = remove_rows(roadmap, list(rows.states), **common)
    if change_set is not None:
        return change_set, keep_edit(roadmap, rows.states, **who)
    return None, keep_removal(roadmap, rows.states, places, **who)


@requires(Permission.ROADMAP_EDIT)
@require_POST
def undo_apply(request: Request, pk: int) -> HttpResponse:
    """«Отменить» of the message after an action in the table."""
    own = Undo.objects.visible_to(request.viewer).filter(
        organization=request.viewer.organization, made_by=request.viewer.user
    )
    undo = get_object_or_404(own.select_related("roadmap"), pk=pk)
    try:
        number = take_back(undo, by=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"Отменено: {counted(number, ACTIVITIES)}.")
    return redirect(next_address(request, undo.roadmap.get_absolute_url()))


def _done_words(do: str, changed: int, chosen: int) -> str:
    words = f"{DONE[do]}: {counted(changed, ACTIVITIES)}."
    left = chosen - changed
    return f"{words} Без изменений: {left}." if left else words
