"""Who answers for an activity on a day: people, whoever holds a role that day, contacts of a body, and deputies."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from accounts.roles import MUNICIPAL_ROLES, REGION_ROLES, Role
from roadmaps.models import Responsible
from schools.models import Membership, Organization, Substitution

# Who speaks for a body: those who run the programme there; where nobody does, its head or officials.
CONTACTS: tuple[tuple[str, ...], ...] = (
    (Role.COORDINATOR, Role.MUNICIPAL_METHODIST, Role.REGION_OPERATOR),
    (Role.DIRECTOR, Role.MUNICIPAL_OFFICIAL, Role.REGION_OFFICIAL),
)


Levels = dict[str, dict[int, Membership]]  # level → people by id


@dataclass(frozen=True)
class Owner:
    """The organization of an activity, those above it, and the offices of a municipality for its own activities:
    their people may read the activity, nobody else (schools.access.scope_of)."""

    organization_id: int
    municipality_id: int | None
    region_id: int

    def seat(self, role: str) -> int | None:
        """Where a role named in the activity is held."""
        if role in REGION_ROLES:
            return self.region_id
        return self.municipality_id if role in MUNICIPAL_ROLES else self.organization_id

    def nearest(self, body: "_Body") -> int | None:
        """The body itself when its people may read the activity, else its municipality, else nobody."""
        readers = {self.organization_id, self.municipality_id, self.region_id}
        if body.is_office and body.municipality_id == self.organization_id:
            readers.add(body.pk)
        return next((pk for pk in (body.pk, body.municipality_id) if pk and pk in readers), None)


@dataclass(frozen=True)
class _Body:
    pk: int
    municipality_id: int | None
    kind: str

    @classmethod
    def of(cls, row: dict[str, Any]) -> "_Body":
        return cls(row["body_id"], row["body__municipality_id"], row["body__body"])

    @property
    def is_office(self) -> bool:
        return self.kind == Organization.Body.METHODICAL_OFFICE


@dataclass
class _Staff:
    by_id: dict[int, Membership] = field(default_factory=dict)
    holders: dict[tuple[int, str], list[Membership]] = field(default_factory=lambda: defaultdict(list))
    deputies: dict[int, list[Membership]] = field(default_factory=lambda: defaultdict(list))

    def contacts(self, organization_id: int) -> list[Membership]:
        for roles in CONTACTS:
            found = [person for role in roles for person in self.holders.get((organization_id, role), ())]
            if found:
                return found
        return []

    def with_deputies(self, people: Iterable[Membership]) -> dict[int, Membership]:
        everyone = [each for person in people for each in (person, *self.deputies.get(person.pk, ()))]
        return {person.pk: person for person in everyone}


def responsible_people(owners: dict[int, Owner], on: date) -> dict[int, dict[int, Membership]]:
    """Activity id → people by id. Three queries however many activities; reads what the caller's scope shows.

    Mentees are never among them: they are children and get no tasks.
    """
    found = responsible_by_level(owners, on)
    return {activity: of_level(levels, "") for activity, levels in found.items()}


def responsible_by_level(owners: dict[int, Owner], on: date) -> dict[int, Levels]:
    """The same people apart by the level they answer for; «» for every term."""
    rows = _rows(owners)
    staff = _staff(rows, owners, on)
    found: dict[int, Levels] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        named = staff.with_deputies(_named(row, owners[row["activity_id"]], staff))
        found[row["activity_id"]][row["for_level"]] |= named
    return found


def of_level(levels: Levels, level: str) -> dict[int, Membership]:
    """Whom a term of the level concerns: those who answer for it, where nobody does those who answer for every term."""
    if level:
        return levels.get(level) or levels.get("", {})
    return {pk: person for people in levels.values() for pk, person in people.items()}


def speakers(organizations: Collection[int], on: date) -> dict[int, dict[int, Membership]]:
    """Organization → those who run the programme there that day, deputies included, by id. Two queries."""
    wanted = Q(organization_id__in=organizations, roles__overlap=[role for group in CONTACTS for role in group])
    staff = _staff_of(wanted, on)
    return {pk: staff.with_deputies(staff.contacts(pk)) for pk in organizations}


def _rows(owners: dict[int, Owner]) -> list[dict[str, Any]]:
    named = Responsible.objects.filter(activity_id__in=list(owners)).exclude(kind=Responsible.Kind.TEXT)
    fields = ("activity_id", "for_level", "kind", "person_id", "role", "body_id", "body__municipality_id", "body__body")
    return [dict(row) for row in named.values(*fields)]


def _named(row: dict[str, Any], owner: Owner, staff: _Staff) -> list[Membership]:
    if row["kind"] == Responsible.Kind.PERSON:
        person = staff.by_id.get(row["person_id"])
        return [person] if person else []
    if row["kind"] == Responsible.Kind.ROLE:
        return staff.holders.get((owner.seat(row["role"]) or 0, row["role"]), [])
    body = owner.nearest(_Body.of(row))
    return staff.contacts(body) if body else []


def _staff(rows: list[dict[str, Any]], owners: dict[int, Owner], on: date) -> _Staff:
    people = {row["person_id"] for row in rows if row["person_id"]}
    roles = {row["role"] for row in rows if row["role"]}
    if any(row["body_id"] for row in rows):
        roles.update(role for group in CONTACTS for role in group)
    seats = {owner.organization_id for owner in owners.values()}
    seats.update(pk for o in owners.values() for pk in (o.municipality_id, o.region_id) if pk)
    seats.update(body.pk for row in rows if row["body_id"] and (body := _Body.of(row)).is_office)
    return _staff_of(Q(pk__in=people) | Q(organization_id__in=seats, roles__overlap=[*roles]), on)


def _staff_of(wanted: Q, on: date) -> _Staff:
    staff = _Staff()
    for person in Membership.objects.filter(wanted, account__is_active=True).active().order_by("pk"):
        if set(person.roles) <= {Role.MENTEE}:
            continue
        staff.by_id[person.pk] = person
        for role in person.roles:
            staff.holders[person.organization_id, role].append(person)
    acting = Substitution.objects.filter(absent_id__in=list(staff.by_id), starts_on__lte=on, ends_on__gte=on)
    for row in acting.filter(deputy__ended_at=None).select_related("deputy"):
        staff.deputies[row.absent_id].append(row.deputy)
    return staff
