"""Verbs of the roadmaps."""

from roadmaps.actions.cascade import refresh_offers, send_cascade
from roadmaps.actions.creation import (
    OTHER_MODEL,
    create_empty,
    create_for_both,
    create_from_last_year,
    create_from_template,
)
from roadmaps.actions.drafts import create_roadmap
from roadmaps.actions.exports import TooLongForPdf, note_export
from roadmaps.actions.feeds import LinkExists, create_feed, open_feed, revoke_feed
from roadmaps.actions.files import EvidenceOfDone, MapIsClosed, TooManyFiles, add_files, delete_file, open_file
from roadmaps.actions.imports import (
    answer_doubts,
    create_from_draft,
    create_from_import,
    remove_stale_imports,
    undo_import,
)
from roadmaps.actions.levels import address_activity, split_levels
from roadmaps.actions.lines import tick_line
from roadmaps.actions.maps import (
    NotEndorsed,
    OnItsWay,
    RoadmapChanged,
    VersionsKept,
    YearIsClosed,
    approve_roadmap,
    archive_roadmap,
    delete_draft,
    refuse_unendorsed,
)
from roadmaps.actions.occurrences import (
    DocumentNeeded,
    FutureDate,
    NotPossible,
    Stale,
    cancel_occurrence,
    mark_done,
    reopen_occurrence,
    start_occurrence,
)
from roadmaps.actions.proposals import accept_proposals, decline_proposal, keep_own, take_changes
from roadmaps.actions.reading import (
    choose_columns,
    choose_format,
    join_row,
    part_row,
    read_waiting_imports,
    start_import,
)
from roadmaps.actions.rows import ActivityChanged, add_rows, delete_rows, write_rows
from roadmaps.actions.years import close_year, reopen_year

__all__ = [
    "OTHER_MODEL",
    "ActivityChanged",
    "DocumentNeeded",
    "EvidenceOfDone",
    "FutureDate",
    "LinkExists",
    "MapIsClosed",
    "NotEndorsed",
    "NotPossible",
    "OnItsWay",
    "RoadmapChanged",
    "Stale",
    "TooLongForPdf",
    "TooManyFiles",
    "VersionsKept",
    "YearIsClosed",
    "accept_proposals",
    "add_files",
    "add_rows",
    "address_activity",
    "answer_doubts",
    "approve_roadmap",
    "archive_roadmap",
    "cancel_occurrence",
    "choose_columns",
    "choose_format",
    "close_year",
    "create_empty",
    "create_feed",
    "create_for_both",
    "create_from_draft",
    "create_from_import",
    "create_from_last_year",
    "create_from_template",
    "create_roadmap",
    "decline_proposal",
    "delete_draft",
    "delete_file",
    "delete_rows",
    "join_row",
    "keep_own",
    "mark_done",
    "note_export",
    "open_feed",
    "open_file",
    "part_row",
    "read_waiting_imports",
    "refresh_offers",
    "refuse_unendorsed",
    "remove_stale_imports",
    "reopen_occurrence",
    "reopen_year",
    "revoke_feed",
    "send_cascade",
    "split_levels",
    "start_import",
    "start_occurrence",
    "take_changes",
    "tick_line",
    "undo_import",
    "write_rows",
]
