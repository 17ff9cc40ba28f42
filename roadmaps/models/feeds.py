"""A calendar address a person gave to a calendar program."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from roadmaps.models.maps import Roadmap
from schools.models import Membership


class CalendarFeed(models.Model):
    """Whoever knows the address reads it without signing in: no names, revoked by one click.

    Only the digest of the secret is kept. `roadmap` is empty for «Мои мероприятия».
    """

    tenant_class = "account"

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+", db_index=False)
    roadmap = models.ForeignKey(Roadmap, models.CASCADE, null=True, related_name="+", db_index=False)
    secret = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField("создана")
    revoked_at = models.DateTimeField("отозвана", null=True, blank=True)
    read_at = models.DateTimeField("прочитана", null=True, blank=True)

    class Meta:
        verbose_name = "подписка на календарь"
        verbose_name_plural = "подписки на календарь"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "membership", "roadmap"],
                name="calendarfeed_one_live",
                condition=Q(revoked_at=None),
                nulls_distinct=False,
            )
        ]
        indexes = [models.Index(fields=["account"], name="calendarfeed_account")]

    def __str__(self) -> str:
        return str(self.pk)
