"""The tree of organizations, who works in it, its school years."""

from schools.models.people import (
    Invitation,
    InvitationQuerySet,
    Membership,
    MembershipQuerySet,
    Substitution,
    people_visible,
)
from schools.models.tree import Organization, OrganizationQuerySet
from schools.models.years import SchoolBreak, SchoolYear

__all__ = [
    "Invitation",
    "InvitationQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Organization",
    "OrganizationQuerySet",
    "SchoolBreak",
    "SchoolYear",
    "Substitution",
    "people_visible",
]
