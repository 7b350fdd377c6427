"""Limits, survival and net survival of many rows, beside statsmodels and lifelines."""

import os
import sys
from collections.abc import Iterator, Sequence

from bench.apart import Apart, Bar
from bench.statistics_numbers import FEWER, MANY, REPEATS

PEERS_PYTHON = os.environ.get("CLEARWAY_PEERS_PYTHON") or sys.executable
OURS, STATSMODELS, LIFELINES = "Clearway", "statsmodels", "lifelines"
EXACT = "statsmodels, exact Poisson"
RUNS = 7
"""More than usual: the works are so short that a neighbour on the machine shows in a single run."""

ROWS = f"{MANY:,} rows, {REPEATS} times"


def cases(*, is_full: bool = False) -> Iterator[Apart]:
    """Five comparisons; `work` counts from when everything is imported and the numbers are made.

    Nobody in Python has Pohar-Perme net survival, so it is held to a second alone.
    """
    yield _beside("Wilson limits", ROWS, "shares", STATSMODELS, most=1, agree=(OURS, STATSMODELS))
    yield _beside("limits of rates, exact and Byar", ROWS, "counts", EXACT, most=1 / 20)
    for days in ("whole-days", "parts-of-days"):
        size = f"{MANY:,} people, {days.replace('-', ' ')}, {REPEATS} times"
        yield _beside("Kaplan-Meier", size, days, LIFELINES, most=1 / 10, agree=(OURS, LIFELINES))
    ours = (sys.executable, "-m", "bench.statistics_way", "net")
    yield Apart(
        "Pohar-Perme net survival", f"{FEWER:,} people, ten years", {OURS: ours}, bars=[Bar(OURS, "work", most=1.0)]
    )


def _beside(name: str, size: str, what: str, peer: str, *, most: float, agree: Sequence[str] = ()) -> Apart:
    """Clearway first, then the peer, which may not be faster than so many times."""
    ways = {
        OURS: (sys.executable, "-m", "bench.statistics_way", what),
        peer: (PEERS_PYTHON, "-W", "ignore", "-m", "bench.statistics_peer", what),
    }
    return Apart(name, size, ways, runs=RUNS, bars=[Bar(OURS, "work", most, peer)], agree=agree)
