"""The light of a roadmap: computed, explained, the same on every page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.safestring import SafeString

from core.viewer import Viewer
from core.words import counted
from roadmaps.models import Occurrence, Roadmap
from roadmaps.queries.status import SOON_DAYS, Due, Status
from roadmaps.terms.wording import ACTIVITIES
from roadmaps.work import OPEN, is_overdue

RED_DAYS = 14
RED_SHARE = 0.2
SILENT_DAYS = 45
NO_DATA = "no_data"
WORDS = {"on_track": "В графике", "risk": "Есть риск", "behind": "Отстаёт", NO_DATA: "Нет данных"}


class Plan(Protocol):
    """What the light asks of a roadmap."""

    @property
    def approved_on(self) -> date | None: ...

    @property
    def is_draft(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Tally:
    """Activities of one roadmap. `due` are those whose term has come; `soon` are not started and due within a week."""

    approved: bool = False
    overdue: int = 0
    oldest: date | None = None
    due: int = 0
    soon: int = 0
    changed_on: date | None = None

    @classmethod
    def of(cls, roadmap: Plan, dues: Iterable[Due], today: date, ticked_on: date | None = None) -> "Tally":
        """From the occurrences of a roadmap; `ticked_on` is the day of its last ticked line of content."""
        rows = [due for due in dues if due.state != "cancelled"]
        late = [due for due in rows if is_overdue(due.state, due.due_on, today)]
        late_ids = {due.activity_id for due in late}
        horizon = today + timedelta(days=SOON_DAYS)
        days = [due.done_on for due in rows if due.done_on]
        days += [day for day in (roadmap.approved_on, ticked_on) if day]
        return cls(
            approved=not roadmap.is_draft,
            overdue=len(late_ids),
            oldest=min((due.due_on for due in late if due.due_on), default=None),
            due=len({due.activity_id for due in rows if due.due_on and due.due_on <= today}),
            soon=len({d.activity_id for d in rows if _soon(d, today, horizon)} - late_ids),
            changed_on=max(days, default=None),
        )


def _soon(due: Due, today: date, horizon: date) -> bool:
    return due.state == "not_started" and due.due_on is not None and today <= due.due_on <= horizon


@dataclass(frozen=True, slots=True)
class Reason:
    """`query` is the filter of the roadmap table that lists what is meant; empty when nothing is listed."""

    text: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class Light:
    code: str
    reasons: tuple[Reason, ...]
    changed_on: date | None

    @property
    def text(self) -> str:
        return WORDS[self.code]

    @property
    def label(self) -> SafeString:
        return Status(self.code, self.text).label

    @property
    def mark(self) -> SafeString:
        return Status(self.code, self.text).mark


ANYWHERE = Q()
NO_MAP = Light(NO_DATA, (Reason("Карта не утверждена"),), None)


def light_of(tally: Tally, today: date) -> Light:
    """Grey: not approved, or silent for 45 days. Red: overdue over 14 days, or over a fifth of what was due.

    Yellow: anything overdue, or due within 7 days and not started. Green: the rest.
    """
    if not tally.approved:
        return Light(NO_DATA, (Reason("Карта не утверждена"),), tally.changed_on)
    if tally.changed_on is None or (today - tally.changed_on).days > SILENT_DAYS:
        silent = Reason(f"Отметок нет больше {SILENT_DAYS} дней")
        return Light(NO_DATA, (silent, *_late(tally, today)), tally.changed_on)
    late = _late(tally, today)
    if tally.oldest and ((today - tally.oldest).days > RED_DAYS or tally.overdue > RED_SHARE * tally.due):
        return Light("behind", late, tally.changed_on)
    if late or tally.soon:
        soon = (Reason(_counted(tally.soon, "со сроком на неделе не начато"), "state=soon"),) if tally.soon else ()
        return Light("risk", (*late, *soon), tally.changed_on)
    return Light("on_track", (Reason("Просроченного нет"),), tally.changed_on)


def _late(tally: Tally, today: date) -> tuple[Reason, ...]:
    if not tally.oldest:
        return ()
    days = (today - tally.oldest).days
    found = [Reason(f"{_counted(tally.overdue, 'просрочено')}, дольше всего на {days}\u00a0дн.", "state=overdue")]
    if days <= RED_DAYS and tally.overdue > RED_SHARE * tally.due:
        found.append(Reason(f"Просрочено {tally.overdue} из {tally.due}, срок которых наступил: больше пятой части"))
    return tuple(found)


def _counted(number: int, what: str) -> str:
    return f"{counted(number, ACTIVITIES)} {what}"


def lights_of(viewer: Viewer, school_year: int, today: date, under: Q = ANYWHERE) -> dict[int, Light]:
    """Organization id → its light, of those with an approved map; the others have NO_MAP. Two queries.

    `under`: a condition on the labels, to look at a part of what the viewer may read.
    """
    maps = Roadmap.objects.visible_to(viewer).of_year(school_year).filter(under, status=Roadmap.Status.APPROVED)
    approved: dict[int, date | None] = dict(maps.order_by().values_list("organization_id").annotate(Max("approved_on")))
    tallies = _tallies(viewer, maps, today)
    return {pk: light_of(_tally(tallies.get(pk, {}), approved_on), today) for pk, approved_on in approved.items()}


def _tally(row: dict[str, Any], approved_on: date | None) -> Tally:
    days = [day for day in (approved_on, row.get("changed_on")) if day]
    numbers = {name: row.get(name) or 0 for name in ("overdue", "due", "soon")}
    return Tally(approved=True, oldest=row.get("oldest"), changed_on=max(days, default=None), **numbers)


def _tallies(viewer: Viewer, maps: QuerySet[Roadmap], today: date) -> dict[int, dict[str, Any]]:
    late = Q(state__in=OPEN, due_on__lt=today)
    soon = Q(state="not_started", due_on__range=(today, today + timedelta(days=SOON_DAYS)))
    rows = Occurrence.objects.visible_to(viewer).filter(roadmap__in=maps).exclude(state="cancelled")
    counted = (
        rows.order_by()
        .values("organization_id")
        .annotate(
            overdue=Count("activity_id", filter=late, distinct=True),
            oldest=Min("due_on", filter=late),
            due=Count("activity_id", filter=Q(due_on__lte=today), distinct=True),
            soon=Count("activity_id", filter=soon, distinct=True),
            changed_on=Max("done_on"),
        )
    )
    return {row["organization_id"]: dict(row) for row in counted}
