"""One activity written from its state: an accepted proposal, an applied change, a postponed term."""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Max

from roadmaps.actions.parts import day, fill, lines_of, occurrence_of, placed, write_parts, write_responsibles
from roadmaps.models import Activity, ContentLine, Occurrence, Responsible, Stage
from roadmaps.states.snapshots import NO_TERM, ActivityState, TermWindow
from roadmaps.work import is_open


def add_from_state(stage: Stage, state: ActivityState) -> Activity:
    """At the end of the stage. The caller holds the lock of the roadmap and records the event."""
    last = stage.activities.aggregate(last=Max("position"))["last"] or 0
    activity = placed(stage, last + 1, state)
    activity.save(force_insert=True)
    write_parts([(activity, state)])
    return activity


def apply_state(activity: Activity, state: ActivityState) -> None:
    """The activity becomes what the state says; its number, place, ticks of unchanged lines and done terms stay.

    The caller holds the lock of the activity and records the event.
    """
    fill(activity, replace(state, number=activity.number))
    activity.version += 1
    activity.save()
    _replace_lines(activity, state)
    Responsible.objects.filter(activity=activity).delete()
    write_responsibles([(activity, state)])
    _move_occurrences(activity, state.windows or (NO_TERM,))


def _replace_lines(activity: Activity, state: ActivityState) -> None:
    ticked = dict(ContentLine.objects.filter(activity=activity).values_list("text", "done_at"))
    ContentLine.objects.filter(activity=activity).delete()
    ContentLine.objects.bulk_create(lines_of(activity, state, ticked))


def _move_occurrences(activity: Activity, windows: Iterable[TermWindow]) -> None:
    """Terms no longer open stay as they are; the open ones move to the new windows in order, the rest come or go."""
    rows = Occurrence.objects.filter(activity=activity).order_by("due_on", "pk")
    kept = [row for row in rows if not is_open(row.state)]
    free = [row for row in rows if row not in kept]
    taken = {(row.starts_on, row.due_on, row.for_level) for row in kept}
    wanted = [w for w in windows if (day(w.starts_on), day(w.due_on), w.level) not in taken]
    for row, window in zip(free, wanted, strict=False):
        row.starts_on, row.due_on, row.for_level = day(window.starts_on), day(window.due_on), window.level
        row.version += 1
    Occurrence.objects.bulk_update(free[: len(wanted)], ["starts_on", "due_on", "for_level", "version"])
    Occurrence.objects.bulk_create(occurrence_of(activity, window) for window in wanted[len(free) :])
    for row in free[len(wanted) :]:
        _take_away(row)


def _take_away(row: Occurrence) -> None:
    """A term that fell away; one that already has files is cancelled, so that nothing a person gave is lost."""
    if not row.files_count:
        row.delete()
        return
    row.state, row.note, row.version = Occurrence.State.CANCELLED, "Срок исключён из карты.", row.version + 1
    row.save(update_fields=["state", "note", "version"])
