"""What is stored beside an order: made once, never changed."""

import uuid

from django.conf import settings
from django.db import models

from core.fields import TenantForeignKey
from core.models import PersonalModel
from orders.models.orders import Order


class OrderFile(PersonalModel):
    """The stored print of a registered order: made once, served as it is for ever."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"
        SITE = "site", "Копия для сайта"

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


def scan_path(scan: "OrderScan", name: str) -> str:
    """Random name: neither the user's words nor an extension reach the disk."""
    return f"orders/{scan.organization_id}/{scan.pk}"


class OrderScan(PersonalModel):
    """A picture of the signed paper. A wrong one may go again; who put it and who took it away stays in the log."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = TenantForeignKey(Order, models.PROTECT, related_name="scans")
    file = models.FileField("файл", upload_to=scan_path, max_length=200)
    name = models.CharField("имя файла", max_length=200)
    size = models.PositiveIntegerField("размер, байт")
    content_type = models.CharField("вид", max_length=100)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    uploaded_at = models.DateTimeField("загружен")

    class Meta:
        verbose_name = "скан приказа"
        verbose_name_plural = "сканы приказов"
        indexes = [
            models.Index(fields=["organization", "order"], name="orderscan_order"),
            models.Index(fields=["municipality_id"], name="orderscan_municipality"),
            models.Index(fields=["region_id"], name="orderscan_region"),
        ]

    def __str__(self) -> str:
        return self.name
