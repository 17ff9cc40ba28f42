"""Reports that a region or a municipality asks of everybody below: the request, its form, who has handed in what."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from core.fields import TenantForeignKey
from core.models import PersonalModel, TenantModel, TenantQuerySet
from core.tenancy import Scope
from reports.indicators.periods import NAMES
from schools.models import Organization


class Campaign(TenantModel):
    """A request for reports. It is open from the moment it is made: those below read it as everything published.

    `below`: bodies right below that are asked, with all of theirs; empty for everybody. Reports sent by an edition
    before `whole_since` lack a field that was added later.
    """

    tenant_class = "published"

    class Period(models.TextChoices):
        QUARTER_1 = "q1", NAMES[1]
        QUARTER_2 = "q2", NAMES[2]
        QUARTER_3 = "q3", NAMES[3]
        QUARTER_4 = "q4", NAMES[4]
        HALF_1 = "h1", "первое полугодие"
        HALF_2 = "h2", "второе полугодие"
        YEAR = "year", "учебный год"

    title = models.CharField("название", max_length=200)
    purpose = models.TextField("для чего", blank=True)
    school_year = models.PositiveSmallIntegerField("учебный год")  # its first calendar year
    period = models.CharField("за какой период", max_length=4, choices=Period.choices)
    due_on = models.DateField("сдать до")
    below = ArrayField(models.BigIntegerField(), verbose_name="кому", default=list, blank=True)
    form_number = models.PositiveSmallIntegerField("редакция формы", default=1)
    whole_since = models.PositiveSmallIntegerField("полна с редакции", default=1)
    published_at = models.DateTimeField("открыт")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    closed_at = models.DateTimeField("закрыт", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # of the request: two who change it at once

    class Meta:
        verbose_name = "запрос отчётов"
        verbose_name_plural = "запросы отчётов"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "school_year", "period", "title"],
                name="campaign_open_uniq",
                condition=Q(closed_at=None),
            )
        ]
        indexes = [
            models.Index(fields=["organization", "school_year", "published_at"], name="campaign_organization"),
            models.Index(fields=["municipality_id"], name="campaign_municipality"),
            models.Index(fields=["region_id"], name="campaign_region"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        return Q(published_at__isnull=False, organization_id__in=scope.ancestors)

    def get_absolute_url(self) -> str:
        return reverse("campaign_detail", args=[self.pk])


class CampaignForm(TenantModel):
    """One edition of what is asked (`reports.campaigns.fields`). Never changed: a newer edition stands beside it."""

    tenant_class = "inherited_kept"

    campaign = TenantForeignKey(Campaign, models.CASCADE, related_name="editions", verbose_name="запрос")
    number = models.PositiveSmallIntegerField("редакция")
    fields = models.JSONField("поля")
    made_at = models.DateTimeField("когда")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = "форма отчёта"
        verbose_name_plural = "формы отчётов"
        constraints = [
            models.UniqueConstraint(fields=["organization", "campaign", "number"], name="campaignform_number_uniq")
        ]
        indexes = [
            models.Index(fields=["municipality_id"], name="campaignform_municipality"),
            models.Index(fields=["region_id"], name="campaignform_region"),
        ]

    def __str__(self) -> str:
        return f"редакция {self.number}"

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        return Q(organization_id__in=scope.ancestors)


class ReportQuerySet(TenantQuerySet):
    def owing(self) -> Self:
        """Somebody still has to send: of a body that works, and not sent yet, given back, or short of new fields."""
        missing = ~Q(state__in=CampaignReport.HANDED_IN) | Q(sent_form__lt=F("campaign__whole_since"))
        return self.filter(missing, sender__archived_at=None, campaign__closed_at=None)


class CampaignReport(TenantModel):
    """What `sender` owes to `organization`, the body right above it; `asker` is the one that asked, there or higher up.

    It stands at the place it is sent to: a school that moves or closes leaves it there, and reads it on. The title and
    the day are repeated here, since whoever moved reads the request no more.
    `remarks`: key of a field → the words with which it was given back; "" for the whole report.
    `prefilled`: the published figures of the sender as they were when the report was asked for.
    """

    tenant_class = "requested"
    sender_writes = ("sent_number", "sent_form", "sent_at", "sent_by")
    receiver_writes = (
        *("organization", "sender", "asker", "campaign", "title", "school_year", "due_on", "prefilled"),
        *("remarks", "decided_at", "decided_by", "reminded_at"),
    )
    sender_states = ("filling",)

    class State(models.TextChoices):
        NEW = "new", "Не начат"
        FILLING = "filling", "Заполняется"
        SENT = "sent", "Сдан"
        RETURNED = "returned", "Возвращён"
        ACCEPTED = "accepted", "Принят"

    HANDED_IN = ("sent", "accepted")

    sender = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="кто", db_index=False)
    asker = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="для кого", db_index=False)
    campaign = TenantForeignKey(Campaign, models.PROTECT, owner="asker_id", related_name="reports")
    title = models.CharField("название", max_length=200)
    school_year = models.PositiveSmallIntegerField("учебный год")
    due_on = models.DateField("сдать до")
    state = models.CharField("состояние", max_length=10, choices=State.choices, default=State.NEW)
    prefilled = models.JSONField("данные программы", default=dict)
    sent_number = models.PositiveSmallIntegerField("сколько раз сдан", default=0)
    sent_form = models.PositiveSmallIntegerField("по какой редакции", null=True)
    sent_at = models.DateTimeField("сдан", null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    remarks = models.JSONField("замечания", default=dict)
    decided_at = models.DateTimeField("решено", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    reminded_at = models.DateTimeField("напомнили", null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "отчёт по запросу"
        verbose_name_plural = "отчёты по запросам"
        constraints = [
            models.UniqueConstraint(fields=["organization", "campaign", "sender"], name="campaignreport_sender_uniq"),
            models.CheckConstraint(
                condition=Q(sent_number=0, sent_at=None, sent_by=None, sent_form=None)
                | Q(sent_number__gt=0, sent_at__isnull=False, sent_by__isnull=False, sent_form__isnull=False),
                name="campaignreport_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("sent", "accepted")) | Q(sent_number__gt=0), name="campaignreport_handed_in"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None) | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="campaignreport_decided",
            ),
        ]
        indexes = [
            models.Index(fields=["sender", "state"], name="campaignreport_from"),
            models.Index(fields=["campaign", "state"], name="campaignreport_campaign"),
            models.Index(fields=["municipality_id", "school_year"], name="campaignreport_municipality"),
            models.Index(fields=["region_id", "school_year"], name="campaignreport_region"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        return Q(sender_id__in=scope.schools)

    def get_absolute_url(self) -> str:
        return reverse("campaign_report", args=[self.pk])

    @property
    def is_handed_in(self) -> bool:
        return self.state in self.HANDED_IN


class CampaignSending(TenantModel):
    """A report as it was sent, for good: canonical JSON (`reports.campaigns.answers`) with its sha256.

    Published cells only: the level above reads this row, so no small number of people is in it, nor in its sum.
    """

    tenant_class = "handed_in"

    reporter = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="кто", db_index=False)
    report = TenantForeignKey(CampaignReport, models.PROTECT, related_name="sendings", verbose_name="отчёт")
    number = models.PositiveSmallIntegerField("который раз")
    form_number = models.PositiveSmallIntegerField("редакция формы")
    content = models.JSONField("содержание")
    sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField("когда")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = "сданный отчёт"
        verbose_name_plural = "сданные отчёты"
        constraints = [
            models.UniqueConstraint(fields=["organization", "report", "number"], name="campaignsending_number_uniq")
        ]
        indexes = [
            models.Index(fields=["reporter"], name="campaignsending_reporter"),
            models.Index(fields=["municipality_id"], name="campaignsending_municipality"),
            models.Index(fields=["region_id"], name="campaignsending_region"),
        ]

    def __str__(self) -> str:
        return f"отправка {self.number}"

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        return Q(reporter_id__in=scope.schools)


class CampaignAnswers(PersonalModel):
    """What stays at whoever reports: words not sent yet, and the exact figures of the last sending."""

    place = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="куда", db_index=False)
    report = TenantForeignKey(CampaignReport, models.PROTECT, owner="place_id", related_name="answers")
    words = models.JSONField("слова", default=dict)  # key of a field → answer or comment
    figures = models.JSONField("точные значения", default=dict)  # key of a field → words, as sent last
    saved_at = models.DateTimeField("сохранено")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "черновик отчёта"
        verbose_name_plural = "черновики отчётов"
        constraints = [models.UniqueConstraint(fields=["organization", "report"], name="campaignanswers_report_uniq")]
        indexes = [
            models.Index(fields=["municipality_id"], name="campaignanswers_municipality"),
            models.Index(fields=["region_id"], name="campaignanswers_region"),
        ]

    def __str__(self) -> str:
        return f"черновик {self.report_id}"
