"""A phone without network: the shell, its worker, and where kept marks are sent."""

import hashlib
import re
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import open_to_guests, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import INVALID, whole
from core.viewer import Request
from mentoring.actions import meetings as actions
from mentoring.forms.meetings import LENGTHS, MISSED, MeetingForm, length_sent
from mentoring.models import MeetingKind, MeetingWay, Pair
from mentoring.queries import meetings as queries

SHELL = "mentoring/offline/shell.html"
FILES = re.compile(r'(?:href|src)="(/static/[^"#]+)')
REFUSED = 409


@open_to_guests
@require_safe
def offline_shell(request: Request) -> HttpResponse:
    """The same page for everybody: what is personal comes out of the phone itself."""
    return render(request, SHELL, _shell_words())


def _shell_words() -> dict[str, Any]:
    return {"kinds": MeetingKind.choices, "ways": MeetingWay.choices, "lengths": LENGTHS, "reasons": MISSED}


@open_to_guests
@require_safe
def worker(request: Request) -> HttpResponse:
    """Another shell is another worker: browsers compare its bytes."""
    shell = render_to_string(SHELL, _shell_words())
    files = sorted({*FILES.findall(shell), static("icons.svg")})
    version = hashlib.sha256(shell.encode()).hexdigest()[:12]
    context = {"files": files, "version": version, "shell": reverse("offline_shell")}
    response = render(request, "mentoring/offline/worker.js", context, content_type="text/javascript")
    response["Service-Worker-Allowed"] = "/"  # the form of a mark stands beside its pair, not under «Мои пары»
    response["Cache-Control"] = "no-cache"
    return response


@open_to_guests
@require_safe
def manifest(request: Request) -> HttpResponse:
    icon = {"src": static("favicon.svg"), "sizes": "any", "type": "image/svg+xml"}
    content = {
        "name": "Наставничество",
        "short_name": "Наставник",
        "lang": "ru",
        "start_url": reverse("mentor_home"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0b57d0",
        "icons": [icon],
    }
    return JsonResponse(content, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@never_cache
@requires(Permission.MEETING_LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_sync(request: Request) -> HttpResponse:
    """GET: who is signed in and a fresh token. POST: one kept mark; a repeat answers with the same meeting.

    200 saved, 409 refused with words, 422 not understood: then the page of the form tells what is wrong.
    """
    if request.method != "POST":
        return JsonResponse({"account": str(request.viewer.user.pk), "csrf": get_token(request)})
    pair = get_object_or_404(queries.writable_pairs(request.viewer), pk=whole(request.POST.get("pair")) or 0)
    form = _form(request, pair)
    if not form.is_valid():
        return JsonResponse({"errors": [error for each in form.errors.values() for error in each]}, status=INVALID)
    return _sent(request, pair, form)


def _form(request: Request, pair: Pair) -> MeetingForm:
    members = queries.members_of(request.viewer, pair)
    length = length_sent(request.POST.get("minutes"))
    return MeetingForm(request.POST, members=members, topics=queries.topics_for(request.viewer, pair), length=length)


def _sent(request: Request, pair: Pair, form: MeetingForm) -> HttpResponse:
    save = actions.offer_meeting if request.POST.get("outcome") == "offer" else actions.log_meeting
    mark = form.mark(whole(request.POST.get("planned")))
    try:
        logged = save(pair, mark, by=request.viewer, now=timezone.now())
    except actions.SameDay as error:
        return JsonResponse({"errors": [error.message]}, status=INVALID)
    except DomainError as error:
        return JsonResponse({"message": error.message}, status=REFUSED)
    return JsonResponse({"meeting": logged.meeting.pk, "next": reverse("meeting_next", args=[logged.meeting.pk])})
