"""Rows of an open roadmap written many at once: the number of statements does not grow with the rows."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from django.db import transaction
from django.db.models import F

from core.audit import record_many
from core.errors import DomainError
from core.viewer import Viewer
from roadmaps.actions.maps import lock_open
from roadmaps.actions.parts import (
    Pairs,
    fill,
    placed,
    write_lines,
    write_occurrences,
    write_parts,
    write_responsibles,
)
from roadmaps.models import Activity, ContentLine, Occurrence, Responsible, Roadmap, Stage
from roadmaps.queries.snapshots import TEXTS, states_of_activities
from roadmaps.states.diffs import changed_fields
from roadmaps.states.snapshots import ActivityState
from roadmaps.subjects import subject_of


class ActivityChanged(DomainError):
    """Somebody saved the row first. `now` is the row as it is."""

    message = "Пока вы правили, мероприятие изменили. Ниже показано, как стало; проверьте и сохраните ещё раз."

    def __init__(self, now: Activity) -> None:
        self.now = now
        super().__init__()


class NoPlace(DomainError):
    message = "Дальше двигать некуда."


def lock_seen(activity: Activity, version: int) -> Activity:
    """The row, locked, as the person saw it. Raises ActivityChanged."""
    row = Activity.objects.select_for_update().get(pk=activity.pk)
    _refuse_stale([row], version)
    return row


@transaction.atomic
def write_rows(
    roadmap: Roadmap, states: Mapping[int, ActivityState], *, by: Viewer, seen_version: int | None = None
) -> int:
    """Activity id → what it becomes; returns how many changed. `seen_version` is for one row that a person saw.

    Raises NotADraft, OnItsWay, ActivityChanged.
    """
    lock_open(roadmap.pk)
    rows = Activity.objects.select_for_update().filter(
        organization_id=roadmap.organization_id, roadmap=roadmap, pk__in=list(states), removed_on=None
    )
    activities = {row.pk: row for row in rows}
    present = states_of_activities(by, roadmap.organization_id, activities)
    if seen_version is not None:
        _refuse_stale(activities.values(), seen_version)
    fields = {pk: {each.field for each in changed_fields(present[pk], states[pk])} for pk in activities}
    changed = [pk for pk in activities if fields[pk]]
    pairs = {pk: (activities[pk], states[pk]) for pk in changed}
    _write_texts(pairs.values(), present)
    moved = [pairs[pk] for pk in changed if present[pk].windows != states[pk].windows]
    write_occurrences(_clear(Occurrence, moved))
    write_lines(_clear(ContentLine, [pairs[pk] for pk in changed if "content" in fields[pk]]))
    write_responsibles(_clear(Responsible, [pairs[pk] for pk in changed if "responsibles" in fields[pk]]))
    record_many(by, "activity.edited", [activities[pk] for pk in changed])
    return len(changed)


def _write_texts(pairs: Pairs, present: Mapping[int, ActivityState]) -> None:
    """Numbers stay. Only the columns that differ in some row are written."""
    for activity, state in pairs:
        fill(activity, replace(state, number=activity.number))
    texts = [name for name in TEXTS if any(getattr(present[row.pk], name) != getattr(row, name) for row, _ in pairs)]
    if texts:
        Activity.objects.bulk_update([activity for activity, _ in pairs], texts)
    Activity.objects.filter(pk__in=[activity.pk for activity, _ in pairs]).update(version=F("version") + 1)


def _refuse_stale(rows: Iterable[Activity], seen: int) -> None:
    for row in rows:
        if row.version != seen:
            raise ActivityChanged(row)


Part = type[Occurrence] | type[ContentLine] | type[Responsible]


def _clear(model: Part, pairs: Pairs) -> Pairs:
    """Nothing of a draft has been done yet: its parts are simply written anew."""
    if pairs:
        model.objects.filter(activity_id__in=[activity.pk for activity, _ in pairs]).delete()
    return pairs


@transaction.atomic
def add_rows(roadmap: Roadmap, places: Sequence[tuple[int, ActivityState]], *, by: Viewer) -> list[Activity]:
    """(stage id, activity) at the ends of their stages; a subject not given is guessed. Raises NotADraft, OnItsWay."""
    lock_open(roadmap.pk)
    stages = {stage.pk: stage for stage in Stage.objects.filter(roadmap=roadmap)}
    last = dict.fromkeys(stages, 0)
    for stage, position in Activity.objects.filter(roadmap=roadmap).values_list("stage_id", "position"):
        last[stage] = max(last[stage], position)
    pairs = []
    for stage, state in places:
        last[stage] += 1
        pairs.append((placed(stages[stage], last[stage], replace(state, subject=subject_of(state))), state))
    activities = Activity.objects.bulk_create(activity for activity, _ in pairs)
    write_parts(pairs)
    record_many(by, "activity.created", activities)
    return activities


@transaction.atomic
def delete_rows(roadmap: Roadmap, ids: Collection[int], *, by: Viewer) -> int:
    """With their parts; the numbers of the others follow. Raises NotADraft, OnItsWay."""
    lock_open(roadmap.pk)
    rows = list(Activity.objects.filter(roadmap=roadmap, pk__in=ids))
    record_many(by, "activity.deleted", rows)
    Activity.objects.filter(pk__in=[row.pk for row in rows]).delete()
    renumber(roadmap)
    return len(rows)


@transaction.atomic
def restore_rows(roadmap: Roadmap, rows: Mapping[int, tuple[int, int, ActivityState]], *, by: Viewer) -> None:
    """Deleted rows under their old ids: id → (stage id, position, activity). Raises NotADraft, OnItsWay."""
    lock_open(roadmap.pk)
    stages = list(Stage.objects.filter(roadmap=roadmap).order_by("position"))
    order = _order(roadmap, stages)
    pairs = []
    for pk, (stage, position, state) in sorted(rows.items(), key=lambda row: row[1][:2]):
        activity = Activity(pk=pk, organization_id=roadmap.organization_id, roadmap=roadmap, stage_id=stage)
        fill(activity, state)
        activity.position = position
        order[stage].insert(position - 1, activity)
        pairs.append((activity, state))
    Activity.objects.bulk_create(activity for activity, _ in pairs)
    write_parts(pairs)
    _write_order(stages, order)
    record_many(by, "activity.created", [activity for activity, _ in pairs])


@transaction.atomic
def move_row(activity: Activity, *, up: bool, by: Viewer) -> None:
    """One place, into the neighbouring stage at the edge of its own. Raises NotADraft, OnItsWay, NoPlace."""
    roadmap = lock_open(activity.roadmap_id)
    stages = list(Stage.objects.filter(roadmap=roadmap).order_by("position"))
    order = _order(roadmap, stages)
    here = next(place for place, stage in enumerate(stages) if any(row.pk == activity.pk for row in order[stage.pk]))
    column = order[stages[here].pk]
    index = next(place for place, row in enumerate(column) if row.pk == activity.pk)
    there = here + (-1 if up else 1) if index == (0 if up else len(column) - 1) else here
    if not 0 <= there < len(stages):
        raise NoPlace
    row = column.pop(index)
    target = order[stages[there].pk]
    place = index + (-1 if up else 1) if there == here else len(target) if up else 0
    target.insert(place, row)
    _write_order(stages, order)
    record_many(by, "activity.moved", [activity])


@transaction.atomic
def place_row(activity: Activity, stage: Stage, before: int | None, *, by: Viewer) -> None:
    """Dropped before the row `before` of the stage, at its end when there is none. Raises NotADraft, OnItsWay."""
    row = _put(activity, stage.pk, lambda rows: next((n for n, row in enumerate(rows) if row.pk == before), None))
    record_many(by, "activity.moved", [row])


@transaction.atomic
def put_row(activity: Activity, stage_id: int, position: int, *, by: Viewer) -> None:
    """To the place counted from 1 among the others of the stage, at most its end. Raises NotADraft, OnItsWay."""
    record_many(by, "activity.moved", [_put(activity, stage_id, lambda rows: position - 1)])


def _put(activity: Activity, stage_id: int, place_of: Callable[[list[Activity]], int | None]) -> Activity:
    """`place_of` is asked under the lock for the place among the other rows of the stage; None: the end."""
    roadmap = lock_open(activity.roadmap_id)
    stages = list(Stage.objects.filter(roadmap=roadmap).order_by("position"))
    order = {pk: [row for row in rows if row.pk != activity.pk] for pk, rows in _order(roadmap, stages).items()}
    target, row = order[stage_id], Activity.objects.get(pk=activity.pk)
    place = place_of(target)
    target.insert(len(target) if place is None else place, row)
    _write_order(stages, order)
    return row


def renumber(roadmap: Roadmap) -> None:
    """Positions and numbers without gaps. The caller holds the lock of the roadmap."""
    stages = list(Stage.objects.filter(roadmap=roadmap).order_by("position"))
    for place, stage in enumerate(stages, 1):
        stage.position = place
    Stage.objects.bulk_update(stages, ["position"])
    _write_order(stages, _order(roadmap, stages))


def _order(roadmap: Roadmap, stages: Sequence[Stage]) -> dict[int, list[Activity]]:
    """Stage id → its activities in order."""
    order: dict[int, list[Activity]] = {stage.pk: [] for stage in stages}
    rows = Activity.objects.filter(roadmap=roadmap).order_by("stage_id", "position", "pk")
    for stage, found in groupby(rows, key=attrgetter("stage_id")):
        order[stage] = list(found)
    return order


def _write_order(stages: Sequence[Stage], order: Mapping[int, list[Activity]]) -> None:
    """One UPDATE of the rows whose place changed; their numbers follow. Nobody's version moves: no text changed."""
    changed = []
    for stage in stages:
        for position, row in enumerate(order[stage.pk], 1):
            place = (stage.pk, position, f"{stage.position}.{position}")
            if (row.stage_id, row.position, row.number) != place:
                row.stage_id, row.position, row.number = place
                changed.append(row)
    Activity.objects.bulk_update(changed, ["stage", "position", "number"], batch_size=1000)
