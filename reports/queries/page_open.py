"""The public page by its address: the address is the right to read this one row and the papers it shows."""

from dataclasses import dataclass

from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import SYSTEM_VIEWER
from orders.models import OrderFile
from reports.models import PublicPage
from reports.queries.page import page_viewer, public_orders

Block = PublicPage.Block


@dataclass(frozen=True, slots=True)
class PublicFile:
    name: str
    content: bytes
    sha256: str


def find_page(slug: str) -> PublicPage | None:
    """The open page of an address, for a guest."""
    with tenancy.tx(SYSTEM):
        rows = PublicPage.objects.visible_to(SYSTEM_VIEWER).select_related("organization")
        return rows.filter(slug=slug, is_open=True, organization__archived_at=None).first()


def public_file(page: PublicPage, pk: int) -> PublicFile | None:
    """The copy for the site of an order that the page shows now."""
    if Block.ORDERS not in page.blocks or pk not in page.orders:
        return None
    viewer = page_viewer(page)
    with tenancy.tx(viewer.scope):
        order = public_orders(viewer).filter(pk=pk).first()
        stored = order.files.filter(kind=OrderFile.Kind.SITE).first() if order else None
        if order is None or stored is None:
            return None
        name = f"Приказ {order.number} от {order.dated_on:%d.%m.%Y}.pdf"
        return PublicFile(name, bytes(stored.content), stored.sha256)
