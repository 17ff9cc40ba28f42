"""What a person must look at before an imported table becomes a roadmap, and how the answers are applied. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from roadmaps.importing.results import ActivityResult, ImportResult, StageResult, TableResult
from roadmaps.parties.people import Directory, match_parties
from roadmaps.states.plans import PlannedActivity, PlannedStage
from roadmaps.terms import Confidence, Frame, Kind, Reading, read_term
from roadmaps.terms.relocation import read_for

NO_TERM = "none"
TYPED = "typed"
NOT_NAMED = "Этап не назван"


@dataclass(frozen=True, slots=True)
class Target:
    """For which time the map is made. `keep` leaves the period of the document (a multi-year map)."""

    frame: Frame
    keep: bool = False

    def holds(self, reading: Reading) -> bool:
        """Whether the reading lies within the time of the map. August before the school year prepares for it."""
        first, last = self._bounds()
        return all(first <= window.start and window.end <= last for window in reading.windows)

    def _bounds(self) -> tuple[date, date]:
        if self.frame.period is not None:
            return self.frame.period
        year = self.frame.academic_year
        return (date(year, 8, 1), date(year + 1, 8, 31)) if year is not None else (date.min, date.max)


@dataclass(frozen=True, slots=True)
class TermGroup:
    """All rows with the same words and the same reading: one answer serves them («применить ко всем таким же»)."""

    key: str
    words: str
    reading: Reading
    rows: tuple[str, ...]

    @property
    def needs_eyes(self) -> bool:
        return self.reading.confidence is not Confidence.SURE

    @property
    def options(self) -> tuple[Reading, ...]:
        """The reading itself and its alternatives, those with windows."""
        others = (replace(self.reading, kind=a.kind, windows=a.windows, note=a.note) for a in self.reading.alternatives)
        return tuple(option for option in (self.reading, *others) if option.windows or option.kind is Kind.ON_DEMAND)

    def preferred(self, target: Target) -> int | None:
        """The first option within the time of the map; None: a doubtful term that only a person can place."""
        if not self.needs_eyes:
            return 0
        return next((place for place, option in enumerate(self.options) if target.holds(option)), None)


@dataclass(frozen=True, slots=True)
class PartyGroup:
    """One party as written, with what it was matched to."""

    key: str
    words: str
    kind: str
    count: int


def key_of(*parts: object) -> str:
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:10]


def reading_of(activity: ActivityResult, table: TableResult, target: Target) -> Reading:
    """The reading of the document while its year stays; it knows the months of headings and repaired cells."""
    stated = table.frame
    if target.keep or stated is None or stated.academic_year == target.frame.academic_year:
        return activity.reading
    return read_for(activity.term, stated, target.frame)


def term_groups(result: ImportResult, target: Target) -> list[TermGroup]:
    """Doubtful groups first, then in the order of the document."""
    found: dict[str, TermGroup] = {}
    for table in result.chosen:
        for activity in table.activities:
            reading = reading_of(activity, table, target)
            key = key_of(activity.term, reading.kind, reading.windows)
            known = found.get(key)
            rows = (*known.rows, activity.name) if known else (activity.name,)
            found[key] = TermGroup(key, activity.term, reading, rows)
    return sorted(found.values(), key=lambda group: not group.needs_eyes)


def party_groups(result: ImportResult, directory: Directory) -> list[PartyGroup]:
    """Those nobody was found for first: they stay words and get no letters unless somebody is chosen."""
    found: dict[str, PartyGroup] = {}
    for table in result.chosen:
        for activity in table.activities:
            for match in match_parties(activity.parties, directory):
                known = found.get(match.text)
                count = known.count + 1 if known else 1
                found[match.text] = PartyGroup(key_of(match.text), match.text, match.kind, count)
    return sorted(found.values(), key=lambda group: group.kind != "text")


def decided(group: TermGroup, answer: Mapping[str, Any] | None, target: Target) -> Reading:
    """The reading after the person's answer: {"option": n}, {"typed": words}, {"none": true}, or no answer.

    Without an answer a doubtful term outside the time of the map stays words without a date.
    """
    options = group.options
    if not answer:
        preferred = group.preferred(target)
        return options[preferred] if preferred is not None and options else _left_open(group.reading)
    if answer.get(NO_TERM):
        return Reading(kind=Kind.ON_DEMAND, note="срок снят при загрузке")
    if answer.get(TYPED):
        return read_term(str(answer[TYPED]), target.frame)
    index = int(answer.get("option", 0))
    return options[index] if 0 <= index < len(options) else group.reading


def _left_open(reading: Reading) -> Reading:
    return Reading(Kind.UNKNOWN, confidence=Confidence.UNKNOWN, note=reading.note)


def planned_stages(
    result: ImportResult, answers: Mapping[str, Mapping[str, Any]], target: Target
) -> tuple[PlannedStage, ...]:
    """The rows of the roadmap, each with the words of the document and the decided reading."""
    groups = {group.key: group for group in term_groups(result, target)}
    stages: list[PlannedStage] = []
    for table in result.chosen:
        found = []
        for stage in table.stages:
            planned = tuple(_planned(a, table, groups, answers, target) for a in stage.activities)
            found.append(_stage(stage, planned, table))
        stages = [*stages, *found] if table.exact else _joined([*stages, *found])
    return tuple(stages)


def _stage(stage: StageResult, planned: tuple[PlannedActivity, ...], table: TableResult) -> PlannedStage:
    """The headings of a document are joined; in our own file the one above is the phase."""
    if table.exact:
        return PlannedStage(stage.name or NOT_NAMED, planned, stage.parent or "", stage.kind)
    name = ". ".join(part for part in (stage.parent, stage.name) if part) or table.caption[:200] or NOT_NAMED
    return PlannedStage(name, planned)


def _planned(
    activity: ActivityResult,
    table: TableResult,
    groups: Mapping[str, TermGroup],
    answers: Mapping[str, Mapping[str, Any]],
    target: Target,
) -> PlannedActivity:
    reading = reading_of(activity, table, target)
    key = key_of(activity.term, reading.kind, reading.windows)
    return PlannedActivity(
        name=activity.name,
        term_text=activity.term,
        reading=decided(groups[key], answers.get(key), target),
        number=activity.number,
        content_lines=(*activity.content_lines, *(f"{title}: {text}" for title, text in activity.extra)),
        responsible_text=activity.responsible,
        parties=activity.parties,
        expected_result=activity.result or "",
        audience=activity.audience or "",
        event_kind=activity.event_kind,
        levels=activity.levels,
    )


def _joined(stages: Iterable[PlannedStage]) -> list[PlannedStage]:
    """Neighbours of one name are one stage."""
    kept: list[PlannedStage] = []
    for stage in stages:
        if kept and kept[-1].name == stage.name:
            kept[-1] = replace(kept[-1], activities=(*kept[-1].activities, *stage.activities))
        else:
            kept.append(stage)
    return kept
