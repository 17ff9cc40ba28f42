"""What a paper consists of, apart from how it looks. Builders fill blocks, renderers know only blocks.

A registered paper is kept as canonical JSON of its blocks with a sha256: sorted keys, no spaces, NFC, no floats
(widths in tenths of a millimetre), ISO dates, the number of this schema inside.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from core.canonical import canonical as canonical_json
from core.canonical import checked

SCHEMA = 1
DEEPEST = 2  # «1.1.1.»


@dataclass(frozen=True)
class Letterhead:
    parent_body: str = ""
    full_name: str = ""
    short_name: str = ""
    contacts: str = ""
    own_lines: str = ""  # of an own blank: stand instead of all the names above
    emblem: str = ""  # a PNG made by us, base64


@dataclass(frozen=True)
class Requisites:
    """Number and date are empty until registration."""

    kind: str = "ПРИКАЗ"
    dated_on: date | None = None
    place: str = ""
    number: str = ""
    check: str = ""  # the address of the page that tells whether the paper is genuine


@dataclass(frozen=True)
class Signature:
    post: str = ""
    name: str = ""


@dataclass(frozen=True)
class Clause:
    """A clause of the tree, in reading order; `level` 0, 1, 2 is its depth: «1.», «1.1.», «1.1.1.»."""

    text: str
    level: int = 0


@dataclass(frozen=True)
class Visa:
    """A line for somebody's hand: who agrees, who has read. `mark` is what is known already: «согласовано …»."""

    post: str = ""
    name: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Column:
    title: str
    width: int
    align: str = "left"


@dataclass(frozen=True)
class Group:
    """Rows under one merged line (a stage); an empty title prints no line."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    over: str = ""  # a line above the title: the phase that begins with this stage


@dataclass(frozen=True)
class Table:
    columns: tuple[Column, ...] = ()
    groups: tuple[Group, ...] = ()

    @property
    def row_count(self) -> int:
        return sum(len(group.rows) for group in self.groups)

    @property
    def shares(self) -> list[str]:
        """Width of every column, «12.3%» of the sum of the wanted widths."""
        whole = sum(column.width for column in self.columns)
        return [f"{column.width * 1000 // whole / 10}%" for column in self.columns]


@dataclass(frozen=True)
class Appendix:
    """`approved` is «УТВЕРЖДЕНА» when the appendix is itself a document, agreeing with its head word."""

    title: str
    number: int = 1
    landscape: bool = False
    approved: str = ""
    issuer: str = ""
    table: Table = Table()
    sections: tuple[Clause, ...] = ()  # numbered text above the table; what has parts below it is a heading
    note: str = ""  # under the table

    @property
    def numbered(self) -> list[tuple[str, Clause, bool]]:
        """Number, clause, whether it is a heading."""
        follow = [*self.sections, Clause("")][1:]
        numbers = numbers_of(self.sections)
        rows = zip(numbers, self.sections, follow, strict=True)
        return [(number, each, each.level == 0 and after.level > 0) for number, each, after in rows]


@dataclass(frozen=True)
class Paper:
    title: str = ""
    letterhead: Letterhead = Letterhead()
    requisites: Requisites = Requisites()
    preamble: str = ""
    verb: str = "ПРИКАЗЫВАЮ:"
    clauses: tuple[Clause, ...] = ()
    signature: Signature = Signature()
    appendices: tuple[Appendix, ...] = ()
    agreement: tuple[Visa, ...] = ()
    acquainted: tuple[Visa, ...] = ()
    executor: str = ""

    @property
    def numbered(self) -> list[tuple[str, Clause]]:
        return list(zip(numbers_of(self.clauses), self.clauses, strict=True))

    @property
    def row_count(self) -> int:
        return sum(appendix.table.row_count for appendix in self.appendices)


def numbers_of(clauses: Iterable[Clause]) -> list[str]:
    """«1», «1.1», «1.2», «2» …; a clause deeper than its place allows is taken one step below the one before."""
    found: list[str] = []
    counters: list[int] = []
    for clause in clauses:
        level = min(clause.level, len(counters), DEEPEST)
        counters = [*counters[: level + 1], *([0] if level == len(counters) else [])]
        counters[level] += 1
        found.append(".".join(map(str, counters)))
    return found


def plain_clauses(*texts: str) -> tuple[Clause, ...]:
    """Clauses of the first level."""
    return tuple(Clause(text) for text in texts)


def to_state(paper: Paper) -> dict[str, Any]:
    """Plain values as stored; raises TypeError for a float.

    Parts that papers did not have at first are left out while empty: earlier papers keep their checksums.
    """
    state = _without(asdict(paper), "agreement", "acquainted", "executor")
    state["clauses"] = _clause_states(paper.clauses)
    state["requisites"] = _without(state["requisites"], "check")
    state["letterhead"] = _without(state["letterhead"], "own_lines", "emblem")
    for kept, appendix in zip(state["appendices"], paper.appendices, strict=True):
        kept["sections"] = _clause_states(appendix.sections)
    state["appendices"] = [_without(each, "sections", "note") for each in state["appendices"]]
    return {"schema": SCHEMA, **checked(state)}


def _without(state: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in state.items() if value or name not in names}


def _clause_states(clauses: Iterable[Clause]) -> list[Any]:
    return [{"text": each.text, "level": each.level} if each.level else each.text for each in clauses]


def _clauses(states: Iterable[Any]) -> tuple[Clause, ...]:
    return tuple(Clause(each) if isinstance(each, str) else Clause(**each) for each in states)


def _visas(states: Iterable[dict[str, str]]) -> tuple[Visa, ...]:
    return tuple(Visa(**each) for each in states)


BUILT = {"letterhead", "requisites", "signature", "clauses", "appendices", "agreement", "acquainted"}


def from_state(state: dict[str, Any]) -> Paper:
    """The paper of a stored state; absent parts are empty."""
    known = {field.name for field in fields(Paper)} - BUILT
    requisites = dict(state.get("requisites", {}))
    if requisites.get("dated_on"):
        requisites["dated_on"] = date.fromisoformat(requisites["dated_on"])
    return Paper(
        **{name: state[name] for name in known if name in state},
        letterhead=Letterhead(**state.get("letterhead", {})),
        requisites=Requisites(**requisites),
        signature=Signature(**state.get("signature", {})),
        clauses=_clauses(state.get("clauses", ())),
        appendices=tuple(_appendix(item) for item in state.get("appendices", ())),
        agreement=_visas(state.get("agreement", ())),
        acquainted=_visas(state.get("acquainted", ())),
    )


def _appendix(state: dict[str, Any]) -> Appendix:
    table = state.get("table", {})
    groups = (
        Group(item["title"], tuple(map(tuple, item["rows"])), item.get("over", "")) for item in table.get("groups", ())
    )
    columns = (Column(**item) for item in table.get("columns", ()))
    built = {"table": Table(tuple(columns), tuple(groups)), "sections": _clauses(state.get("sections", ()))}
    return Appendix(**(state | built))


def canonical(paper: Paper) -> bytes:
    return canonical_json(to_state(paper))


def digest(paper: Paper) -> str:
    return hashlib.sha256(canonical(paper)).hexdigest()
