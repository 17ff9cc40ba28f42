"""A report as JSON and back; what has changed between two."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from core.canonical import checked
from core.sheets.model import Value, shown
from reports.papers.model import Column, Fact, Picture, Report, Section, Table, figures_of, without_names

SCHEMA = 1


def state_of(report: Report) -> dict[str, Any]:
    """Without lists of people. Kinds of values stay: {"d": …} is a decimal, {"on": …} a day."""
    state = asdict(without_names(report), dict_factory=_with_kinds)
    del state["people"]
    kept: dict[str, Any] = checked(state | {"schema": SCHEMA})
    return kept


def _with_kinds(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: _kept(value) for name, value in pairs}


def _kept(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {"d": str(value)}
    if isinstance(value, date):
        return {"on": value.isoformat()}
    if isinstance(value, list | tuple):
        return [_kept(item) for item in value]
    return value


def report_of(state: Mapping[str, Any]) -> Report:
    known = {name: state[name] for name in ("kind", "title", "organization", "period", "counted")}
    return Report(**known, sections=tuple(_section(each) for each in state["sections"]))


def _section(state: Mapping[str, Any]) -> Section:
    facts = tuple(Fact(each["title"], _value(each["value"]), each["how"]) for each in state["facts"])
    tables = tuple(_table(each) for each in state["tables"])
    words = {name: state[name] for name in ("key", "title", "asks", "words")}
    return Section(**words, paragraphs=tuple(state["paragraphs"]), facts=facts, tables=tables)


def _table(state: Mapping[str, Any]) -> Table:
    picture = state["picture"]
    return Table(
        title=state["title"],
        columns=tuple(Column(**each) for each in state["columns"]),
        rows=tuple(tuple(_value(cell) for cell in row) for row in state["rows"]),
        total=tuple(_value(cell) for cell in state["total"]),
        picture=_picture(picture) if picture else None,
        note=state["note"],
    )


def _picture(state: Mapping[str, Any]) -> Picture:
    """A report kept long ago has a `label` too."""
    return Picture(state["kind"], state["title"], tuple(state["values"]), state["whole"])


def _value(kept: Any) -> Value:
    if isinstance(kept, dict):
        return Decimal(kept["d"]) if "d" in kept else date.fromisoformat(kept["on"])
    value: Value = kept
    return value


@dataclass(frozen=True, slots=True)
class Difference:
    """`before` or `after` is empty where the figure is new or gone."""

    section: str
    what: str
    before: str
    after: str


def changes_between(before: Report, after: Report) -> list[Difference]:
    """Figures that are not the same any more, in the order of the later report; those gone come last."""
    old, new = dict(_named(before)), dict(_named(after))
    places = dict.fromkeys((*new, *old))
    return [
        Difference(section, what, old.get((section, what), ""), new.get((section, what), ""))
        for section, what in places
        if old.get((section, what)) != new.get((section, what))
    ]


def _named(report: Report) -> Iterator[tuple[tuple[str, str], str]]:
    for section, where, which, value in figures_of(without_names(report)):
        yield (section, f"{where}, {which}" if where else which), shown(value)
