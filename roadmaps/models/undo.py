"""What the last action in a table changed, so that it can be taken back."""

from django.conf import settings
from django.db import models

from core.fields import TenantForeignKey
from core.models import PersonalModel
from roadmaps.models.maps import Roadmap


class Undo(PersonalModel):
    """One action on rows of a roadmap: a person has at most one for each roadmap, the latest.

    Its rows may name people who are no longer in the roadmap, so that no level above reads it.
    """

    class Kind(models.TextChoices):
        EDIT = "edit", "Изменено"
        REMOVE = "remove", "Удалено"
        MOVE = "move", "Переставлено"

    roadmap = TenantForeignKey(Roadmap, models.CASCADE, related_name="+", verbose_name="карта")
    kind = models.CharField("что", max_length=8, choices=Kind.choices)
    rows = models.JSONField("строки")  # as `roadmaps.actions.undo.Kept`
    made_at = models.DateTimeField("когда")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        verbose_name = "отмена действия"
        verbose_name_plural = "отмены действий"
        constraints = [models.UniqueConstraint(fields=["organization", "roadmap", "made_by"], name="undo_one_each")]
        indexes = [
            models.Index(fields=["municipality_id"], name="undo_municipality"),
            models.Index(fields=["region_id"], name="undo_region"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
