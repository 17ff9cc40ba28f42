"""How pairs are found: rules of an organization, saved variants, bans, wishes after the group meeting."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.fields import TenantForeignKey
from core.models import PersonalModel, TenantModel
from core.tenancy import Scope
from mentoring.models.bases import Participation
from mentoring.models.people import Person
from mentoring.models.programme import MentoringForm, TargetModel


def new_link_code() -> str:
    """The secret part of an address that opens without sign-in: 128 bits."""
    return secrets.token_urlsafe(16)


class PairRules(TenantModel):
    """What an organization decides about its pairs. No row: the defaults. Days are calendar days."""

    weights = models.JSONField("важность признаков", default=dict, blank=True)  # {criterion: 0 … 10}
    required = models.JSONField("обязательные признаки", default=list, blank=True)  # criteria that exclude
    weak_below = models.PositiveSmallIntegerField("слабое совпадение ниже, баллов", default=60)
    most_mentees = models.PositiveSmallIntegerField("не больше наставляемых у наставника", default=3)
    age_slack = models.PositiveSmallIntegerField("возраст не по пожеланию, лет", default=2)
    training_required = models.BooleanField("без обучения наставник не попадает в пару", default=False)
    first_meeting_days = models.PositiveSmallIntegerField("первая встреча за, дней", default=10)
    silence_days = models.PositiveSmallIntegerField("тишина дольше, дней", default=30)
    too_early_days = models.PositiveSmallIntegerField("рано судить первые, дней", default=14)
    answer_days = models.PositiveSmallIntegerField("ответ на предложение за, дней", default=7)
    edit_days = models.PositiveSmallIntegerField("наставник правит встречу, дней", default=14)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "правила подбора"
        verbose_name_plural = "правила подбора"
        constraints = [
            models.UniqueConstraint(fields=["organization"], name="pairrules_organization_uniq"),
            models.CheckConstraint(condition=Q(most_mentees__range=(1, 20)), name="pairrules_most"),
        ]
        indexes = [
            models.Index(fields=["municipality_id"], name="pairrules_municipality"),
            models.Index(fields=["region_id"], name="pairrules_region"),
        ]

    def __str__(self) -> str:
        return "Правила подбора"


class Variant(PersonalModel):
    """A saved proposal of pairs for a year and a form: computed once, then moved by hand, then published as a whole.

    `computed` is what the run gave and never changes: {mentee: mentor} by participations. `steps` keep what can be
    undone, at most twenty: the rows before each move.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Черновик"
        REVIEW = "review", "На проверке"
        PUBLISHED = "published", "Опубликован"

    class Goal(models.TextChoices):
        COVERAGE = "coverage", "никто не остался"
        QUALITY = "quality", "лучшее совпадение"

    number = models.PositiveSmallIntegerField("версия")
    name = models.CharField("название", max_length=80, blank=True)
    school_year = models.PositiveSmallIntegerField("учебный год")
    model = models.CharField("модель", max_length=7, choices=TargetModel.choices)
    form = models.CharField("форма наставничества", max_length=16, choices=MentoringForm.choices)
    goal = models.CharField("цель", max_length=8, choices=Goal.choices, default=Goal.COVERAGE)
    weights = models.JSONField(default=dict)
    required = models.JSONField(default=list)
    minimum = models.PositiveSmallIntegerField("не ниже, баллов", default=0)
    status = models.CharField("состояние", max_length=9, choices=Status.choices, default=Status.DRAFT)
    computed = models.JSONField(default=dict)
    steps = models.JSONField(default=list)
    based_on = TenantForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField("создан")
    published_at = models.DateTimeField("опубликован", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "вариант подбора"
        verbose_name_plural = "варианты подбора"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "school_year", "form", "number"], name="variant_number_uniq"
            )
        ]
        indexes = [
            models.Index(fields=["municipality_id"], name="variant_municipality"),
            models.Index(fields=["region_id"], name="variant_region"),
        ]

    def __str__(self) -> str:
        return self.name or f"Версия {self.number}"


