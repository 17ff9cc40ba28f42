"""The stored files of a registered order: made once from its frozen text, served as they are for ever."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.pdf import engine_versions
from core.viewer import Viewer
from orders.blocks import Paper, digest, from_state
from orders.docx.writing import paper_docx
from orders.models import Order, OrderFile, OrderText
from orders.printing.render import site_pdf, stored_pdf

Kind = OrderFile.Kind


class NotRegistered(DomainError):
    message = "У черновика нет файла: сначала зарегистрируйте приказ."


class DamagedText(DomainError):
    message = "Текст приказа не совпадает со своей контрольной суммой. Сообщите администратору."


@transaction.atomic
def ensure_order_file(order: Order, *, by: Viewer, now: datetime) -> OrderFile:
    """The PDF; it and the copy for Word are made from the frozen text if they are not there yet.

    Safe to run twice and at the same time. Holds no lock while printing.
    Raises NotRegistered, DamagedText, core.pdf.PdfUnavailable.
    """
    stored = order.files.filter(kind=Kind.PDF).first()
    if stored is not None:
        return stored
    at, text = _registered_at(order), order.texts.get()
    paper = _frozen(text)
    made = {Kind.PDF: stored_pdf(paper, at=at), Kind.DOCX: paper_docx(paper, at=at)}
    return _keep(order, made, by=by, now=now)[Kind.PDF]


@transaction.atomic
def ensure_site_copy(order: Order, *, by: Viewer, now: datetime) -> OrderFile:
    """The copy for the site: minors by their initials, no hands. A file of its own, made once.

    Raises what `ensure_order_file` does.
    """
    stored = order.files.filter(kind=Kind.SITE).first()
    if stored is not None:
        return stored
    _registered_at(order)
    text = order.texts.get()
    return _keep(order, {Kind.SITE: site_pdf(_frozen(text), text.veiled)}, by=by, now=now)[Kind.SITE]


def _registered_at(order: Order) -> datetime:
    if not order.is_registered or order.registered_at is None:
        raise NotRegistered
    return order.registered_at


def _frozen(text: OrderText) -> Paper:
    paper = from_state(text.content)
    if digest(paper) != text.sha256:
        raise DamagedText
    return paper


def _keep(order: Order, made: Mapping[OrderFile.Kind, bytes], *, by: Viewer, now: datetime) -> dict[str, OrderFile]:
    """What somebody else has stored meanwhile stays."""
    rows = [
        OrderFile(
            organization_id=order.organization_id,
            order=order,
            kind=kind,
            content=content,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            engine=engine_versions(),
            created_at=now,
        )
        for kind, content in made.items()
    ]
    OrderFile.objects.bulk_create(rows, ignore_conflicts=True)
    for row in rows:
        record(by, "order.printed", order, sha256=row.sha256, kind=row.kind)
    return {row.kind: row for row in order.files.filter(kind__in=made)}
