"""A template of a programme: what the built-in ones and those of the bank have in common. Nothing about people."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from mentoring.models import PlanKind, PlanTemplate
from mentoring.plans.sections import NOTE

DAYS_OF_MONTH = 30
TEXTS = tuple(NOTE)


@dataclass(frozen=True, slots=True)
class SketchTask:
    """`day` counts from the beginning of a programme that lasts as many months as the sketch."""

    section: str
    text: str
    way: str
    day: int
    expected: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """`key` is the word of a built-in one or the number of a row of the bank. `form` empty: any form of its model."""

    key: str
    title: str
    model: str
    topics: tuple[str, ...]
    goal: str
    objectives: str
    expected: str
    tasks: tuple[SketchTask, ...]
    months: int = 9
    form: str = ""
    kind: str = PlanKind.PLAN
    relevance: str = ""
    directions: str = ""
    regime: str = "раз в неделю"

    @property
    def is_own(self) -> bool:
        """Kept in the bank of the organization."""
        return self.key.isdecimal()

    def body(self) -> dict[str, Any]:
        """As a row of the bank keeps it."""
        texts = {name: getattr(self, name) for name in TEXTS}
        return texts | {"tasks": [asdict(task) for task in self.tasks]}

    @classmethod
    def of(cls, row: PlanTemplate) -> Self:
        texts = {name: str(row.body.get(name, "")) for name in TEXTS}
        return cls(
            key=str(row.pk),
            title=row.title,
            model=row.model,
            form=row.form,
            kind=row.kind,
            months=row.months,
            topics=tuple(row.topics),
            tasks=tuple(_tasks(row.body.get("tasks", ()))),
            **texts,
        )


def _tasks(rows: Iterable[Mapping[str, Any]]) -> Iterable[SketchTask]:
    """A row without a word of its own stays away; a missing day is the first one."""
    for row in rows:
        if text := str(row.get("text", "")):
            words = {name: str(row.get(name, "")) for name in ("section", "way", "expected")}
            yield SketchTask(text=text, day=int(row.get("day", 0)), **words)
