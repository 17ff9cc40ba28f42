"""Built-in sets: an organization takes one over and owns the copy from then on."""

from reports.indicators.sets.federal import FEDERAL
from reports.indicators.sets.model import IndicatorSet, Sketch
from reports.indicators.sets.quality import QUALITY
from reports.indicators.sets.teachers import TEACHERS

ALL: tuple[IndicatorSet, ...] = (QUALITY, FEDERAL, TEACHERS)
BY_KEY = {each.key: each for each in ALL}

__all__ = ["ALL", "BY_KEY", "IndicatorSet", "Sketch"]
