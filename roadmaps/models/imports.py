"""A file on its way to a draft roadmap."""

from django.conf import settings
from django.db import models

from core.fields import TenantForeignKey
from core.models import PersonalModel
from roadmaps.models.maps import Roadmap


class ImportDraft(PersonalModel):
    """The uploaded document, whoever it names, between the steps of the wizard.

    What it made can be undone for 24 hours after the last step.
    """

    class Status(models.TextChoices):
        READING = "reading", "Читается"
        REVIEW = "review", "На проверке"
        CREATED = "created", "Карта создана"
        UNDONE = "undone", "Отменена"
        FAILED = "failed", "Не прочитан"

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    file_name = models.CharField("файл", max_length=200, blank=True)
    source = models.BinaryField("содержимое", null=True)  # removed once the map is made or after a day
    status = models.CharField("состояние", max_length=10, choices=Status.choices, default=Status.READING)
    school_year = models.PositiveSmallIntegerField("учебный год", null=True)
    choices = models.JSONField(default=dict)  # table, columns, corrections: what the person decided
    result = models.JSONField(default=dict)  # roadmaps.importing: ImportResult.to_state()
    rows_read = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    problem = models.CharField("что не так", max_length=500, blank=True)
    roadmap = TenantForeignKey(Roadmap, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField("загружен")
    finished_at = models.DateTimeField("карта создана", null=True)

    class Meta:
        verbose_name = "загрузка"
        verbose_name_plural = "загрузки"
        indexes = [
            models.Index(fields=["organization", "created_at"], name="import_organization"),
            models.Index(fields=["municipality_id"], name="import_municipality"),
            models.Index(fields=["region_id"], name="import_region"),
        ]

    def __str__(self) -> str:
        return self.file_name or "вставленная таблица"
