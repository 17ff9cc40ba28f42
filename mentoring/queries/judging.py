"""What becomes of every row of a file, seen against the file itself and against the base. Nothing is written."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from core.viewer import Viewer
from core.words import folded
from mentoring.entries import Entry
from mentoring.importing.book import OTHER, SKIP, Fate, Line
from mentoring.importing.differences import Change, changes_of, told
from mentoring.importing.examples import is_example
from mentoring.importing.faults import Fault
from mentoring.importing.rows import Heard, Plan, Reading, read_row
from mentoring.likeness import is_sure, may_be, short_name
from mentoring.models import Person
from mentoring.queries.current import Known, current_values
from mentoring.queries.duplicates import Twin, twins_of

STEP = 2_500  # rows between two reports of the progress: a tenth of a second
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`entry` has its `person_id` when the person is known; `changes` are what is to be written of it."""

    fate: Fate
    entry: Entry | None = None
    changes: Sequence[Change] = ()
    faults: Sequence[Fault] = ()
    known: Sequence[Twin] = ()
    note: str = ""


@dataclass(slots=True)
class Bench:
    """What is known while the rows are gone through in their order."""

    current: Known
    seen: dict[str, list[tuple[int, Entry]]] = field(default_factory=lambda: defaultdict(list))
    taken: set[int] = field(default_factory=set)


def _nobody(rows: int) -> None:
    """Nobody waits."""


def readings_of(lines: Sequence[Line], plan: Plan, today: date, progress: Progress = _nobody) -> list[Reading]:
    """What the cells of every line say. Asks no database; `progress` hears how many lines are done."""
    found = []
    heard: Heard = {}
    for number, line in enumerate(lines):
        if number and number % STEP == 0:
            progress(number)
        found.append(read_row(line.cells, plan, today, heard))
    return found


def judge(lines: Sequence[Line], readings: Sequence[Reading], plan: Plan, *, viewer: Viewer) -> list[Verdict]:
    """One verdict a line; as many statements for one line as for ten thousand."""
    entries = [reading.entry for reading in readings if reading.entry is not None]
    twins = iter(twins_of(viewer, entries))
    found = [next(twins) if reading.entry is not None else () for reading in readings]
    ids = {twin.person_id for alike in found for twin in alike}
    current = current_values(viewer, ids, side=plan.side, model=plan.model, school_year=plan.school_year)
    bench = Bench(current)
    return [_verdict(line, reading, alike, bench) for line, reading, alike in zip(lines, readings, found, strict=True)]


def _verdict(line: Line, reading: Reading, twins: Sequence[Twin], bench: Bench) -> Verdict:
    entry = reading.entry
    if line.answer == SKIP:
        return Verdict(Fate.SKIP, note="Вы решили не загружать")
    if reading.is_empty:
        return Verdict(Fate.SKIP, note="В загружаемых столбцах пусто")
    if entry is None:
        return Verdict(Fate.ERROR, faults=reading.faults)
    if is_example(entry):
        return Verdict(Fate.SKIP, note="Строка-пример из шаблона: не загружается")
    name = short_name(entry.last_name, entry.first_name)
    free = [twin for twin in twins if twin.person_id not in bench.taken]
    before = _before(entry, bench.seen[name])
    verdict = (
        _unchanged(entry, reading, free, bench)
        or _repeated(line, entry, reading, before)
        or _compared(line, entry, reading, free, bench)
    )
    if verdict.fate.is_loaded and reading.doubt:
        verdict = replace(verdict, note=reading.doubt)
    bench.seen[name].append((line.number, entry))
    if verdict.entry is not None and verdict.entry.person_id is not None:
        bench.taken.add(verdict.entry.person_id)
    return verdict


def _unchanged(entry: Entry, reading: Reading, twins: Sequence[Twin], bench: Bench) -> Verdict | None:
    """Somebody with the same whole name of whom every cell says what the base says: the file was loaded before."""
    for twin in twins:
        same_name = folded(entry.patronymic) == folded(twin.patronymic)
        if same_name and twin.status == Person.Status.ACTIVE and not _changes(entry, reading, twin, bench.current):
            return Verdict(Fate.SAME, replace(entry, person_id=twin.person_id))
    return None


