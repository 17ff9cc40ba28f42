"""An activity, what it consists of, who answers for it, and when it falls due."""

import uuid
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.roles import Role
from core.fields import TenantForeignKey
from core.http import address_of
from core.models import PersonalModel, TenantModel, TenantQuerySet
from roadmaps.models.maps import Roadmap, Stage
from roadmaps.models.subjects import Subject
from roadmaps.work import CLAIMED, OPEN, UNSETTLED
from schools.models import Membership, Organization


class Activity(TenantModel):
    """A row of the roadmap. `term_text` keeps the words of the document beside their reading."""

    class TermKind(models.TextChoices):
        DATE = "date", "дата"
        MONTH = "month", "месяц"
        RANGE = "range", "период"
        LIST = "list", "несколько сроков"
        RECURRING = "recurring", "повторяется"
        CONTINUOUS = "continuous", "весь период"
        ON_DEMAND = "on_demand", "по запросу"
        UNKNOWN = "unknown", "не понят"

    class Evidence(models.TextChoices):
        """Whether a document is asked when the activity is marked done."""

        BY_RESULT = "by_result", "По ожидаемому результату"
        REQUIRED = "required", "Нужен документ"
        NOT_NEEDED = "not_needed", "Документ не нужен"

    class Addressed(models.TextChoices):
        """Below: every school (or municipality) gets the activity as a proposal."""

        SCHOOLS = "school", "Школам"
        MUNICIPALITIES = "municipality", "Муниципалитетам"

    roadmap = TenantForeignKey(Roadmap, models.CASCADE, related_name="activities", verbose_name="карта")
    stage = TenantForeignKey(Stage, models.CASCADE, related_name="activities", verbose_name="этап")
    position = models.PositiveSmallIntegerField("порядок")
    number = models.CharField("номер", max_length=20, blank=True)
    name = models.TextField("мероприятие")
    audience = models.TextField("целевая аудитория", blank=True)
    term_text = models.TextField("срок словами", blank=True)
    term_kind = models.CharField("вид срока", max_length=12, choices=TermKind.choices, default=TermKind.UNKNOWN)
    term_rrule = models.CharField("правило повтора", max_length=200, blank=True)
    term_note = models.CharField("пояснение к сроку", max_length=500, blank=True)
    expected_result = models.TextField("ожидаемый результат", blank=True)
    responsible_text = models.TextField("ответственные словами", blank=True)
    subject = models.CharField("о чём", max_length=30, choices=Subject.choices, blank=True)
    event_kind = models.CharField("вид события", max_length=120, blank=True)  # of a row of the plan of events
    evidence = models.CharField("подтверждение", max_length=10, choices=Evidence.choices, default=Evidence.BY_RESULT)
    addressed_to = models.CharField("кому поручено", max_length=12, choices=Addressed.choices, blank=True)
    compulsory = models.BooleanField("обязательно для карт школ", default=False)
    removed_on = models.DateField("исключено", null=True, blank=True)
    removal_reason = models.CharField("почему исключено", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "stage", "position"],
                name="activity_position_uniq",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]
        indexes = [
            models.Index(fields=["organization", "roadmap", "position"], name="activity_roadmap"),
            models.Index(fields=["municipality_id"], name="activity_municipality"),
            models.Index(fields=["region_id"], name="activity_region"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("activity_detail", self.pk)


class ContentLine(TenantModel):
    """One item of the activity's content, ticked when done."""

    activity = TenantForeignKey(Activity, models.CASCADE, related_name="lines", verbose_name="мероприятие")
    position = models.PositiveSmallIntegerField("порядок")
    text = models.TextField("содержание")
    done_at = models.DateTimeField("отмечено", null=True, blank=True)

    class Meta:
        verbose_name = "пункт содержания"
        verbose_name_plural = "пункты содержания"
        indexes = [
            models.Index(fields=["organization", "activity", "position"], name="line_activity"),
            models.Index(fields=["municipality_id"], name="line_municipality"),
            models.Index(fields=["region_id"], name="line_region"),
        ]

    def __str__(self) -> str:
        return self.text


class Responsible(TenantModel):
    """One of those who answer for an activity: a person, whoever holds a role that day, a body, or words only."""

    class Kind(models.TextChoices):
        PERSON = "person", "Человек"
        ROLE = "role", "Роль"
        BODY = "body", "Организация"
        TEXT = "text", "Текст"

    activity = TenantForeignKey(Activity, models.CASCADE, related_name="responsibles", verbose_name="мероприятие")
    position = models.PositiveSmallIntegerField("порядок")
    kind = models.CharField("кто", max_length=10, choices=Kind.choices)
    person = TenantForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="человек"
    )
    role = models.CharField("роль", max_length=30, choices=Role.choices, blank=True)
    body = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="организация"
    )
    text = models.CharField("словами", max_length=500)
    for_level = models.CharField("на каком уровне", max_length=12, choices=Organization.Level.choices, blank=True)

    class Meta:
        verbose_name = "ответственный"
        verbose_name_plural = "ответственные"
        constraints = [
            models.CheckConstraint(condition=~Q(kind="person") | Q(person__isnull=False), name="responsible_person"),
            models.CheckConstraint(condition=~Q(kind="role") | ~Q(role=""), name="responsible_role"),
            models.CheckConstraint(condition=~Q(kind="body") | Q(body__isnull=False), name="responsible_body"),
        ]
        indexes = [
            models.Index(fields=["organization", "activity", "position"], name="responsible_activity"),
            models.Index(fields=["municipality_id"], name="responsible_municipality"),
            models.Index(fields=["region_id"], name="responsible_region"),
        ]

    def __str__(self) -> str:
        return self.text


