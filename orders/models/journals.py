"""Numbers of papers: how they look, which is the last, which years were handed over to the archive."""

from django.conf import settings
from django.db import models

from core.models import TenantModel


class JournalKind(models.TextChoices):
    """Orders of these kinds lie in separate files and are numbered apart; their terms of keeping differ."""

    MAIN = "main", "Основная деятельность"
    STAFF = "staff", "Личный состав"
    PUPILS = "pupils", "Контингент обучающихся"
    PREMISES = "premises", "Административно-хозяйственные"


class Journal(TenantModel):
    """How an organization writes the numbers of a journal; one without a row is as in `orders.journals.BUILT_IN`."""

    kind = models.CharField("журнал", max_length=10, choices=JournalKind.choices)
    pattern = models.CharField("образец номера", max_length=40)
    is_used = models.BooleanField("ведётся", default=True)

    class Meta:
        verbose_name = "журнал приказов"
        verbose_name_plural = "журналы приказов"
        constraints = [models.UniqueConstraint(fields=["organization", "kind"], name="orderjournal_kind_uniq")]
        indexes = [
            models.Index(fields=["municipality_id"], name="orderjournal_municipality"),
            models.Index(fields=["region_id"], name="orderjournal_region"),
        ]

    def __str__(self) -> str:
        return self.pattern


class NumberJournal(TenantModel):
    """The last number of a journal in a calendar year; the row is locked while a number is taken."""

    journal = models.CharField("журнал", max_length=10, choices=JournalKind.choices, default=JournalKind.MAIN)
    year = models.PositiveSmallIntegerField("год")
    last = models.PositiveIntegerField("последний номер", default=0)

    class Meta:
        verbose_name = "журнал номеров"
        verbose_name_plural = "журналы номеров"
        constraints = [models.UniqueConstraint(fields=["organization", "journal", "year"], name="journal_year_uniq")]
        indexes = [
            models.Index(fields=["municipality_id"], name="journal_municipality"),
            models.Index(fields=["region_id"], name="journal_region"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class ArchivedJournal(TenantModel):
    """The orders of a journal and year were handed over to the archive by an inventory. Written once."""

    tenant_class = "kept"

    journal = models.CharField("журнал", max_length=10, choices=JournalKind.choices)
    year = models.PositiveSmallIntegerField("год")
    handed_on = models.DateField("передано")
    inventory = models.CharField("номер описи", max_length=40)
    orders = models.PositiveIntegerField("приказов")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = "передача в архив"
        verbose_name_plural = "передачи в архив"
        constraints = [models.UniqueConstraint(fields=["organization", "journal", "year"], name="archived_year_uniq")]
        indexes = [
            models.Index(fields=["municipality_id"], name="archived_municipality"),
            models.Index(fields=["region_id"], name="archived_region"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.inventory}"
