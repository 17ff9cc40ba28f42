"""Indicators: what is counted, the targets, the plans, the facts, and which periods are locked.

A definition belongs to a body and is read below it. A plan belongs to the organization it is set for. What a school
counts of people is personal (`IndicatorFact`); bodies above read `PublishedFact`, where a number of people from 1 to 4
is never written.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.fields import TenantForeignKey
from core.models import TenantModel, TenantQuerySet
from core.tenancy import Scope
from reports.figures import SMALL, is_of_people
from reports.indicators.measures import NUMBER, PERCENT, YES_NO
from schools.models import Organization

PERIOD_CHOICES = [(0, "год"), (1, "I квартал"), (2, "II квартал"), (3, "III квартал"), (4, "IV квартал")]


class InheritedModel(TenantModel):
    """A row that the organizations below read too."""

    tenant_class = "inherited"

    class Meta:
        abstract = True

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        return Q(organization_id__in=scope.ancestors)


class IndicatorQuerySet(TenantQuerySet):
    def active(self) -> Self:
        return self.filter(archived_at=None)


class Indicator(InheritedModel):
    """`level`: the lowest organizations that have it; above them it is summed.

    `source` FIGURES: numerator and denominator are keys of `reports.figures.catalogue`.
    """

    class Unit(models.TextChoices):
        PERCENT = PERCENT, "проценты"
        NUMBER = NUMBER, "число"
        YES_NO = YES_NO, "да или нет"

    class Source(models.TextChoices):
        FIGURES = "figures", "Считает программа"
        ENTERED = "entered", "Вводят люди"

    class Rhythm(models.TextChoices):
        QUARTER = "quarter", "Каждый квартал"
        YEAR = "year", "Раз в год"

    code = models.CharField(max_length=40, blank=True, editable=False)  # of a built-in indicator
    series = models.CharField(max_length=40, blank=True, editable=False)  # of its set
    number = models.CharField("номер", max_length=10, blank=True)
    name = models.CharField("название", max_length=300)
    numerator = models.CharField("что считается", max_length=300)
    denominator = models.CharField("от чего", max_length=300, blank=True)
    unit = models.CharField("единица", max_length=8, choices=Unit.choices, default=Unit.PERCENT)
    source = models.CharField("откуда значение", max_length=8, choices=Source.choices, default=Source.ENTERED)
    numerator_figure = models.CharField("числитель", max_length=40, blank=True)
    denominator_figure = models.CharField("знаменатель", max_length=40, blank=True)
    level = models.CharField("кто отчитывается", max_length=12, choices=Organization.Level.choices)
    rhythm = models.CharField("как часто", max_length=8, choices=Rhythm.choices, default=Rhythm.QUARTER)
    people = models.BooleanField("считает людей", default=True)
    less_is_better = models.BooleanField("чем меньше, тем лучше", default=False)
    method = models.TextField("метод сбора и инструмент", max_length=1000, blank=True)
    position = models.PositiveSmallIntegerField("место", default=0)
    version = models.PositiveIntegerField(default=1)
    archived_at = models.DateTimeField("в архиве с", null=True, blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "показатель"
        verbose_name_plural = "показатели"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "code"],
                name="indicator_code_uniq",
                condition=Q(archived_at=None) & ~Q(code=""),
            ),
            models.CheckConstraint(condition=~Q(unit=PERCENT) | ~Q(denominator=""), name="indicator_share"),
            models.CheckConstraint(
                condition=~Q(unit=YES_NO) | Q(denominator="", source="entered", people=False), name="indicator_yes_no"
            ),
            models.CheckConstraint(
                condition=Q(source="entered", numerator_figure="", denominator_figure="")
                | Q(source="figures") & ~Q(numerator_figure=""),
                name="indicator_source",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "position"], name="indicator_organization"),
            models.Index(fields=["municipality_id"], name="indicator_municipality"),
            models.Index(fields=["region_id"], name="indicator_region"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def titled(self) -> str:
        """«1. Наставники в базе»."""
        return f"{self.number}. {self.name}" if self.number else self.name

    @property
    def how_often(self) -> str:
        return "каждый квартал" if self.is_quarterly else "раз в год"

    @property
    def is_entered(self) -> bool:
        return self.source == self.Source.ENTERED

    @property
    def counts_people(self) -> bool:
        """A figure of people stays one, whatever was ticked."""
        return self.people or is_of_people(self.numerator_figure) or is_of_people(self.denominator_figure)

    @property
    def is_quarterly(self) -> bool:
        return self.rhythm == self.Rhythm.QUARTER

    @property
    def is_divided(self) -> bool:
        return bool(self.denominator)


class IndicatorTarget(InheritedModel):
    """What is aimed at in one school year by organizations of one level; without a row there is no plan."""

    indicator = TenantForeignKey(Indicator, models.CASCADE, related_name="targets")
    school_year = models.PositiveSmallIntegerField("учебный год")  # its first calendar year
    level = models.CharField("для кого", max_length=12, choices=Organization.Level.choices)
    value = models.DecimalField("цель", max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = "цель показателя"
        verbose_name_plural = "цели показателей"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "indicator", "school_year", "level"], name="indicatortarget_year_uniq"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="indicatortarget_value"),
        ]
        indexes = [
            models.Index(fields=["municipality_id"], name="indicatortarget_municipality"),
            models.Index(fields=["region_id"], name="indicatortarget_region"),
        ]

    def __str__(self) -> str:
        return f"{self.value}"


class IndicatorCell(TenantModel):
    """What one organization has of one indicator in one period of a school year; `owner` defines the indicator."""

    owner = models.ForeignKey(Organization, models.PROTECT, related_name="+", db_index=False)
    indicator = TenantForeignKey(Indicator, models.PROTECT, owner="owner_id", related_name="+", db_index=False)
    school_year = models.PositiveSmallIntegerField("учебный год")  # its first calendar year
    period = models.PositiveSmallIntegerField("период", choices=PERIOD_CHOICES)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField("когда")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="кто", db_index=False
    )

    class Meta:
        abstract = True


class IndicatorPlan(IndicatorCell):
    """Set by the organization itself or by a body above it; without a value the target of the year counts."""

    tenant_class = "routed"

    value = models.DecimalField("план", max_digits=12, decimal_places=2, null=True)

    class Meta:
        verbose_name = "план показателя"
        verbose_name_plural = "планы показателей"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "indicator", "school_year", "period"], name="indicatorplan_cell_uniq"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="indicatorplan_value"),
        ]
        indexes = [
            models.Index(fields=["municipality_id", "school_year"], name="indicatorplan_municipality"),
            models.Index(fields=["region_id", "school_year"], name="indicatorplan_region"),
        ]

    def __str__(self) -> str:
        return f"{self.value}"


class IndicatorFact(IndicatorCell):
    """The exact numbers: read in the own organization only, as they may tell of single people."""

    tenant_class = "personal"
    scope_prefix = "pd_"

    numerator = models.PositiveIntegerField("числитель")
    denominator = models.PositiveIntegerField("знаменатель", null=True)

    class Meta:
        verbose_name = "факт показателя"
        verbose_name_plural = "факты показателей"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "indicator", "school_year", "period"], name="indicatorfact_cell_uniq"
            ),
        ]
        indexes = [
            models.Index(fields=["municipality_id", "school_year"], name="indicatorfact_municipality"),
            models.Index(fields=["region_id", "school_year"], name="indicatorfact_region"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PublishedFact(IndicatorCell):
    """The same for the bodies above, written with the fact: what counts from 1 to 4 people is 0 and marked hidden, a
    share that leaves from 1 to 4 is «not less than 5» (`reports.figures.publishing`).
    """

    numerator = models.PositiveIntegerField("числитель")
    denominator = models.PositiveIntegerField("знаменатель", null=True)
    numerator_hidden = models.BooleanField(default=False)
    denominator_hidden = models.BooleanField(default=False)

    class Meta:
        verbose_name = "показатель для вышестоящих"
        verbose_name_plural = "показатели для вышестоящих"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "indicator", "school_year", "period"], name="publishedfact_cell_uniq"
            ),
            models.CheckConstraint(
                condition=Q(numerator_hidden=False) | Q(numerator__in=(0, SMALL)), name="publishedfact_numerator_hidden"
            ),
            models.CheckConstraint(
                condition=Q(denominator_hidden=False) | Q(denominator=0), name="publishedfact_denominator_hidden"
            ),
        ]
        indexes = [
            models.Index(fields=["municipality_id", "school_year", "period"], name="publishedfact_municipality"),
            models.Index(fields=["region_id", "school_year", "period"], name="publishedfact_region"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PeriodLock(InheritedModel):
    """Plans and facts of the organization and of all below it are closed for the period; a trigger refuses changes."""

    school_year = models.PositiveSmallIntegerField("учебный год")  # its first calendar year
    period = models.PositiveSmallIntegerField("период", choices=PERIOD_CHOICES)
    locked_at = models.DateTimeField("закрыт")
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="кто", db_index=False
    )

    class Meta:
        verbose_name = "закрытый период"
        verbose_name_plural = "закрытые периоды"
        constraints = [
            models.UniqueConstraint(fields=["organization", "school_year", "period"], name="periodlock_period_uniq"),
        ]
        indexes = [
            models.Index(fields=["municipality_id"], name="periodlock_municipality"),
            models.Index(fields=["region_id"], name="periodlock_region"),
        ]

    def __str__(self) -> str:
        return f"{self.get_period_display()} {self.school_year}"
