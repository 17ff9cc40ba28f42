"""What an activity and a roadmap say at one moment, as plain values: kept in versions, changes and proposals.

Pure. The JSON shape is the one that is stored; a missing key reads as its default, so old versions stay readable.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

from core.canonical import digest


@dataclass(frozen=True, slots=True)
class Answerer:
    """One responsible, as in `roadmaps.models.Responsible`."""

    kind: str
    text: str
    person: int | None = None
    role: str = ""
    body: int | None = None
    level: str = ""


@dataclass(frozen=True, slots=True)
class TermWindow:
    """ISO dates; both None: on demand, or not understood. `level` as `Occurrence.for_level`."""

    starts_on: str | None
    due_on: str | None
    level: str = ""


NO_TERM = TermWindow(None, None)


@dataclass(frozen=True, slots=True)
class ActivityState:
    """`pk` is None in what was proposed or added and is no row yet."""

    name: str
    number: str = ""
    audience: str = ""
    term_text: str = ""
    term_kind: str = "unknown"
    term_rrule: str = ""
    term_note: str = ""
    expected_result: str = ""
    responsible_text: str = ""
    subject: str = ""
    event_kind: str = ""
    evidence: str = "by_result"
    addressed_to: str = ""
    compulsory: bool = False
    lines: tuple[str, ...] = ()
    windows: tuple[TermWindow, ...] = ()
    responsibles: tuple[Answerer, ...] = ()
    pk: int | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        known = {f.name: values[f.name] for f in fields(cls) if f.name in values}
        return cls(
            **{
                **known,
                "lines": tuple(known.get("lines", ())),
                "windows": tuple(TermWindow(**each) for each in known.get("windows", ())),
                "responsibles": tuple(Answerer(**each) for each in known.get("responsibles", ())),
            }
        )


@dataclass(frozen=True, slots=True)
class StageState:
    name: str
    phase: str = ""
    kind: str = "stage"
    activities: tuple[ActivityState, ...] = ()
    pk: int | None = None

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        activities = tuple(ActivityState.from_json(each) for each in values.get("activities", ()))
        return cls(values["name"], values.get("phase", ""), values.get("kind", "stage"), activities, values.get("pk"))


@dataclass(frozen=True, slots=True)
class RoadmapState:
    title: str
    starts_on: str
    ends_on: str
    stages: tuple[StageState, ...] = ()
    mentoring_forms: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        stages = tuple(StageState.from_json(each) for each in values.get("stages", ()))
        forms = tuple(values.get("mentoring_forms", ()))
        return cls(values["title"], values["starts_on"], values["ends_on"], stages, forms)

    def sha256(self) -> str:
        """Of the canonical JSON: equal content, equal sum."""
        return digest(self.to_json())
