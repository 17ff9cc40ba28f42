from mentoring.queries.duplicates import Twin, twins_of

__all__ = [
    "Twin",
    "twins_of",
]
