"""The base of every tenant table and the event log."""

import uuid
from functools import reduce
from operator import or_
from typing import Any, Self, cast

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.tenancy import Scope
from core.viewer import Viewer

NOTHING = Q(pk__in=())
LABELS = {"region_id": "regions", "municipality_id": "municipalities", "organization_id": "schools"}


class TenantQuerySet(models.QuerySet):
    def visible_to(self, viewer: Viewer) -> Self:
        """Wall 1: the same rows as the table's read policy in `core.rls`."""
        if viewer.scope.system:
            return self
        model = cast("type[TenantModel]", self.model)
        return self.filter(model.visible(viewer.scope))


class TenantModel(models.Model):
    """A row of an organization. The labels below `organization` are filled by a trigger, never by code.

    `tenant_class` is one of the classes of `core.rls.CLASSES`.
    `scope_prefix` chooses the settings the read policy compares: "" or "pd_" (personal data).
    """

    tenant_class = "org"
    scope_prefix = ""

    organization = models.ForeignKey(
        "schools.Organization", models.PROTECT, related_name="+", verbose_name="организация", db_index=False
    )
    region_id = models.BigIntegerField(editable=False)
    municipality_id = models.BigIntegerField(editable=False, null=True)
    school_id = models.BigIntegerField(editable=False, null=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def visible(cls, scope: Scope) -> Q:
        """The arms of the read policy that the scope can meet; a short WHERE is compiled several times a page."""
        prefix = cls.scope_prefix
        arms = [
            Q(**{f"{label}__in": ids}) for label, setting in LABELS.items() if (ids := getattr(scope, prefix + setting))
        ]
        if (own := cls.own_rows(scope)) != NOTHING:
            arms.append(own)
        return reduce(or_, arms) if arms else NOTHING

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        """Further arms of the read policy (own rows, published rows); nothing by default."""
        return NOTHING


class PersonalModel(TenantModel):
    """A row with personal data: upper levels never read it."""

    tenant_class = "personal"
    scope_prefix = "pd_"

    class Meta:
        abstract = True


class AuditEvent(TenantModel):
    """Who did what, written by every action in its transaction. Field names and public facts, no personal values.

    `organization` is the organization the event belongs to: its coordinators read it. Never updated or deleted.
    """

    tenant_class = "event"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField("когда")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="кто",
        db_index=False,
    )
    role = models.CharField("роль", max_length=60, blank=True)
    verb = models.CharField("что сделано", max_length=60)
    subject_type = models.CharField("вид объекта", max_length=60)
    subject_id = models.CharField("объект", max_length=40)
    details = models.JSONField("подробности", default=dict, blank=True)
    request_id = models.CharField("запрос", max_length=36, blank=True)
    address = models.GenericIPAddressField("адрес", null=True)

    class Meta:
        verbose_name = "событие"
        verbose_name_plural = "события"
        indexes = [
            models.Index(fields=["organization", "subject_type", "subject_id", "at"], name="audit_subject"),
            models.Index(fields=["municipality_id", "at"], name="audit_municipality"),
            models.Index(fields=["region_id", "at"], name="audit_region"),
        ]

    def __str__(self) -> str:
        return self.verb

    @classmethod
    def visible(cls, scope: Scope) -> Q:
        return Q(organization_id__in=scope.write_orgs)


def subject_of(row: models.Model) -> tuple[str, str]:
    """How an event names a row: label of its model and its key."""
    meta: Any = row._meta
    return meta.label_lower, str(row.pk)