def _changes(entry: Entry, reading: Reading, twin: Twin, current: Known) -> list[Change]:
    known: Mapping[str, Any] = current.get(twin.person_id, {})
    return changes_of(entry, reading.given, known)


def _before(entry: Entry, seen: Sequence[tuple[int, Entry]]) -> tuple[int, Entry] | None:
    """An earlier row that may be of the same person, the surest one."""
    alike = [pair for pair in seen if may_be(entry, pair[1])]
    return next((pair for pair in alike if is_sure(entry, pair[1])), alike[0] if alike else None)


def _repeated(line: Line, entry: Entry, reading: Reading, before: tuple[int, Entry] | None) -> Verdict | None:
    if before is None or line.answer == OTHER:
        return None
    number, earlier = before
    if all(getattr(entry, name) == getattr(earlier, name) for name in reading.given):
        return Verdict(Fate.REPEAT, note=f"Та же, что в строке {number}: второй раз не загружается")
    both = entry.class_name and earlier.class_name and entry.class_name != earlier.class_name
    other = f", но класс другой: «{earlier.class_name}» и «{entry.class_name}»" if both else ""
    return Verdict(Fate.ASK, note=f"Такое же имя в строке {number}{other}. Это тот же человек?")


def _compared(line: Line, entry: Entry, reading: Reading, twins: Sequence[Twin], bench: Bench) -> Verdict:
    if line.answer == OTHER or not twins:
        refused = [reading.refusal] if reading.refusal else []
        return Verdict(Fate.ERROR, faults=refused) if refused else Verdict(Fate.NEW, entry)
    sure = [twin for twin in twins if twin.is_sure]
    chosen = next((twin for twin in twins if str(twin.person_id) == line.answer), None)
    twin = chosen or (sure[0] if len(sure) == 1 else None)
    if twin is None:
        return Verdict(Fate.ASK, known=twins, note="Похожий человек уже есть. Это он?")
    if twin.status != Person.Status.ACTIVE:
        return Verdict(Fate.ERROR, faults=[Fault(None, twin.full_name, _why_not(twin))])
    changes = _changes(entry, reading, twin, bench.current)
    if _ends_before_it_begins(changes, bench.current.get(twin.person_id, {})):
        why = "С датами, которые уже есть в базе, завершение выходит раньше вхождения. Напишите обе даты"
        return Verdict(Fate.ERROR, faults=[Fault(None, twin.full_name, why)])
    known = replace(entry, person_id=twin.person_id)
    return Verdict(Fate.UPDATE if changes else Fate.SAME, known, changes)


def _ends_before_it_begins(changes: Sequence[Change], known: Mapping[str, Any]) -> bool:
    after = {**known, **{name: new for name, _, new in changes}}
    entered, finished = after.get("entered_on"), after.get("finished_on")
    return bool(entered and finished and finished < entered)


def _why_not(twin: Twin) -> str:
    if twin.status == Person.Status.BLOCKED:
        return "Обработка данных этого человека остановлена: загрузить его нельзя. Уберите строку"
    return "Этот человек отмечен как ушедший. Сначала верните его в карточке, потом загрузите строку"


def marked(line: Line, verdict: Verdict) -> Line:
    """The line with its verdict in words, as the pages show it and the database keeps it."""
    return Line(
        line.number,
        line.cells,
        line.answer,
        fate=verdict.fate,
        faults=verdict.faults,
        changes=[told(change, verdict.entry) for change in verdict.changes] if verdict.entry else [],
        known=[(twin.person_id, _face(twin)) for twin in verdict.known],
        note=verdict.note,
    )


def _face(twin: Twin) -> str:
    """«Петров Иван Сергеевич, 12.05.2014, 6 «А»»."""
    born = f"{twin.birth_date:%d.%m.%Y}" if twin.birth_date else str(twin.birth_year or "")
    status = "" if twin.status == Person.Status.ACTIVE else Person.Status(twin.status).label.lower()
    parts = (twin.full_name, born, twin.class_name or twin.position, status)
    return ", ".join(part for part in parts if part)
