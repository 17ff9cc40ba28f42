"""Activities for the search: of roadmaps in force and drafts, own ones first."""

from django.db.models import Case, IntegerField, Value, When

from accounts.roles import Permission
from core.search.rows import Found, Hit, Query
from core.viewer import Viewer
from roadmaps.models import Activity, Roadmap


def activities(viewer: Viewer, query: Query) -> Found | None:
    if not viewer.can(Permission.ROADMAP_VIEW):
        return None
    rows = Activity.objects.visible_to(viewer).filter(removed_on=None).exclude(roadmap__status=Roadmap.Status.ARCHIVED)
    foreign = Case(When(organization=viewer.organization, then=Value(0)), default=1, output_field=IntegerField())
    found = query.among(rows.select_related("roadmap__organization"), "name", "number")
    ordered = found.order_by(foreign, "rank", "-roadmap__starts_on", "stage__position", "position", "pk")
    return query.found("activities", "Мероприятия", "route", ordered, lambda row: _hit(row, viewer))


def _hit(row: Activity, viewer: Viewer) -> Hit:
    words = [row.term_text, row.roadmap.title]
    if row.organization_id != viewer.organization.pk:
        words.append(row.roadmap.organization.short_name)
    number = f"{row.number} " if row.number else ""
    return Hit(row.pk, f"{number}{row.name}", " · ".join(word for word in words if word), row.get_absolute_url())
