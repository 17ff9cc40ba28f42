"""Work the program puts before the curator, tables on their way in, saved filters."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.fields import TenantForeignKey
from core.models import PersonalModel
from mentoring.models.people import Person


class Errand(PersonalModel):
    """Something a curator has to do about a person: a consent was withdrawn, a pupil turned 14.

    `occasion` names the cause once and for all: the same cause never opens a second errand.
    """

    class Kind(models.TextChoices):
        WITHDRAWN = "withdrawn", "Согласие отозвано"
        EXPIRING = "expiring", "Согласие истекает"
        CLEARANCE = "clearance", "Допуск истекает"
        TURNED_14 = "turned_14", "Исполнилось 14 лет"
        TURNED_18 = "turned_18", "Исполнилось 18 лет"
        GUARDIAN = "guardian", "Сменился законный представитель"
        REFUSED = "refused", "В согласии отказано"
        LEFT = "left", "Человек ушёл"
        ANSWER = "answer", "Запрос субъекта данных"
        RETENTION = "retention", "Истёк срок хранения"

    kind = models.CharField("о чём", max_length=9, choices=Kind.choices)
    person = TenantForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="errands", verbose_name="человек"
    )
    text = models.CharField("что сделать", max_length=300)
    occasion = models.CharField(max_length=100, editable=False)
    due_on = models.DateField("срок")
    opened_at = models.DateTimeField("возникло")
    closed_at = models.DateTimeField("сделано", null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = "дело куратора"
        verbose_name_plural = "дела куратора"
        constraints = [models.UniqueConstraint(fields=["organization", "occasion"], name="errand_occasion_uniq")]
        indexes = [
            models.Index(fields=["organization", "due_on"], name="errand_open", condition=Q(closed_at=None)),
            models.Index(fields=["municipality_id"], name="errand_municipality"),
            models.Index(fields=["region_id"], name="errand_region"),
        ]

    def __str__(self) -> str:
        return self.text


class PeopleImport(PersonalModel):
    """A spreadsheet of people between the steps of the wizard; what it made can be undone for 24 hours.

    `rows` are kept as they were read with the corrections of the person; `made` lists ids with the versions they had.
    """

    class Status(models.TextChoices):
        READING = "reading", "Читается"
        COLUMNS = "columns", "Столбцы"
        CHECKING = "checking", "Проверяется"
        REVIEW = "review", "На проверке"
        LOADING = "loading", "Загружается"
        DONE = "done", "Загружено"
        UNDONE = "undone", "Отменено"
        FAILED = "failed", "Не прочитано"

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    file_name = models.CharField("файл", max_length=200, blank=True)
    source = models.BinaryField("содержимое", null=True)  # removed with the last step or after a day
    sha256 = models.CharField(max_length=64, blank=True)
    status = models.CharField("состояние", max_length=8, choices=Status.choices, default=Status.READING)
    school_year = models.PositiveSmallIntegerField("учебный год")
    choices = models.JSONField(default=dict)  # side, model, encoding, delimiter, header row, columns
    rows = models.JSONField(default=list)
    made = models.JSONField(default=dict)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    problem = models.CharField("что не так", max_length=500, blank=True)
    created_at = models.DateTimeField("загружен")
    finished_at = models.DateTimeField("завершён", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "загрузка людей"
        verbose_name_plural = "загрузки людей"
        indexes = [
            models.Index(fields=["organization", "created_at"], name="peopleimport_organization"),
            models.Index(fields=["municipality_id"], name="peopleimport_municipality"),
            models.Index(fields=["region_id"], name="peopleimport_region"),
        ]

    def __str__(self) -> str:
        return self.file_name or "вставленная таблица"


class SavedFilter(models.Model):
    """A named query string of a list: belongs to an account, names nobody."""

    tenant_class = "account"

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    page = models.CharField("список", max_length=40)
    name = models.CharField("название", max_length=60)
    query = models.CharField("отбор", max_length=500)

    class Meta:
        verbose_name = "сохранённый отбор"
        verbose_name_plural = "сохранённые отборы"
        constraints = [models.UniqueConstraint(fields=["account", "page", "name"], name="savedfilter_name_uniq")]

    def __str__(self) -> str:
        return self.name
