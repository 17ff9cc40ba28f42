"""Which templates fit what a mentee asks for."""

from collections.abc import Iterable
from dataclasses import dataclass

from mentoring.matching.phrases import stems, themes
from mentoring.plans.sketches import Sketch

SAME_WORD, SAME_THEME = 3, 1


@dataclass(frozen=True, slots=True)
class Fit:
    """`met` are the topics of the template that stand in the request."""

    sketch: Sketch
    met: tuple[str, ...]
    points: int

    @property
    def why(self) -> str:
        return f"по запросу: {', '.join(self.met)}" if self.met else ""


def ranked(sketches: Iterable[Sketch], request: str) -> list[Fit]:
    """The best first, own ones before built-in ones that fit as well; none is left out: the people decide."""
    fits = [fit(sketch, request) for sketch in sketches]
    return sorted(fits, key=lambda each: (-each.points, not each.sketch.is_own))


def fit(sketch: Sketch, request: str) -> Fit:
    wanted, about = stems(request) if request else frozenset(), themes(request)
    words = [topic for topic in sketch.topics if stems(topic) <= wanted]
    kin = [topic for topic in sketch.topics if themes(topic) & about]
    return Fit(sketch, tuple(dict.fromkeys(words + kin)), SAME_WORD * len(words) + SAME_THEME * bool(kin))
