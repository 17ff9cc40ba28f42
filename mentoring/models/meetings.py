"""Meetings of a pair as they are marked, answers of both sides, reports of trouble, links for who has no account."""

import uuid

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from core.fields import TenantForeignKey
from core.models import PersonalModel
from core.tenancy import Scope
from mentoring.models.bases import words
from mentoring.models.matching import new_link_code
from mentoring.models.pairs import Pair, PairMember, of_own_pairs
from mentoring.models.people import Person
from mentoring.models.programme import MeetingKind, MeetingWay


class Meeting(PersonalModel):
    """A planned meeting, a held one, or one that did not happen. `client_uuid` makes a repeated sending harmless.

    «Ждёт куратора»: the mark came too late for its author (the pair had ended); it counts when a curator takes it.
    """

    tenant_class = "logged"

    class Status(models.TextChoices):
        PLANNED = "planned", "Назначена"
        HELD = "held", "Состоялась"
        MISSED = "missed", "Не состоялась"
        OFFERED = "offered", "Ждёт куратора"

    class Mood(models.TextChoices):
        GOOD = "good", "хорошо"
        USUAL = "usual", "обычно"
        HARD = "hard", "трудно"

    class Readers(models.TextChoices):
        PAIR = "pair", "пара и куратор"
        CURATOR = "curator", "куратор"

    pair = TenantForeignKey(Pair, models.PROTECT, related_name="meetings", verbose_name="пара")
    mentor = TenantForeignKey(Person, models.PROTECT, related_name="+", verbose_name="наставник")
    client_uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    status = models.CharField("состояние", max_length=7, choices=Status.choices, default=Status.HELD)
    kind = models.CharField("тип", max_length=12, choices=MeetingKind.choices)
    way = models.CharField("как", max_length=7, choices=MeetingWay.choices, default=MeetingWay.LIVE)
    held_on = models.DateField("когда")  # of a planned one the day it is planned for
    during = DateTimeRangeField("время", null=True, blank=True)  # of a planned one
    minutes = models.PositiveSmallIntegerField("минут", null=True, blank=True)
    topics = words("темы", 80)
    mood = models.CharField("прошло", max_length=5, choices=Mood.choices, blank=True)
    note = models.CharField("заметка", max_length=300, blank=True)
    readers = models.CharField("увидят", max_length=7, choices=Readers.choices, default=Readers.PAIR)
    missed_reason = models.CharField("почему не состоялась", max_length=200, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    by_curator = models.BooleanField("отметил куратор", default=False)
    created_at = models.DateTimeField("записана")
    sequence = models.PositiveSmallIntegerField(default=0)  # of the calendar event
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "встреча"
        verbose_name_plural = "встречи"
        constraints = [
            models.UniqueConstraint(fields=["organization", "client_uuid"], name="meeting_client_uniq"),
            ExclusionConstraint(
                name="meeting_double_booking",
                expressions=[
                    ("organization", RangeOperators.EQUAL),
                    ("mentor", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(status="planned"),
            ),
            models.CheckConstraint(condition=Q(minutes__range=(1, 600)), name="meeting_minutes"),
        ]
        indexes = [
            models.Index(fields=["organization", "pair", "-held_on"], name="meeting_pair"),
            models.Index(fields=["organization", "held_on"], name="meeting_day"),
            models.Index(fields=["municipality_id", "held_on"], name="meeting_municipality"),
            models.Index(fields=["region_id", "held_on"], name="meeting_region"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.held_on:%d.%m.%Y}"

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        return Q(pair_id__in=scope.pairs)


class Attendance(PersonalModel):
    """Whether a mentee of a group came. No row: of a pair of two the meeting itself tells."""

    tenant_class = "logged"

    pair = TenantForeignKey(Pair, models.PROTECT, related_name="+", verbose_name="пара")
    meeting = TenantForeignKey(Meeting, models.CASCADE, related_name="attendance", verbose_name="встреча")
    member = TenantForeignKey(PairMember, models.CASCADE, related_name="attendance", verbose_name="наставляемый")
    came = models.BooleanField("пришёл")

    class Meta:
        verbose_name = "посещение"
        verbose_name_plural = "посещения"
        constraints = [models.UniqueConstraint(fields=["organization", "meeting", "member"], name="attendance_uniq")]
        indexes = [
            models.Index(fields=["organization", "member"], name="attendance_member"),
            models.Index(fields=["municipality_id"], name="attendance_municipality"),
            models.Index(fields=["region_id"], name="attendance_region"),
        ]

    def __str__(self) -> str:
        return "был" if self.came else "не был"

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        return Q(pair_id__in=scope.pairs)


class Answer(PersonalModel):
    """What a participant says about the pair: read by its author and by curators, never by the other side, also when
    the other side is a curator.

    The last answer of a person to a question counts; the earlier ones stay.
    """

    tenant_class = "answer"

    class Question(models.TextChoices):
        FIT = "fit", "Подошли друг другу?"  # 2 yes, 1 not decided yet, 0 no
        PULSE = "pulse", "Как идёт работа?"  # 1 … 10
        CONFIRM = "confirm", "Встреча была?"  # 1 yes, 0 no
        MEET = "meet", "Просьба о встрече"  # 1

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pair = TenantForeignKey(Pair, models.CASCADE, related_name="answers", verbose_name="пара")
    meeting = TenantForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="answers")
    person = TenantForeignKey(Person, models.CASCADE, related_name="+", verbose_name="кто")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    question = models.CharField("вопрос", max_length=7, choices=Question.choices)
    value = models.PositiveSmallIntegerField("ответ")
    comment = models.CharField("пояснение", max_length=300, blank=True)
    given_at = models.DateTimeField("когда")

    class Meta:
        verbose_name = "ответ участника"
        verbose_name_plural = "ответы участников"
        constraints = [models.CheckConstraint(condition=Q(value__range=(0, 10)), name="answer_value")]
        indexes = [
            models.Index(fields=["organization", "pair", "question", "given_at"], name="answer_pair"),
            models.Index(fields=["municipality_id"], name="answer_municipality"),
            models.Index(fields=["region_id"], name="answer_region"),
        ]

    def __str__(self) -> str:
        return self.get_question_display()

    @classmethod
    def visible(cls, scope: Scope) -> Q:
        return super().visible(scope) & ~Q(pair_id__in=scope.pairs) & ~of_own_pairs(scope) | cls.own_rows(scope)

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        return Q(account_id=scope.account) if scope.account else Q(pk__in=())


class Concern(PersonalModel):
    """«Сообщить о проблеме»: apart from the log, read by curators and the psychologist only, not by its author."""

    tenant_class = "concern"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pair = TenantForeignKey(Pair, models.PROTECT, related_name="concerns", verbose_name="пара")
    text = models.TextField("что случилось")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField("сообщили")
    answer = models.TextField("что сделано", blank=True)
    closed_at = models.DateTimeField("разобрались", null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = "сообщение о проблеме"
        verbose_name_plural = "сообщения о проблемах"
        indexes = [
            models.Index(fields=["organization", "pair"], name="concern_pair"),
            models.Index(fields=["organization", "created_at"], name="concern_open", condition=Q(closed_at=None)),
            models.Index(fields=["municipality_id"], name="concern_municipality"),
            models.Index(fields=["region_id"], name="concern_region"),
        ]

    def __str__(self) -> str:
        return f"Сообщение {self.created_at:%d.%m.%Y}"

    @classmethod
    def visible(cls, scope: Scope) -> Q:
        return Q(organization_id__in=scope.concerns)


class PairLink(PersonalModel):
    """An address for a participant without an account: one purpose, a term, used once."""

    class Purpose(models.TextChoices):
        AGREE = "agree", "согласиться на пару"
        ANSWER = "answer", "ответить на вопрос"
        CONFIRM = "confirm", "подтвердить встречу"
        PLAN = "plan", "посмотреть план"

    code = models.CharField("код", max_length=32, unique=True, default=new_link_code, editable=False)
    pair = TenantForeignKey(Pair, models.CASCADE, related_name="links", verbose_name="пара")
    person = TenantForeignKey(Person, models.CASCADE, related_name="+", verbose_name="кому")
    meeting = TenantForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="links")
    purpose = models.CharField("зачем", max_length=7, choices=Purpose.choices)
    question = models.CharField("вопрос", max_length=7, choices=Answer.Question.choices, blank=True)
    created_at = models.DateTimeField("выдана")
    expires_at = models.DateTimeField("действует до")
    used_at = models.DateTimeField("использована", null=True, blank=True)
    revoked_at = models.DateTimeField("отозвана", null=True, blank=True)

    class Meta:
        verbose_name = "ссылка участника"
        verbose_name_plural = "ссылки участников"
        indexes = [
            models.Index(fields=["organization", "pair"], name="pairlink_pair"),
            models.Index(fields=["municipality_id"], name="pairlink_municipality"),
            models.Index(fields=["region_id"], name="pairlink_region"),
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()
