"""Who works in an organization, who stands in for whom, who is invited."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.roles import Role
from core.fields import TenantForeignKey
from core.models import TenantModel, TenantQuerySet
from core.tenancy import Scope
from core.words import full_name, with_initials


def people_visible(scope: Scope, own: Q) -> Q:
    """The policy of class «people»: those above never read whoever is only a mentor or a mentee (perhaps a child)."""
    above = Q(region_id__in=scope.regions) | Q(municipality_id__in=scope.municipalities)
    child = Q(roles__contained_by=[Role.MENTOR, Role.MENTEE])
    return Q(organization_id__in=scope.schools) | (above & ~child) | own


class MembershipQuerySet(TenantQuerySet):
    def active(self) -> Self:
        return self.filter(ended_at=None)

    def holding(self, role: str) -> Self:
        return self.active().filter(roles__contains=[role])


class Membership(TenantModel):
    """A person of an organization: name, post, roles, and the account with which this person signs in."""

    tenant_class = "people"

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="memberships",
        verbose_name="учётная запись",
        db_index=False,
    )
    last_name = models.CharField("фамилия", max_length=80)
    first_name = models.CharField("имя", max_length=80)
    patronymic = models.CharField("отчество", max_length=80, blank=True)
    gender = models.CharField("пол", max_length=1, choices=[("m", "мужской"), ("f", "женский")], blank=True)
    post = models.CharField("должность", max_length=200, blank=True)
    roles = ArrayField(models.CharField(max_length=30, choices=Role.choices), verbose_name="роли")
    created_at = models.DateTimeField("добавлен", auto_now_add=True)
    ended_at = models.DateTimeField("отключён", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "сотрудник"
        verbose_name_plural = "сотрудники"
        constraints = [
            models.UniqueConstraint(fields=["organization", "account"], name="membership_organization_account_uniq"),
        ]
        indexes = [
            models.Index(fields=["account"], name="membership_account"),
            models.Index(fields=["municipality_id"], name="membership_municipality"),
            models.Index(fields=["region_id"], name="membership_region"),
        ]

    def __str__(self) -> str:
        return self.short_name

    @classmethod
    def visible(cls, scope: Scope) -> Q:
        return people_visible(scope, cls.own_rows(scope))

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        return Q(account_id=scope.account) if scope.account else Q(pk__in=())

    @property
    def short_name(self) -> str:
        """«Примерова С. А.» with no-break spaces."""
        return with_initials(self.last_name, self.first_name, self.patronymic)

    @property
    def full_name(self) -> str:
        return full_name(self.last_name, self.first_name, self.patronymic)

    def role_names(self) -> list[str]:
        return [Role(role).label for role in self.roles]


class Substitution(TenantModel):
    """From `starts_on` to `ends_on` inclusive the deputy acts with the absent person's roles as well.

    `roles` repeat those of the absent person: the deputy's sign-in sees own rows only.
    """

    tenant_class = "membership"

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    absent = TenantForeignKey(Membership, models.CASCADE, related_name="substitutions", verbose_name="отсутствует")
    deputy = TenantForeignKey(Membership, models.CASCADE, related_name="deputies", verbose_name="замещает")
    roles = ArrayField(models.CharField(max_length=30, choices=Role.choices), verbose_name="роли")
    starts_on = models.DateField("с")
    ends_on = models.DateField("по")

    class Meta:
        verbose_name = "замещение"
        verbose_name_plural = "замещения"
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="substitution_period"),
            models.CheckConstraint(condition=~Q(absent=models.F("deputy")), name="substitution_other_person"),
        ]
        indexes = [
            models.Index(fields=["account", "ends_on"], name="substitution_account"),
            models.Index(fields=["organization"], name="substitution_organization"),
            models.Index(fields=["municipality_id"], name="substitution_municipality"),
            models.Index(fields=["region_id"], name="substitution_region"),
        ]

    def __str__(self) -> str:
        return f"{self.absent} → {self.deputy}"

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        return Q(account_id=scope.account) if scope.account else Q(pk__in=())


class InvitationQuerySet(TenantQuerySet):
    def open(self, now: datetime) -> Self:
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=now)


class Invitation(TenantModel):
    """A single-use way in, bound to an address, an organization and roles. Only a hash of the token is stored."""

    tenant_class = "people"

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    email = models.EmailField("эл. почта")
    person_name = models.CharField("кого пригласили", max_length=240, blank=True)
    roles = ArrayField(models.CharField(max_length=30, choices=Role.choices), verbose_name="роли")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    inviter = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+", verbose_name="кто пригласил", db_index=False
    )  # may stand one level above: a plain key. Nothing: the platform itself (start_region)
    invited_by = models.CharField("имя пригласившего", max_length=120)
    created_at = models.DateTimeField("отправлено")
    expires_at = models.DateTimeField("действует до")
    accepted_at = models.DateTimeField("принято", null=True)
    revoked_at = models.DateTimeField("отозвано", null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "приглашение"
        verbose_name_plural = "приглашения"
        indexes = [
            models.Index(fields=["organization", "created_at"], name="invitation_organization"),
            models.Index(fields=["municipality_id"], name="invitation_municipality"),
            models.Index(fields=["region_id"], name="invitation_region"),
        ]

    def __str__(self) -> str:
        return self.email

    @classmethod
    def visible(cls, scope: Scope) -> Q:
        return people_visible(scope, Q(account_id=scope.account) if scope.account else Q(pk__in=()))

    def role_names(self) -> list[str]:
        return [Role(role).label for role in self.roles]
