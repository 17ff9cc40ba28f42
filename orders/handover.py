"""What the archive of an organization holds of its orders: the stored prints and a table of all of them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from uuid import UUID

from core.bundles import Part, member_name
from core.sheets.model import Column, Group, Row, Sheet
from core.sheets.xlsx import as_xlsx
from core.viewer import Viewer
from orders.kinds import name_of
from orders.models import Order, OrderFile

FOLDER = "Приказы"
COLUMNS = (
    *(Column("Номер", 24), Column("Дата", 24), Column("Заголовок", 90), Column("Вид", 50)),
    *(Column("Состояние", 30), Column("Файл", 60), Column("Контрольная сумма SHA-256", 60)),
)


def parts(viewer: Viewer) -> Iterator[Part]:
    rows = Order.objects.visible_to(viewer).filter(organization=viewer.organization)
    orders = list(rows.order_by("year", "dated_on", "pk"))
    prints = OrderFile.objects.visible_to(viewer).filter(organization=viewer.organization, kind=OrderFile.Kind.PDF)
    sums = {order_id: (pk, digest) for pk, order_id, digest in prints.values_list("pk", "order", "sha256")}
    if orders:
        yield Part(f"{FOLDER}/Приказы.xlsx", partial(_table, orders, sums), is_made=True)
    for order in orders:
        if order.pk in sums:
            yield Part(place_of(order), partial(_bytes, sums[order.pk][0], viewer))


def place_of(order: Order) -> str:
    """The key beside the number: numbers with the same letters in other years or signs never meet."""
    return f"{FOLDER}/{member_name(str(order.year or ''), f'№ {order.number}', f'({order.pk})')}.pdf"


def _bytes(pk: UUID, viewer: Viewer) -> bytes:
    return bytes(OrderFile.objects.visible_to(viewer).values_list("content", flat=True).get(pk=pk))


def _table(orders: Sequence[Order], sums: Mapping[int, tuple[UUID, str]]) -> bytes:
    rows = [_row(order, sums) for order in orders]
    return as_xlsx(Sheet("Приказы", COLUMNS, (Group("", "", tuple(rows)),), "Приказы"))


def _row(order: Order, sums: Mapping[int, tuple[UUID, str]]) -> Row:
    printed = order.pk in sums
    place = place_of(order) if printed else ""
    digest = sums[order.pk][1] if printed else ""
    kind, status = name_of(order.kind), order.get_status_display()
    return (order.number, order.dated_on, order.title, kind, status, place, digest)
