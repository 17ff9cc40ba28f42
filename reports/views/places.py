"""What a page of figures asks first: whose they are, the own ones or of an organization below, and what day it is."""

from datetime import date, datetime

from django.shortcuts import get_object_or_404
from django.utils import timezone

from core.http import whole
from core.viewer import Request, Viewer
from schools.access import organizations_below
from schools.models import Organization


def clock(viewer: Viewer) -> tuple[datetime, date]:
    """Now, and the day it is in the organization."""
    now = timezone.now()
    return now, viewer.organization.local_date(now)


def body_below_or_404(request: Request, name: str = "in", *, schools: bool = False) -> Organization:
    """`name` of the address tells the organization, the own one without it. `schools`: may it be a school?"""
    asked, own = request.GET.get(name, ""), request.viewer.organization
    if asked in ("", str(own.pk)):
        return own
    below = organizations_below(request.viewer)
    places = below if schools else below.exclude(level=Organization.Level.SCHOOL)
    return get_object_or_404(places, pk=whole(asked) or 0)


def school_below_or_404(request: Request, pk: int) -> Organization:
    """A methodical office has neither a light nor anything to be reminded of."""
    schools = organizations_below(request.viewer).reporting().filter(level=Organization.Level.SCHOOL)
    return get_object_or_404(schools.select_related("parent"), pk=pk)
