"""Rows written from `roadmaps.snapshots`: an accepted proposal, an applied change, a copied activity."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max

from roadmaps.actions.maps import new_occurrence
from roadmaps.models import Activity, ContentLine, Occurrence, Responsible, Stage
from roadmaps.queries.snapshots import TEXTS
from roadmaps.snapshots import ActivityState, TermWindow


def add_from_state(stage: Stage, state: ActivityState) -> Activity:
    """At the end of the stage. The caller holds the lock of the roadmap and records the event."""
    last = stage.activities.aggregate(last=Max("position"))["last"] or 0
    activity = Activity(organization_id=stage.organization_id, roadmap_id=stage.roadmap_id, stage=stage)
    _fill(activity, state)
    activity.position, activity.number = last + 1, f"{stage.position}.{last + 1}"
    activity.save(force_insert=True)
    _write_lines(activity, state)
    _write_responsibles(activity, state)
    Occurrence.objects.bulk_create(_occurrence(activity, window) for window in state.windows or (NO_TERM,))
    return activity


def apply_state(activity: Activity, state: ActivityState) -> None:
    """The activity becomes what the state says; its number, place, ticks of unchanged lines and done terms stay.

    The caller holds the lock of the activity and records the event.
    """
    number = activity.number
    _fill(activity, state)
    activity.number = number
    activity.version += 1
    activity.save()
    _replace_lines(activity, state)
    Responsible.objects.filter(activity=activity).delete()
    _write_responsibles(activity, state)
    _move_occurrences(activity, state.windows or (NO_TERM,))


NO_TERM = TermWindow(None, None)


def _fill(activity: Activity, state: ActivityState) -> None:
    for name in TEXTS:
        setattr(activity, name, getattr(state, name))


def _write_lines(activity: Activity, state: ActivityState) -> None:
    owner = {"organization_id": activity.organization_id, "activity": activity}
    ContentLine.objects.bulk_create(
        ContentLine(position=place, text=text, **owner) for place, text in enumerate(state.lines, 1)
    )


def _replace_lines(activity: Activity, state: ActivityState) -> None:
    ticked = dict(ContentLine.objects.filter(activity=activity).values_list("text", "done_at"))
    ContentLine.objects.filter(activity=activity).delete()
    owner = {"organization_id": activity.organization_id, "activity": activity}
    ContentLine.objects.bulk_create(
        ContentLine(position=place, text=text, done_at=ticked.get(text), **owner)
        for place, text in enumerate(state.lines, 1)
    )


def _write_responsibles(activity: Activity, state: ActivityState) -> None:
    owner = {"organization_id": activity.organization_id, "activity": activity}
    Responsible.objects.bulk_create(
        Responsible(
            position=place,
            kind=each.kind,
            text=each.text[:500],
            person_id=each.person,
            role=each.role,
            body_id=each.body,
            for_level=each.level,
            **owner,
        )
        for place, each in enumerate(state.responsibles, 1)
    )


def _move_occurrences(activity: Activity, windows: Iterable[TermWindow]) -> None:
    """Finished terms stay as they are; the open ones move to the new windows in order, the rest come or go."""
    rows = Occurrence.objects.filter(activity=activity).order_by("due_on", "pk")
    kept = [row for row in rows if row.state in (Occurrence.State.DONE, Occurrence.State.CANCELLED)]
    free = [row for row in rows if row not in kept]
    taken = {(row.starts_on, row.due_on, row.for_level) for row in kept}
    wanted = [w for w in windows if (_day(w.starts_on), _day(w.due_on), w.level) not in taken]
    for row, window in zip(free, wanted, strict=False):
        row.starts_on, row.due_on, row.for_level = _day(window.starts_on), _day(window.due_on), window.level
        row.version += 1
    Occurrence.objects.bulk_update(free[: len(wanted)], ["starts_on", "due_on", "for_level", "version"])
    Occurrence.objects.bulk_create(_occurrence(activity, window) for window in wanted[len(free) :])
    for row in free[len(wanted) :]:
        _take_away(row)


def _take_away(row: Occurrence) -> None:
    """A term that fell away; one that already has files is cancelled, so that nothing a person gave is lost."""
    if not row.files_count:
        row.delete()
        return
    row.state, row.note, row.version = Occurrence.State.CANCELLED, "Срок исключён из карты.", row.version + 1
    row.save(update_fields=["state", "note", "version"])


def _occurrence(activity: Activity, window: TermWindow) -> Occurrence:
    row = new_occurrence(activity, _day(window.starts_on), _day(window.due_on))
    row.for_level = window.level
    return row


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
