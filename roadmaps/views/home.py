"""«Что сегодня»."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import Permission
from core import shell
from core.audit import record
from core.viewer import Request, Viewer
from core.years import chosen_year
from mentoring.queries.home import PairsAtHome, pairs_at_home, steps_at_home
from mentoring.queries.own_pairs import home_context
from roadmaps.layouts.home import Home, blocks_of
from roadmaps.queries.cascade import decisions_about
from roadmaps.queries.endorsement import Decision, decisions_of
from roadmaps.queries.errands import applications_waiting, errands_of, pair_matters, programmes_waiting, surveys_waiting
from roadmaps.queries.lights import WORDS
from roadmaps.queries.status import Status
from roadmaps.queries.tasks import FIRST, SHOWS, Today, today_of


@requires(Permission.HOME)
@require_safe
def home(request: Request) -> HttpResponse:
    viewer, year, now = request.viewer, chosen_year(request), timezone.now()
    pairs = home_context(viewer, now) if viewer.can(Permission.PAIR_OWN) else {}
    today = viewer.organization.local_date(now)
    care = _care(request, today)
    if not viewer.can(Permission.ROADMAP_VIEW):
        return render(request, "roadmaps/home_mentee.html", {"care": care} | pairs)
    found = _found(request, year, care, now)
    own = {name: _part(request, f"mentoring/{name}.html", pairs) for name in ("own_pairs", "offline/scripts")}
    token = get_token(request)
    blocks = blocks_of(found, viewer, own["own_pairs"], token)
    return shell.show(request, csrf_token=token, unread=found.page.unread, scripts=own["offline/scripts"], **blocks)


def _found(request: Request, year: int, care: PairsAtHome, now: datetime) -> Home:
    viewer = request.viewer
    today = viewer.organization.local_date(now)
    show = request.GET.get("show", "") if request.GET.get("show") in SHOWS else ""
    page = today_of(viewer, year, today, show)
    return Home(
        page=page,
        care=care,
        assigned=steps_at_home(viewer),
        decisions=_decisions(viewer, page, care, now),
        schools=_lights(request, year) if viewer.can(Permission.SCHOOL_LIST) else [],
        today=today,
        show=show,
        shown=len(page.tasks) if "all" in request.GET else FIRST,
    )


def _part(request: Request, template: str, pairs: dict[str, Any]) -> str:
    """Of whoever stands in a pair; `foreign` is somebody else's device."""
    if not pairs.get("own_pairs"):
        return ""
    return render_to_string(template, {**pairs, "foreign": request.session.get_expire_at_browser_close()}, request)


def _care(request: Request, today: date) -> PairsAtHome:
    """Whose names the page shows stands in the log."""
    care = pairs_at_home(request.viewer, today)
    if care.people:
        record(request.viewer, "pairs.viewed", request.viewer.organization, ids=list(care.people))
    return care


def _lights(request: Request, year: int) -> list[tuple[Status, int]]:
    """Schools below by their light, as an app to the right counts them; each light even without a school."""
    counted: dict[str, int] = import_string(settings.SCHOOL_LIGHTS)(request.viewer, year)
    return [(Status(code, WORDS[code]), counted.get(code, 0)) for code in ("behind", "risk", "on_track", "no_data")]


def _decisions(viewer: Viewer, page: Today, care: PairsAtHome, now: datetime) -> list[Decision]:
    today = viewer.organization.local_date(now)
    return [
        *decisions_of(viewer, today, page.moved),
        *errands_of(care, today),
        *applications_waiting(care, now),
        *pair_matters(viewer, care),
        *surveys_waiting(care),
        *programmes_waiting(care),
        *_claims(page),
        *decisions_about(viewer, page.offers),
        *(line for path in settings.HOME_DECISIONS for line in import_string(path)(viewer, today)),
    ]


def _claims(page: Today) -> list[Decision]:
    return [Decision(f"На проверке: {claim.name}", claim.stage, claim.address, "Проверить") for claim in page.claims]
