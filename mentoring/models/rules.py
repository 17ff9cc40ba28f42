"""What an organization settles about its bases. An empty field is inherited from above."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from core.models import TenantModel
from core.tenancy import Scope
from mentoring.models.bases import chosen, words
from mentoring.models.people import Person


class BaseRules(TenantModel):
    """Days are calendar days; topics and categories of all levels are offered together."""

    tenant_class = "settings"

    waits_soon = models.PositiveSmallIntegerField("ждёт пару: внимание, дней", null=True, blank=True)
    waits_long = models.PositiveSmallIntegerField("ждёт пару: слишком долго, дней", null=True, blank=True)
    application_days = models.PositiveSmallIntegerField("ответ на заявку, дней", null=True, blank=True)
    link_days = models.PositiveSmallIntegerField("ссылка для родителя действует, дней", null=True, blank=True)
    survey_days = models.PositiveSmallIntegerField("напомнить об опросе после срока, дней", null=True, blank=True)
    satisfied_from = models.PositiveSmallIntegerField("удовлетворён, если баллов не меньше", null=True, blank=True)
    course = models.CharField("курс наставников", max_length=200, blank=True)
    topics = words("темы запросов", 80)
    pupil_categories = words("свои категории учеников", 80)
    teacher_categories = words("свои категории педагогов", 80)
    mentee_from = models.PositiveSmallIntegerField("ученик – наставляемый с, лет", null=True, blank=True)
    mentee_to = models.PositiveSmallIntegerField("ученик – наставляемый до, лет", null=True, blank=True)
    clearance_days = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name="допуск: дней до конца срока", null=True, blank=True
    )
    clearance_kinds = chosen("допуск: кому нужен", Person.Kind)
    clearance_papers = words("допуск: какие документы", 80)
    clearance_gates = models.BooleanField("без допуска взрослый не из школы не работает с детьми", null=True)
    mentor_from = models.PositiveSmallIntegerField("ученик – наставник с, лет", null=True, blank=True)

    class Meta:
        verbose_name = "настройки баз"
        verbose_name_plural = "настройки баз"
        constraints = [
            models.UniqueConstraint(fields=["organization"], name="baserules_organization_uniq"),
            models.CheckConstraint(condition=Q(waits_long__gt=F("waits_soon")), name="baserules_waits"),
            models.CheckConstraint(condition=Q(satisfied_from__range=(1, 10)), name="baserules_satisfied"),
            models.CheckConstraint(condition=Q(mentee_to__gte=F("mentee_from")), name="baserules_ages"),
        ]
        indexes = [
            models.Index(fields=["municipality_id"], name="baserules_municipality"),
            models.Index(fields=["region_id"], name="baserules_region"),
        ]

    def __str__(self) -> str:
        return "настройки баз"

    @classmethod
    def visible(cls, scope: Scope) -> Q:
        return Q()
