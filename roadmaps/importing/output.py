"""The result as plain data: the JSON of the `import_roadmap` command."""

from typing import Any

from roadmaps.importing.columns import TITLES
from roadmaps.importing.results import ActivityResult, ImportResult, Problem, StageResult, TableResult

Json = dict[str, Any]


def as_json(result: ImportResult) -> Json:
    """`{"tables": […], "problems": […]}`; windows as `[["2023-11-01", "2023-11-30"], …]`."""
    return {
        "file": result.name,
        "academic_year": _year(result),
        "period": _period(result),
        "tables": [_table(table) for table in result.tables],
        "problems": [_problem(problem) for problem in result.problems],
    }


def _year(result: ImportResult) -> str | None:
    year = result.frame.academic_year if result.frame is not None else None
    return f"{year}-{year + 1}" if year is not None else None


def _period(result: ImportResult) -> list[str] | None:
    period = result.frame.period if result.frame is not None else None
    return [day.isoformat() for day in period] if period is not None else None


def _table(table: TableResult) -> Json:
    return {
        "index": table.index,
        "role": table.role.value,
        "caption": table.caption,
        "columns": {name: table.columns.title(name) for name in TITLES},
        "stages": [_stage(stage) for stage in table.stages],
    }


def _stage(stage: StageResult) -> Json:
    found: Json = {"name": stage.name, "activities": [_activity(activity) for activity in stage.activities]}
    return found | ({"parent": stage.parent} if stage.parent else {})


def _activity(activity: ActivityResult) -> Json:
    reading = activity.reading
    return {
        "name": activity.name,
        "content": activity.content,
        "term": activity.term,
        "kind": reading.kind.value,
        "occurrences": [[window.start.isoformat(), window.end.isoformat()] for window in reading.windows],
        "rrule": reading.rrule,
        "confidence": reading.confidence.value,
        "term_note": reading.note,
        "responsible": activity.responsible,
        "parties": [_party(party.kind.value, party.text, party.role) for party in activity.parties],
        "result": activity.result,
        "number": activity.number,
        "audience": activity.audience,
        "other": dict(activity.extra),
    }


def _party(kind: str, text: str, role: str) -> Json:
    return {"kind": kind, "text": text} | ({"role": role} if role else {})


def _problem(problem: Problem) -> Json:
    return {
        "kind": problem.kind.value,
        "table": problem.table,
        "row": problem.row,
        "why": problem.why,
        "text": problem.text,
    }
