"""The public page of a programme: for everybody, the same for everybody."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.access import open_to_guests
from core.viewer import Request
from reports.models import PublicPage
from reports.queries.page import shown
from reports.queries.page_open import find_page, public_file

KEPT = 300  # seconds a browser or a proxy may show it without asking: so long a withdrawn name may still be seen


@open_to_guests
@require_safe
def page_show(request: Request, slug: str) -> HttpResponse:
    page = _open(slug)
    view = shown(page, page.organization.local_date(timezone.now()))
    return _kept(render(request, "reports/page_show.html", {"view": view, "page": page}))


@open_to_guests
@require_safe
def page_file(request: Request, slug: str, pk: int) -> HttpResponse:
    found = public_file(_open(slug), pk)
    if found is None:
        raise Http404
    response = _kept(HttpResponse(found.content, content_type="application/pdf"))
    response.headers["Content-Disposition"] = content_disposition_header(False, found.name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = f'"{found.sha256}"'
    return response


def _open(slug: str) -> PublicPage:
    page = find_page(slug)
    if page is None:
        raise Http404
    return page


def _kept(response: HttpResponse) -> HttpResponse:
    """Nothing in it depends on who asks."""
    patch_cache_control(response, public=True, max_age=KEPT)
    return response
