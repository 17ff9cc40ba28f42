"""Surveys: a campaign of a school, who is asked, and what came back. Nobody above the school reads any of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.fields import TenantForeignKey
from core.models import PersonalModel
from core.tenancy import Scope
from mentoring.models.matching import new_link_code
from mentoring.models.pairs import Pair, of_own_pairs
from mentoring.models.people import Person
from mentoring.models.programme import MentoringForm


class Voice(models.TextChoices):
    """As whom somebody answers."""

    MENTOR = "mentor", "Наставники"
    MENTEE = "mentee", "Наставляемые"
    PARTNER = "partner", "Партнёры"


class Survey(PersonalModel):
    """One instrument asked of one audience until `due_on`; late answers count until it is closed or too old.

    Everybody has an address of one's own, or `common`: one address for all of an anonymous survey, and no tickets.
    `tags` are the curator's: {"<reply>:<question>": "opportunity" | "threat"} of open answers.
    """

    class Instrument(models.TextChoices):
        BEFORE = "before", "Входная анкета"
        AFTER = "after", "Итоговая анкета"
        INTERIM = "interim", "Промежуточный опрос"
        SATISFACTION = "satisfaction", "Удовлетворённость"
        PARTNER = "partner", "Отзыв партнёра"

    class Audience(models.TextChoices):
        BOTH = "both", "наставники и наставляемые"
        MENTOR = "mentor", "наставники"
        MENTEE = "mentee", "наставляемые"
        PARTNER = "partner", "партнёры"

    code = models.CharField("код", max_length=32, unique=True, default=new_link_code, editable=False)
    title = models.CharField("название", max_length=120)
    instrument = models.CharField("анкета", max_length=12, choices=Instrument.choices)
    form = models.CharField("форма наставничества", max_length=16, choices=MentoringForm.choices, blank=True)
    audience = models.CharField("кто отвечает", max_length=7, choices=Audience.choices)
    school_year = models.PositiveSmallIntegerField("учебный год")
    opens_on = models.DateField("начало")
    due_on = models.DateField("ответить до")
    anonymous = models.BooleanField("анонимно", default=False)
    common = models.BooleanField("одна ссылка на всех", default=False)
    closed_at = models.DateTimeField("закрыт", null=True, blank=True)
    conclusion = models.TextField("вывод", blank=True)
    tags = models.JSONField("пометки ответов", default=dict)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField("создан")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "опрос"
        verbose_name_plural = "опросы"
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("opens_on")), name="survey_period"),
            models.CheckConstraint(condition=Q(common=False) | Q(anonymous=True), name="survey_common"),
        ]
        indexes = [
            models.Index(fields=["organization", "school_year"], name="survey_organization"),
            models.Index(fields=["municipality_id"], name="survey_municipality"),
            models.Index(fields=["region_id"], name="survey_region"),
        ]

    def __str__(self) -> str:
        return self.title


class SurveyTicket(PersonalModel):
    """Who is asked, with an address of one's own. Read by its account too, so it repeats title and last day.

    Of an anonymous survey it tells that somebody has answered, never when.
    """

    tenant_class = "asked"

    survey = TenantForeignKey(Survey, models.CASCADE, related_name="tickets", verbose_name="опрос")
    person = TenantForeignKey(Person, models.CASCADE, related_name="+", verbose_name="кто")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    pair = TenantForeignKey(Pair, models.CASCADE, null=True, related_name="+", verbose_name="пара")
    side = models.CharField("как кто", max_length=7, choices=Voice.choices)
    form = models.CharField("форма наставничества", max_length=16, choices=MentoringForm.choices, blank=True)
    code = models.CharField("код", max_length=32, unique=True, default=new_link_code, editable=False)
    title = models.CharField("название", max_length=120)
    until = models.DateField("последний день")
    answered = models.BooleanField("ответил", default=False)
    sent_on = models.DateField("пригласили", null=True, blank=True)
    reminded_on = models.DateField("напомнили", null=True, blank=True)

    class Meta:
        verbose_name = "приглашение к опросу"
        verbose_name_plural = "приглашения к опросам"
        constraints = [models.UniqueConstraint(fields=["organization", "survey", "person", "side"], name="ticket_once")]
        indexes = [
            models.Index(fields=["organization", "person"], name="ticket_person"),
            models.Index(fields=["account"], name="ticket_account", condition=Q(account__isnull=False)),
            models.Index(fields=["municipality_id"], name="ticket_municipality"),
            models.Index(fields=["region_id"], name="ticket_region"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        return Q(account_id=scope.account) if scope.account else Q(pk__in=())


class SurveyReply(PersonalModel):
    """A filled-in questionnaire; never changed. An anonymous one has no person, no account, no pair, and a key that
    does not tell its order. `client_key` is made with the draft: sent twice, there is one.
    """

    tenant_class = "answer"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = TenantForeignKey(Survey, models.CASCADE, related_name="replies", verbose_name="опрос")
    person = TenantForeignKey(Person, models.CASCADE, null=True, related_name="+", verbose_name="кто")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    pair = TenantForeignKey(Pair, models.CASCADE, null=True, related_name="+", verbose_name="пара")
    side = models.CharField("как кто", max_length=7, choices=Voice.choices)
    form = models.CharField("форма наставничества", max_length=16, choices=MentoringForm.choices, blank=True)
    client_key = models.UUIDField(editable=False)
    values = models.JSONField("ответы", default=dict)  # {question: value}
    mark = models.PositiveSmallIntegerField("удовлетворённость, десятые", null=True, blank=True)  # 10 … 100
    given_on = models.DateField("когда")

    class Meta:
        verbose_name = "ответ на опрос"
        verbose_name_plural = "ответы на опросы"
        constraints = [
            models.UniqueConstraint(fields=["organization", "client_key"], name="reply_key_uniq"),
            models.UniqueConstraint(
                fields=["organization", "survey", "person", "side"],
                name="reply_once",
                condition=Q(person__isnull=False),
            ),
            models.CheckConstraint(condition=Q(mark__range=(10, 100)), name="reply_mark"),
        ]
        indexes = [
            models.Index(fields=["organization", "survey"], name="reply_survey"),
            models.Index(fields=["municipality_id"], name="reply_municipality"),
            models.Index(fields=["region_id"], name="reply_region"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def visible(cls, scope: Scope) -> Q:
        return super().visible(scope) & ~Q(pair_id__in=scope.pairs) & ~of_own_pairs(scope) | cls.own_rows(scope)

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        return Q(account_id=scope.account) if scope.account else Q(pk__in=())
