"""Who takes part in the discussion of an activity."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from accounts.roles import Permission, roles_with
from core.viewer import Viewer
from roadmaps.parties.mentions import Colleague
from schools.models import Membership, Organization
from schools.queries import RussianKey

REMOVABLE = timedelta(days=1)  # how long a message may be taken back


def colleagues_of(viewer: Viewer, organization: Organization) -> QuerySet[Membership]:
    """Whom a message may address: those at work here who may read it. Children never are."""
    roles = roles_with(Permission.ACTIVITY_DISCUSS)
    people = Membership.objects.visible_to(viewer).active().filter(organization=organization, roles__overlap=roles)
    return people.order_by(RussianKey("last_name"), RussianKey("first_name"), "pk")


def names_of(people: QuerySet[Membership]) -> list[Colleague]:
    return [Colleague(*row) for row in people.values_list("pk", "last_name")]


def is_removable(made_at: datetime, now: datetime) -> bool:
    return now - made_at < REMOVABLE
