"""Two pieces of work timed in turn in one process: the ratio of their medians holds when the machine's speed drifts."""

import gc
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True)
class Figure:
    """`ratio` = value / baseline, lower is better; a metric `…_speedup` gives baseline / value."""

    bench: str
    metric: str
    value: float
    unit: str
    baseline: float | None = None
    ratio: float | None = None

    def show(self) -> None:
        sys.stdout.write(json.dumps({k: _rounded(v) for k, v in asdict(self).items()}, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def _rounded(value: object) -> object:
    return round(value, 4) if isinstance(value, float) else value


def cpu_seconds(work: Work) -> float:
    """Processor time of this process for one call, collection of garbage outside."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def compare(bench: str, metric: str, work: Work, baseline: Work, *, rounds: int = 15, calls: int = 1) -> Figure:
    """Median processor milliseconds of `work` against `baseline`, run in turn `rounds` times after a warm-up."""
    ours, theirs = _times(work, calls), _times(baseline, calls)
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    value, base = median(a for a, _ in pairs), median(b for _, b in pairs)
    return Figure(bench, metric, 1000 * value / calls, "ms", 1000 * base / calls, value / base)


def _times(work: Work, calls: int) -> Callable[[], float]:
    def run() -> float:
        return cpu_seconds(lambda: [work() for _ in range(calls)])

    return run
