"""The roadmap as rows: stages, counters, filters. One statement however many rows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from accounts.roles import Role
from core.http import address_of
from core.statements import day_of
from core.viewer import Viewer
from roadmaps.models import Roadmap
from roadmaps.queries.cells import note_words, people_words, person_words, quoted_words, result_words, term_words
from roadmaps.queries.filters import Filters, chips, fold
from roadmaps.queries.lights import Light, Tally, light_of
from roadmaps.queries.progress import Progress
from roadmaps.queries.statements.table import Lists, read_table
from roadmaps.queries.status import (
    Due,
    Status,
    current_of,
    dues_by_activity,
    judged_on,
    states_of,
    status_of,
)

EXCLUDED = Status("cancelled", "Исключено")


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """`note` stands under the name: of an event its kind and audience, the level above that ordered the activity.

    `states` hold what the state filter matches, `who` the keys of the responsible, `haystack` what search reads.

    Cells are ready words, so that the template only writes them; `others` are the responsible after the first.
    `dues` are all windows, earliest first; `responsibles` are (key, name) in the order of the document. `open_due` is
    what may be marked done next. `removed`: excluded from the map, kept for what was done.
    """

    pk: int
    address: str
    stage: int
    number: str
    name: str
    note: SafeString
    content: str
    term: str
    words: str
    quoted: SafeString
    people: str
    others: int
    held: SafeString
    result: str
    mark: SafeString
    states: frozenset[str]
    who: frozenset[str]
    due_on: date | None
    haystack: str
    dues: tuple[Due, ...]
    responsibles: tuple[tuple[str, str], ...]
    continuous: bool
    open_due: int | None
    removed: bool


@dataclass(frozen=True, slots=True)
class StageRows:
    """`phase` is named by the first shown stage of several neighbours, `kind` as `Stage.Kind`."""

    pk: int
    name: str
    phase: str
    kind: str
    position: int
    progress: Progress
    rows: list[ActivityRow]


@dataclass(frozen=True, slots=True)
class RoadmapTable:
    """`counters` are over the whole roadmap: each equals the number of rows its link lists.

    `total` counts the rows, `progress` what is to be done: all but what was cancelled.
    """

    stages: list[StageRows]
    all_stages: list[tuple[int, str]]
    people: list[tuple[str, str]]
    counters: dict[str, int]
    total: int
    progress: Progress
    shown: int
    light: Light
    chips: list[tuple[str, str]]

    @property
    def done(self) -> int:
        return self.progress.done

    @property
    def rows(self) -> list[ActivityRow]:
        """What the filters let through, in the order of the document: the same for every view."""
        return [row for stage in self.stages for row in stage.rows]


def roadmap_rows(viewer: Viewer, roadmap: Roadmap, today: date, filters: Filters) -> RoadmapTable:
    lists = read_table(viewer, roadmap)
    stages = [(pk, name) for pk, name, _, _ in lists.stages]
    rows = _rows(lists, today, judged_on(roadmap, today))
    kept = [row for row in rows if filters.keep(row, today)] if filters.active else rows
    ticked = max((line[3] for line in lists.lines if line[3]), default=None)
    tally = Tally.of(roadmap, (due for row in rows for due in row.dues), today, day_of(ticked and ticked[:10]))
    names = dict(pair for row in rows for pair in row.responsibles)
    return RoadmapTable(
        stages=_grouped(lists.stages, rows, kept, filters, today),
        all_stages=stages,
        people=sorted(names.items(), key=lambda pair: fold(pair[1])),
        counters=_counters(rows),
        total=len(rows),
        progress=_progress(rows, today),
        shown=len(kept),
        light=light_of(tally, today),
        chips=chips(filters, dict(stages), names) if filters.active else [],
    )


def _rows(lists: Lists, today: date, judged: date | None) -> list[ActivityRow]:
    dues, people = dues_by_activity(lists.dues), _people(lists.people)
    lines = {activity: f"{ticked}/{total}" for activity, ticked, total, _ in lists.lines}
    above = {row[0]: row[1] for row in lists.above}
    return [
        _row(
            values,
            dues.get(values[0], ()),
            people.get(values[0], ()),
            lines.get(values[0], "—"),
            above.get(values[0], ""),
            today,
            judged,
        )
        for values in lists.activities
    ]


def _people(rows: list[list[Any]]) -> dict[int, tuple[tuple[str, str], ...]]:
    """Activity id → (key, name) of its responsible in their order."""
    found: dict[int, list[tuple[str, str]]] = {}
    for activity, *words in rows:
        found.setdefault(activity, []).append(responsible_words(*words))
    return {activity: tuple(pairs) for activity, pairs in found.items()}


def responsible_words(
    kind: str, text: str, role: str, body: int | None, person: int | None, *name: str | None
) -> tuple[str, str]:
    """Key and name of one responsible: a person by name, a role by its label, the rest in the document's words.

    A person whose row the viewer may not read is a mentor or a mentee, perhaps a child: the role instead of the name.
    """
    if kind == "person" and name[0]:
        return f"p{person}", person_words(name[0], *name[1:])
    if kind == "person":
        return f"p{person}", str(Role.MENTOR.label)
    if kind == "role":
        return f"r{role}", str(Role(role).label)
    return (f"b{body}" if kind == "body" else fold(text)), text


def _row(
    values: list[Any],
    dues: tuple[Due, ...],
    people: tuple[tuple[str, str], ...],
    content: str,
    above: str,
    today: date,
    judged: date | None,
) -> ActivityRow:
    pk, stage, number, name, words, kind, expected, removed, event_kind, audience = values
    current = current_of(dues)
    due_on = current.due_on if current else None
    status = status_of(current.state if current else "not_started", due_on, judged)
    return ActivityRow(
        pk=pk,
        address=address_of("activity_detail", pk),
        stage=stage,
        number=number,
        name=name,
        note=note_words(event_kind, audience, above),
        content=content,
        term=term_words(kind, dues, current, today),
        words=words,
        quoted=quoted_words(words),
        people=people[0][1] if people else "",
        others=len(people) - 1,
        held=people_words([each for _, each in people]),
        result=result_words(expected, sum(due.files for due in dues)),
        mark=EXCLUDED.mark if removed else status.mark,
        states=states_of(status.code, current),
        who=frozenset(key for key, _ in people),
        due_on=due_on,
        haystack=fold(f"{number} {name} {words} {' '.join(each for _, each in people)}"),
        dues=dues,
        responsibles=people,
        continuous=kind == "continuous",
        open_due=current.pk if current and current.is_open else None,
        removed=removed,
    )


def _counters(rows: list[ActivityRow]) -> dict[str, int]:
    return {
        "overdue": sum("overdue" in row.states for row in rows),
        "soon": sum("soon" in row.states for row in rows),
        "no_term": sum("no_term" in row.states for row in rows),
        "nobody": sum(not row.who for row in rows),
    }


def _progress(rows: list[ActivityRow], today: date) -> Progress:
    return Progress.of((row.dues for row in rows), today)


def _grouped(
    stages: list[list[Any]], rows: list[ActivityRow], kept: list[ActivityRow], filters: Filters, today: date
) -> list[StageRows]:
    """Every stage with its rows in the order of the document; empty stages only while nothing is filtered."""
    shown: dict[int, list[ActivityRow]] = {stage[0]: [] for stage in stages}
    whole: dict[int, list[ActivityRow]] = {stage[0]: [] for stage in stages}
    for row in kept:
        shown[row.stage].append(row)
    for row in rows:
        whole[row.stage].append(row)
    found: list[StageRows] = []
    last = ""
    for position, (pk, name, phase, kind) in enumerate(stages, 1):
        if shown[pk] or not filters.active:
            heading, last = (phase if phase != last else ""), phase
            found.append(StageRows(pk, name, heading, kind, position, _progress(whole[pk], today), shown[pk]))
    return found
