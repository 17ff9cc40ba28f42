"""What may go into the bank of programmes, and what stands in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core.viewer import Viewer
from mentoring.models import Person, Plan, TargetModel
from mentoring.plans.library import LIBRARY
from mentoring.plans.scrubbing import without_people
from mentoring.plans.sketches import Sketch, SketchTask
from mentoring.plans.terms import day_in, months_of
from mentoring.queries.plans import PlanCard, bank_of, wanted_words

MOST_TOPICS = 8


def built_in_programme(key: str) -> Sketch:
    """One that comes with the program; KeyError for an unknown key."""
    return LIBRARY[key]


@dataclass(frozen=True, slots=True)
class Bank:
    """Of one target model: the organization's own and those of the program."""

    label: str
    own: tuple[Sketch, ...]
    built_in: tuple[Sketch, ...]


def bank_page(viewer: Viewer) -> list[Bank]:
    """One query."""
    kept = [Sketch.of(row) for row in bank_of(viewer)]
    return [
        Bank(
            model.label,
            tuple(each for each in kept if each.model == model),
            tuple(each for each in LIBRARY.values() if each.model == model),
        )
        for model in TargetModel
    ]


@dataclass(frozen=True, slots=True)
class Keepable:
    """A programme without the people of its pair: marks, results and requests never go with it."""

    plan: Plan
    model: str
    first: dict[str, Any]
    tasks: tuple[SketchTask, ...]

    def values(self, chosen: Sequence[SketchTask], data: dict[str, Any]) -> dict[str, Any]:
        """Fields of the row of the bank."""
        names = ("title", "topics", "form", "months")
        texts = {name: data[name] for name in ("goal", "objectives", "expected")}
        sketch = Sketch(
            key="", title="", model=self.model, topics=(), regime=self.first["regime"], tasks=tuple(chosen), **texts
        )
        return {name: data[name] for name in names} | {
            "model": self.model,
            "kind": self.plan.kind,
            "body": sketch.body(),
        }


def keepable(viewer: Viewer, card: PlanCard) -> Keepable:
    """`card` with a plan. One query for the names, one for the words of the request."""
    if card.plan is None:
        raise ValueError("nothing to keep")
    plan, names = card.plan, list(_names(viewer, card.people))

    def clean(text: str) -> str:
        return without_people(text, names)

    tasks = tuple(
        SketchTask(
            section=clean(line.task.section),
            text=clean(line.task.text),
            way=clean(line.task.way),
            day=day_in(line.task.due_on or plan.starts_on, plan.starts_on),
            expected=clean(line.task.expected),
        )
        for line in card.tasks
    )
    first: dict[str, Any] = {
        name: clean(getattr(plan, name)) for name in ("title", "goal", "objectives", "expected", "regime")
    }
    first |= {
        "topics": _topics(clean(wanted_words(viewer, card.pair))),
        "form": "",
        "months": months_of(plan.starts_on, plan.ends_on),
    }
    return Keepable(plan, card.pair.model, first, tasks)


def _names(viewer: Viewer, people: Sequence[int]) -> Iterator[str]:
    rows = Person.objects.visible_to(viewer).filter(pk__in=people)
    for row in rows.values_list("last_name", "first_name", "patronymic"):
        yield from filter(None, row)


def _topics(words: str) -> list[str]:
    """The short phrases of a request; long ones tell a story and stay with the pair."""
    phrases = (" ".join(part.split()) for part in words.replace(";", ".").replace(",", ".").split("."))
    return [phrase for phrase in dict.fromkeys(phrases) if 2 < len(phrase) <= 40][:MOST_TOPICS]
