from mentoring.actions.entries import add_entries
from mentoring.entries import Entry, Kin

__all__ = [
    "Entry",
    "Kin",
    "add_entries",
]
