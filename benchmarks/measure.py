"""Two pieces of work timed in turn in one process: the ratio of their medians holds when the machine's speed drifts."""

import gc
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median

Work = Callable[[], object]
Clock = Callable[[], float]


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


def seconds(work: Work, clock: Clock = time.process_time) -> float:
    """Time of one call by `clock` (processor time of this process by default), collection of garbage outside."""
    gc.collect()
    gc.disable()
    try:
        start = clock()
        work()
        return clock() - start
    finally:
        gc.enable()


def compare(
    bench: str,
    metric: str,
    work: Work,
    baseline: Work,
    *,
    rounds: int = 15,
    calls: int = 1,
    clock: Clock = time.process_time,
    before: Work = lambda: None,
) -> Figure:
    """Median milliseconds of `work` against `baseline`, run in turn `rounds` times after a warm-up.

    `before` runs untimed ahead of each `work`. Work done by the database needs `time.perf_counter` as its clock.
    """

    def once(task: Work) -> float:
        return seconds(lambda: [task() for _ in range(calls)], clock)

    pairs = []
    for _ in range(rounds + 1):
        before()
        pairs.append((once(work), once(baseline)))
    value, base = median(a for a, _ in pairs[1:]), median(b for _, b in pairs[1:])
    return Figure(bench, metric, 1000 * value / calls, "ms", 1000 * base / calls, value / base)
