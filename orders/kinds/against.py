"""Orders that change or cancel an earlier one; such drafts begin on its page. What changes and why is typed by hand."""

from dataclasses import replace

from orders.kinds.base import EVERY_LEVEL, Facts, Kind, Line, Source, Template
from orders.models import Order
from orders.wording import Value

TARGET = "приказ от {order_date} № {order_number}"
LABELS = {
    "order_date": "дата прежнего приказа",
    "order_number": "номер прежнего приказа",
    "title": "заголовок прежнего приказа",
    "reason": "причина",
}


def gather(source: Source, facts: Facts) -> Facts:
    rows = Order.objects.visible_to(source.viewer).registered().filter(organization=source.viewer.organization)
    target = rows.filter(pk=source.params.get("target") or 0).first()
    if target is None:
        return facts
    told: dict[str, Value] = {"order_number": target.number, "title": target.title}
    if target.dated_on:
        told["order_date"] = target.dated_on
    return replace(facts, values={**facts.values, **told})


AMENDMENT = Kind(
    key=Order.Kind.AMENDMENT,
    name="О внесении изменений",
    group="Другое",
    template=Template(
        title=f"О внесении изменений в {TARGET}",
        preamble="В связи с {reason}",
        lines=(Line(f"Внести в {TARGET} «{{title}}» следующие изменения: {{changes}}."),),
    ),
    gather=gather,
    labels=LABELS | {"changes": "что меняется"},
    levels=EVERY_LEVEL,
    begun_at="order_list",
)
CANCELLATION = Kind(
    key=Order.Kind.CANCELLATION,
    name="Об отмене приказа",
    group="Другое",
    template=Template(
        title="Об отмене приказа от {order_date} № {order_number}",
        preamble="В связи с {reason}",
        lines=(Line(f"Признать утратившим силу {TARGET} «{{title}}» с даты подписания настоящего приказа."),),
    ),
    gather=gather,
    labels=LABELS,
    levels=EVERY_LEVEL,
    begun_at="order_list",
)
