"""Teaching days of a school year: what an organization settles for itself and for those below."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.fields import TenantForeignKey
from core.models import TenantModel
from core.tenancy import Scope
from core.years import year_label


class SchoolYear(TenantModel):
    """Own values for one school year; an empty field, and a year without breaks, is inherited from above."""

    tenant_class = "settings"

    class Terms(models.TextChoices):
        QUARTERS = "quarters", "Четверти"
        TRIMESTERS = "trimesters", "Триместры"
        HALVES = "halves", "Полугодия"

    year = models.PositiveSmallIntegerField("учебный год")  # its first calendar year
    starts_on = models.DateField("первый учебный день", null=True, blank=True)
    ends_on = models.DateField("последний учебный день", null=True, blank=True)
    terms = models.TextField("учебные периоды", choices=Terms.choices, blank=True)
    closed_at = models.DateTimeField("закрыт", null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = "учебный год"
        verbose_name_plural = "учебные годы"
        constraints = [
            models.UniqueConstraint(fields=["organization", "year"], name="schoolyear_organization_year_uniq"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="schoolyear_period"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="schoolyear_closed",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality_id"], name="schoolyear_municipality"),
            models.Index(fields=["region_id"], name="schoolyear_region"),
        ]

    def __str__(self) -> str:
        return year_label(self.year)

    @classmethod
    def visible(cls, scope: Scope) -> Q:
        return Q()


class SchoolBreak(TenantModel):
    """Days without lessons, both ends included: «осенние каникулы»."""

    tenant_class = "settings"

    school_year = TenantForeignKey(SchoolYear, models.CASCADE, related_name="breaks", verbose_name="учебный год")
    name = models.CharField("каникулы", max_length=80)
    starts_on = models.DateField("с")
    ends_on = models.DateField("по")

    class Meta:
        verbose_name = "каникулы"
        verbose_name_plural = "каникулы"
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="schoolbreak_period")]
        indexes = [
            models.Index(fields=["organization"], name="schoolbreak_organization"),
            models.Index(fields=["municipality_id"], name="schoolbreak_municipality"),
            models.Index(fields=["region_id"], name="schoolbreak_region"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible(cls, scope: Scope) -> Q:
        return Q()
