"""Reports: what was written by hand, what was kept, what is sent again and again."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.models import PersonalModel, TenantQuerySet
from reports.models.indicators import PERIOD_CHOICES


class ReportWords(PersonalModel):
    """What somebody wrote for a section: conclusions, tasks. It may name people, so only the organization reads it."""

    kind = models.CharField("отчёт", max_length=20)  # a key of reports.papers.kinds.KINDS
    school_year = models.PositiveSmallIntegerField("учебный год")
    period = models.PositiveSmallIntegerField("период", choices=PERIOD_CHOICES)
    section = models.CharField("раздел", max_length=20)
    text = models.TextField("текст", blank=True)
    written_at = models.DateTimeField("когда")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "текст отчёта"
        verbose_name_plural = "тексты отчётов"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "school_year", "period", "section"], name="reportwords_uniq"
            )
        ]
        indexes = [
            models.Index(fields=["municipality_id"], name="reportwords_municipality"),
            models.Index(fields=["region_id"], name="reportwords_region"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.section}"


class SavedReport(PersonalModel):
    """A report as it stood: canonical JSON without lists of people, with its sum. Never changed.

    Its figures are exact, so the bodies above do not read it: they get campaigns.
    """

    tenant_class = "personal_kept"

    kind = models.CharField("отчёт", max_length=20)
    school_year = models.PositiveSmallIntegerField("учебный год")
    period = models.PositiveSmallIntegerField("период", choices=PERIOD_CHOICES)
    parts = models.JSONField("разделы", default=list)  # keys; none: all of them
    title = models.CharField("название", max_length=200)
    content = models.JSONField("содержание")
    sha256 = models.CharField(max_length=64)
    saved_at = models.DateTimeField("сохранён")
    saved_by = models.CharField("кто", max_length=200)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = "сохранённый отчёт"
        verbose_name_plural = "сохранённые отчёты"
        indexes = [
            models.Index(fields=["organization", "-saved_at"], name="savedreport_organization"),
            models.Index(fields=["municipality_id"], name="savedreport_municipality"),
            models.Index(fields=["region_id"], name="savedreport_region"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("report_saved_detail", args=[self.pk])


class ReportScheduleQuerySet(TenantQuerySet):
    def due(self, today: date) -> Self:
        return self.filter(next_on__lte=today)


class ReportSchedule(PersonalModel):
    """A letter to oneself with the link to a report, on the first day of every month or quarter. Names nobody."""

    class Every(models.TextChoices):
        MONTH = "month", "Каждый месяц"
        QUARTER = "quarter", "Каждый квартал"

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField("отчёт", max_length=20)
    every = models.CharField("как часто", max_length=7, choices=Every.choices, default=Every.MONTH)
    next_on = models.DateField("следующее письмо")
    created_at = models.DateTimeField("создано")

    objects = ReportScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = "письмо с отчётом"
        verbose_name_plural = "письма с отчётами"
        constraints = [
            models.UniqueConstraint(fields=["organization", "account", "kind"], name="reportschedule_uniq"),
            models.CheckConstraint(condition=Q(next_on__day=1), name="reportschedule_first"),
        ]
        indexes = [
            models.Index(fields=["next_on"], name="reportschedule_due"),
            models.Index(fields=["municipality_id"], name="reportschedule_municipality"),
            models.Index(fields=["region_id"], name="reportschedule_region"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.get_every_display()}"
