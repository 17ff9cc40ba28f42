"""What an import will make."""

from dataclasses import dataclass

from core.errors import DomainError
from core.viewer import Viewer
from roadmaps.importing.results import ImportResult, Problem, ProblemKind
from roadmaps.importing.review import Target, planned_stages
from roadmaps.importing.state import from_state
from roadmaps.models import ImportDraft
from roadmaps.parties.people import match_parties
from roadmaps.queries.directory import directory_of
from roadmaps.terms import Frame, Kind


class YearNeeded(DomainError):
    message = "В документе не назван год. Выберите учебный год карты."


def result_of(draft: ImportDraft) -> ImportResult:
    return from_state(ImportResult, draft.result)


def target_of(draft: ImportDraft) -> Target:
    """The frame the map is made for; without a chosen school year the period of the document is kept."""
    if draft.school_year is not None:
        return Target(Frame(academic_year=draft.school_year))
    stated = result_of(draft).frame
    if stated is None:
        raise YearNeeded
    return Target(stated, keep=True)


@dataclass(frozen=True, slots=True)
class JoinedRow:
    """A row taken for the rest of the row above; `apart` once the person has parted them."""

    table: int
    row: int
    text: str
    apart: bool


def joined_rows(draft: ImportDraft) -> list[JoinedRow]:
    """Of the tables to be loaded, in their order."""
    result = result_of(draft)
    chosen = {table.index for table in result.chosen}
    parted = [from_state(Problem, state) for state in draft.choices.get("apart", [])]
    both = [(problem, False) for problem in result.problems if problem.kind is ProblemKind.JOINED]
    both += [(problem, True) for problem in parted]
    rows = [
        JoinedRow(problem.table, problem.row, problem.text, apart)
        for problem, apart in both
        if problem.table is not None and problem.row is not None and problem.table in chosen
    ]
    return sorted(rows, key=lambda joined: (joined.table, joined.row))


@dataclass(frozen=True, slots=True)
class ImportSummary:
    title: str
    target_model: str
    stages: int
    activities: int
    occurrences: int
    without_term: int
    without_responsible: int
    nobody_reminded: int
    problems: tuple[Problem, ...]


def import_summary(draft: ImportDraft, viewer: Viewer) -> ImportSummary:
    result = result_of(draft)
    stages = planned_stages(result, draft.choices.get("terms", {}), target_of(draft))
    rows = [activity for stage in stages for activity in stage.activities]
    directory = directory_of(viewer.organization, viewer)
    chosen = draft.choices.get("parties", {})
    words = [[m for m in match_parties(row.parties, directory) if m.text not in chosen] for row in rows]
    text = " ".join(table.caption for table in result.chosen)
    return ImportSummary(
        title=_title(result.chosen[0].caption if result.chosen else ""),
        target_model="teacher" if "педагог" in text.lower() else "pupil",
        stages=len(stages),
        activities=len(rows),
        occurrences=sum(len(row.reading.windows) for row in rows),
        without_term=sum(1 for row in rows if row.reading.kind is Kind.UNKNOWN),
        without_responsible=sum(1 for row in rows if not row.parties),
        nobody_reminded=sum(1 for matches in words if matches and all(m.kind == "text" for m in matches)),
        problems=result.problems,
    )


def _title(caption: str) -> str:
    text = " ".join(caption.split())[:300]
    return text if "карт" in text.lower() or "план" in text.lower() else "Дорожная карта наставничества"
