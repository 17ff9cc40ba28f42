"""The personalised programme or the individual plan of a pair, and the bank of programmes of an organization."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.fields import TenantForeignKey
from core.models import PersonalModel, TenantModel
from core.tenancy import Scope
from mentoring.models.bases import words
from mentoring.models.pairs import Pair
from mentoring.models.programme import MentoringForm, PlanKind, TargetModel


class Plan(PersonalModel):
    """One per pair. Both sides write the draft, the mentee says yes, the curator agrees it; then tasks alone change."""

    tenant_class = "joint"

    class Status(models.TextChoices):
        DRAFT = "draft", "Черновик"
        SENT = "sent", "У куратора"
        AGREED = "agreed", "Согласована"
        DONE = "done", "Завершена"

    pair = TenantForeignKey(Pair, models.CASCADE, related_name="plans", verbose_name="пара")
    kind = models.CharField("что это", max_length=9, choices=PlanKind.choices)
    title = models.CharField("название", max_length=200)
    relevance = models.TextField("актуальность", blank=True)
    goal = models.TextField("цель", blank=True)
    objectives = models.TextField("задачи", blank=True)
    directions = models.TextField("направления", blank=True)
    regime = models.CharField("режим работы", max_length=200, blank=True)
    expected = models.TextField("ожидаемые результаты", blank=True)
    results = models.TextField("итоги", blank=True)
    starts_on = models.DateField("с")
    ends_on = models.DateField("по")
    status = models.CharField("состояние", max_length=6, choices=Status.choices, default=Status.DRAFT)
    mentee_agreed_on = models.DateField("согласие наставляемого", null=True, blank=True)
    agreed_on = models.DateField("согласована куратором", null=True, blank=True)
    remark = models.CharField("замечание куратора", max_length=500, blank=True)
    created_at = models.DateTimeField("создана")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "программа пары"
        verbose_name_plural = "программы пар"
        constraints = [
            models.UniqueConstraint(fields=["organization", "pair"], name="plan_pair_uniq"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="plan_period"),
        ]
        indexes = [
            models.Index(fields=["municipality_id"], name="plan_municipality"),
            models.Index(fields=["region_id"], name="plan_region"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        return Q(pair_id__in=scope.pairs)


class PlanTask(PersonalModel):
    """A row of the programme: what, until when, in which form, what is expected, what came of it."""

    tenant_class = "joint"

    pair = TenantForeignKey(Pair, models.CASCADE, related_name="+", verbose_name="пара")
    plan = TenantForeignKey(Plan, models.CASCADE, related_name="tasks", verbose_name="программа")
    section = models.CharField("раздел", max_length=200, blank=True)
    text = models.TextField("мероприятие или задание")
    way = models.CharField("форма", max_length=120, blank=True)
    due_on = models.DateField("срок", null=True, blank=True)
    expected = models.TextField("планируемый результат", blank=True)
    actual = models.TextField("фактический результат", blank=True)
    mark = models.CharField("оценка наставника", max_length=120, blank=True)
    done_on = models.DateField("выполнено", null=True, blank=True)
    position = models.PositiveSmallIntegerField("№")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "задание"
        verbose_name_plural = "задания"
        indexes = [
            models.Index(fields=["organization", "plan", "position"], name="plantask_plan"),
            models.Index(fields=["organization", "due_on"], name="plantask_due", condition=Q(done_on=None)),
            models.Index(fields=["municipality_id"], name="plantask_municipality"),
            models.Index(fields=["region_id"], name="plantask_region"),
        ]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        return Q(pair_id__in=scope.pairs)


class PlanTemplate(TenantModel):
    """The bank of programmes of an organization: found by the words of a request; nothing about people."""

    title = models.CharField("название", max_length=200)
    model = models.CharField("модель", max_length=7, choices=TargetModel.choices)
    form = models.CharField("форма наставничества", max_length=16, choices=MentoringForm.choices, blank=True)
    kind = models.CharField("что это", max_length=9, choices=PlanKind.choices)
    topics = words("для запросов", 80)
    months = models.PositiveSmallIntegerField("месяцев", default=9)
    body = models.JSONField(default=dict)  # {goal, objectives, regime, expected, tasks: [{section, text, way, day, …}]}
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField("добавлена")
    archived_at = models.DateTimeField("в архиве", null=True, blank=True)

    class Meta:
        verbose_name = "образец программы"
        verbose_name_plural = "банк программ"
        constraints = [
            models.UniqueConstraint(fields=["organization", "title"], name="plantemplate_title_uniq"),
            models.CheckConstraint(condition=Q(months__range=(3, 12)), name="plantemplate_months"),
        ]
        indexes = [
            models.Index(fields=["municipality_id"], name="plantemplate_municipality"),
            models.Index(fields=["region_id"], name="plantemplate_region"),
        ]

    def __str__(self) -> str:
        return self.title
