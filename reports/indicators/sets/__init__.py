"""Built-in sets: an organization takes one over and owns the copy from then on."""

from collections.abc import Collection

from reports.indicators.sets.federal import FEDERAL
from reports.indicators.sets.model import IndicatorSet, Sketch, levels_up_to
from reports.indicators.sets.quality import QUALITY
from reports.indicators.sets.teachers import TEACHERS

ALL: tuple[IndicatorSet, ...] = (QUALITY, FEDERAL, TEACHERS)
BY_KEY = {each.key: each for each in ALL}

__all__ = ["ALL", "BY_KEY", "IndicatorSet", "Sketch", "sketches_for"]


def sketches_for(each: IndicatorSet, level: str, held: Collection[str] = ()) -> list[Sketch]:
    """Those an organization of the level can have and does not have yet; `held` are codes."""
    return [sketch for sketch in each.sketches if sketch.level in levels_up_to(level) and sketch.code not in held]
