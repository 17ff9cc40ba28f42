"""A secret address for a representative: opens the papers of one child, nothing else, for a while."""

import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from core.fields import TenantForeignKey
from core.models import PersonalModel
from mentoring.models.consents import Purpose
from mentoring.models.people import Guardian, Person


def new_seed() -> str:
    """The token is derived from it and SECRET_KEY: the row alone opens nothing."""
    return secrets.token_urlsafe(24)


class ConsentLink(PersonalModel):
    """Given out by a curator, shown as a QR or sent by letter; the digest of its token finds it again."""

    person = TenantForeignKey(Person, models.CASCADE, related_name="consent_links", verbose_name="ребёнок")
    guardian = TenantForeignKey(
        Guardian, models.CASCADE, related_name="consent_links", verbose_name="законный представитель"
    )
    purposes = ArrayField(models.CharField(max_length=13, choices=Purpose.choices), verbose_name="о чём просят")
    seed = models.CharField(max_length=40, default=new_seed, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField("создана")
    expires_at = models.DateTimeField("действует до")
    sent_at = models.DateTimeField("отправлена письмом", null=True, blank=True)
    revoked_at = models.DateTimeField("отключена", null=True, blank=True)

    class Meta:
        verbose_name = "ссылка для согласий"
        verbose_name_plural = "ссылки для согласий"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "guardian"], name="consentlink_one_live", condition=Q(revoked_at=None)
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="consentlink_term"),
        ]
        indexes = [
            models.Index(fields=["organization", "person"], name="consentlink_person"),
            models.Index(fields=["municipality_id"], name="consentlink_municipality"),
            models.Index(fields=["region_id"], name="consentlink_region"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
