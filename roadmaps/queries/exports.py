"""What a view of a roadmap shows, as a sheet to be written into a file. A constant number of queries."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils.html import strip_tags

from accounts.roles import Role
from core.sheets.model import Sheet
from core.viewer import Viewer
from core.words import counted
from roadmaps.exports.layouts import month_groups, people_groups, strip_groups
from roadmaps.exports.roadmap import Made, roadmap_sheet, years_of
from roadmaps.layouts.groups import groups_of
from roadmaps.layouts.load import holders_of
from roadmaps.layouts.month import Seen
from roadmaps.models import Roadmap
from roadmaps.queries.filters import Filters
from roadmaps.queries.rows import ActivityRow, RoadmapTable, roadmap_rows
from roadmaps.queries.snapshots import state_of_roadmap
from roadmaps.queries.status import judged_on
from roadmaps.terms.periods import frame_line

ACTIVITIES = ("мероприятие", "мероприятия", "мероприятий")
VIEWS = {"timeline": "Лента сроков", "calendar": "Календарь сроков", "people": "По ответственным"}


def exported_sheet(
    viewer: Viewer, roadmap: Roadmap, today: date, filters: Filters, view: str, hidden: Collection[str] = ()
) -> Sheet:
    """`view` is a key of VIEWS; any other is the table, the only one that reads back to the same roadmap.

    It does with all its columns, by stages: `hidden` are those of the page that are left out.
    """
    table = roadmap_rows(viewer, roadmap, today, filters)
    if view in VIEWS:
        return _view_sheet(viewer, roadmap, today, table, view, filters)
    made = Made(
        by=_author(viewer),
        on=today,
        place=roadmap.organization.short_name,
        filters=_filters(table),
        total=_total(table),
        kept={row.pk for row in table.rows} if filters.active else None,
        states={} if roadmap.is_draft else _states(table.rows),
        people=hidden_people(table.rows),
        hidden=hidden,
        groups=_groups(table, filters.group),
        group_title={"who": "Ответственный", "month": "Месяц"}.get(filters.group, ""),
    )
    return roadmap_sheet(state_of_roadmap(viewer, roadmap), made)


def _groups(table: RoadmapTable, by: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    groups = groups_of(table.rows, by) if by else []
    return tuple((group.name, tuple(row.pk for row in group.rows)) for group in groups)


def hidden_people(rows: Iterable[ActivityRow]) -> dict[int, tuple[str, ...]]:
    """Names as the page shows them, where the viewer may not read somebody's name: perhaps a child's."""
    unnamed = str(Role.MENTOR.label)
    return {
        row.pk: tuple(name for _, name in row.responsibles)
        for row in rows
        if any(key.startswith("p") and name == unnamed for key, name in row.responsibles)
    }


def _view_sheet(
    viewer: Viewer, roadmap: Roadmap, today: date, table: RoadmapTable, view: str, filters: Filters
) -> Sheet:
    states = _states(table.rows)
    first, last = roadmap.starts_on, roadmap.ends_on
    group = {"people": "Ответственный", "calendar": "Месяц"}.get(view, "Этап")
    if view == "people":
        columns, groups = people_groups(holders_of(table.rows, first, last, today), states)
    elif view == "calendar":
        columns, groups = month_groups(table.rows, states, Seen(today, judged_on(roadmap, today), filters))
    else:
        columns, groups = strip_groups(table.stages, first, last, states)
    place, told = roadmap.organization.short_name, _filters(table)
    facts = (("Кто выгрузил", _author(viewer)), ("Когда", f"{today:%d.%m.%Y}"), ("Отбор", told or "нет"))
    return Sheet(
        title=f"{VIEWS[view]}: {roadmap.title}",
        columns=columns,
        groups=groups,
        file_name=f"{VIEWS[view]} {place} {years_of(first, last)}",
        lines=tuple(part for part in (place, frame_line(first, last), told) if part),
        total=_total(table),
        facts=facts,
        group_titles=("", "", group, ""),
        author=_author(viewer),
    )


def _states(rows: Iterable[ActivityRow]) -> dict[int, str]:
    return {row.pk: strip_tags(row.mark).replace("\u00a0", " ") for row in rows}


def _filters(table: RoadmapTable) -> str:
    return "; ".join(words for words, _ in table.chips)


def _total(table: RoadmapTable) -> str:
    done = sum("done" in row.states for row in table.rows)
    return f"{counted(table.shown, ACTIVITIES)}, выполнено {done}".replace("\u00a0", " ")


def _author(viewer: Viewer) -> str:
    return viewer.membership.short_name.replace("\u00a0", " ") if viewer.membership else ""
