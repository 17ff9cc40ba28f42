"""Papers beside orders: the list of kinds, whom a paper is about, the words beside it and what is missing, the file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import TYPES, render_form, whole
from core.viewer import Request
from core.years import chosen_year, year_label
from mentoring.actions.lists import note_read
from orders.papers import printing
from orders.papers.choosing import MOST, choices_of, chosen_of, people_in, people_of_rows
from orders.papers.forms import PaperForm
from orders.papers.kinds import PaperKind, Subject
from orders.papers.registry import ELSEWHERE, KINDS
from orders.papers.sources import source_of

LISTED = 30  # of the chosen ones, by name on the page


@requires(Permission.ORDER_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def paper_list(request: Request) -> HttpResponse:
    """All kinds; with `person`, `pair`, `partner` or `order` in the address those about it. The list of participants
    sends the rows ticked there as `ids`."""
    subject, ids = _about(request)
    kinds = [
        kind
        for kind in KINDS.values()
        if request.viewer.can(kind.permission) and (not subject or kind.subject == subject)
    ]
    elsewhere = [each for each in ELSEWHERE if request.viewer.can(each.permission) and not subject]
    context = {"kinds": kinds, "elsewhere": elsewhere, "ids": ids, "year": year_label(chosen_year(request))}
    return render(request, "orders/paper_list.html", context)


def _about(request: Request) -> tuple[str, list[int]]:
    if request.method == "POST":
        if not request.viewer.can(Permission.PERSON_VIEW):
            raise PermissionDenied(Permission.PERSON_VIEW)
        return Subject.PERSON, people_of_rows(request.viewer, _ids(request))
    for subject in Subject:
        if (pk := whole(request.GET.get(subject))) is not None:
            return subject, [pk]
    return "", []


@requires(Permission.ORDER_VIEW)
@require_safe
def paper_choose(request: Request, kind: str) -> HttpResponse:
    """The people, pairs, partners or orders of the year to tick."""
    found = _kind(request, kind)
    if found.subject == Subject.NONE:
        return redirect("paper_print", kind)
    year = chosen_year(request)
    choices = choices_of(request.viewer, found, year)
    if found.subject == Subject.PERSON:
        note_read(found.key, [choice.pk for choice in choices], by=request.viewer, now=timezone.now())
    context = {"kind": found, "choices": choices, "most": MOST, "year": year_label(year)}
    return render(request, "orders/paper_choose.html", context)


@requires(Permission.ORDER_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def paper_print(request: Request, kind: str) -> HttpResponse:
    """The words beside the papers and what they lack; `file` comes from that page and names what is wanted."""
    found, year, now = _kind(request, kind), chosen_year(request), timezone.now()
    ids = _ids(request)
    source = source_of(request.viewer, year, request.viewer.organization.local_date(now))
    sent = request.POST if "file" in request.POST or "check" in request.POST else None
    form = PaperForm(sent, kind=found, source=source)
    chosen = chosen_of(request.viewer, found, ids, year)
    if not chosen:
        messages.warning(request, printing.NothingChosen.message)
        return redirect("paper_choose", kind)
    if sent is not None and "file" in sent and form.is_valid():
        try:
            return _file_out(request, found, ids, form.words)
        except DomainError as error:
            form.add_error(None, error.message)
    shown = printing.preview(found, chosen, source, form.words if not form.is_bound or form.is_valid() else {})
    if people := people_in(found, chosen):
        note_read(found.key, people, by=request.viewer, now=now)
    context = {"kind": found, "preview": shown, "listed": shown.names[:LISTED], "ids": ids, "year": year_label(year)}
    return render_form(request, "orders/paper_print.html", form, context)


def _file_out(request: Request, kind: PaperKind, ids: list[int], words: dict[str, str]) -> HttpResponse:
    """At once, or a long job for more than fifty. Raises DomainError."""
    file, now, year = request.POST["file"], timezone.now(), chosen_year(request)
    if file not in printing.FILES:
        raise Http404
    if len(ids) > printing.AT_ONCE:
        return redirect(printing.ask_papers(kind, ids, words, file=file, year=year, by=request.viewer, now=now))
    content = printing.print_papers(kind, ids, words, file=file, year=year, by=request.viewer, now=now)
    name = printing.name_of(kind, max(len(ids), 1), file, now, request.viewer)
    return HttpResponse(
        content,
        content_type=TYPES[file],
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def _kind(request: Request, key: str) -> PaperKind:
    """Raises 404 for a kind that is not there, 403 for one the person may not print."""
    kind = KINDS.get(key)
    if kind is None:
        raise Http404
    if not request.viewer.can(kind.permission):
        raise PermissionDenied(kind.permission)
    return kind


def _ids(request: Request) -> list[int]:
    data = request.POST if request.method == "POST" else request.GET
    found = (whole(value) for value in data.getlist("ids")[:MOST])
    return list(dict.fromkeys(pk for pk in found if pk is not None))
