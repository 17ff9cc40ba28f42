"""Many orders in one archive: a long job; what is printed on the way stays printed."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.core.files.base import File

from accounts.roles import Permission
from core import tenancy
from core.bundles import packed
from core.errors import DomainError
from core.sheets.model import file_name
from core.viewer import Viewer
from jobs.actions import JobKind, Run, ask_job
from jobs.models import Job
from orders.actions.files import ensure_order_file
from orders.handover import place_of
from orders.queries import own_orders

KIND, PURPOSE = "orders", "приказы одним архивом"
MOST = 5_000


class NothingToPack(DomainError):
    message = "В этом отборе нет зарегистрированных приказов."


class TooManyOrders(DomainError):
    message = f"В один архив входит не больше {MOST} приказов. Выберите год или журнал."


def ask_orders(orders: Sequence[int], *, by: Viewer, now: datetime) -> Job:
    """Raises NothingToPack, TooManyOrders, jobs.actions.AlreadyAsked."""
    if not orders:
        raise NothingToPack
    if len(orders) > MOST:
        raise TooManyOrders
    parameters = {"orders": list(orders)}
    return ask_job(KIND, parameters, purpose=PURPOSE, total=len(orders), by=by, now=now, rows=len(orders))


def _pack(run: Run) -> None:
    """Prints are kept one by one, so the successor of a killed worker prints only what is missing."""
    ids = run.job.parameters["orders"]
    run.report(0, len(ids))
    with packed(_prints(ids, run)) as archive:
        today = run.by.organization.local_date(run.clock())
        name = file_name("Приказы", run.by.organization.short_name, on=today, suffix="zip")
        run.finish(file_name=name, content=File(archive))


def _prints(ids: Sequence[int], run: Run) -> Iterator[tuple[str, bytes]]:
    for done, pk in enumerate(ids, 1):
        with tenancy.tx(run.by.scope):
            order = own_orders(run.by).registered().filter(pk=pk).first()
            content = bytes(ensure_order_file(order, by=run.by, now=run.clock()).content) if order else b""
        if order is not None:
            yield place_of(order), content
        run.report(done)


ORDERS = JobKind("Приказы одним архивом", Permission.ORDER_PREPARE, _pack, "order_list")
