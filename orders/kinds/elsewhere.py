"""Kinds whose drafts begin on other pages: a roadmap, an activity, chosen pairs."""

from orders.kinds.base import Facts, Kind, Source, Template
from orders.kinds.effects import set_pairs_to_work

ALL_LEVELS = frozenset({"school", "municipality", "region"})
WRITTEN = Template(title="", preamble="", lines=())


def gather(source: Source, facts: Facts) -> Facts:
    return facts


ROADMAP_APPROVAL = Kind(
    key="roadmap_approval",
    name="Об утверждении дорожной карты",
    group="Запуск программы",
    template=WRITTEN,
    gather=gather,
    levels=ALL_LEVELS,
    begun_at="roadmap_list",
)
ACTIVITY = Kind(
    key="activity",
    name="По мероприятию карты",
    group="Другое",
    template=WRITTEN,
    gather=gather,
    levels=ALL_LEVELS,
    begun_at="roadmap_list",
)
AMENDMENT = Kind("amendment", "О внесении изменений", "Другое", WRITTEN, gather, levels=frozenset())
CANCELLATION = Kind("cancellation", "Об отмене приказа", "Другое", WRITTEN, gather, levels=frozenset())
PAIRS = Kind(
    key="pairs",
    name="Об утверждении пар",
    group="Люди и пары",
    template=WRITTEN,
    gather=gather,
    begun_at="pair_list",
    take_effect=set_pairs_to_work,
    done="пары действуют",
)
