"""Consents: a separate paper per purpose, in a kept version of its words."""

import secrets
import uuid
from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.fields import TenantForeignKey
from core.models import PersonalModel, TenantModel, TenantQuerySet
from mentoring.models.people import Guardian, Person

CODE_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without letters that look alike in print


def new_code() -> str:
    """About 50 bits: stands in the QR of a blank, opens nothing without sign-in."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(10))


class Purpose(models.TextChoices):
    """What a consent is for; one paper each (152-ФЗ, wording of 01.09.2025)."""

    PROCESSING = "processing", "обработка персональных данных"
    DISSEMINATION = "dissemination", "распространение: сайт, фото, имя"
    TRANSFER = "transfer", "передача третьему лицу"
    SPECIAL = "special", "специальные категории данных"
    LABOUR = "labour", "работа наставником, ст. 351.8 ТК РФ"


class Signer(models.TextChoices):
    SELF = "self", "сам, с 18 лет"
    GUARDIAN = "guardian", "законный представитель"
    PUPIL = "pupil", "ученик, с 14 лет"


class ConsentText(TenantModel):
    """One version of the words of a purpose. Never changed: who signed it must be able to read it again."""

    tenant_class = "kept"

    purpose = models.CharField("цель", max_length=13, choices=Purpose.choices)
    signer = models.CharField("кто подписывает", max_length=8, choices=Signer.choices)
    number = models.PositiveSmallIntegerField("версия")
    body = models.TextField("текст")  # with tokens of mentoring.consents.texts
    months = models.PositiveSmallIntegerField("срок, месяцев", null=True, blank=True)  # nothing: until withdrawn
    created_at = models.DateTimeField("принят")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = "текст согласия"
        verbose_name_plural = "тексты согласий"
        constraints = [
            models.UniqueConstraint(fields=["organization", "purpose", "signer", "number"], name="consenttext_uniq")
        ]
        indexes = [
            models.Index(fields=["municipality_id"], name="consenttext_municipality"),
            models.Index(fields=["region_id"], name="consenttext_region"),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, версия {self.number}"


class Scan(PersonalModel):
    """The picture of a signed paper, served only through the walls."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("имя файла", max_length=200)
    file = models.FileField("файл", upload_to="scans", max_length=200)
    size = models.PositiveIntegerField("размер")
    content_type = models.CharField("вид", max_length=100)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    uploaded_at = models.DateTimeField("загружен")

    class Meta:
        verbose_name = "скан"
        verbose_name_plural = "сканы"
        indexes = [
            models.Index(fields=["organization", "uploaded_at"], name="scan_organization"),
            models.Index(fields=["municipality_id"], name="scan_municipality"),
            models.Index(fields=["region_id"], name="scan_region"),
        ]

    def __str__(self) -> str:
        return self.name


SOON = timedelta(days=30)  # before its end a consent counts as expiring: its successor may be signed


class ConsentQuerySet(TenantQuerySet):
    def in_force(self, day: date) -> Self:
        """Given, not withdrawn, not over on the day."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day), state=Consent.State.GIVEN)


class Consent(PersonalModel):
    """One paper of one signer for one purpose. At most one is given at a time; its successor may be asked for."""

    class State(models.TextChoices):
        ASKED = "asked", "Ждёт подписи"
        GIVEN = "given", "Дано"
        REFUSED = "refused", "Отказ"
        WITHDRAWN = "withdrawn", "Отозвано"
        VOID = "void", "Не действует"

    class Method(models.TextChoices):
        SCREEN = "screen", "На экране"
        PAPER = "paper", "На бумаге"

    person = TenantForeignKey(Person, models.CASCADE, related_name="consents", verbose_name="человек")
    guardian = TenantForeignKey(
        Guardian, models.SET_NULL, null=True, blank=True, related_name="consents", verbose_name="представитель"
    )
    wording = TenantForeignKey(ConsentText, models.PROTECT, related_name="consents", verbose_name="текст")
    purpose = models.CharField("цель", max_length=13, choices=Purpose.choices)
    signer = models.CharField("кто подписывает", max_length=8, choices=Signer.choices)
    state = models.CharField("состояние", max_length=9, choices=State.choices, default=State.ASKED)
    method = models.CharField("как дано", max_length=6, choices=Method.choices, blank=True)
    code = models.CharField("код бланка", max_length=10, default=new_code, unique=True)
    asked_at = models.DateTimeField("бланк выдан")
    given_at = models.DateTimeField("дано", null=True, blank=True)
    address = models.GenericIPAddressField("адрес", null=True, blank=True)
    shown = models.TextField("показанный текст", blank=True)  # what stood on the screen or the blank, word for word
    ticked = models.JSONField("отмечено", default=list, blank=True)  # words of the boxes ticked on the screen
    valid_until = models.DateField("действует до", null=True, blank=True)
    ended_at = models.DateTimeField("отозвано", null=True, blank=True)
    ended_reason = models.CharField("почему не действует", max_length=200, blank=True)
    scan = TenantForeignKey(Scan, models.SET_NULL, null=True, blank=True, related_name="consents", verbose_name="скан")
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "согласие"
        verbose_name_plural = "согласия"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person", "purpose", "signer", "state"],
                name="consent_one_live",
                condition=Q(state__in=["asked", "given"]),
            ),
            models.CheckConstraint(
                condition=~Q(state="given") | Q(given_at__isnull=False) & ~Q(method=""), name="consent_given"
            ),
            models.CheckConstraint(condition=Q(ended_at__gte=F("asked_at")), name="consent_ended"),
        ]
        indexes = [
            models.Index(fields=["organization", "person"], name="consent_person"),
            models.Index(fields=["organization", "valid_until"], name="consent_valid"),
            models.Index(fields=["municipality_id"], name="consent_municipality"),
            models.Index(fields=["region_id"], name="consent_region"),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.get_state_display()}"

    def is_over(self, day: date) -> bool:
        return self.valid_until is not None and self.valid_until < day

    def is_expiring(self, day: date) -> bool:
        """Near its end or over: a new paper may be asked for."""
        return self.state == self.State.GIVEN and self.valid_until is not None and self.valid_until <= day + SOON
