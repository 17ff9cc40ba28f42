"""People and organizations for the search: those whose lists the viewer may open."""

from django.db.models import Q
from django.urls import reverse

from accounts.roles import OFFICIAL_ROLES, SCHOOL_STAFF, Permission
from core.search.rows import Found, Hit, Query
from core.viewer import Viewer
from schools.access import organizations_below
from schools.models import Membership, Organization
from schools.queries import RussianKey


def people(viewer: Viewer, query: Query) -> Found | None:
    """Everybody of the own organization, below it only adults of the programme: as on the pages of people."""
    if not viewer.can(Permission.PEOPLE_VIEW):
        return None
    scope = viewer.scope
    below = Q(region_id__in=scope.regions) | Q(municipality_id__in=scope.municipalities)
    staff = Q(roles__overlap=sorted(SCHOOL_STAFF | OFFICIAL_ROLES))
    rows = Membership.objects.visible_to(viewer).active().filter(Q(organization=viewer.organization) | below & staff)
    found = query.among(rows.select_related("organization"), "last_name", "first_name", "patronymic")
    ordered = found.order_by("rank", RussianKey("last_name"), RussianKey("first_name"), "pk")
    return query.found("people", "Люди", "person", ordered, lambda row: _person(row, viewer))


def organizations(viewer: Viewer, query: Query) -> Found | None:
    if not viewer.can(Permission.SCHOOL_LIST):
        return None
    rows = organizations_below(viewer).exclude(pk=viewer.organization.pk).select_related("parent")
    found = query.among(rows, "short_name", "full_name")
    ordered = found.order_by("rank", "level", RussianKey("short_name"), "pk")
    return query.found("organizations", "Организации", "school", ordered, _organization)


def _person(row: Membership, viewer: Viewer) -> Hit:
    words = [row.post or ", ".join(row.role_names())]
    if row.organization_id != viewer.organization.pk:
        words.append(row.organization.short_name)
        return Hit(row.pk, row.full_name, " · ".join(words), reverse("organization_detail", args=[row.organization_id]))
    if viewer.can(Permission.PEOPLE_MANAGE):
        return Hit(row.pk, row.full_name, " · ".join(words), reverse("person_edit", args=[row.pk]))
    return Hit(row.pk, row.full_name, " · ".join(words), f"{reverse('people_list')}#person-{row.pk}")


def _organization(row: Organization) -> Hit:
    above = f" · {row.parent.short_name}" if row.parent else ""
    return Hit(
        row.pk, row.short_name, f"{row.get_body_display()}{above}", reverse("organization_detail", args=[row.pk])
    )
