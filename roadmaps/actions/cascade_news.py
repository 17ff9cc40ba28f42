"""Who is told that the body above offers activities or has changed what it offered."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from accounts.roles import Permission
from core.words import counted
from notifications.actions import News, notify_each
from notifications.models import Kind
from roadmaps.actions.sides import people_below
from roadmaps.models import Roadmap
from roadmaps.terms.wording import ACTIVITIES

Pairs = Iterable[tuple[int, int]]  # organization below, activity above


def tell_offered(roadmap: Roadmap, fresh: Pairs, renewed: Pairs, *, now: datetime) -> int:
    """One news per person and batch, however many activities and years. Three statements per 1,000 people."""
    new, changed = _by_organization(fresh), _by_organization(renewed)
    below = new.keys() | changed.keys()
    people = people_below(Permission.ROADMAP_EDIT, sorted(below)) if below else []
    news = []
    for person in people:
        added = new.get(person.organization_id, set())
        differing = changed.get(person.organization_id, set()) - added
        payload = {"sender": roadmap.organization_id, "sources": sorted(added | differing)}
        news.append(News(person, _title(roadmap, len(added), len(differing)), reverse("proposal_list"), payload))
    return notify_each(news, kind=Kind.OFFERED, key=f"cascade:{roadmap.pk}:{now.isoformat()}", now=now)


def _by_organization(pairs: Pairs) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for organization, source in pairs:
        found.setdefault(organization, set()).add(source)
    return found


def _title(roadmap: Roadmap, new: int, changed: int) -> str:
    parts = [f"новых: {new}"] if new else []
    parts += [f"изменённых: {changed}"] if changed else []
    return (
        f"{roadmap.organization.short_name}: {counted(new + changed, ACTIVITIES)} для вашей карты ({', '.join(parts)})"
    )
