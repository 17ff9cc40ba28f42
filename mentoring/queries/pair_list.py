"""The list of pairs of a year: a tab per state, the latest first, fifty at a time.

A page costs the same out of two hundred pairs as out of a hundred thousand: the index `pair_list` gives its ids,
counters stop at a thousand, everything beside a row is asked for the fifty of the page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Self

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.http import QueryDict

from core.counting import capped_counts
from core.http import address_of
from core.search.rows import narrowed
from core.search.words import readings
from core.viewer import Viewer
from mentoring.models import Meeting, MentoringForm, Pair, PairMember, Person
from mentoring.models.pairs import PairQuerySet
from mentoring.pairing.health import Health
from mentoring.pairing.steps import mark_of
from mentoring.queries.health import health_of
from mentoring.queries.pairs import members_of, pair_title, pairs_of

PAGE = 50
LONGEST_WORDS = 100
ALL = "all"
Status = Pair.Status
TABS: dict[str, str] = {
    Status.ACTIVE: "Действуют",
    Status.PROPOSED: "Предложены",
    Status.AGREED: "Согласованы",
    Status.ORDERED: "В приказе",
    Status.PAUSED: "Приостановлены",
    Status.COMPLETED: "Завершены",
    Status.ENDED: "Прекращены",
}
FORMS, STATES = dict(MentoringForm.choices), dict(Status.choices)
LATEST = ("-status", "-status_since", "-pk")


@dataclass(frozen=True)
class PairFilters:
    """What the address asks for; without a tab it is the first one that has pairs. `after`: the pair a page follows."""

    tab: str = ""
    q: str = ""
    form: str = ""
    after: int = 0

    @classmethod
    def read(cls, data: QueryDict) -> Self:
        """Unknown values count as nothing chosen."""
        tab, form, after = data.get("tab", ""), data.get("form", ""), data.get("after", "")
        return cls(
            tab=tab if tab in TABS else "",
            q=data.get("q", "")[:LONGEST_WORDS].strip(),
            form=form if form in FORMS else "",
            after=int(after) if after.isdecimal() and len(after) < 19 else 0,
        )

    @property
    def active(self) -> bool:
        return bool(self.q or self.form)

    @property
    def query(self) -> str:
        """The address of the list without the page."""
        data = QueryDict(mutable=True)
        for each in fields(self):
            if each.name != "after" and (value := getattr(self, each.name)):
                data[each.name] = value
        return data.urlencode()


@dataclass(frozen=True, slots=True)
class PairLine:
    """A pair in words. `mark` names a shape for the state; of a pair that is over there is no health."""

    pk: int
    title: str
    address: str
    form: str
    kind: str
    state: str
    mark: str
    since: date
    starts_on: date | None
    ends_on: date | None
    theme: str
    meetings: int
    last_on: date | None
    note: str
    health: Health | None


@dataclass(frozen=True)
class PairPage:
    """`counters`: tab → pairs, None for more than a thousand. `next`: what the following page begins after, or 0."""

    filters: PairFilters
    counters: Mapping[str, int | None]
    lines: tuple[PairLine, ...]
    people: tuple[int, ...]
    next: int


def pair_page(viewer: Viewer, year: int, filters: PairFilters, today: date) -> PairPage:
    """A constant number of queries."""
    counters = capped_counts({tab: _rows(viewer, year, replace(filters, q=""), tab) for tab in TABS})
    if not filters.tab and not filters.q:
        filters = replace(filters, tab=next((tab for tab in TABS if counters[tab] != 0), Status.ACTIVE))
    ids = _page_ids(viewer, year, filters)
    shown = ids[:PAGE]
    lines, people = lines_of(viewer, shown, today)
    return PairPage(filters, counters, lines, people, shown[-1] if len(ids) > PAGE else 0)


def lines_of(viewer: Viewer, shown: Sequence[int], today: date) -> tuple[tuple[PairLine, ...], tuple[int, ...]]:
    """(pairs in words in the given order, ids of their people). Six queries, however many."""
    rows = pairs_of(viewer).filter(pk__in=shown).select_related("mentor")
    members = members_of(viewer, shown)
    met = meetings_of(viewer, shown)
    judged = health_of((pair for pair in rows if pair.is_open), today)
    found = _in_order(rows, shown)
    lines = tuple(_line(pair, members.get(pair.pk, []), met, judged.get(pair.pk)) for pair in found)
    people = {pair.mentor_id for pair in found} | {row.mentee_id for inside in members.values() for row in inside}
    return lines, tuple(sorted(people))


def _rows(viewer: Viewer, year: int, filters: PairFilters, tab: str) -> PairQuerySet:
    rows = pairs_of(viewer).of_year(year)
    if tab:
        rows = rows.filter(status=tab)
    if filters.form:
        rows = rows.filter(form=filters.form)
    return rows


def found_pairs(viewer: Viewer, year: int, filters: PairFilters) -> PairQuerySet:
    """What the page and the file show; words of a search look into every state."""
    rows = _rows(viewer, year, filters, "" if filters.q else filters.tab)
    if filters.q:
        people = Person.objects.visible_to(viewer).filter(organization=viewer.organization)
        named = narrowed(people, readings(filters.q), "last_name", "first_name", "patronymic").values("pk")
        inside = PairMember.objects.filter(pair=OuterRef("pk"), left_on=None, mentee__in=named)
        rows = rows.filter(Q(mentor__in=named) | Exists(inside))
    return rows.order_by(*LATEST)


def _page_ids(viewer: Viewer, year: int, filters: PairFilters) -> list[int]:
    rows = found_pairs(viewer, year, filters)
    mark = pairs_of(viewer).filter(pk=filters.after).first() if filters.after else None
    if mark is not None:
        day = Q(status_since__lt=mark.status_since) | Q(status_since=mark.status_since, pk__lt=mark.pk)
        rows = rows.filter(Q(status__lt=mark.status) | Q(status=mark.status) & day, status__lte=mark.status)
    return list(rows.values_list("pk", flat=True)[: PAGE + 1])


def every_line(
    viewer: Viewer, year: int, filters: PairFilters, today: date, most: int
) -> tuple[tuple[PairLine, ...], tuple[int, ...]]:
    """What a file shows: the whole list of the tab, at most so many rows."""
    return lines_of(viewer, list(found_pairs(viewer, year, filters).values_list("pk", flat=True)[:most]), today)


def filter_words(filters: PairFilters) -> str:
    """What was chosen, in words; the words of a search are somebody's name and stay out."""
    parts = ["" if filters.q else TABS.get(filters.tab, "").lower(), FORMS.get(filters.form, "")]
    return ", ".join(part for part in (*parts, "поиск" if filters.q else "") if part)


