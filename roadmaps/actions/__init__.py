"""Verbs of the roadmaps."""

from roadmaps.actions.creation import create_empty, create_from_template
from roadmaps.actions.maps import approve_roadmap, archive_roadmap, create_roadmap, delete_draft

__all__ = [
    "approve_roadmap",
    "archive_roadmap",
    "create_empty",
    "create_from_template",
    "create_roadmap",
    "delete_draft",
]
