"""A roadmap as a `Sheet`: the columns that `roadmaps.importing.own` reads back to the same roadmap."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from core.sheets.model import Column, Group, On, Row, Sheet, Value, plain
from core.years import year_label
from roadmaps.importing import own
from roadmaps.importing.own import EVENTS, GROUP_TITLES
from roadmaps.importing.own_cells import BULLET, WITHIN, party_words
from roadmaps.parties.reading import read_parties
from roadmaps.states.snapshots import ActivityState, RoadmapState, StageState
from roadmaps.terms import Frame, Kind, Window
from roadmaps.terms.periods import Period, frame_line, frame_of_line, is_refined, write_period

COLUMNS: Mapping[str, Column] = {
    "number": Column(own.NUMBER, 13),
    "name": Column(own.NAME, 48),
    "content": Column(own.CONTENT, 48),
    "term": Column(own.TERM, 28),
    "starts": Column(own.STARTS, 24, On.SPREADSHEET),
    "ends": Column(own.ENDS, 24, On.SPREADSHEET),
    "rest": Column(own.PERIOD, 30, On.SPREADSHEET),  # what two date cells cannot say
    "period": Column(own.PERIOD, 30, On.PAPER),
    "people": Column(own.PEOPLE, 40),
    "result": Column(own.RESULT, 32),
    "audience": Column(own.AUDIENCE, 28),
    "event_kind": Column(own.EVENT, 24),
    "state": Column(own.STATE, 24),
}
OPTIONAL = ("audience", "event_kind")
# Column of the page → columns of the file that go with it.
HIDDEN_WITH = {
    "content": ("content",),
    "words": ("term",),
    "term": ("term", "starts", "ends", "rest", "period"),
    "people": ("people",),
    "result": ("result",),
}


@dataclass(frozen=True, slots=True)
class Made:
    """Who made the file, when, and what of the roadmap it holds.

    `states` are words beside an activity; `people` replace the responsible where the document's own words may not be
    shown; `kept` None: everything. `hidden` are columns of the page; `groups` are (name, activities) instead of stages,
    under `group_title`. A file with either is as the page is seen and does not read back to the same roadmap.
    """

    by: str = ""
    on: date | None = None
    place: str = ""
    filters: str = ""
    total: str = ""
    kept: Collection[int] | None = None
    states: Mapping[int, str] = field(default_factory=dict)
    people: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    hidden: Collection[str] = ()
    groups: tuple[tuple[str, tuple[int, ...]], ...] = ()
    group_title: str = ""


def roadmap_sheet(roadmap: RoadmapState, made: Made) -> Sheet:
    starts_on, ends_on = date.fromisoformat(roadmap.starts_on), date.fromisoformat(roadmap.ends_on)
    line = frame_line(starts_on, ends_on)
    columns = _columns(roadmap, made)
    return Sheet(
        title=roadmap.title,
        columns=tuple(columns.values()),
        groups=tuple((_regrouped if made.groups else _groups)(roadmap, made, tuple(columns), frame_of_line(line))),
        file_name=" ".join(part for part in ("Дорожная карта", made.place, years_of(starts_on, ends_on)) if part),
        lines=tuple(part for part in (made.place, line, made.filters) if part),
        total=made.total,
        facts=_facts(made),
        group_titles=("", "", made.group_title, "") if made.groups else _group_titles(roadmap),
        author=made.by,
        mark="" if made.hidden or made.groups else own.MARK,
        no_over=own.NO_PHASE,
    )


def years_of(starts_on: date, ends_on: date) -> str:
    """«2026-27», «2024-2030»."""
    first = starts_on.year if starts_on.month >= 8 else starts_on.year - 1
    if (ends_on - starts_on).days <= 366 and starts_on.month >= 8:
        return year_label(first).replace("/", "-")
    return f"{starts_on.year}-{ends_on.year}" if ends_on.year != starts_on.year else str(starts_on.year)


def _columns(roadmap: RoadmapState, made: Made) -> dict[str, Column]:
    """Columns that would be empty everywhere are left out."""
    activities = [activity for stage in roadmap.stages for activity in stage.activities]
    empty = {name for name in OPTIONAL if not any(getattr(each, name) for each in activities)}
    if not made.states:
        empty.add("state")
    empty.update(column for name in made.hidden for column in HIDDEN_WITH[name])
    return {name: column for name, column in COLUMNS.items() if name not in empty}


def _group_titles(roadmap: RoadmapState) -> tuple[str, str, str, str]:
    phases = any(stage.phase for stage in roadmap.stages)
    events = any(stage.kind == EVENTS for stage in roadmap.stages)
    over, number, name, kind = GROUP_TITLES
    return (over if phases else "", number, name, kind if events else "")


def _facts(made: Made) -> tuple[tuple[str, str], ...]:
    rows = [("Кто выгрузил", made.by), ("Когда", f"{made.on:%d.%m.%Y}" if made.on else ""), ("Откуда", made.place)]
    rows += [("Отбор", made.filters or "нет, карта целиком"), ("Строк", made.total)]
    return tuple((name, text) for name, text in rows if text)


def _groups(roadmap: RoadmapState, made: Made, names: tuple[str, ...], frame: Frame | None) -> list[Group]:
    """Stages with their place in the roadmap; those that lost all rows to a filter are left out."""
    found = []
    for place, stage in enumerate(roadmap.stages, 1):
        rows = [each for each in stage.activities if made.kept is None or each.pk in made.kept]
        if rows or made.kept is None:
            found.append(_group(place, stage, tuple(_row(each, names, made, frame) for each in rows)))
    return found


def _regrouped(roadmap: RoadmapState, made: Made, names: tuple[str, ...], frame: Frame | None) -> list[Group]:
    rows = {each.pk: each for stage in roadmap.stages for each in stage.activities}
    return [
        Group("", name, tuple(_row(rows[pk], names, made, frame) for pk in ids if pk in rows))
        for name, ids in made.groups
    ]


def _group(place: int, stage: StageState, rows: tuple[Row, ...]) -> Group:
    kind = own.EVENTS_MARK if stage.kind == EVENTS else ""
    return Group(number=str(place), name=stage.name, rows=rows, over=stage.phase, kind=kind)


def _row(activity: ActivityState, names: tuple[str, ...], made: Made, frame: Frame | None) -> Row:
    period = period_of(activity, frame)
    values: dict[str, Value] = {
        "number": activity.number,
        "name": activity.name,
        "content": listed(activity.lines),
        "term": activity.term_text,
        "starts": min((window.start for window in period.windows), default=None),
        "ends": max((window.end for window in period.windows), default=None),
        "rest": write_period(period, dates=False),
        "period": write_period(period),
        "people": _people(activity, made),
        "result": activity.expected_result,
        "audience": activity.audience,
        "event_kind": activity.event_kind,
        "state": made.states.get(activity.pk or 0, ""),
    }
    return tuple(values[name] for name in names)


def period_of(activity: ActivityState, frame: Frame | None) -> Period:
    dated = [each for each in activity.windows if each.starts_on and each.due_on]
    windows = tuple(Window(_day(each.starts_on), _day(each.due_on)) for each in dated)
    levels = tuple(each.level for each in dated)
    period = Period(windows, levels if any(levels) else (), Kind(activity.term_kind))
    refined = is_refined(period, activity.term_text, frame)
    return Period(windows, period.levels, period.kind, refined)


def _day(text: str | None) -> date:
    return date.fromisoformat(text or "")


def _people(activity: ActivityState, made: Made) -> str:
    """The words of the document where they name the responsible the activity has, else one of them a line."""
    hidden = made.people.get(activity.pk or 0)
    names = hidden if hidden is not None else tuple(each.text for each in activity.responsibles)
    told = tuple(party_words(party)[:500] for party in read_parties(activity.responsible_text))
    if hidden is None and (told == names or not names):
        return activity.responsible_text
    return listed(names, always=True)


def listed(lines: tuple[str, ...], *, always: bool = False) -> str:
    """Lines of a list, each with its bullet; a single plain line needs none."""
    if len(lines) == 1 and not always and "\n" not in lines[0] and not lines[0].startswith((BULLET, WITHIN)):
        return lines[0]
    return "\n".join(BULLET + plain(line).replace("\n", f"\n{WITHIN}") for line in lines)
