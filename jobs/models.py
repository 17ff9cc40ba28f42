"""Work that takes longer than a page may wait, and the file it ends in."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.models import PersonalModel, TenantQuerySet


class JobQuerySet(TenantQuerySet):
    def waiting(self) -> Self:
        return self.filter(finished_at=None)

    def free(self, now: datetime) -> Self:
        """Still to be done, and by nobody now: never begun, or its worker has not come back in time."""
        return self.waiting().filter(Q(lease_until=None) | Q(lease_until__lt=now))


class Job(PersonalModel):
    """Asked for a purpose and written down before it is done; the file belongs to who asked and is gone after a day.

    `parameters` and `state` hold ids, codes and numbers, never words about people. `state` is what the successor of a
    killed worker goes on from. A file that was handed out at once is a finished row without a file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("что", max_length=30)  # a key of settings.JOBS, or what was handed out at once
    purpose = models.CharField("зачем", max_length=200)
    parameters = models.JSONField(default=dict)
    state = models.JSONField(default=dict)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    file_name = models.CharField("имя файла", max_length=200, blank=True)
    file = models.FileField("файл", upload_to="exports", max_length=200, blank=True)
    url = models.CharField("где ответ", max_length=200, blank=True)  # of a job that ends without a file
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.CharField("что не так", max_length=500, blank=True)
    asked_at = models.DateTimeField("запрошена")
    finished_at = models.DateTimeField("закончена", null=True, blank=True)
    expires_at = models.DateTimeField("доступна до", null=True, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "долгая операция"
        verbose_name_plural = "долгие операции"
        indexes = [
            models.Index(fields=["asked_at"], name="job_waiting", condition=Q(finished_at=None)),
            models.Index(fields=["organization", "asked_at"], name="job_organization"),
            models.Index(fields=["municipality_id"], name="job_municipality"),
            models.Index(fields=["region_id"], name="job_region"),
        ]

    def __str__(self) -> str:
        return self.kind

    def get_absolute_url(self) -> str:
        return reverse("job_detail", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.finished_at is None

    def is_over(self, now: datetime) -> bool:
        """Its file had its day."""
        return self.expires_at is not None and (self.expires_at < now or not self.file)
