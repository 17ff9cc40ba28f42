"""The tree of organizations."""

from datetime import date, datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def active(self) -> Self:
        return self.filter(archived_at=None)

    def reporting(self) -> Self:
        """Methodical offices stand beside the schools: they help them, are not judged and report nothing."""
        return self.exclude(body=Organization.Body.METHODICAL_OFFICE)


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
    web_pages = models.CharField("сайт и страницы в социальных сетях", max_length=400, blank=True)
    parent_body = models.CharField("учредитель", max_length=400, blank=True)
    time_zone = models.CharField("часовой пояс", max_length=60, blank=True)
    working_week = models.PositiveSmallIntegerField(
        "рабочая неделя", choices=[(5, "Пять дней"), (6, "Шесть дней, с субботой")], null=True, blank=True
    )  # nothing: as the municipality or the region has it
    digest_on = models.DateField("утренняя сводка за", null=True, editable=False)
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
