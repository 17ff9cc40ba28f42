"""The end of a school year: its maps become an archive, what is left undone goes along or is cancelled."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from core.audit import record, record_many
from core.errors import DomainError
from core.viewer import Viewer
from core.years import year_label
from roadmaps.actions.drafts import create_roadmap
from roadmaps.actions.rows import add_rows
from roadmaps.actions.stages import create_stage
from roadmaps.models import Activity, Occurrence, Roadmap
from roadmaps.queries.snapshots import states_of_activities
from roadmaps.queries.years import next_year_words, open_terms, year_ending
from roadmaps.states.next_year import shift_activity, shift_words
from roadmaps.states.plans import Heading
from roadmaps.terms.relocation import move_year
from schools.actions import mark_year_closed, mark_year_open


class StillToDecide(DomainError):
    message = "Год пока нельзя закрыть."


class WhyCancelled(DomainError):
    message = "Напишите, почему отменяются мероприятия, которые не переносятся."


class NothingAsked(DomainError):
    message = "Пока вы смотрели, в картах года что-то изменилось. Проверьте список ещё раз."


@transaction.atomic
def close_year(
    year: int, *, seen: Collection[int], carried: Collection[int], reason: str, by: Viewer, now: datetime
) -> None:
    """Closes a school year of the own organization. Locks the year and its maps.

    `seen` are the activities the person saw as left, `carried` those that go to a draft of the next year; the others
    are cancelled with the `reason`. Raises StillToDecide, NothingAsked, WhyCancelled, and what mark_year_closed raises.
    """
    own = Roadmap.objects.filter(organization=by.organization, school_year=year)
    list(own.select_for_update().order_by("pk").values_list("pk"))
    ending = year_ending(by, year)
    if ending.hindrances:
        raise StillToDecide(" ".join(ending.hindrances))
    if {row.pk for row in ending.left} != set(seen):
        raise NothingAsked
    moving = [row for row in ending.left if row.pk in carried]
    dropped = [row for row in ending.left if row.pk not in carried]
    if dropped and not reason.strip():
        raise WhyCancelled
    mark_year_closed(by.organization, year, by=by, now=now, carried=len(moving), cancelled=len(dropped))
    _carry(moving, year, by=by)
    _settle(moving, next_year_words(year), by=by)
    _settle(dropped, f"Отменено: {reason.strip()}", by=by)
    record_many(by, "activity.carried", moving, year=year + 1)
    record_many(by, "activity.cancelled", dropped, reason=reason.strip())
    _archive(ending.maps, year, by=by)


def _settle(rows: Sequence[Activity], note: str, *, by: Viewer) -> None:
    terms = open_terms(by, {row.roadmap for row in rows}).filter(activity__in=rows)
    terms.update(state=Occurrence.State.CANCELLED, note=note, version=F("version") + 1)


def _archive(maps: Iterable[Roadmap], year: int, *, by: Viewer) -> None:
    rows = Roadmap.objects.filter(organization=by.organization, pk__in=[row.pk for row in maps])
    rows.update(status=Roadmap.Status.ARCHIVED, closed_with_year=True)
    record_many(by, "roadmap.archived", maps, reason=f"Закрыт {year_label(year)} учебный год")


def _carry(rows: Iterable[Activity], year: int, *, by: Viewer) -> None:
    """Map by map, into a stage of their own at the end of a draft of the next year."""
    by_map: dict[Roadmap, list[Activity]] = defaultdict(list)
    for row in rows:
        by_map[row.roadmap].append(row)
    for roadmap, activities in by_map.items():
        draft = _draft_after(roadmap, year, by=by)
        stage = create_stage(draft, f"Перенесено из {year_label(year)} учебного года", by=by)
        states = states_of_activities(by, roadmap.organization_id, [row.pk for row in activities])
        moved = [(stage.pk, shift_activity(states[row.pk], year, year + 1)) for row in activities]
        add_rows(draft, moved, by=by)


def _draft_after(roadmap: Roadmap, year: int, *, by: Viewer) -> Roadmap:
    """An open draft of the same model for the next year, else a new one without rows."""
    drafts = Roadmap.objects.visible_to(by).filter(organization=by.organization, school_year=year + 1)
    same = drafts.filter(target_model=roadmap.target_model, status=Roadmap.Status.DRAFT).order_by("-pk")
    found = next((row for row in same if row.is_open), None)
    if found:
        return found
    heading = Heading(
        title=shift_words(roadmap.title, 1),
        target_model=roadmap.target_model,
        starts_on=_later(roadmap.starts_on),
        ends_on=_later(roadmap.ends_on),
        school_year=year + 1,
        mentoring_forms=tuple(roadmap.mentoring_forms),
    )
    return create_roadmap(by.organization, heading, [], by=by, via="year_closed")


def _later(day: date) -> date:
    return move_year(day, 1)


@transaction.atomic
def reopen_year(year: int, *, reason: str, by: Viewer, now: datetime) -> None:
    """Its maps are in force again; what was carried over or cancelled stays so. Raises what mark_year_open raises."""
    rows = Roadmap.objects.select_for_update().filter(
        organization=by.organization, school_year=year, closed_with_year=True
    )
    maps = list(rows.order_by("pk"))
    mark_year_open(by.organization, year, reason=reason, by=by, now=now, roadmaps=len(maps))
    for roadmap in maps:
        roadmap.status = Roadmap.Status.APPROVED
        roadmap.closed_with_year = False
        roadmap.save(update_fields=["status", "closed_with_year"])
        record(by, "roadmap.reopened", roadmap, at=now, reason=reason)
