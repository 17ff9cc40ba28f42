"""Every kind of order: № 1 to 13 of the catalogue, free ones. A new kind is a module here and its line in ALL."""

from orders.kinds import (
    activity,
    against,
    appointments,
    completion,
    encouragement,
    extension,
    final_event,
    free,
    introduction,
    mentor_change,
    mentor_school,
    mentors,
    monitoring,
    municipal_awards,
    municipal_coordinator,
    municipal_results,
    municipal_roadmap,
    pairs,
    regulation,
    roadmap_approval,
)
from orders.kinds.base import Kind

ALL: tuple[Kind, ...] = (
    introduction.KIND,
    regulation.KIND,
    roadmap_approval.KIND,
    municipal_roadmap.KIND,
    municipal_coordinator.KIND,
    appointments.KIND,
    mentors.KIND,
    pairs.KIND,
    mentor_change.KIND,
    extension.KIND,
    mentor_school.KIND,
    monitoring.KIND,
    final_event.KIND,
    encouragement.KIND,
    completion.KIND,
    municipal_awards.KIND,
    municipal_results.KIND,
    activity.KIND,
    against.AMENDMENT,
    against.CANCELLATION,
    free.KIND,
)
BY_KEY: dict[str, Kind] = {kind.key: kind for kind in ALL}


def kind_of(key: str) -> Kind:
    """Raises KeyError for a kind nobody knows."""
    return BY_KEY[key]


def name_of(key: str) -> str:
    """The name of a kind; of one that the program no longer knows its key."""
    return BY_KEY[key].name if key in BY_KEY else key


def offered(level: str) -> list[tuple[str, list[Kind]]]:
    """Kinds an organization of the level may make, under the names of their groups."""
    groups: dict[str, list[Kind]] = {}
    for kind in ALL:
        if level in kind.levels:
            groups.setdefault(kind.group, []).append(kind)
    return list(groups.items())
