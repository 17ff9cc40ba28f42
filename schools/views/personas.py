"""Sign-in by persona: the local run and the demonstration only (settings.LOCAL_PERSONAS)."""

from itertools import groupby

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import open_to_guests
from accounts.actions import sign_in
from core.viewer import Request
from schools import queries
from schools.access import SESSION_KEY
from schools.models import Membership, Organization

HEADINGS = {
    Organization.Level.REGION: "Регион",
    Organization.Level.MUNICIPALITY: "Муниципалитеты",
    Organization.Level.SCHOOL: "Школы и другие организации",
}


@open_to_guests
@require_http_methods(["GET", "HEAD", "POST"])
def persona_login(request: Request) -> HttpResponse:
    """GET: demonstration people by level; POST `person`: signs in as one of them."""
    if not settings.LOCAL_PERSONAS:
        raise Http404
    people = queries.personas()
    if request.method == "POST":
        return _enter(request, people)
    levels = groupby(people, key=lambda person: person.organization.level)
    groups = [(HEADINGS[level], list(rows)) for level, rows in levels]
    return render(request, "schools/persona_list.html", {"groups": groups})


def _enter(request: Request, people: list[Membership]) -> HttpResponse:
    person = next((p for p in people if str(p.pk) == request.POST.get("person")), None)
    if person is None:
        raise Http404
    sign_in(request, person.account)
    request.session[SESSION_KEY] = person.organization_id
    return redirect("home")
