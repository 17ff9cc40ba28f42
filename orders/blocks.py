"""What a paper consists of, apart from how it looks. Builders fill blocks, renderers know only blocks.

A registered paper is kept as canonical JSON of its blocks with a sha256: sorted keys, no spaces, NFC, no floats
(widths in tenths of a millimetre), ISO dates, the number of this schema inside.
"""

import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

SCHEMA = 1


@dataclass(frozen=True)
class Letterhead:
    parent_body: str = ""
    full_name: str = ""
    short_name: str = ""
    contacts: str = ""


@dataclass(frozen=True)
class Requisites:
    """Number and date are empty until registration."""

    kind: str = "ПРИКАЗ"
    dated_on: date | None = None
    place: str = ""
    number: str = ""


@dataclass(frozen=True)
class Signature:
    post: str = ""
    name: str = ""


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


@dataclass(frozen=True)
class Paper:
    title: str = ""
    letterhead: Letterhead = Letterhead()
    requisites: Requisites = Requisites()
    preamble: str = ""
    verb: str = "ПРИКАЗЫВАЮ:"
    clauses: tuple[str, ...] = ()
    signature: Signature = Signature()
    appendices: tuple[Appendix, ...] = ()

    @property
    def row_count(self) -> int:
        return sum(appendix.table.row_count for appendix in self.appendices)


def to_state(paper: Paper) -> dict[str, Any]:
    """Plain values as stored; raises TypeError for a float."""
    return {"schema": SCHEMA, **_checked(asdict(paper))}


def from_state(state: dict[str, Any]) -> Paper:
    """The paper of a stored state; absent parts are empty."""
    known = {field.name for field in fields(Paper)} - {"letterhead", "requisites", "signature", "clauses", "appendices"}
    requisites = dict(state.get("requisites", {}))
    if requisites.get("dated_on"):
        requisites["dated_on"] = date.fromisoformat(requisites["dated_on"])
    return Paper(
        **{name: state[name] for name in known if name in state},
        letterhead=Letterhead(**state.get("letterhead", {})),
        requisites=Requisites(**requisites),
        signature=Signature(**state.get("signature", {})),
        clauses=tuple(state.get("clauses", ())),
        appendices=tuple(_appendix(item) for item in state.get("appendices", ())),
    )


def _appendix(state: dict[str, Any]) -> Appendix:
    table = state.get("table", {})
    groups = (
        Group(item["title"], tuple(map(tuple, item["rows"])), item.get("over", "")) for item in table.get("groups", ())
    )
    columns = (Column(**item) for item in table.get("columns", ()))
    return Appendix(**(state | {"table": Table(tuple(columns), tuple(groups))}))


def canonical(paper: Paper) -> bytes:
    state = to_state(paper)
    return json.dumps(state, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(paper: Paper) -> str:
    return hashlib.sha256(canonical(paper)).hexdigest()


def _checked(value: Any) -> Any:
    if isinstance(value, float):
        raise TypeError("a paper holds no floats")
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _checked(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_checked(item) for item in value]
    return value
