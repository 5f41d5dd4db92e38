"""How long something takes as a multiple of a fixed piece of work in the same run: machines differ, and are shared."""

import time
from collections.abc import Callable


def _fixed() -> None:
    total = 0
    for n in range(1_000_000):
        total += n % 7


def _processor_seconds(work: Callable[[], object], times: int) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def cost(work: Callable[[], object], times: int = 1) -> float:
    """Processor time of `work`, best of `times`, in units of a million rounds of a plain loop."""
    return _processor_seconds(work, times) / _processor_seconds(_fixed, 3)
