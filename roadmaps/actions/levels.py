"""To whom an activity is addressed, and its two terms with two levels of responsible."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from core.audit import record
from core.viewer import Viewer
from roadmaps.actions.cascade import refresh_offers
from roadmaps.actions.maps import lock_open
from roadmaps.actions.parts import occurrence_of
from roadmaps.actions.rows import lock_seen
from roadmaps.models import Activity, Occurrence, Responsible, Roadmap
from roadmaps.states.plans import windows_of
from roadmaps.terms import Reading


@dataclass(frozen=True, slots=True)
class LevelTerm:
    """A term of one level: `level` as `Occurrence.for_level`."""

    level: str
    words: str
    reading: Reading


@transaction.atomic
def address_activity(
    activity: Activity, *, addressed_to: str, compulsory: bool, seen_version: int, by: Viewer, now: datetime
) -> None:
    """Corrects whom the activity is for. No text or term changes, so an approved roadmap takes it too: it is offered
    to those below (or taken back) at once. Raises ActivityChanged.
    """
    roadmap = Roadmap.objects.select_for_update().get(pk=activity.roadmap_id)
    row = lock_seen(activity, seen_version)
    row.addressed_to, row.compulsory = addressed_to, compulsory
    row.version += 1
    row.save(update_fields=["addressed_to", "compulsory", "version"])
    record(by, "activity.addressed", row, at=now, to=addressed_to)
    refresh_offers(roadmap, by=by, now=now)


@transaction.atomic
def split_levels(
    activity: Activity,
    *,
    terms: tuple[LevelTerm, ...] | None,
    levels: Mapping[int, str],
    seen_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Two terms for two levels (None: the terms stay), and for each responsible (id → level) which one concerns them.

    Raises NotADraft, OnItsWay, ActivityChanged.
    """
    lock_open(activity.roadmap_id)
    row = lock_seen(activity, seen_version)
    responsibles = list(Responsible.objects.filter(activity=row))
    for responsible in responsibles:
        responsible.for_level = levels.get(responsible.pk, responsible.for_level)
    Responsible.objects.bulk_update(responsibles, ["for_level"])
    if terms is not None:
        _write_terms(row, terms)
    row.version += 1
    row.save()
    record(by, "activity.edited", row, at=now, fields=["levels"])


def _write_terms(row: Activity, terms: tuple[LevelTerm, ...]) -> None:
    """The words of both stand in the document; of the kinds that of the first level speaks for the row."""
    first = terms[0].reading
    row.term_text = "; ".join(term.words for term in terms)
    row.term_kind, row.term_rrule, row.term_note = first.kind.value, first.rrule or "", "у каждого уровня свой срок"
    Occurrence.objects.filter(activity=row).delete()
    windows = [replace(window, level=term.level) for term in terms for window in windows_of(term.reading)]
    Occurrence.objects.bulk_create(occurrence_of(row, window) for window in windows)
