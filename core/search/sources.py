"""Asking every app for what it holds. The apps stand to the right, so they are named in the settings."""

from collections.abc import Iterable, Sequence
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from core.search.rows import Found, Hit, Query, Source
from core.search.words import Reading
from core.viewer import Viewer

AT_ONCE, MOST, REMEMBERED = 5, 100, 8
SESSION_KEY = "found"


@cache
def sources() -> dict[str, Source]:
    return {name: import_string(path) for name, path in settings.SEARCH_SOURCES.items()}


def found_rows(viewer: Viewer, readings: tuple[Reading, ...], only: str = "") -> list[Found]:
    """Five of every kind, or a hundred of one. A statement per kind; nothing is asked without words."""
    if not readings:
        return []
    query = Query(readings, most=MOST if only else AT_ONCE)
    answers = (ask(viewer, query) for name, ask in sources().items() if not only or name == only)
    return [found for found in answers if found and found.hits]


def opened_row(viewer: Viewer, name: str, pk: int) -> Hit | None:
    """The row as the viewer sees it now."""
    ask = sources().get(name)
    found = ask(viewer, Query(ids=(pk,))) if ask else None
    return found.hits[0] if found and found.hits else None


def recent_rows(viewer: Viewer, remembered: Sequence[Sequence[object]]) -> list[tuple[Found, Hit]]:
    """What was opened from the search lately and may still be read, the latest first."""
    order = [(str(name), int(str(pk))) for name, pk in remembered]
    rows: dict[tuple[str, int], tuple[Found, Hit]] = {}
    for name, ask in sources().items():
        ids = tuple(pk for kind, pk in order if kind == name)
        if ids and (found := ask(viewer, Query(ids=ids, most=REMEMBERED))):
            rows |= {(name, hit.pk): (found, hit) for hit in found.hits}
    return [rows[key] for key in order if key in rows]


def remember(remembered: Iterable[Sequence[object]], name: str, pk: int) -> list[list[object]]:
    """Names of kinds and ids only: the session must not hold words about people."""
    others = [[kind, key] for kind, key in remembered if (kind, key) != (name, pk)]
    return [[name, pk], *others][:REMEMBERED]
