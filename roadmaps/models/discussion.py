"""What people say about an activity, and proofs that are not files."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from core.fields import TenantForeignKey
from core.models import PersonalModel
from roadmaps.models.activities import Activity, Occurrence
from schools.models import Membership


class Comment(PersonalModel):
    """Personal: staff may name a child here, so upper levels never read it."""

    activity = TenantForeignKey(Activity, models.CASCADE, related_name="comments", verbose_name="мероприятие")
    author = TenantForeignKey(Membership, models.PROTECT, related_name="+", verbose_name="кто")
    text = models.TextField("сообщение")
    mentions = ArrayField(models.BigIntegerField(), default=list, blank=True)  # ids of memberships
    made_at = models.DateTimeField("когда")
    removed_at = models.DateTimeField("удалено", null=True, blank=True)

    class Meta:
        verbose_name = "сообщение"
        verbose_name_plural = "обсуждение"
        indexes = [
            models.Index(fields=["organization", "activity", "made_at"], name="comment_activity"),
            models.Index(fields=["municipality_id"], name="comment_municipality"),
            models.Index(fields=["region_id"], name="comment_region"),
        ]

    def __str__(self) -> str:
        return self.text


class EvidenceLink(PersonalModel):
    """A page or a disk where the proof lies, instead of a file."""

    occurrence = TenantForeignKey(Occurrence, models.CASCADE, related_name="links", verbose_name="срок")
    url = models.URLField("адрес", max_length=500)
    title = models.CharField("что там", max_length=200, blank=True)
    added_at = models.DateTimeField("когда")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = "ссылка"
        verbose_name_plural = "ссылки"
        indexes = [
            models.Index(fields=["organization", "occurrence"], name="evidencelink_occurrence"),
            models.Index(fields=["municipality_id"], name="evidencelink_municipality"),
            models.Index(fields=["region_id"], name="evidencelink_region"),
        ]

    def __str__(self) -> str:
        return self.title or self.url
