"""The lists of the two bases: who takes part this year, the longest waiting first, fifty at a time.

A page costs the same out of two hundred people as out of two hundred thousand: an index gives its ids, counters stop
at a thousand, everything beside a row is asked for the fifty of the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict

from core.counting import capped_counts
from core.search.rows import narrowed
from core.search.words import readings
from core.viewer import Viewer
from mentoring.models import (
    Application,
    MentoringForm,
    Participation,
    Person,
    SavedFilter,
    Side,
    TargetModel,
    Training,
)
from mentoring.models.bases import ParticipationQuerySet
from mentoring.models.people import PersonQuerySet
from mentoring.queries.coverage import uncovered

PAGE = 50
LONGEST_WORDS = 100
LIST = "participants"  # the page of the saved filters
ARCHIVE, APPLICATIONS, SHOWN = "archive", "applications", "shown"
SEARCHED = ("person__last_name", "person__first_name", "person__patronymic", "person__class_name", "person__position")
CHIPS = {
    "uncovered": "Без согласия",
    "unpaired": "Без пары",
    "blank": "Анкета не заполнена",
    "untrained": "Обучение не пройдено",
}
SORTS = {"waiting": "Ждут дольше", "name": "По фамилии"}
NAMED = ("person__search_name", "pk")
WAITING = ("-state", "waiting_since", "pk")


@dataclass(frozen=True)
class Filters:
    """What the address of a list asks for; `after` is the participation (in the archive the person) a page follows."""

    tab: str = Side.MENTOR.value
    chip: str = ""
    q: str = ""
    state: str = ""
    form: str = ""
    model: str = ""
    sort: str = "waiting"
    after: int = 0

    @classmethod
    def read(cls, data: QueryDict) -> Self:
        """Unknown values count as nothing chosen."""
        offered = {
            "tab": (*Side.values, ARCHIVE),
            "chip": tuple(CHIPS),
            "state": Participation.State.values,
            "form": MentoringForm.values,
            "model": TargetModel.values,
            "sort": tuple(SORTS),
        }
        asked = {name: data.get(name, "") for name in offered}
        values: dict[str, Any] = {name: value for name, value in asked.items() if value in offered[name]}
        after = data.get("after", "")
        place = int(after) if after.isdecimal() and len(after) < 19 else 0
        return cls(**values, q=data.get("q", "")[:LONGEST_WORDS].strip(), after=place)

    @property
    def active(self) -> bool:
        return bool(self.chip or self.q or self.state or self.form or self.model)

    @property
    def query(self) -> str:
        """The address of the list without the page."""
        return self._address("after")

    @property
    def kept_query(self) -> str:
        """What a saved filter keeps: names nobody, so without the words of a search."""
        return self._address("after", "q")

    def _address(self, *left_out: str) -> str:
        data = QueryDict(mutable=True)
        for each in fields(self):
            value = getattr(self, each.name)
            if each.name not in left_out and value and value != each.default:
                data[each.name] = str(value)
        return data.urlencode()

    def without(self, *names: str) -> Self:
        return replace(self, after=0, **dict.fromkeys(names, ""))


def base_of(viewer: Viewer, year: int, side: str, *, left: bool = False) -> ParticipationQuerySet:
    """Rows of a base of the own organization whose people may be worked with; `left`: with those who went."""
    rows = Participation.objects.visible_to(viewer).filter(
        organization=viewer.organization, school_year=year, side=side
    )
    return rows.listed() if left else rows.listed().exclude(state=Participation.State.LEFT)


def chip_of(rows: ParticipationQuerySet, chip: str, today: date) -> ParticipationQuerySet:
    """The rows a chip keeps; `chip` is a key of CHIPS."""
    if chip == "uncovered":
        return uncovered(rows, today)
    if chip == "unpaired":
        return rows.filter(state=Participation.State.WAITING)
    if chip == "blank":
        return rows.filter(questionnaire_on=None)
    return rows.filter(~Exists(Training.objects.filter(person=OuterRef("person"), finished_on__isnull=False)))


def chips_of(side: str) -> dict[str, str]:
    """Mentees go through no training."""
    return CHIPS if side == Side.MENTOR else {name: label for name, label in CHIPS.items() if name != "untrained"}


def filtered(viewer: Viewer, year: int, filters: Filters, today: date) -> ParticipationQuerySet:
    """The rows of a list in its order: what the page and the file show."""
    rows = base_of(viewer, year, filters.tab, left=filters.state == Participation.State.LEFT)
    if filters.chip in chips_of(filters.tab):
        rows = chip_of(rows, filters.chip, today)
    if filters.q:
        rows = narrowed(rows, readings(filters.q), *SEARCHED)
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.form:
        rows = rows.filter(forms__contains=[filters.form])
    if filters.model:
        rows = rows.filter(model=filters.model)
    return rows.order_by(*(NAMED if filters.sort == "name" else WAITING))


def archive(viewer: Viewer, words: str = "") -> PersonQuerySet:
    """Who left, and whose data may not be worked with now, by name."""
    rows = Person.objects.visible_to(viewer).filter(
        organization=viewer.organization, status__in=[Person.Status.LEFT, Person.Status.BLOCKED]
    )
    if words:
        rows = narrowed(rows, readings(words), "last_name", "first_name", "patronymic", "class_name", "position")
    return rows.order_by("search_name", "pk")


@dataclass(frozen=True)
class Counters:
    """Counters of the tabs and chips; None: more than a thousand, nobody counts further. `shown`: with the filters."""

    tabs: Mapping[str, int | None]
    chips: Mapping[str, int | None] = field(default_factory=dict)
    shown: int | None = 0


def counters(viewer: Viewer, year: int, filters: Filters, today: date) -> Counters:
    """One statement."""
    waiting = Application.objects.visible_to(viewer).filter(
        organization=viewer.organization, state__in=[Application.State.NEW, Application.State.ASKED]
    )
    lists: dict[str, Any] = {side: base_of(viewer, year, side) for side in Side.values}
    lists |= {APPLICATIONS: waiting, ARCHIVE: archive(viewer)}
    tabs, chips = tuple(lists), chips_of(filters.tab) if filters.tab in Side.values else {}
    parts = {chip: chip_of(lists[filters.tab], chip, today) for chip in chips}
    if filters.active:
        lists[SHOWN] = archive(viewer, filters.q) if filters.tab == ARCHIVE else filtered(viewer, year, filters, today)
    found = capped_counts(lists, parts, filters.tab)
    shown = found[SHOWN if filters.active else filters.tab]
    return Counters({name: found[name] for name in tabs}, {name: found[name] for name in parts}, shown)


def page_ids(viewer: Viewer, year: int, filters: Filters, today: date) -> list[int]:
    """Ids of a page in their order, one more when another page follows: participations, in the archive people."""
    if filters.tab == ARCHIVE:
        return _archive_ids(archive(viewer, filters.q), filters.after)
    rows = filtered(viewer, year, filters, today)
    if filters.after and (mark := _mark(viewer, filters)):
        rows = _following(rows, mark, filters)
    return list(rows.values_list("pk", flat=True)[: PAGE + 1])


def _mark(viewer: Viewer, filters: Filters) -> tuple[Any, ...] | None:
    """Where the page before ended, as the row is now; nothing when it is gone."""
    columns = ("person__search_name", "pk") if filters.sort == "name" else ("state", "waiting_since", "pk")
    row = Participation.objects.visible_to(viewer).filter(pk=filters.after)
    found: tuple[Any, ...] | None = row.values_list(*columns).first()
    return found


def _following(rows: ParticipationQuerySet, mark: tuple[Any, ...], filters: Filters) -> ParticipationQuerySet:
    if filters.sort == "name":
        name, pk = mark
        return rows.filter(Q(person__search_name__gt=name) | Q(person__search_name=name, pk__gt=pk))
    state, since, pk = mark
    later = Q(waiting_since__gt=since) | Q(waiting_since=since, pk__gt=pk)
    return rows.filter(Q(state__lt=state) | Q(later, state=state), state__lte=state)


def _archive_ids(people: PersonQuerySet, after: int) -> list[int]:
    if after and (name := people.filter(pk=after).values_list("search_name", flat=True).first()):
        people = people.filter(Q(search_name__gt=name) | Q(search_name=name, pk__gt=after))
    return list(people.values_list("pk", flat=True)[: PAGE + 1])


def saved_filters(viewer: Viewer) -> QuerySet[SavedFilter]:
    return SavedFilter.objects.filter(account=viewer.user, page=LIST).order_by("name")
