"""Reports out of the rows a viewer may read: of a school live, of those above from published figures."""

from reports.queries.papers.building import author_of, build_report, is_above, size_of, words_row
from reports.queries.papers.kept import Kept, asked_of, kept_report, own_schedules, saved_reports

__all__ = [
    "Kept",
    "asked_of",
    "author_of",
    "build_report",
    "is_above",
    "kept_report",
    "own_schedules",
    "saved_reports",
    "size_of",
    "words_row",
]
