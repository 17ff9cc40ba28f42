"""Whose paper it is: the letterhead, who holds a role, who signs."""

from orders.blocks import Letterhead, Signature
from orders.grammar import nominative
from schools.models import Membership, Organization

BLANK = "____________________"


def letterhead(organization: Organization) -> Letterhead:
    contacts = [
        organization.address,
        f"тел. {organization.phone}" if organization.phone else "",
        organization.email,
        f"ИНН {organization.tax_number}" if organization.tax_number else "",
    ]
    short = organization.short_name
    return Letterhead(
        parent_body=organization.parent_body,
        full_name=organization.full_name,
        short_name=short if short != organization.full_name else "",
        contacts=", ".join(part for part in contacts if part),
    )


def holder(people: list[Membership], role: str) -> Membership | None:
    """Who holds the role; of several the one added first."""
    return min((person for person in people if role in person.roles), key=lambda person: person.pk, default=None)


def signature_of(director: Membership | None) -> Signature:
    if director is None:
        return Signature()
    return Signature(post="Директор", name=nominative(director).in_signature)
