"""Whose figures a page shows: the own organization, or one below it by its id in the address."""

from typing import Any

from django.shortcuts import get_object_or_404

from core.http import whole
from core.viewer import Request
from schools.access import organizations_below
from schools.models import Organization


def body_below_or_404(request: Request, name: str = "in", *, schools: bool = False) -> Organization:
    """`name` of the address tells the organization, the own one without it. `schools`: may it be a school?"""
    asked, own = request.GET.get(name, ""), request.viewer.organization
    if asked in ("", str(own.pk)):
        return own
    below = organizations_below(request.viewer)
    places = below if schools else below.exclude(level=Organization.Level.SCHOOL)
    return get_object_or_404(places, pk=whole(asked) or 0)


def school_below_or_404(request: Request, pk: int) -> Any:
    schools = organizations_below(request.viewer).filter(level=Organization.Level.SCHOOL)
    return get_object_or_404(schools.select_related("parent"), pk=pk)
