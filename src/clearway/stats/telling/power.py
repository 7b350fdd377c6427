"""How many people, or expected events, it takes before a difference of a stated size can be told from chance."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.distribution import binomial_tails, poisson_tails
from clearway.stats.estimate import Mask, normal_quantile

MOST_SIZES = 400
LARGEST = 10_000_000


def power_of_proportion(people: Numbers, benchmark: float, true_share: float, *, chance: float) -> Floats:
    """How likely the exact two-sided test at `chance` tells a unit of `true_share` from the benchmark, at each size."""
    n = np.floor(floats(people))

    def tails(count: Floats, share: float) -> tuple[Floats, Floats]:
        return binomial_tails(count, n, np.full(n.shape, share))

    return _power(tails, n, benchmark, true_share, chance)


def power_of_rate(expected: Numbers, ratio: float, *, chance: float) -> Floats:
    """How likely the exact test tells a unit whose rate is `ratio` times the benchmark, at each size.

    The size is the number of events that the benchmark's rate would give.
    """
    mean = floats(expected)
    most = np.ceil(mean * max(1.0, ratio) + 20 * np.sqrt(mean * max(1.0, ratio)) + 50)

    def tails(count: Floats, times: float) -> tuple[Floats, Floats]:
        few, many = poisson_tails(count, mean * times)
        return few, np.where(count <= 0, 1.0, many)

    return _power(tails, most, 1.0, ratio, chance)


@lru_cache(maxsize=1_024)
def people_needed(benchmark: float, difference: float, *, chance: float, power: float) -> float:
    """The fewest people with whom a share that lies `difference` from the benchmark is told with the stated power.

    In whichever direction is harder; from there on the power holds (it moves up and down a little with each person).
    A direction that leaves 0 to 1 does not count. Infinite where more than ten million would be needed.
    Raises ValueError for numbers that are not shares, or when no direction is left.
    """
    _check(chance, power)
    shares = [share for share in (benchmark - difference, benchmark + difference) if 0 <= share <= 1]
    if not 0 <= benchmark <= 1 or difference <= 0 or not shares:
        raise ValueError(f"No share lies {difference} from a benchmark of {benchmark}.")

    def weakest(sizes: Floats) -> Floats:
        return np.asarray(
            np.min([power_of_proportion(sizes, benchmark, share, chance=chance) for share in shares], axis=0)
        )

    def guess(share: float) -> float:
        spreads = _spreads(chance, power, benchmark * (1 - benchmark), share * (1 - share))
        return (spreads / difference) ** 2

    return _fewest(weakest, max(guess(share) for share in shares), power)


@lru_cache(maxsize=1_024)
def events_needed(difference: float, *, chance: float, power: float) -> float:
    """The fewest expected events with which a rate that lies `difference` (0.2: a fifth) from the benchmark is told.

    As `people_needed`, with the difference as a part of the benchmark's rate.
    """
    _check(chance, power)
    if difference <= 0:
        raise ValueError("A difference must be above zero; 0.2 stands for a fifth more or less.")
    ratios = [ratio for ratio in (1 - difference, 1 + difference) if ratio >= 0]

    def weakest(sizes: Floats) -> Floats:
        return np.asarray(np.min([power_of_rate(sizes, ratio, chance=chance) for ratio in ratios], axis=0))

    return _fewest(weakest, max((_spreads(chance, power, 1.0, ratio) / difference) ** 2 for ratio in ratios), power)


def _power(
    tails: Callable[[Floats, float], tuple[Floats, Floats]], most: Floats, null: float, true: float, chance: float
) -> Floats:
    """The chance, were `true` so, of a count that the test of `null` calls too low or too high."""
    half = chance / 2
    low = _last(lambda count: tails(count, null)[0] <= half, np.full(most.shape, -1.0), most)
    high = most - _last(lambda gap: tails(most - gap, null)[1] <= half, np.full(most.shape, -1.0), most)
    few = np.where(low >= 0, tails(np.maximum(low, 0.0), true)[0], 0.0)
    many = np.where(high <= most, tails(np.minimum(high, most), true)[1], 0.0)
    return np.asarray(few + many)


def _last(holds: Callable[[Floats], Mask], low: Floats, high: Floats) -> Floats:
    """The last whole number from `low` (where it is taken to hold) to `high` for which `holds`, by halving."""
    low, high = low.copy(), high + 1
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2)
        probe = np.clip(middle, 0.0, None)
        yes = holds(probe) & (middle > low)
        low, high = np.where(yes, middle, low), np.where(yes, high, np.maximum(middle, low + 1))
    return low


def _fewest(power_at: Callable[[Floats], Floats], guess: float, power: float) -> float:
    """The size after the last at which the power falls short, looked for around a guess by finer and finer grids."""
    start, end = max(1.0, float(np.floor(guess / 2))), float(np.ceil(guess * 2)) + 100
    while end <= LARGEST:
        sizes = np.unique(np.round(np.linspace(start, end, int(min(end - start + 1, MOST_SIZES)))))
        short = np.flatnonzero(power_at(sizes) < power)
        if short.size == 0:
            if start == 1:
                return 1.0
            start = max(1.0, float(np.floor(start / 2)))
        elif short[-1] == sizes.size - 1:
            start, end = float(sizes[-1]), 2 * end
        else:
            last, after = float(sizes[short[-1]]), float(sizes[short[-1] + 1])
            if end - start < MOST_SIZES:
                return after
            start, end = last, after + max(20 * (after - last), 200.0)
    return float("inf")


def _spreads(chance: float, power: float, null_variance: float, true_variance: float) -> float:
    """The distance, in the units of one person, that a normal test would need: only a first guess."""
    lost = normal_quantile(2 * power - 1) if power > 0.5 else 0.0
    return float(normal_quantile(1 - chance) * np.sqrt(null_variance) + lost * np.sqrt(true_variance))


def _check(chance: float, power: float) -> None:
    if not (0 < chance < 1 and 0 < power < 1):
        raise ValueError(f"A chance of {chance} and a power of {power} must both lie between 0 and 1.")
