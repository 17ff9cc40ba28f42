"""What the four views of a roadmap share: its filtered rows, the toolbar."""

from datetime import date
from typing import Any

from accounts.roles import Permission
from core.viewer import Request
from roadmaps.letters.chat import list_text
from roadmaps.models import Roadmap
from roadmaps.queries.filters import GROUPS, STATES, TERMS, Filters
from roadmaps.queries.route import route_line
from roadmaps.queries.rows import RoadmapTable, roadmap_rows

VIEWS = (
    ("table", "roadmap_detail", "Таблица"),
    ("timeline", "roadmap_timeline", "Лента"),
    ("calendar", "roadmap_calendar", "Календарь"),
    ("people", "roadmap_people", "По ответственным"),
)
FILES = (("xlsx", "Таблица (.xlsx)"), ("docx", "Документ (.docx)"), ("pdf", "PDF"))


def view_context(
    request: Request, roadmap: Roadmap, today: date, view: str, filters: Filters | None = None
) -> dict[str, Any]:
    viewer = request.viewer
    filters = filters or Filters.read(request.GET)
    table = roadmap_rows(viewer, roadmap, today, filters)
    own = viewer.can_edit(roadmap)
    route = route_line(viewer, roadmap, today)
    return {
        "roadmap": roadmap,
        "table": table,
        "filters": filters,
        "states": STATES,
        "terms": TERMS,
        "group_names": GROUPS,
        "view": view,
        "views": VIEWS,
        "files": FILES,
        "chat": list_text(_heading(roadmap, table), table.rows, _address(roadmap, filters)),
        "today": today,
        "own": own,
        "may_edit": own and roadmap.is_open and viewer.can(Permission.ROADMAP_EDIT),
        "may_order": own and viewer.can(Permission.ORDER_PREPARE) and route is not None and route.orders,
        "route": route,
    }


def _heading(roadmap: Roadmap, table: RoadmapTable) -> str:
    """The map and what was chosen of it, the name of a person left out: the text goes into a chat."""
    chosen = [words for words, _ in table.chips if not words.startswith("Ответственный")]
    return ", ".join([roadmap.title, *chosen])


def _address(roadmap: Roadmap, filters: Filters) -> str:
    path = roadmap.get_absolute_url()
    return f"{path}?{filters.query}" if filters.active else path
