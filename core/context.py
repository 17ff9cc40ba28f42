"""What every page needs: the menu, the switches, the settings of the plain view. No queries."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from core import navigation, plain_view, years


def page(request: HttpRequest) -> dict[str, Any]:
    viewer = getattr(request, "viewer", None)
    match = getattr(request, "resolver_match", None)
    context = {
        "viewer": viewer,
        "here": quote(request.path),
        "a11y": plain_view.chosen(request),
        "page_name": match.url_name if match else "",
        "local_personas": settings.LOCAL_PERSONAS,
    }
    if viewer is not None and viewer.user is not None:
        context["idle_minutes"] = settings.SESSION_IDLE_MINUTES
        context["menu"] = navigation.menu(viewer.permissions, context["page_name"])
        chosen = years.chosen_year(request)
        context["school_year"] = years.year_label(chosen)
        context["school_year_closed"] = chosen in viewer.closed_years
        context["school_years"] = years.labelled_years(timezone.localdate(), viewer.closed_years)
    return context
