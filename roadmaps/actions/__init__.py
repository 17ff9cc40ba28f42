"""Verbs of the roadmaps."""

from roadmaps.actions.creation import create_empty, create_from_last_year, create_from_template
from roadmaps.actions.imports import (
    answer_doubts,
    choose_columns,
    continue_import,
    create_from_draft,
    create_from_import,
    read_waiting_imports,
    remove_stale_imports,
    start_import,
    undo_import,
)
from roadmaps.actions.maps import approve_roadmap, archive_roadmap, create_roadmap, delete_draft

__all__ = [
    "answer_doubts",
    "approve_roadmap",
    "archive_roadmap",
    "choose_columns",
    "continue_import",
    "create_empty",
    "create_from_draft",
    "create_from_import",
    "create_from_last_year",
    "create_from_template",
    "create_roadmap",
    "delete_draft",
    "read_waiting_imports",
    "remove_stale_imports",
    "start_import",
    "undo_import",
]
