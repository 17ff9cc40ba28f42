"""What keeps a roadmap from being sent, and what the body above looks for in it. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from roadmaps.states.snapshots import ActivityState, RoadmapState
from roadmaps.states.versions import name_key

ON_DEMAND, UNKNOWN = "on_demand", "unknown"
STEM = 7  # letters that tell a word of a stage's name from another one
STOP = {"этап", "для", "или"}
ALIKE = 0.6  # share of common words from which two names of stages are one


@dataclass(frozen=True, slots=True)
class Row:
    """A row a problem is about."""

    pk: int | None
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Problem:
    """`blocks`: the roadmap cannot be sent; else whoever sends confirms. `query` filters the table to the rows."""

    text: str
    blocks: bool
    rows: tuple[Row, ...] = ()
    query: str = ""
    address: str = ""
    button: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """What an automatic check found, with the remark it offers."""

    text: str
    remark: str
    row: Row | None = None
    stage: int | None = None


@dataclass(frozen=True, slots=True)
class Compulsory:
    """An activity that every roadmap below must hold; `taken`: the organization accepted it into this roadmap."""

    name: str
    taken: bool


def rows_of(state: RoadmapState) -> Iterator[ActivityState]:
    for stage in state.stages:
        yield from stage.activities


Test = Callable[[ActivityState], object]


def problems_of(state: RoadmapState) -> list[Problem]:
    """Blocking ones first."""
    rows = list(rows_of(state))
    if not rows:
        return [Problem("В карте нет ни одного мероприятия.", blocks=True)]
    found = [
        _about(rows, _without_term, "Без срока", blocks=True, query="state=no_term"),
        _about(rows, _without_responsible, "Без ответственного", blocks=True, query="who=none"),
        _about([row for row in rows if outside(row, state)], None, "Срок вне периода карты"),
        _about(rows, _doubtful, "Срок не понят программой, напоминаний не будет"),
        _about(rows, _without_result, "Не указан ожидаемый результат"),
    ]
    return [problem for problem in found if problem.rows]


def _about(
    rows: Iterable[ActivityState],
    test: Test | None,
    text: str,
    *,
    blocks: bool = False,
    query: str = "",
) -> Problem:
    chosen = tuple(_row(row) for row in rows if test is None or test(row))
    return Problem(text, blocks, chosen, query)


def _row(state: ActivityState) -> Row:
    return Row(state.pk, state.number, state.name)


def _has_dates(row: ActivityState) -> bool:
    return any(window.due_on for window in row.windows)


def _without_term(row: ActivityState) -> bool:
    return not _has_dates(row) and not row.term_text.strip()


def _without_responsible(row: ActivityState) -> bool:
    return not row.responsibles


def _doubtful(row: ActivityState) -> bool:
    unread = row.term_kind == UNKNOWN and bool(row.term_text.strip())
    return unread and not _has_dates(row)


def _without_result(row: ActivityState) -> bool:
    return not row.expected_result.strip()


def outside(row: ActivityState, state: RoadmapState) -> bool:
    """A window before the beginning or after the end of the period; ISO dates compare as words."""
    return any(
        (window.starts_on or state.starts_on) < state.starts_on or (window.due_on or state.ends_on) > state.ends_on
        for window in row.windows
    )


def gaps_of(state: RoadmapState, stages: Iterable[str], compulsory: Iterable[Compulsory]) -> list[Gap]:
    """Stages of the target model that are missing, compulsory activities that are missing, terms outside the period."""
    found = [_missing_stage(name) for name in stages if not any(alike(name, each.name) for each in state.stages)]
    names = {name_key(row.name) for row in rows_of(state)}
    found += [_missing_row(each.name) for each in compulsory if not each.taken and name_key(each.name) not in names]
    return found + [_outside(row) for row in rows_of(state) if outside(row, state)]


def _missing_stage(name: str) -> Gap:
    return Gap(f"Нет этапа «{name}»", f"Добавьте этап целевой модели «{name}».")


def _missing_row(name: str) -> Gap:
    return Gap(f"Нет обязательного мероприятия «{name}»", f"Добавьте обязательное мероприятие «{name}».")


def _outside(row: ActivityState) -> Gap:
    return Gap(
        f"{row.number} «{row.name}»: срок вне периода карты".strip(),
        "Срок выходит за период карты. Уточните его.",
        _row(row),
    )


def alike(one: str, other: str) -> bool:
    """Two names of stages that mean one stage: «Этап 2. Формирование базы наставляемых» and «База наставляемых»."""
    first, second = _stems(one), _stems(other)
    if not first or not second:
        return name_key(one) == name_key(other)
    common = len(first & second)
    return common == min(len(first), len(second)) or common / len(first | second) >= ALIKE


def _stems(name: str) -> frozenset[str]:
    words = name_key("".join(letter if letter.isalpha() else " " for letter in name)).split()
    return frozenset(word[:STEM] for word in words if len(word) > 2 and word not in STOP)
