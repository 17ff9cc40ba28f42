"""The tree of organizations and who works in it."""

from datetime import date, datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.roles import Role
from core.fields import TenantForeignKey
from core.models import TenantModel, TenantQuerySet
from core.tenancy import Scope


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def active(self) -> Self:
        return self.filter(archived_at=None)


class Organization(models.Model):
    """A node of the tree: region → municipality → school; offices of a municipality stand beside its schools.

    `region_id`, `municipality_id`, `school_id` repeat the way up (own id included) and are kept by a trigger.
    """

    tenant_class = "directory"

    class Level(models.TextChoices):
        REGION = "region", "Регион"
        MUNICIPALITY = "municipality", "Муниципалитет"
        SCHOOL = "school", "Организация муниципалитета"

    class Body(models.TextChoices):
        AUTHORITY = "authority", "Орган управления образованием"
        METHODICAL_OFFICE = "methodical_office", "Методический кабинет"
        SCHOOL = "school", "Школа"
        COLLEGE = "college", "Колледж"
        ADDITIONAL = "additional", "Организация дополнительного образования"

    level = models.TextField("уровень", choices=Level.choices)
    body = models.TextField("вид", choices=Body.choices, default=Body.SCHOOL)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="выше"
    )
    region_id = models.BigIntegerField(editable=False)
    municipality_id = models.BigIntegerField(editable=False, null=True)
    school_id = models.BigIntegerField(editable=False, null=True)
    code = models.SlugField("код", max_length=60, unique=True)
    full_name = models.CharField("полное название", max_length=400)
    short_name = models.CharField("краткое название", max_length=120)
    genitive_name = models.CharField("название в родительном падеже", max_length=400, blank=True)
    place = models.CharField("место издания документов", max_length=120, blank=True)
    address = models.CharField("адрес", max_length=300, blank=True)
    phone = models.CharField("телефон", max_length=60, blank=True)
    email = models.EmailField("эл. почта", blank=True)
    tax_number = models.CharField("ИНН", max_length=12, blank=True)
    parent_body = models.CharField("учредитель", max_length=400, blank=True)
    time_zone = models.CharField("часовой пояс", max_length=60, blank=True)
    working_week = models.PositiveSmallIntegerField(
        "рабочая неделя", choices=[(5, "Пять дней"), (6, "Шесть дней, с субботой")], null=True, blank=True
    )  # nothing: as the municipality or the region has it
    digest_on = models.DateField("утренняя сводка за", null=True, editable=False)
    order_pattern = models.CharField("образец номера приказа", max_length=40, default="{n}-од")
    archived_at = models.DateTimeField("в архиве с", null=True, blank=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = "организация"
        verbose_name_plural = "организации"
        indexes = [
            models.Index(fields=["region_id"], name="organization_region"),
            models.Index(fields=["municipality_id"], name="organization_municipality"),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def zone(self) -> ZoneInfo:
        """Own time zone; an empty one is filled from the region when the row is made (schools.actions)."""
        return ZoneInfo(self.time_zone or settings.TIME_ZONE)

    def local_date(self, now: datetime) -> date:
        return now.astimezone(self.zone).date()

    @property
    def is_official(self) -> bool:
        return self.level != self.Level.SCHOOL


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
        initials = [f"{part[0]}." for part in (self.first_name, self.patronymic) if part]
        return "\u00a0".join([self.last_name, *initials])

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)

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
