"""What the table of a roadmap and its fragments show beside the rows."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import trigger_client_event

from accounts.access import refuse_foreign
from accounts.roles import Permission
from core.http import next_address
from core.viewer import Request
from roadmaps import actions
from roadmaps.editing.cells import warnings_of
from roadmaps.layouts.groups import groups_of
from roadmaps.layouts.rows import RowLook
from roadmaps.models import ChangeSet, Roadmap, Undo
from roadmaps.queries.changes import live_set_of
from roadmaps.queries.filters import Filters
from roadmaps.queries.rows import ActivityRow
from roadmaps.queries.table import planned_rows, week_of
from roadmaps.states.snapshots import ActivityState
from roadmaps.views.fetching import roadmap_or_404
from roadmaps.views.frames import view_context

PAGE = "roadmaps/roadmap_detail.html"
COLUMNS = {
    "content": "Содержание",
    "term": "Срок",
    "words": "Исходные формулировки сроков",
    "people": "Ответственные",
    "result": "Результат",
}
ALWAYS = 3  # number, name, state
SAVED = "Сохранено."
MOVED = "Переставлено."
HIDDEN = "hidden_columns"  # key of the session


def hidden_columns(request: Request) -> list[str]:
    hidden: list[str] = request.session.get(HIDDEN, [])
    return hidden


def table_context(request: Request, roadmap: Roadmap, filters: Filters | None = None) -> dict[str, Any]:
    """The frame, the chosen columns, and what may be done with a row."""
    today = roadmap.organization.local_date(timezone.now())
    context = view_context(request, roadmap, today, "table", filters)
    viewer, hidden = request.viewer, hidden_columns(request)
    edits = context["own"] and viewer.can(Permission.ROADMAP_EDIT)
    approved = roadmap.status == Roadmap.Status.APPROVED
    may_change = edits and (roadmap.is_open or approved)
    may_mark = context["own"] and approved and viewer.can(Permission.ACTIVITY_MARK)
    columns = [name for name in COLUMNS if name not in hidden]
    by = context["filters"].group
    live = live_set_of(viewer, roadmap) if may_change and approved else None
    shown = sum(name != "words" for name in columns)
    return context | {
        "columns": columns,
        "hidden": hidden,
        "groups": groups_of(context["table"].rows, by) if by else [],
        "stages_shown": [] if by else context["table"].stages,
        "all_columns": COLUMNS,
        "may_change": may_change,
        "row_look": RowLook(tuple(columns), may_change, context["may_edit"], may_mark),
        "change_address": reverse("change_detail", args=[live.pk]) if live else "",
        "planned": planned_rows(viewer, live) if live else {},
        "width": ALWAYS + shown + 2 * may_change,
    }


def asked_filters(request: Request) -> Filters:
    """Of the page a fragment goes to."""
    address = request.htmx.current_url or ""
    return Filters.read(QueryDict(urlsplit(address).query))


def row_of(context: dict[str, Any], pk: int) -> ActivityRow:
    """Raises 404 when the row is gone."""
    row = next((row for row in context["table"].rows if row.pk == pk), None)
    if row is None:
        raise Http404
    return row


def show_row(
    request: Request, roadmap: Roadmap, pk: int, *, told: list[str] | None = None, undo: Undo | None = None
) -> HttpResponse:
    """The row as the page shows it, without scripts the page at the row; `told` are words for the status line."""
    if not request.htmx:
        _offer_undo(request, SAVED, undo)
        return _to_page(request, f"{roadmap.get_absolute_url()}#a{pk}", told)
    fresh = roadmap_or_404(request, roadmap.pk)
    context = table_context(request, fresh, Filters())
    response = render(request, f"{PAGE}#row", context | {"row": row_of(context, pk), "focus": pk})
    return _told(response, [SAVED, *(told or [])] if undo else told, undo)


def undo_address(undo: Undo) -> str:
    """Behind the button «Отменить» of a message: its `extra_tags`."""
    return reverse("undo_apply", args=[undo.pk])


def show_table(
    request: Request,
    roadmap: Roadmap,
    focus: int | None = None,
    *,
    told: list[str] | None = None,
    undo: Undo | None = None,
) -> HttpResponse:
    """The whole table as the page shows it, with its filters; `undo` is of a row that was moved."""
    if not request.htmx:
        _offer_undo(request, MOVED, undo)
        place = f"#a{focus}" if focus else ""
        return _to_page(request, f"{next_address(request, roadmap.get_absolute_url())}{place}", told)
    fresh = roadmap_or_404(request, roadmap.pk)
    context = table_context(request, fresh, asked_filters(request))
    response = render(request, f"{PAGE}#rows", context | {"focus": focus})
    return _told(response, [MOVED] if undo else told, undo)


def _to_page(request: Request, address: str, told: list[str] | None) -> HttpResponse:
    for words in told or []:
        messages.warning(request, words)
    return redirect(address)


def _offer_undo(request: Request, words: str, undo: Undo | None) -> None:
    if undo:
        messages.success(request, words, extra_tags=undo_address(undo))


def _told(response: HttpResponse, told: list[str] | None, undo: Undo | None = None) -> HttpResponse:
    if not told:
        return response
    offer = {"undo": undo_address(undo)} if undo else {}
    return trigger_client_event(response, "toast", {"value": " ".join(told)} | offer)


def editable_or_refused(request: Request, roadmap: Roadmap, *, draft_only: bool = False) -> HttpResponse | None:
    """The way back with a reason when the rows may not be edited now. Raises 403 for a foreign map."""
    refuse_foreign(request.viewer, roadmap)
    approved = roadmap.status == Roadmap.Status.APPROVED
    if roadmap.is_open or (approved and not draft_only):
        return None
    if roadmap.is_draft:
        words = actions.OnItsWay.message
    elif approved:
        words = "Карта утверждена: её тексты и сроки закрыты. Чтобы изменить их, создайте изменение."
    else:
        words = "Карта в архиве: её можно только смотреть."
    messages.error(request, words)
    return redirect(roadmap)


def term_warnings(roadmap: Roadmap, before: dict[int, ActivityState], after: dict[int, ActivityState]) -> list[str]:
    organization = roadmap.organization
    today = organization.local_date(timezone.now())
    period = roadmap.starts_on, roadmap.ends_on
    return warnings_of(before.values(), after.values(), *period, today, week_of(organization))


def planned_words(change_set: ChangeSet | None) -> list[str]:
    return ["Записано в изменение: карта станет такой после его утверждения."] if change_set else []
