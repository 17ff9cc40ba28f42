from mentoring.actions.entries import add_entries
from mentoring.actions.pair_orders import activate_pairs, put_into_order, return_from_order
from mentoring.entries import Entry, Kin

__all__ = [
    "Entry",
    "Kin",
    "activate_pairs",
    "add_entries",
    "put_into_order",
    "return_from_order",
]
