"""The stored print of a registered order."""

import hashlib
from datetime import datetime

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.pdf import engine_versions
from core.viewer import Viewer
from orders.blocks import digest, from_state
from orders.models import Order, OrderFile
from orders.render import stored_pdf


class NotRegistered(DomainError):
    message = "У черновика нет файла: сначала зарегистрируйте приказ."


class DamagedText(DomainError):
    message = "Текст приказа не совпадает со своей контрольной суммой. Сообщите администратору."


@transaction.atomic
def ensure_order_file(order: Order, *, by: Viewer, now: datetime) -> OrderFile:
    """The PDF, printed from the frozen text if it is not there yet; safe to run twice and at the same time.

    Raises NotRegistered, DamagedText, core.pdf.PdfUnavailable. Holds no lock while printing.
    """
    if order.is_draft or order.registered_at is None:
        raise NotRegistered
    stored = order.files.filter(kind=OrderFile.Kind.PDF).first()
    if stored is not None:
        return stored
    text = order.texts.get()
    paper = from_state(text.content)
    if digest(paper) != text.sha256:
        raise DamagedText
    content = stored_pdf(paper, at=order.registered_at)
    made = OrderFile(
        organization_id=order.organization_id,
        order=order,
        content=content,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        engine=engine_versions(),
        created_at=now,
    )
    OrderFile.objects.bulk_create([made], ignore_conflicts=True)
    record(by, "order.printed", order, sha256=made.sha256)
    return order.files.get(kind=OrderFile.Kind.PDF)