def meetings_of(viewer: Viewer, pairs: Sequence[int]) -> dict[int, tuple[int, date]]:
    """Pair → held meetings and the day of the last one."""
    rows = Meeting.objects.visible_to(viewer).filter(pair__in=pairs, status=Meeting.Status.HELD)
    counted = rows.values("pair").annotate(count=Count("pk"), last=Max("held_on"))
    return {row["pair"]: (row["count"], row["last"]) for row in counted}


def _line(
    pair: Pair, members: Sequence[PairMember], met: Mapping[int, tuple[int, Any]], health: Health | None
) -> PairLine:
    count, last = met.get(pair.pk, (0, None))
    return PairLine(
        pk=pair.pk,
        title=pair_title(pair, members),
        address=address_of("pair_detail", pair.pk),
        form=FORMS[pair.form],
        kind=pair.get_kind_display(),
        state=STATES[pair.status],
        mark=mark_of(pair.status),
        since=pair.status_since,
        starts_on=pair.starts_on,
        ends_on=pair.ended_on or pair.ends_on,
        theme=pair.theme,
        meetings=count,
        last_on=last,
        note=note_of(pair, members),
        health=health,
    )


def note_of(pair: Pair, members: Sequence[PairMember]) -> str:
    """What stands under the state: why it rests or ended, until when somebody was warned, how many rest alone."""
    if pair.status == Status.PAUSED:
        return pair.paused_reason
    if pair.status == Status.ENDED:
        return pair.get_end_reason_display()
    warned = f"предупреждение до {pair.notice_until:%d.%m.%Y}" if pair.is_open and pair.notice_until else ""
    return "; ".join(filter(None, [resting_words(pair, members), warned]))


def resting_words(pair: Pair, members: Sequence[PairMember]) -> str:
    """«приостановлен 1 из 3: нет согласия» of a group at work."""
    resting = sum(row.paused_on is not None for row in members) if pair.is_open else 0
    word = "приостановлен" if resting == 1 else "приостановлены"
    return f"{word} {resting} из {len(members)}: нет согласия" if resting else ""


def _in_order(rows: Any, ids: Sequence[int]) -> list[Pair]:
    places = {pk: place for place, pk in enumerate(ids)}
    return sorted(rows, key=lambda row: places[row.pk])
