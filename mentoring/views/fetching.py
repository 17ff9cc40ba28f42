"""What the views of people ask for first."""

from datetime import date, datetime

from django.shortcuts import get_object_or_404
from django.utils import timezone

from core.viewer import Request
from mentoring.models import Person


def clock(request: Request) -> tuple[datetime, date]:
    """Now, and the day it is in the organization."""
    now = timezone.now()
    return now, request.viewer.organization.local_date(now)


def open_card_or_404(request: Request, pk: int) -> Person:
    """Raises 404 for whoever's data may not be worked with: nothing of such a card is shown, not even in a form."""
    people = Person.objects.visible_to(request.viewer).exclude(status__in=Person.STOPPED)
    return get_object_or_404(people.select_related("partner"), pk=pk)


def person_or_404(request: Request, pk: int) -> Person:
    """Raises 404, also for whoever was anonymised."""
    people = Person.objects.visible_to(request.viewer).exclude(status=Person.Status.ANONYMISED)
    return get_object_or_404(people.select_related("partner"), pk=pk)
