"""Numbers of papers."""

from django.db import models

from core.models import TenantModel


class NumberJournal(TenantModel):
    """The last number of an organization in a calendar year; the row is locked while a number is taken."""

    year = models.PositiveSmallIntegerField("год")
    last = models.PositiveIntegerField("последний номер", default=0)

    class Meta:
        verbose_name = "журнал номеров"
        verbose_name_plural = "журналы номеров"
        constraints = [models.UniqueConstraint(fields=["organization", "year"], name="journal_year_uniq")]
        indexes = [
            models.Index(fields=["municipality_id"], name="journal_municipality"),
            models.Index(fields=["region_id"], name="journal_region"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
