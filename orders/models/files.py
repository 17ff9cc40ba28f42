"""What is stored beside an order: made once, never changed."""

import uuid

from django.db import models

from core.fields import TenantForeignKey
from core.models import PersonalModel
from orders.models.orders import Order


class OrderFile(PersonalModel):
    """The stored print of a registered order: made once, served as it is for ever."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = TenantForeignKey(Order, models.CASCADE, related_name="files")
    kind = models.CharField("вид", max_length=4, choices=Kind.choices, default=Kind.PDF)
    content = models.BinaryField()
    size = models.PositiveIntegerField("размер, байт")
    sha256 = models.CharField(max_length=64)
    engine = models.CharField("чем напечатан", max_length=60)
    created_at = models.DateTimeField("создан")

    class Meta:
        verbose_name = "файл приказа"
        verbose_name_plural = "файлы приказов"
        constraints = [models.UniqueConstraint(fields=["organization", "order", "kind"], name="orderfile_kind_uniq")]
        indexes = [
            models.Index(fields=["municipality_id"], name="orderfile_municipality"),
            models.Index(fields=["region_id"], name="orderfile_region"),
        ]

    def __str__(self) -> str:
        return self.sha256
