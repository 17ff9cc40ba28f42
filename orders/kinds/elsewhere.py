"""Kinds whose drafts begin on the page of the order that they change or cancel: nobody can guess their words."""

from orders.kinds.base import Facts, Kind, Source, Template

WRITTEN = Template(title="", preamble="", lines=())


def gather(source: Source, facts: Facts) -> Facts:
    return facts


AMENDMENT = Kind("amendment", "О внесении изменений", "Другое", WRITTEN, gather, levels=frozenset())
CANCELLATION = Kind("cancellation", "Об отмене приказа", "Другое", WRITTEN, gather, levels=frozenset())
