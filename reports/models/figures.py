"""What the levels above know of an organization: figures of a moment, and what was said about its light."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from core.models import TenantModel, TenantQuerySet
from schools.models import Organization


class FiguresQuerySet(TenantQuerySet):
    def of_year(self, school_year: int) -> Self:
        return self.filter(school_year=school_year)


class Figures(TenantModel):
    """Figures of an organization, counted at one moment; the row of a month stays as it was at the month's end.

    Written by the system alone (`reports.actions.counting`). `values` hold published cells only (ADR 12): a school's
    number of people from 1 to 4 is not here, its key stands in `hidden` with the value 0; the key of a sum that leaves
    such cells out stands there too, with the sum of the others. `reasons` of the light are [words, filter of the map].
    """

    tenant_class = "counted"

    school_year = models.PositiveSmallIntegerField("учебный год")  # its first calendar year
    month = models.DateField("месяц")  # its first day
    counted_at = models.DateTimeField("посчитано")
    light = models.CharField("светофор", max_length=10, blank=True)  # of a school
    reasons = models.JSONField("почему", default=list)
    changed_on = models.DateField("последняя отметка", null=True)
    values = models.JSONField("значения", default=dict)
    hidden = ArrayField(models.CharField(max_length=40), verbose_name="неполные", default=list)

    objects = FiguresQuerySet.as_manager()

    class Meta:
        verbose_name = "показатели организации"
        verbose_name_plural = "показатели организаций"
        constraints = [
            models.UniqueConstraint(fields=["organization", "school_year", "month"], name="figures_uniq"),
        ]
        indexes = [
            models.Index(fields=["municipality_id", "school_year", "month"], name="figures_municipality"),
            models.Index(fields=["region_id", "school_year", "month"], name="figures_region"),
            models.Index(  # a region's board: eighty municipalities, not its three thousand schools beside them
                fields=["region_id", "school_year", "month"], name="figures_above", condition=Q(school_id=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_year}, {self.month:%m.%Y}"


class LightComment(TenantModel):
    """What a school says of its light itself; read by the levels above. The last one counts, the others are history."""

    tenant_class = "kept"

    school_year = models.PositiveSmallIntegerField("учебный год")
    text = models.CharField("комментарий", max_length=500)
    said_at = models.DateTimeField("когда")
    said_by = models.CharField("кто", max_length=200)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = "комментарий к светофору"
        verbose_name_plural = "комментарии к светофору"
        indexes = [
            models.Index(fields=["organization", "school_year", "-said_at"], name="lightcomment_organization"),
            models.Index(fields=["municipality_id", "school_year"], name="lightcomment_municipality"),
            models.Index(fields=["region_id", "school_year"], name="lightcomment_region"),
        ]

    def __str__(self) -> str:
        return self.text


class SchoolReminder(TenantModel):
    """An official reminded a school. Belongs to the school; at most one in three days, whoever sends it."""

    tenant_class = "reminded"

    body = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="от кого", db_index=False)
    sent_at = models.DateTimeField("отправлено")
    text = models.TextField("текст")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = "напоминание школе"
        verbose_name_plural = "напоминания школам"
        indexes = [
            models.Index(fields=["organization", "-sent_at"], name="schoolreminder_organization"),
            models.Index(fields=["municipality_id", "-sent_at"], name="schoolreminder_municipality"),
            models.Index(fields=["region_id", "-sent_at"], name="schoolreminder_region"),
        ]

    def __str__(self) -> str:
        return f"{self.sent_at:%d.%m.%Y}"
