"""The public questionnaire: links the curator hands out, and what comes back through them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.fields import TenantForeignKey
from core.models import PersonalModel, TenantModel
from mentoring.models.bases import Participation
from mentoring.models.consents import new_code
from mentoring.models.people import Person
from mentoring.models.programme import Side, TargetModel


class IntakeLink(TenantModel):
    """An address for one audience. What is asked beyond the fixed questions is data: `questions`."""

    class Audience(models.TextChoices):
        TEACHER = "teacher", "педагоги"
        PUPIL = "pupil", "ученики с 14 лет"
        PARENT = "parent", "родители за ребёнка"
        PARTNER = "partner", "партнёры и выпускники"

    code = models.CharField("код", max_length=10, default=new_code, unique=True)
    title = models.CharField("название", max_length=200)
    audience = models.CharField("кому", max_length=7, choices=Audience.choices)
    side = models.CharField("кого ищем", max_length=6, choices=Side.choices)
    model = models.CharField("модель", max_length=7, choices=TargetModel.choices)
    school_year = models.PositiveSmallIntegerField("учебный год")
    greeting = models.TextField("кто и зачем спрашивает", blank=True)
    questions = models.JSONField("вопросы", default=list)  # mentoring.intake.questions
    opens_on = models.DateField("открыта с", null=True, blank=True)
    closes_on = models.DateField("открыта до", null=True, blank=True)
    limit = models.PositiveIntegerField("не больше заявок", null=True, blank=True)
    closed_at = models.DateTimeField("закрыта", null=True, blank=True)
    last_number = models.PositiveIntegerField("последний номер", default=0, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField("создана")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "публичная анкета"
        verbose_name_plural = "публичные анкеты"
        constraints = [models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="intakelink_period")]
        indexes = [
            models.Index(fields=["organization", "school_year"], name="intakelink_organization"),
            models.Index(fields=["municipality_id"], name="intakelink_municipality"),
            models.Index(fields=["region_id"], name="intakelink_region"),
        ]

    def __str__(self) -> str:
        return self.title


class Application(PersonalModel):
    """An answered questionnaire. It becomes a person with a participation when the curator accepts it.

    `consents` hold what was agreed on the screen: purpose, wording, moment, address, the text as it was shown.
    `client_key` is made with the form: sent twice, there is one application.
    """

    class State(models.TextChoices):
        NEW = "new", "Новая"
        ASKED = "asked", "Уточняется"
        ACCEPTED = "accepted", "Принята"
        DECLINED = "declined", "Отклонена"

    link = TenantForeignKey(IntakeLink, models.PROTECT, related_name="applications", verbose_name="анкета")
    number = models.PositiveIntegerField("номер")
    client_key = models.UUIDField(default=uuid.uuid4, editable=False)
    state = models.CharField("состояние", max_length=8, choices=State.choices, default=State.NEW)
    answers = models.JSONField("ответы", default=dict)
    consents = models.JSONField("согласия", default=list)
    submitted_at = models.DateTimeField("подана")
    address = models.GenericIPAddressField("адрес", null=True, blank=True)
    person = TenantForeignKey(Person, models.SET_NULL, null=True, related_name="applications", verbose_name="человек")
    participation = TenantForeignKey(
        Participation, models.SET_NULL, null=True, related_name="applications", verbose_name="участие"
    )
    decided_at = models.DateTimeField("решено", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    message = models.TextField("что написано заявителю", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "заявка"
        verbose_name_plural = "заявки"
        constraints = [
            models.UniqueConstraint(fields=["organization", "link", "number"], name="application_number_uniq"),
            models.UniqueConstraint(fields=["organization", "client_key"], name="application_key_uniq"),
        ]
        indexes = [
            models.Index(fields=["organization", "state", "submitted_at"], name="application_list"),
            models.Index(fields=["organization", "person"], name="application_person"),
            models.Index(fields=["municipality_id"], name="application_municipality"),
            models.Index(fields=["region_id"], name="application_region"),
        ]

    def __str__(self) -> str:
        return f"Заявка № {self.number}"

    @property
    def email(self) -> str:
        return str(self.answers.get("email", ""))
