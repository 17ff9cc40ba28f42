"""The personal-data centre: how long data are kept, what was asked by their subjects, what was destroyed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.fields import TenantForeignKey
from core.models import PersonalModel, TenantModel
from mentoring.models.people import Person


class RetentionRule(TenantModel):
    """How long a category is kept after its purpose is reached; nothing kept here: the default of the program."""

    class Category(models.TextChoices):
        WITHDRAWN = "withdrawn", "люди, отозвавшие согласие"
        LEFT = "left", "люди, которые ушли"
        COMPLETED = "completed", "люди, завершившие программу"
        APPLICATIONS = "applications", "отклонённые заявки"
        CLOSED = "closed", "закрытые сведения ушедших"

    category = models.CharField("категория", max_length=12, choices=Category.choices)
    months = models.PositiveSmallIntegerField("хранить месяцев")

    class Meta:
        verbose_name = "срок хранения"
        verbose_name_plural = "сроки хранения"
        constraints = [
            models.UniqueConstraint(fields=["organization", "category"], name="retentionrule_category_uniq"),
            models.CheckConstraint(condition=Q(months__range=(1, 900)), name="retentionrule_months"),
        ]
        indexes = [
            models.Index(fields=["municipality_id"], name="retentionrule_municipality"),
            models.Index(fields=["region_id"], name="retentionrule_region"),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}: {self.months}"


class DestructionAct(TenantModel):
    """The act of destruction: who, what, why, when. It survives the people it is about and names none of them."""

    tenant_class = "kept"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField("номер")
    made_at = models.DateTimeField("составлен")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField("основание", max_length=200)
    subjects = models.JSONField("субъекты", default=list)  # pseudonyms, never names
    categories = models.JSONField("что уничтожено", default=dict)  # {category: number of rows}
    file = models.FileField("акт", upload_to="acts", max_length=200)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "акт об уничтожении"
        verbose_name_plural = "акты об уничтожении"
        constraints = [models.UniqueConstraint(fields=["organization", "number"], name="destructionact_number_uniq")]
        indexes = [
            models.Index(fields=["municipality_id"], name="destructionact_municipality"),
            models.Index(fields=["region_id"], name="destructionact_region"),
        ]

    def __str__(self) -> str:
        return f"Акт № {self.number}"


class SubjectRequest(PersonalModel):
    """What a person, or a parent, asks about the data: to be answered within 10 working days (152-ФЗ)."""

    class Kind(models.TextChoices):
        ACCESS = "access", "что о нём хранится"
        CORRECT = "correct", "исправить"
        WITHDRAW = "withdraw", "отозвать согласие"
        ERASE = "erase", "удалить"

    person = TenantForeignKey(Person, models.CASCADE, related_name="subject_requests", verbose_name="человек")
    kind = models.CharField("о чём просит", max_length=8, choices=Kind.choices)
    received_on = models.DateField("получен")
    due_on = models.DateField("ответить до")
    note = models.TextField("суть", blank=True)
    answered_at = models.DateTimeField("исполнен", null=True, blank=True)
    answer = models.TextField("что сделано", blank=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = "запрос субъекта"
        verbose_name_plural = "запросы субъектов"
        indexes = [
            models.Index(fields=["organization", "due_on"], name="subjectrequest_due"),
            models.Index(fields=["organization", "person"], name="subjectrequest_person"),
            models.Index(fields=["municipality_id"], name="subjectrequest_municipality"),
            models.Index(fields=["region_id"], name="subjectrequest_region"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
