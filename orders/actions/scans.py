"""Pictures of the signed paper."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.evidence import BadFile, inspect
from core.files import delete_file_after_commit, store_file
from core.viewer import Viewer
from orders.actions.files import NotRegistered
from orders.models import Order, OrderScan

MOST = 20
PICTURES = ("pdf", "jpg", "png")


class TooManyScans(DomainError):
    message = f"К приказу можно приложить не больше {MOST} файлов. Удалите лишние."


class NotAPicture(BadFile):
    message = "Скан — это pdf, jpg или png."


@transaction.atomic
def add_scans(order: Order, files: Iterable[File], *, by: Viewer, now: datetime) -> None:
    """Judged by content, all or none. Locks the order. Raises core.evidence.BadFile, TooManyScans, NotRegistered."""
    checked = [(file, inspect(file)) for file in files]
    if any(evidence.kind not in PICTURES for _, evidence in checked):
        raise NotAPicture
    locked = Order.objects.select_for_update(no_key=True).get(pk=order.pk)
    if not locked.is_registered:
        raise NotRegistered
    if locked.scans.count() + len(checked) > MOST:
        raise TooManyScans
    for file, evidence in checked:
        _store(locked, file, evidence.name, evidence.content_type, by, now)
    record(by, "order.scanned", locked, at=now, files=len(checked))


@transaction.atomic
def delete_scan(scan: OrderScan, *, by: Viewer) -> None:
    """The row goes now, the bytes once the transaction holds."""
    deleted, _ = OrderScan.objects.filter(pk=scan.pk).delete()
    if deleted:
        record(by, "order.scan_deleted", scan.order, sha256=scan.sha256)
        delete_file_after_commit(scan.file)


@transaction.atomic
def open_order_scan(scan: OrderScan, *, by: Viewer) -> None:
    """Writes who opened it: the paper may name children."""
    record(by, "order.scan_opened", scan.order)


def _store(order: Order, file: File, name: str, kind: str, by: Viewer, now: datetime) -> None:
    content = file.read()
    file.seek(0)
    row = OrderScan(
        organization_id=order.organization_id,
        order=order,
        name=name,
        size=file.size,
        content_type=kind,
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=by.user,
        uploaded_at=now,
    )
    store_file(row.file, file)
    row.save(force_insert=True)
