"""What a person put off in «Что сегодня»."""

from django.conf import settings
from django.db import models

from roadmaps.models.activities import Occurrence


class Deferral(models.Model):
    """Until the day the term stands under «Позже» of this one person; nothing else changes, nobody else reads it.

    The reference has no constraint: whoever rewrites the terms of a map does not see this row and could not remove it.
    A row without its term is shown nowhere, and goes with the next thing the person puts off after its day.
    """

    tenant_class = "account"

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    occurrence = models.ForeignKey(
        Occurrence, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False, verbose_name="срок"
    )
    until_on = models.DateField("отложено до")
    reason = models.CharField("почему", max_length=200)
    made_at = models.DateTimeField("когда")

    class Meta:
        verbose_name = "отложенное дело"
        verbose_name_plural = "отложенные дела"
        constraints = [models.UniqueConstraint(fields=["account", "occurrence"], name="deferral_one_each")]

    def __str__(self) -> str:
        return f"до {self.until_on:%d.%m.%Y}"
