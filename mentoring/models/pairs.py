"""Pairs and groups: one mentor, one or more mentees, from the proposal to the closing."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.fields import TenantForeignKey
from core.models import PersonalModel, TenantQuerySet
from core.tenancy import Scope
from mentoring.models.bases import Participation
from mentoring.models.matching import Variant
from mentoring.models.people import Person
from mentoring.models.programme import MentoringForm, PairKind, TargetModel

MOST_MENTEES = 20  # places of one mentor; the limit of an organization is a setting below it
SHORTEST_MONTHS, LONGEST_MONTHS = 3, 12  # how long a programme lasts: АЗ-1128/08


class PairQuerySet(TenantQuerySet):
    def of_year(self, school_year: int) -> Self:
        return self.filter(school_year=school_year)

    def open(self) -> Self:
        """Those that hold places of their mentors."""
        return self.filter(status__in=Pair.OPEN)

    def working(self) -> Self:
        """Those that meet."""
        return self.filter(status=Pair.Status.ACTIVE)


class Pair(PersonalModel):
    """A pair or a group. The mentor never changes: another mentor is another pair with `predecessor`."""

    tenant_class = "pair"

    class Status(models.TextChoices):
        PROPOSED = "proposed", "Предложена"
        AGREED = "agreed", "Согласована участниками"
        ORDERED = "ordered", "В приказе"
        ACTIVE = "active", "Действует"
        PAUSED = "paused", "Приостановлена"
        COMPLETED = "completed", "Завершена"
        ENDED = "ended", "Прекращена досрочно"

    OPEN = (Status.PROPOSED, Status.AGREED, Status.ORDERED, Status.ACTIVE, Status.PAUSED)

    class EndReason(models.TextChoices):
        """Why a pair ended: the regulation, cl. 7.1, and what happens beside it."""

        DONE = "done", "план выполнен полностью"
        MENTOR = "mentor", "по инициативе наставника"
        MENTEE = "mentee", "по инициативе наставляемого"
        BOTH = "both", "по обоюдному желанию"
        CURATOR = "curator", "по инициативе куратора: ненадлежащее исполнение"
        FORCE = "force", "по инициативе куратора: обстоятельства непреодолимой силы"
        MENTEE_LEFT = "mentee_left", "наставляемый ушёл или выпустился"
        MENTOR_LEFT = "mentor_left", "наставник уволился или ушёл"
        WITHDRAWN = "withdrawn", "согласие отозвано"
        REPLACED = "replaced", "замена наставника"
        TRIAL = "trial", "не подошли друг другу после пробной встречи"
        DECLINED = "declined", "участник не согласился"

    school_year = models.PositiveSmallIntegerField("учебный год")
    model = models.CharField("модель", max_length=7, choices=TargetModel.choices)
    form = models.CharField("форма наставничества", max_length=16, choices=MentoringForm.choices)
    kind = models.CharField("вид", max_length=11, choices=PairKind.choices, default=PairKind.TRADITIONAL)
    mentor = TenantForeignKey(Person, models.PROTECT, related_name="mentored_pairs", verbose_name="наставник")
    offered = TenantForeignKey(
        Participation, models.PROTECT, related_name="mentored_pairs", verbose_name="участие наставника"
    )
    theme = models.CharField("тема", max_length=300, blank=True)  # stands in the order: nothing closed
    goal = models.TextField("цель", blank=True)
    status = models.CharField("состояние", max_length=9, choices=Status.choices, default=Status.PROPOSED)
    status_since = models.DateField("в этом состоянии с")
    starts_on = models.DateField("с", null=True, blank=True)
    ends_on = models.DateField("по", null=True, blank=True)
    rhythm_days = models.PositiveSmallIntegerField("встречаются раз в, дней", null=True, blank=True)
    mentor_agreed_on = models.DateField("письменное согласие наставника", null=True, blank=True)
    addendum = models.CharField("доп. соглашение: номер", max_length=60, blank=True)  # ТК РФ, ст. 351.8
    addendum_on = models.DateField("доп. соглашение: дата", null=True, blank=True)
    pay = models.CharField("размер и условия выплаты", max_length=200, blank=True)
    paused_reason = models.CharField("почему приостановлена", max_length=200, blank=True)
    notice_on = models.DateField("предупредили о прекращении", null=True, blank=True)
    notice_until = models.DateField("срок предупреждения истекает", null=True, blank=True)
    end_reason = models.CharField("почему закончилась", max_length=11, choices=EndReason.choices, blank=True)
    end_note = models.CharField("примечание", max_length=300, blank=True)
    ended_on = models.DateField("закончилась", null=True, blank=True)
    results = models.TextField("результаты", blank=True)
    predecessor = TenantForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name="вместо"
    )
    variant = TenantForeignKey(Variant, models.SET_NULL, null=True, blank=True, related_name="pairs")
    score = models.PositiveSmallIntegerField("балл", null=True, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField("создана")
    version = models.PositiveIntegerField(default=1)

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = "пара"
        verbose_name_plural = "пары"
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="pair_period"),
            models.CheckConstraint(
                condition=Q(status__in=["completed", "ended"], ended_on__isnull=False)
                | ~Q(status__in=["completed", "ended"]) & Q(ended_on__isnull=True, end_reason=""),
                name="pair_ended",
            ),
            # what the members repeat: `pairmember_pair_state` refers to it
            models.UniqueConstraint(fields=["id", "organization", "mentor", "form", "status"], name="pair_state_uniq"),
        ]
        indexes = [
            models.Index(fields=["organization", "school_year", "status", "status_since", "id"], name="pair_list"),
            models.Index(fields=["organization", "mentor"], name="pair_mentor"),
            models.Index(fields=["municipality_id", "school_year"], name="pair_municipality"),
            models.Index(fields=["region_id", "school_year"], name="pair_region"),
        ]

    def __str__(self) -> str:
        return f"Пара № {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        return Q(pk__in=scope.pairs)


class PairMember(PersonalModel):
    """A mentee of a pair. Repeats mentor, form and status of the pair (a key with ON UPDATE CASCADE keeps them), so
    that indexes hold the capacity of the mentor and refuse the same two people twice.

    `slot` is the place of the mentor it takes, 1 … the limit; free again when the pair ends or the mentee leaves it.
    """

    tenant_class = "paired"

    pair = TenantForeignKey(Pair, models.CASCADE, related_name="members", verbose_name="пара")
    mentor = TenantForeignKey(Person, models.PROTECT, related_name="+", verbose_name="наставник")
    form = models.CharField(max_length=16, choices=MentoringForm.choices)
    status = models.CharField(max_length=9, choices=Pair.Status.choices)
    mentee = TenantForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name="наставляемый")
    wanted = TenantForeignKey(
        Participation, models.PROTECT, related_name="memberships", verbose_name="участие наставляемого"
    )
    slot = models.PositiveSmallIntegerField("место")
    request = models.TextField("запрос", blank=True)  # what the pair may read of the request
    agreed_on = models.DateField("согласие", null=True, blank=True)
    joined_on = models.DateField("в паре с", null=True, blank=True)
    paused_on = models.DateField("нет согласия, приостановлен с", null=True, blank=True)  # the group goes on
    left_on = models.DateField("вышел", null=True, blank=True)
    left_reason = models.CharField("почему вышел", max_length=11, choices=Pair.EndReason.choices, blank=True)

    class Meta:
        verbose_name = "наставляемый в паре"
        verbose_name_plural = "наставляемые в парах"
        constraints = [
            models.CheckConstraint(condition=~Q(mentor=F("mentee")), name="pairmember_not_self"),
            models.CheckConstraint(condition=Q(slot__range=(1, MOST_MENTEES)), name="pairmember_slot"),
            models.UniqueConstraint(fields=["organization", "pair", "mentee"], name="pairmember_once"),
            models.UniqueConstraint(
                fields=["organization", "mentor", "slot"],
                name="pairmember_capacity",
                condition=Q(status__in=[str(status) for status in Pair.OPEN], left_on=None),
            ),
            models.UniqueConstraint(
                fields=["organization", "mentor", "mentee", "form"],
                name="pairmember_one_open",
                condition=Q(status__in=[str(status) for status in Pair.OPEN], left_on=None),
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "mentee"], name="pairmember_mentee"),
            models.Index(fields=["organization", "wanted"], name="pairmember_wanted"),
            models.Index(fields=["municipality_id"], name="pairmember_municipality"),
            models.Index(fields=["region_id"], name="pairmember_region"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        return Q(pair_id__in=scope.pairs)


def of_own_pairs(scope: Scope) -> Q:
    """Rows that name a pair in which a card of the account stands, now or before, with or without a role of the pair:
    the arm `STANDS` of the policies."""
    if not scope.account:
        return Q(pk__in=())
    mentors = Pair.objects.filter(mentor__account_id=scope.account).values("pk")
    inside = PairMember.objects.filter(mentee__account_id=scope.account).values("pair")
    return Q(pair_id__in=mentors) | Q(pair_id__in=inside)