class VariantRow(PersonalModel):
    """One mentee of a variant with the mentor proposed, or nobody and the cause. `parts` are the score in words,
    `options` the next best mentors with their scores, `stars` how many of the two named the other.
    """

    variant = TenantForeignKey(Variant, models.CASCADE, related_name="rows", verbose_name="вариант")
    mentee = TenantForeignKey(Participation, models.CASCADE, related_name="+", verbose_name="наставляемый")
    mentor = TenantForeignKey(
        Participation, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="наставник"
    )
    score = models.PositiveSmallIntegerField("балл", null=True, blank=True)
    parts = models.JSONField(default=list)
    options = models.JSONField(default=list)
    stars = models.PositiveSmallIntegerField("взаимный выбор", default=0)
    cause = models.CharField("почему без пары", max_length=300, blank=True)
    locked = models.BooleanField("закреплена", default=False)
    by_hand = models.BooleanField("перемещена вручную", default=False)
    comment = models.CharField("почему всё же так", max_length=300, blank=True)
    refused = models.CharField("не опубликована", max_length=300, blank=True)

    class Meta:
        verbose_name = "строка варианта"
        verbose_name_plural = "строки вариантов"
        constraints = [models.UniqueConstraint(fields=["organization", "variant", "mentee"], name="variantrow_mentee")]
        indexes = [
            models.Index(fields=["organization", "mentee"], name="variantrow_by_mentee"),
            models.Index(fields=["organization", "mentor"], name="variantrow_by_mentor"),
            models.Index(fields=["municipality_id"], name="variantrow_municipality"),
            models.Index(fields=["region_id"], name="variantrow_region"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Ban(PersonalModel):
    """«Не эти двое»: two people who are never proposed to each other, in whichever role."""

    mentor = TenantForeignKey(Person, models.CASCADE, related_name="+", verbose_name="наставник")
    mentee = TenantForeignKey(Person, models.CASCADE, related_name="+", verbose_name="наставляемый")
    reason = models.CharField("почему", max_length=300)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField("записано")

    class Meta:
        verbose_name = "не эти двое"
        verbose_name_plural = "не эти двое"
        constraints = [models.UniqueConstraint(fields=["organization", "mentor", "mentee"], name="ban_uniq")]
        indexes = [
            models.Index(fields=["organization", "mentee"], name="ban_mentee"),
            models.Index(fields=["municipality_id"], name="ban_municipality"),
            models.Index(fields=["region_id"], name="ban_region"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class VoteRound(PersonalModel):
    """The wishes after a group meeting: who came may name up to three people, on a phone, until a set time.

    `votes`: participation → how it was given (`key` of the browser, address, time, on paper, how many times).
    """

    code = models.CharField("код", max_length=32, unique=True, default=new_link_code, editable=False)
    school_year = models.PositiveSmallIntegerField("учебный год")
    form = models.CharField("форма наставничества", max_length=16, choices=MentoringForm.choices)
    came = models.JSONField("пришли", default=list)  # ids of participations
    votes = models.JSONField("кто ответил", default=dict)
    opened_at = models.DateTimeField("открыт")
    closes_at = models.DateTimeField("закрывается")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = "пожелания после встречи"
        verbose_name_plural = "пожелания после встреч"
        indexes = [
            models.Index(fields=["organization", "school_year"], name="voteround_organization"),
            models.Index(fields=["municipality_id"], name="voteround_municipality"),
            models.Index(fields=["region_id"], name="voteround_region"),
        ]

    def __str__(self) -> str:
        return f"Пожелания {self.opened_at:%d.%m.%Y}"


class Wish(PersonalModel):
    """Whom a participant names: 1 … 3 in order, 0 for «с кем не хочу». Read by curators only."""

    UNWANTED = 0

    voter = TenantForeignKey(Participation, models.CASCADE, related_name="wishes", verbose_name="кто")
    chosen = TenantForeignKey(Participation, models.CASCADE, related_name="wished_by", verbose_name="кого")
    rank = models.PositiveSmallIntegerField("который")
    on_paper = models.BooleanField("с листка", default=False)
    given_at = models.DateTimeField("когда")

    class Meta:
        verbose_name = "пожелание"
        verbose_name_plural = "пожелания"
        constraints = [
            models.UniqueConstraint(fields=["organization", "voter", "chosen"], name="wish_uniq"),
            models.CheckConstraint(condition=Q(rank__range=(0, 3)), name="wish_rank"),
        ]
        indexes = [
            models.Index(fields=["organization", "chosen"], name="wish_chosen"),
            models.Index(fields=["municipality_id"], name="wish_municipality"),
            models.Index(fields=["region_id"], name="wish_region"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class NextStep(PersonalModel):
    """What is done for somebody without a pair, and by whom: also read by the one who answers for it."""

    tenant_class = "assigned"

    class Kind(models.TextChoices):
        SEARCH = "search", "продолжить поиск"
        GROUP = "group", "включить в группу"
        PSYCHOLOGIST = "psychologist", "поддержка педагога-психолога"

    participation = TenantForeignKey(Participation, models.CASCADE, related_name="next_steps", verbose_name="участие")
    person = TenantForeignKey(Person, models.CASCADE, related_name="+", verbose_name="человек")
    kind = models.CharField("что дальше", max_length=12, choices=Kind.choices)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ответственный", db_index=False
    )
    due_on = models.DateField("до", null=True, blank=True)
    note = models.CharField("примечание", max_length=300, blank=True)
    opened_at = models.DateTimeField("назначено")
    closed_at = models.DateTimeField("сделано", null=True, blank=True)

    class Meta:
        verbose_name = "следующий шаг"
        verbose_name_plural = "следующие шаги"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "participation"], name="nextstep_one_open", condition=Q(closed_at=None)
            )
        ]
        indexes = [
            models.Index(fields=["organization", "due_on"], name="nextstep_open", condition=Q(closed_at=None)),
            models.Index(fields=["responsible"], name="nextstep_responsible", condition=Q(closed_at=None)),
            models.Index(fields=["municipality_id"], name="nextstep_municipality"),
            models.Index(fields=["region_id"], name="nextstep_region"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        return Q(responsible_id=scope.account) if scope.account else Q(pk__in=())
