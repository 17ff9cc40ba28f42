"""The search page and the palette (the same answer, asked by htmx)."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from core.rights import declare
from core.search import sources
from core.search.pages import actions_and_pages
from core.search.words import LONGEST, readings
from core.viewer import Request


@require_safe
@vary_on_headers("HX-Request")
def search(request: Request) -> HttpResponse:
    """`q`: the words; `in`: one kind of rows, then all of them. Without words what was opened lately."""
    viewer, text = request.viewer, request.GET.get("q", "")[:LONGEST]
    words, only = readings(text), request.GET.get("in", "")
    found = sources.found_rows(viewer, words, only)
    items = () if only else actions_and_pages(viewer.permissions, words)
    context = {
        "q": text,
        "asked": bool(words),
        "only": only,
        "most": sources.MOST,
        "found": found,
        "items": items,
        "number": sum(group.total for group in found) + len(items),
        "recent": [] if words else sources.recent_rows(viewer, request.session.get(sources.SESSION_KEY, [])),
    }
    return render(request, "core/search.html#results" if request.htmx else "core/search.html", context)


@require_safe
def search_open(request: Request, kind: str, pk: int) -> HttpResponse:
    """Leads to a row that was found and remembers it for the next search."""
    hit = sources.opened_row(request.viewer, kind, pk)
    if hit is None:
        raise Http404
    kept = request.session.get(sources.SESSION_KEY, [])
    request.session[sources.SESSION_KEY] = sources.remember(kept, kind, pk)
    return redirect(hit.url)


for _view in (search, search_open):
    declare(_view, "signed_in")
