from mentoring.actions.entries import add_entries

__all__ = [
    "add_entries",
]
