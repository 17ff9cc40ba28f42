"""From the rows of a walk to stages with activities: terms and people read, lists split."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from roadmaps.importing.captions import month_of
from roadmaps.importing.columns import Columns
from roadmaps.importing.contents import checklist, name_and_content
from roadmaps.importing.drafts import Draft, Stage
from roadmaps.importing.results import ActivityResult, StageResult
from roadmaps.importing.standard import standard_stage
from roadmaps.parties.reading import Party, read_parties
from roadmaps.terms import Confidence, Frame, Reading, read_term

NO_YEAR = Frame(academic_year=None)
SUMMER_SOON = (5, 6, 7)


class Reader:
    """Reads the words of cells once each: plans repeat the same terms and people hundreds of times."""

    def __init__(self, frame: Frame | None) -> None:
        self.frame = frame or NO_YEAR
        self._readings: dict[tuple[str, Frame], Reading] = {}
        self._parties: dict[str, tuple[Party, ...]] = {}
        self._contents: dict[str, tuple[str, ...]] = {}

    def term(self, words: str, frame: Frame) -> Reading:
        key = (words, frame)
        if key not in self._readings:
            self._readings[key] = read_term(words, frame)
        return self._readings[key]

    def parties(self, words: str) -> tuple[Party, ...]:
        if words not in self._parties:
            self._parties[words] = read_parties(words) if words else ()
        return self._parties[words]

    def lines(self, words: str) -> tuple[str, ...]:
        if words not in self._contents:
            self._contents[words] = checklist(words) if words else ()
        return self._contents[words]


def stages_of(
    stages: Iterable[Stage],
    drafts: Iterable[Draft],
    columns: Columns,
    frame: Frame | None,
    progress: Callable[[int], None],
) -> tuple[StageResult, ...]:
    """Stages in the order of the document. A heading without activities of its own lives on as a parent.

    `progress` hears the number of the last row of each activity.
    """
    reader = Reader(frame)
    order: list[Stage] = []
    found: dict[int, list[ActivityResult]] = {}
    last_month: int | None = None
    for draft in drafts:
        key = id(draft.stage)
        if key not in found:
            found[key] = []
            order.append(draft.stage)
        activity = _activity(draft, columns, reader, last_month)
        last_month = activity.reading.windows[-1].end.month if activity.reading.windows else last_month
        found[key].append(activity)
        progress(draft.rows[-1])
    used = {stage.parent for stage in order}
    empty = [stage for stage in stages if id(stage) not in found and stage.name and stage.name not in used]
    named = [_stage(stage, tuple(found.get(id(stage), ()))) for stage in _in_order(stages, order, empty)]
    return tuple(named)


def _in_order(stages: Iterable[Stage], order: list[Stage], empty: list[Stage]) -> list[Stage]:
    """Stages as they stand in the table; activities above the first heading come first."""
    kept = {id(stage) for stage in (*order, *empty)}
    listed = [stage for stage in stages if id(stage) in kept]
    known = {id(stage) for stage in listed}
    return [stage for stage in order if id(stage) not in known] + listed


def _stage(stage: Stage, activities: tuple[ActivityResult, ...]) -> StageResult:
    name = stage.name or None
    return StageResult(name=name, activities=activities, parent=stage.parent, standard=standard_stage(name or ""))


def _activity(draft: Draft, columns: Columns, reader: Reader, last_month: int | None) -> ActivityResult:
    content = draft.get("content") or None
    name, listed = (draft.get("activity"), None) if content else name_and_content(draft.get("activity"))
    content = content or listed
    return ActivityResult(
        name=name,
        content=content,
        content_lines=reader.lines(content) if content else _several(reader.lines(name)),
        term=draft.get("term"),
        reading=_reading(draft, reader, last_month),
        responsible=draft.get("responsible"),
        parties=reader.parties(draft.get("responsible")),
        result=draft.get("result") or None,
        number=draft.get("number"),
        audience=draft.get("audience") or None,
        rows=tuple(draft.rows),
        extra=tuple((_title(columns, place), text) for place, text in sorted(draft.extra.items())),
        inherited=draft.inherited,
    )


def _several(lines: tuple[str, ...]) -> tuple[str, ...]:
    """A name that is one sentence is no list."""
    return lines if len(lines) > 1 else ()


def _title(columns: Columns, place: int) -> str:
    title = columns.titles[place] if place < len(columns.titles) else ""
    return title or f"Столбец {place + 1}"


def _reading(draft: Draft, reader: Reader, last_month: int | None) -> Reading:
    """The term in its surroundings: the month a heading names, summer before or after the year."""
    frame = reader.frame
    month = month_of(draft.stage.name or "") if draft.stage.is_section else None
    if month is not None:
        frame = replace(frame, table_month=month[0], table_year=month[1] or frame.table_year)
    if last_month in SUMMER_SOON and frame.summer_after is None:
        frame = replace(frame, summer_after=True)
    words = draft.get("term")
    reading = reader.term(words or (draft.stage.name or "" if month is not None else ""), frame)
    if not words and month is not None:
        return _doubted(reading, ["срок взят из заголовка раздела"])
    return _doubted(reading, [doubt for doubt in draft.doubts if words])


def _doubted(reading: Reading, doubts: list[str]) -> Reading:
    """A reading of repaired cells is never sure."""
    if not doubts:
        return reading
    note = "; ".join(part for part in (reading.note, *doubts) if part)
    sure = reading.confidence is Confidence.SURE
    return replace(reading, note=note, confidence=Confidence.CHECK if sure else reading.confidence)
