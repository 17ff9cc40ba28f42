"""The tree: new organizations, their requisites, their place. The directory is written in the system scope only."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.roles import Permission, Role
from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.tenancy import SYSTEM
from core.viewer import Viewer
from schools.models import Organization

Level = Organization.Level
ABOVE = {Level.REGION: None, Level.MUNICIPALITY: Level.REGION, Level.SCHOOL: Level.MUNICIPALITY}
# What an organization says about itself; level, place in the tree and labels are never among them.
REQUISITES = (
    "full_name",
    "short_name",
    "genitive_name",
    "place",
    "address",
    "phone",
    "email",
    "tax_number",
    "web_pages",
    "parent_body",
    "time_zone",
    "working_week",
)


class WrongParent(DomainError):
    message = "Организация этого уровня не может стоять здесь: регион → муниципалитет → школа."


class NotBelowYou(DomainError):
    message = "Это может сделать только вышестоящая организация."


class NotYourOrganization(DomainError):
    message = "Сведения меняет только сама организация."


class HasOrganizationsBelow(DomainError):
    message = "Сначала переведите или отправьте в архив организации, которые стоят ниже."


@transaction.atomic
def create_organization(
    level: str,
    parent: Organization | None,
    *,
    short_name: str,
    full_name: str,
    by: Viewer,
    body: str = Organization.Body.SCHOOL,
    code: str = "",
    **requisites: Any,
) -> Organization:
    """A new node. An empty time zone is taken from the region; an empty code is made up.

    Raises WrongParent, NotBelowYou.
    """
    _check_parent(level, parent)
    if parent is None or not _stands_above(by, parent):
        _require_platform(by)
    row = Organization(
        level=level,
        parent=parent,
        body=body if level == Level.SCHOOL else Organization.Body.AUTHORITY,
        code=code or f"{level}-{uuid.uuid4().hex[:10]}",
        full_name=full_name,
        short_name=short_name,
        **_only_requisites(requisites),
    )
    _save_new(row)
    record(by, "organization.created", row, organization=row, level=level)
    return row


def _save_new(row: Organization) -> None:
    with tenancy.scope(SYSTEM):
        if not row.time_zone and row.parent is not None:
            row.time_zone = Organization.objects.get(pk=row.parent.region_id).time_zone
        row.save(force_insert=True)
        row.refresh_from_db()


@transaction.atomic
def edit_organization(organization: Organization, changes: dict[str, Any], *, by: Viewer) -> None:
    """`changes` holds names of REQUISITES only (ValueError otherwise). Raises NotYourOrganization."""
    own = by.organization is not None and by.organization.pk == organization.pk
    if not by.scope.system and not (own and by.can(Permission.SETTINGS_EDIT)):
        raise NotYourOrganization
    new = _only_requisites(changes)
    with tenancy.scope(SYSTEM):
        stored = Organization.objects.select_for_update().get(pk=organization.pk)
        changed = [name for name, value in new.items() if getattr(stored, name) != value]
        for name in changed:
            setattr(stored, name, new[name])
        if changed:
            stored.save(update_fields=changed)
    if changed:
        record(by, "organization.edited", stored, organization=stored, fields=changed)


@transaction.atomic
def archive_organization(organization: Organization, *, by: Viewer, now: datetime) -> None:
    """Its rows stay, nobody acts in it any more. Raises NotBelowYou, HasOrganizationsBelow."""
    if organization.parent is None or not _stands_above(by, organization.parent):
        _require_platform(by)
    with tenancy.scope(SYSTEM):
        stored = Organization.objects.select_for_update().get(pk=organization.pk)
        if stored.children.filter(archived_at=None).exists():
            raise HasOrganizationsBelow
        stored.archived_at = now
        stored.save(update_fields=["archived_at"])
    record(by, "organization.archived", stored, organization=stored, at=now)


@transaction.atomic
def move_organization(organization: Organization, parent: Organization, *, by: Viewer, now: datetime) -> None:
    """One UPDATE; the keys of the labels carry it to every row of the organization and of those below it.

    Within a region its officials may move, across regions only the platform. Raises WrongParent, NotBelowYou.
    """
    _check_parent(organization.level, parent)
    here = by.organization.pk if by.organization is not None else None
    if Role.REGION_OFFICIAL not in by.roles or {organization.region_id, parent.region_id} != {here}:
        _require_platform(by)
    with tenancy.scope(SYSTEM):
        Organization.objects.filter(pk=organization.pk).update(parent=parent)
    record(by, "organization.moved", organization, organization=organization, at=now, parent=parent.pk)


def _check_parent(level: str, parent: Organization | None) -> None:
    if (parent.level if parent else None) != ABOVE[Level(level)]:
        raise WrongParent


def _stands_above(by: Viewer, parent: Organization) -> bool:
    """Officials of `parent` itself, with the right to manage people there."""
    acting = by.organization is not None and by.organization.pk == parent.pk
    officials = {Role.REGION_OFFICIAL, Role.MUNICIPAL_OFFICIAL}
    return acting and by.can(Permission.PEOPLE_MANAGE) and bool(officials & by.roles)


def _require_platform(by: Viewer) -> None:
    if not by.scope.system:
        raise NotBelowYou


def _only_requisites(values: dict[str, Any]) -> dict[str, Any]:
    if foreign := set(values) - set(REQUISITES):
        raise ValueError(f"not requisites: {sorted(foreign)}")
    return values
