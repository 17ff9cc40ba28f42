"""The roadmap as a table: stages, rows, counters. Five queries however many rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max
from django.utils.safestring import SafeString

from accounts.roles import Role
from core.viewer import Viewer
from roadmaps.models import Activity, ContentLine, Responsible, Roadmap, Stage
from roadmaps.queries.cells import result_words, term_words
from roadmaps.queries.filters import Filters, chips, fold
from roadmaps.queries.lights import Light, Tally, light_of
from roadmaps.queries.status import Due, current_of, due_rows, status_of


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """`states` hold what the state filter matches, `who` the keys of the responsible, `haystack` what search reads.

    Cells are ready words, so that the template only writes them; `others` are the responsible after the first.
    """

    pk: int
    stage: int
    number: str
    name: str
    content: str
    term: str
    words: str
    people: str
    others: int
    result: str
    mark: SafeString
    states: frozenset[str]
    who: frozenset[str]
    due_on: date | None
    haystack: str


@dataclass(frozen=True, slots=True)
class StageRows:
    pk: int
    name: str
    position: int
    done: int
    total: int
    rows: list[ActivityRow]


@dataclass(frozen=True, slots=True)
class RoadmapTable:
    """`counters` are over the whole roadmap: each equals the number of rows its link lists."""

    stages: list[StageRows]
    all_stages: list[tuple[int, str]]
    people: list[tuple[str, str]]
    counters: dict[str, int]
    total: int
    done: int
    shown: int
    light: Light
    chips: list[tuple[str, str]]


People = dict[int, list[tuple[str, str]]]


def roadmap_rows(viewer: Viewer, roadmap: Roadmap, today: date, filters: Filters) -> RoadmapTable:
    stages = _stages(viewer, roadmap)
    dues = due_rows(viewer, roadmap.organization_id, [roadmap.pk])
    people = _people(viewer, roadmap)
    lines = _lines(viewer, roadmap)
    rows = [_row(values, dues, people, lines, today) for values in _activities(viewer, roadmap)]
    kept = [row for row in rows if filters.keep(row, today)] if filters.active else rows
    ticked = max((line[2] for line in lines.values() if line[2]), default=None)
    tally = Tally.of(roadmap, (due for each in dues.values() for due in each), today, ticked and ticked.date())
    names = dict(pair for each in people.values() for pair in each)
    return RoadmapTable(
        stages=_grouped(stages, rows, kept, filters),
        all_stages=stages,
        people=sorted(names.items(), key=lambda pair: fold(pair[1])),
        counters=_counters(rows),
        total=len(rows),
        done=sum("done" in row.states for row in rows),
        shown=len(kept),
        light=light_of(tally, today),
        chips=chips(filters, dict(stages), names) if filters.active else [],
    )


def _stages(viewer: Viewer, roadmap: Roadmap) -> list[tuple[int, str]]:
    rows = Stage.objects.visible_to(viewer).filter(organization_id=roadmap.organization_id, roadmap=roadmap)
    return list(rows.order_by("position").values_list("pk", "name"))


def _activities(viewer: Viewer, roadmap: Roadmap) -> Iterable[Any]:
    rows = Activity.objects.visible_to(viewer).filter(organization_id=roadmap.organization_id, roadmap=roadmap)
    fields = ("pk", "stage_id", "number", "name", "term_text", "term_kind", "expected_result")
    return rows.order_by("position", "pk").values_list(*fields)


def _lines(viewer: Viewer, roadmap: Roadmap) -> dict[int, tuple[int, int, datetime | None]]:
    """Activity id → lines done, lines, last tick."""
    rows = ContentLine.objects.visible_to(viewer).filter(
        organization_id=roadmap.organization_id, activity__roadmap=roadmap
    )
    counted = rows.order_by().values_list("activity_id").annotate(Count("done_at"), Count("pk"), Max("done_at"))
    return {row[0]: row[1:] for row in counted}


def _people(viewer: Viewer, roadmap: Roadmap) -> People:
    """Activity id → (key, name) of its responsible in their order."""
    rows = Responsible.objects.visible_to(viewer).filter(
        organization_id=roadmap.organization_id, activity__roadmap=roadmap
    )
    fields = ("activity_id", "kind", "text", "role", "body_id", "person_id")
    names = ("person__last_name", "person__first_name", "person__patronymic")
    found: People = {}
    for pk, kind, text, role, body, person, *name in rows.order_by("position", "pk").values_list(*fields, *names):
        found.setdefault(pk, []).append(responsible_words(kind, text, role, body, person, name))
    return found


def responsible_words(
    kind: str, text: str, role: str, body: int | None, person: int | None, name: list[str | None]
) -> tuple[str, str]:
    """Key and name of one responsible: a person by name, a role by its label, the rest in the document's words.

    A person whose row the viewer may not read is a mentor or a mentee, perhaps a child: the role instead of the name.
    """
    if kind == "person" and name[0]:
        initials = [f"{part[0]}." for part in name[1:] if part]
        return f"p{person}", "\u00a0".join([name[0], *initials])
    if kind == "person":
        return f"p{person}", str(Role.MENTOR.label)
    if kind == "role":
        return f"r{role}", str(Role(role).label)
    return (f"b{body}" if kind == "body" else text), text


def _row(
    values: tuple[Any, ...],
    all_dues: dict[int, list[Due]],
    all_people: People,
    lines: dict[int, tuple[int, int, datetime | None]],
    today: date,
) -> ActivityRow:
    pk, stage, number, name, words, kind, expected = values
    dues, people = all_dues.get(pk, []), all_people.get(pk, [])
    current = current_of(dues)
    due_on = current.due_on if current else None
    status = status_of(current.state if current else "not_started", due_on, today)
    line = lines.get(pk)
    return ActivityRow(
        pk=pk,
        stage=stage,
        number=number,
        name=name,
        content=f"{line[0]}/{line[1]}" if line else "—",
        term=term_words(kind, dues, current, today),
        words=words,
        people=people[0][1] if people else "",
        others=len(people) - 1,
        result=result_words(expected, sum(due.files for due in dues)),
        mark=status.mark,
        states=_states(status.code, current, due_on),
        who=frozenset(key for key, _ in people),
        due_on=due_on,
        haystack=fold(f"{number} {name} {words} {' '.join(each for _, each in people)}"),
    )


def _states(code: str, current: Due | None, due_on: date | None) -> frozenset[str]:
    if due_on is None and (current is None or current.is_open):
        return frozenset({code, "no_term", *([current.state] if current else [])})
    return frozenset({code, *([current.state] if current and code in {"overdue", "soon"} else [])})


def _counters(rows: list[ActivityRow]) -> dict[str, int]:
    return {
        "overdue": sum("overdue" in row.states for row in rows),
        "soon": sum("soon" in row.states for row in rows),
        "no_term": sum("no_term" in row.states for row in rows),
        "nobody": sum(not row.who for row in rows),
    }


def _grouped(
    stages: list[tuple[int, str]], rows: list[ActivityRow], kept: list[ActivityRow], filters: Filters
) -> list[StageRows]:
    """Every stage with its rows in the order of the document; empty stages only while nothing is filtered."""
    shown: dict[int, list[ActivityRow]] = {pk: [] for pk, _ in stages}
    totals = dict.fromkeys(shown, 0)
    done = dict.fromkeys(shown, 0)
    for row in kept:
        shown[row.stage].append(row)
    for row in rows:
        totals[row.stage] += 1
        done[row.stage] += "done" in row.states
    return [
        StageRows(pk, name, position, done[pk], totals[pk], shown[pk])
        for position, (pk, name) in enumerate(stages, 1)
        if shown[pk] or not filters.active
    ]
