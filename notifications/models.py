"""The outbox (letters that must leave exactly once) and the inbox (the same news inside the program)."""

import uuid
from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import TenantModel, TenantQuerySet
from core.tenancy import Scope


class Kind(models.TextChoices):
    """What a person may switch off; the letter's writer is found by it (settings.LETTER_WRITERS)."""

    DIGEST = "digest", "Утренняя сводка"
    WEEKLY = "weekly", "Итоги недели"
    ASSIGNED = "assigned", "Вам поручено"
    SENT = "sent", "Карта ждёт вашего решения"
    RETURNED = "returned", "Карта возвращена с замечаниями"
    ENDORSED = "endorsed", "Карта согласована"
    OFFERED = "offered", "Мероприятия от вышестоящей организации"
    MENTION = "mention", "Вас упомянули"
    PROOF_RETURNED = "proof_returned", "Подтверждение возвращено"
    INVITATION = "invitation", "Приглашение"
    ASKED = "invitation_asked", "Просьба о приглашении"
    APPLICATION_ACCEPTED = "application_accepted", "Заявка принята"
    APPLICATION_ASKED = "application_asked", "Вопрос по заявке"
    APPLICATION_DECLINED = "application_declined", "Ответ на заявку"
    ERRAND = "errand", "Дело куратора"
    CONSENT = "consent_asked", "Просьба подписать согласие"
    CONSENT_LINK = "consent_link", "Ссылка для согласий родителя"
    MEETING = "meeting", "Отметить встречу"
    PAIR_NEWS = "pair_news", "Новости пары"
    CONCERN = "concern", "Сообщение о проблеме"
    SURVEY = "survey", "Опрос"
    REPORT = "report", "Отчёт по запросу"
    SCHOOL_REMINDER = "school_reminder", "Напоминание от муниципалитета или региона"
    AGREEMENT = "agreement", "Согласование приказа"
    FILE_READY = "file_ready", "Файл готов"
    REPORT_READY = "report_ready", "Отчёт по расписанию"


OPTIONAL_KINDS = (
    *(Kind.DIGEST, Kind.WEEKLY, Kind.ASSIGNED, Kind.SENT, Kind.RETURNED, Kind.ENDORSED),
    *(Kind.OFFERED, Kind.MENTION, Kind.PROOF_RETURNED, Kind.ERRAND, Kind.MEETING, Kind.PAIR_NEWS, Kind.SURVEY),
    *(Kind.REPORT, Kind.REPORT_READY, Kind.AGREEMENT),
)


class LetterQuerySet(TenantQuerySet):
    def waiting(self) -> Self:
        return self.filter(status__in=[Letter.Status.NEW, Letter.Status.SENDING])

    def due(self, now: datetime) -> Self:
        """To be sent now: new ones, and those whose sender has not come back before its lease was over."""
        free = Q(status=Letter.Status.NEW) | Q(lease_until__lt=now)
        return self.waiting().filter(free, due_at__lte=now)


class Letter(TenantModel):
    """One row per (recipient, occasion); `key` is unique, so a producer may run twice.

    Ids only in the payload: the text is written at send time under the recipient's scope.
    """

    tenant_class = "outbox"

    class Status(models.TextChoices):
        NEW = "new", "ждёт"
        SENDING = "sending", "отправляется"
        SENT = "sent", "отправлено"
        SKIPPED = "skipped", "не понадобилось"
        DEAD = "dead", "не удалось"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    address = models.EmailField("адрес")
    kind = models.CharField("вид", max_length=30, choices=Kind.choices)
    key = models.CharField("повод", max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    status = models.CharField("состояние", max_length=10, choices=Status.choices, default=Status.NEW)
    due_at = models.DateTimeField("отправить после")
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "письмо"
        verbose_name_plural = "письма"
        indexes = [
            models.Index(fields=["due_at", "id"], name="letter_todo", condition=Q(status__in=["new", "sending"])),
            models.Index(fields=["organization", "due_at"], name="letter_organization"),
            models.Index(fields=["municipality_id"], name="letter_municipality"),
            models.Index(fields=["region_id"], name="letter_region"),
        ]

    def __str__(self) -> str:
        return self.key

    @classmethod
    def visible(cls, scope: Scope) -> Q:
        return Q(pk__in=())


class NoticeQuerySet(TenantQuerySet):
    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notice(TenantModel):
    """A line of a person's inbox. Text of the program's own words and titles of activities, no names of children."""

    tenant_class = "inbox"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField("вид", max_length=30, choices=Kind.choices)
    key = models.CharField("повод", max_length=200)
    title = models.CharField("о чём", max_length=300)
    url = models.CharField("ссылка", max_length=300)
    created_at = models.DateTimeField("когда")
    read_at = models.DateTimeField("прочитано", null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "сообщение"
        verbose_name_plural = "сообщения"
        constraints = [models.UniqueConstraint(fields=["organization", "account", "key"], name="notice_occasion_uniq")]
        indexes = [
            models.Index(fields=["account", "read_at", "created_at"], name="notice_account"),
            models.Index(fields=["municipality_id"], name="notice_municipality"),
            models.Index(fields=["region_id"], name="notice_region"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible(cls, scope: Scope) -> Q:
        return Q(account_id=scope.account) if scope.account else Q(pk__in=())


class Mute(models.Model):
    """A kind of letters the person switched off (by one click in a letter or in the settings)."""

    tenant_class = "account"

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField("вид", max_length=30, choices=Kind.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "отказ от писем"
        verbose_name_plural = "отказы от писем"
        constraints = [models.UniqueConstraint(fields=["account", "kind"], name="mute_account_kind_uniq")]

    def __str__(self) -> str:
        return self.kind


class PauseQuerySet(models.QuerySet["Pause"]):
    def covering(self, day: date) -> Self:
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Pause(models.Model):
    """Days, both ends included, on which a person wants no letters; the inbox goes on. One per person."""

    tenant_class = "account"

    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    starts_on = models.DateField("не писать с")
    ends_on = models.DateField("по")

    objects = PauseQuerySet.as_manager()

    class Meta:
        verbose_name = "перерыв в письмах"
        verbose_name_plural = "перерывы в письмах"
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="pause_period")]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"
