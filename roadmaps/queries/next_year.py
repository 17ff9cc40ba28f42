"""What a roadmap of last year brings along, and who of its people is no longer there."""

from collections.abc import Iterable

from accounts.roles import Role
from core.viewer import Viewer
from roadmaps.models import Roadmap
from roadmaps.queries.directory import people_of, roles_at
from roadmaps.queries.maps import own_maps
from roadmaps.states.next_year import people_named
from roadmaps.states.snapshots import Answerer, RoadmapState
from schools.models import Membership, Organization


def leavers_of(viewer: Viewer, organization: Organization, state: RoadmapState) -> dict[int, str]:
    """Membership id → name of the people the roadmap names who no longer work in the organization."""
    named = people_named(state)
    active = Membership.objects.visible_to(viewer).active().filter(organization=organization, pk__in=named)
    gone = set(named) - set(active.values_list("pk", flat=True))
    return {pk: named[pk] for pk in sorted(gone)}


def answerers_of(viewer: Viewer, organization: Organization) -> dict[str, Answerer]:
    """Who may take over, by the value of a choice: people, then roles."""
    people = {
        f"p{row.pk}": Answerer("person", row.short_name, person=row.pk) for row in people_of(organization, viewer)
    }
    roles: Iterable[str] = sorted(roles_at(organization))
    return people | {f"r{role}": Answerer("role", str(Role(role).label), role=role) for role in roles}


def patterns_of(viewer: Viewer) -> list[Roadmap]:
    """Roadmaps of the organization that can serve as a pattern: approved and closed ones first, the newest on top."""
    return sorted(own_maps(viewer).order_by("-starts_on", "-pk"), key=lambda row: row.is_draft)