class OccurrenceQuerySet(TenantQuerySet):
    def unfinished(self) -> Self:
        """What waits for somebody's hand."""
        return self.filter(state__in=OPEN)

    def unsettled(self) -> Self:
        """Neither done nor cancelled: what waits to be looked at as well."""
        return self.filter(state__in=UNSETTLED)

    def overdue(self, on: date) -> Self:
        return self.unfinished().filter(due_on__lt=on)


class Occurrence(TenantModel):
    """One window of an activity, due at its end. Overdue is derived, never stored. No dates: on demand or not read.

    `for_level` is empty but where one activity has two terms for two levels: then it concerns the responsible of that
    level only. In review it keeps the day and the person of the claim; a return takes both away.
    """

    class State(models.TextChoices):
        NOT_STARTED = "not_started", "Не начато"
        IN_PROGRESS = "in_progress", "В работе"
        REVIEW = "review", "На проверке"
        DONE = "done", "Выполнено"
        CANCELLED = "cancelled", "Отменено"

    roadmap = TenantForeignKey(Roadmap, models.CASCADE, related_name="occurrences", verbose_name="карта")
    activity = TenantForeignKey(Activity, models.CASCADE, related_name="occurrences", verbose_name="мероприятие")
    starts_on = models.DateField("начало", null=True, blank=True)
    due_on = models.DateField("срок", null=True, blank=True)
    state = models.CharField("состояние", max_length=12, choices=State.choices, default=State.NOT_STARTED)
    done_on = models.DateField("выполнено", null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    note = models.TextField("примечание", blank=True)
    files_count = models.PositiveSmallIntegerField("файлов", default=0)
    for_level = models.CharField("для кого срок", max_length=12, choices=Organization.Level.choices, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = "срок мероприятия"
        verbose_name_plural = "сроки мероприятий"
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None, due_on=None) | Q(due_on__gte=models.F("starts_on")),
                name="occurrence_window",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLAIMED, done_on__isnull=False) | (~Q(state__in=CLAIMED) & Q(done_on=None)),
                name="occurrence_done_on",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "roadmap", "due_on"], name="occurrence_roadmap"),
            models.Index(fields=["organization", "activity"], name="occurrence_activity"),
            models.Index(
                fields=["organization", "due_on"],
                name="occurrence_open",
                condition=Q(state__in=OPEN),
            ),
            models.Index(fields=["municipality_id", "due_on"], name="occurrence_municipality"),
            models.Index(fields=["region_id", "due_on"], name="occurrence_region"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.due_on}"


def attachment_path(attachment: "Attachment", name: str) -> str:
    """Random name: neither the user's words nor an extension reach the disk."""
    return f"evidence/{attachment.organization_id}/{attachment.pk}"


class Attachment(PersonalModel):
    """A file that proves an occurrence. Personal: a protocol may name children, so upper levels see only the count."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    occurrence = TenantForeignKey(Occurrence, models.CASCADE, related_name="attachments", verbose_name="срок")
    file = models.FileField(upload_to=attachment_path)
    name = models.CharField("имя файла", max_length=200)
    size = models.PositiveIntegerField("размер, байт")
    content_type = models.CharField("тип", max_length=100)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    uploaded_at = models.DateTimeField("загружен")

    class Meta:
        verbose_name = "файл"
        verbose_name_plural = "файлы"
        indexes = [
            models.Index(fields=["organization", "occurrence"], name="attachment_occurrence"),
            models.Index(fields=["municipality_id"], name="attachment_municipality"),
            models.Index(fields=["region_id"], name="attachment_region"),
        ]

    def __str__(self) -> str:
        return self.name
