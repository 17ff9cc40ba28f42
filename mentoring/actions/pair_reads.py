"""Who has read pairs: one event a page."""

from collections.abc import Sequence
from datetime import datetime

from core.audit import record
from core.viewer import Viewer
from mentoring.models import Pair


def note_pairs(people: Sequence[int], *, by: Viewer, now: datetime) -> None:
    """A page of the list was opened, whoever stood on it."""
    record(by, "pairs.viewed", by.organization, at=now, ids=list(people))


def note_pair(pair: Pair, people: Sequence[int], *, by: Viewer, now: datetime) -> None:
    record(by, "pair.viewed", pair, at=now, ids=list(people))
