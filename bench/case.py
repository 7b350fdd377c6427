"""One comparison: the same work done in several ways, timed in turn."""

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

LEAST_RUNS = 3
ENOUGH_SECONDS = 1.5


@dataclass(frozen=True)
class Case:
    """One comparison. The first way is the one that the others are measured against; `size` says how much work it is.

    A way that cannot run here says why with `Unavailable`.
    """

    name: str
    size: str
    ways: Mapping[str, Callable[[], object]]


class Unavailable(Exception):
    """A way cannot run on this machine, with the reason."""


@dataclass(frozen=True)
class Timing:
    """Seconds of one way: the best run, the one in the middle, and how many there were."""

    best: float
    middle: float
    runs: int


def timed(way: Callable[[], object]) -> Timing:
    """Run a way once to warm it, then at least three times and until a second and a half has passed."""
    way()
    seconds: list[float] = []
    gc.disable()
    try:
        while len(seconds) < LEAST_RUNS or sum(seconds) < ENOUGH_SECONDS:
            started = time.perf_counter()
            way()
            seconds.append(time.perf_counter() - started)
    finally:
        gc.enable()
    return Timing(min(seconds), median(seconds), len(seconds))
