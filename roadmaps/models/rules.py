"""What an organization settles for itself and for those below. An empty field is inherited from above."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from core.models import TenantModel
from core.tenancy import Scope


class RoadmapRules(TenantModel):
    """How roadmaps are endorsed and proved."""

    tenant_class = "settings"

    endorses = models.BooleanField("согласует карты школ", null=True)
    small_change_days = models.PositiveSmallIntegerField("перенос без согласования, дней", null=True)
    reviews_evidence = models.BooleanField("проверяет подтверждения", null=True)
    phrases = ArrayField(models.CharField(max_length=300), default=list, blank=True, verbose_name="фразы замечаний")

    class Meta:
        verbose_name = "порядок согласования"
        verbose_name_plural = "порядок согласования"
        constraints = [models.UniqueConstraint(fields=["organization"], name="roadmaprules_organization_uniq")]
        indexes = [
            models.Index(fields=["municipality_id"], name="roadmaprules_municipality"),
            models.Index(fields=["region_id"], name="roadmaprules_region"),
        ]

    def __str__(self) -> str:
        return "порядок согласования"

    @classmethod
    def visible(cls, scope: Scope) -> Q:
        return Q()


class ReminderRules(TenantModel):
    """When letters about terms leave."""

    tenant_class = "settings"

    lead_days = ArrayField(models.PositiveSmallIntegerField(), null=True, blank=True, verbose_name="до срока, дней")
    overdue_days = ArrayField(models.PositiveSmallIntegerField(), null=True, blank=True, verbose_name="после, дней")
    on_mondays = models.BooleanField("затем по понедельникам", null=True)
    coordinator_after = models.PositiveSmallIntegerField("координатору после, дней", null=True)
    above_after = models.PositiveSmallIntegerField("муниципалитету после, дней", null=True)
    summary_weekday = models.PositiveSmallIntegerField("день недельной сводки", null=True)  # 0: Monday
    quiet_from = models.DateField("не писать с", null=True, blank=True)
    quiet_to = models.DateField("по", null=True, blank=True)

    class Meta:
        verbose_name = "правила напоминаний"
        verbose_name_plural = "правила напоминаний"
        constraints = [
            models.UniqueConstraint(fields=["organization"], name="reminderrules_organization_uniq"),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_to=None) | Q(quiet_to__gte=models.F("quiet_from")),
                name="reminderrules_quiet",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality_id"], name="reminderrules_municipality"),
            models.Index(fields=["region_id"], name="reminderrules_region"),
        ]

    def __str__(self) -> str:
        return "правила напоминаний"

    @classmethod
    def visible(cls, scope: Scope) -> Q:
        return Q()
