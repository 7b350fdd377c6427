"""Against one another and against a benchmark: what may be said of each area, and what only more time will tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from clearway.measures.catalogue.measure import Measure, Polarity
from clearway.measures.comparison.counted import PER, is_its_counts
from clearway.measures.values import MeasureValue
from clearway.stats.benchmark import SIMILAR, compare
from clearway.stats.estimate import Interval
from clearway.stats.funnel import Funnel, proportion_funnel
from clearway.stats.shrinkage import NO_SPREAD, Shrunken, shrunken_proportions, shrunken_rates
from clearway.stats.shrinkage import TOO_FEW as TOO_FEW_UNITS
from clearway.stats.telling import (
    BETTER,
    HIGHER,
    LOWER,
    NO_DIFFERENT,
    TOO_FEW,
    UNKNOWN,
    WORSE,
    Several,
    tell_proportions,
)

SIGNS = {Polarity.HIGHER: 1, Polarity.LOWER: -1, Polarity.TARGET: 0, Polarity.CONTEXT: 0}
SAID = (BETTER, WORSE, HIGHER, LOWER)
"""The labels that set an area apart from the benchmark."""

POINTS = 0.05
"""The difference that matters when nobody says otherwise: five percentage points."""

NOT_PLACES = frozenset({"UNKNOWN", "UNASSIGNED", "NOT_LISTED", ""})
"""Codes that stand for people of no known area: shown in lists, never compared."""

LIMITS_ONLY = "its limits against the benchmark, each area by itself"
EXACT_TEST = "exact test, all areas considered together (Holm)"
NO_LIMITS = "published without limits: no comparison"

SMALL_UNITS = ("practice", "pcn")
"""Kinds of unit so small that their own values are mostly chance."""

MANY, MANY_SMALL = 20, 0.5
"""Of any other kind of unit values are drawn towards the common one where there are so many and so large a part of them
has too few people to say."""


class Limits(NamedTuple):
    """A value with its limits."""

    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """How the values of small units were drawn towards a common one.

    `common` is that value on the scale of the others, `people` how many people it counts for: a unit with as many lies
    half way. `note` says that units vary no more than chance, or why nothing was drawn (then `common` is None).
    """

    common: float | None
    people: float | None
    level: float
    method: str
    note: str


@dataclass(frozen=True, slots=True)
class Peer:
    """One area and what may be said of it.

    `label` is better, worse, higher, lower, no different, too few to say or not known. `more_periods` is how many more
    periods of the same length it takes to tell the stated difference, where there are too few (None: never, or not
    reckoned); `chance` the exact chance of a value this far from the benchmark, all areas considered. `shrunken` is the
    value with its limits drawn towards the common one, where most units are small and their own values jump about.
    """

    value: MeasureValue
    label: str
    chance: float | None = None
    more_periods: float | None = None
    note: str = ""
    shrunken: Limits | None = None


@dataclass(frozen=True, eq=False, slots=True)
class PeerSet:
    """Areas of one period against a benchmark.

    `funnel` is there for shares with counts; its units are those of `peers` in order. `by_chance` is how many of the
    labels would be expected from chance alone. `difference` is the smallest that the labels are asked to tell.
    `shrinkage` says how values were drawn towards a common one; None where units are not so small.
    """

    peers: tuple[Peer, ...]
    benchmark: float
    benchmark_name: str
    method: str
    difference: float | None
    by_chance: float
    funnel: Funnel | None
    shrinkage: Shrinkage | None = None

    @property
    def labelled(self) -> tuple[Peer, ...]:
        """The areas of which something can be said."""
        return tuple(one for one in self.peers if one.label in SAID)

    @property
    def too_few(self) -> tuple[Peer, ...]:
        """The areas of which too few people are counted to say anything."""
        return tuple(one for one in self.peers if one.label == TOO_FEW)


def peers_of(
    values: Sequence[MeasureValue],
    measure: Measure,
    *,
    benchmark: float,
    benchmark_name: str,
    difference: float = POINTS,
    level: float = 0.95,
) -> PeerSet:
    """Label areas of one period against a benchmark that is taken as exact.

    Shares with counts are tested exactly, all areas of the set considered: areas that equal the benchmark get any
    false label in at most one set out of twenty (at level 0.95). Other values are compared by their limits, each by
    itself, and the set says how many labels chance alone would give. Areas without limits are not known.
    """
    known = [one for one in values if one.area not in NOT_PLACES]
    with_counts = [one for one in known if one.denominator and one.numerator is not None and one.value is not None]
    is_share = measure.unit.key == "percent"
    if is_share and with_counts and len(with_counts) == sum(one.value is not None for one in known):
        return _tested(with_counts, measure, benchmark, benchmark_name, difference, level)
    return _by_limits(known, measure, benchmark, benchmark_name, level)


def _tested(
    values: Sequence[MeasureValue], measure: Measure, benchmark: float, name: str, difference: float, level: float
) -> PeerSet:
    part, whole = np.array([one.numerator for one in values]), np.array([one.denominator for one in values])
    telling = tell_proportions(
        part, whole, benchmark, difference=difference, polarity=SIGNS[measure.polarity], level=level,
        several=Several.FAMILY,
    )  # fmt: skip
    few = np.count_nonzero(telling.label == TOO_FEW)
    are_small = len(values) >= MANY and few >= MANY_SMALL * len(values)
    is_small = values[0].area_type in SMALL_UNITS or are_small
    found = shrunken_proportions(part, whole, level) if is_small else None
    drawn = _drawn(found, len(values))
    peers = tuple(
        Peer(value, str(label), float(chance), _finite(more), str(note), shrunken)
        for value, label, chance, more, note, shrunken in zip(
            values, telling.label, telling.adjusted, telling.more_periods, telling.note, drawn, strict=True
        )
    )
    funnel = proportion_funnel(part, whole, benchmark)
    return PeerSet(peers, benchmark, name, EXACT_TEST, difference, 1 - level, funnel, _shrinkage(found))


def _drawn(found: Shrunken | None, units: int, per: float = 1.0) -> list[Limits | None]:
    """The shrunken value of each unit, on the scale of the values; None for each where nothing was drawn."""
    if found is None:
        return [None] * units
    numbers = np.stack([found.value, found.lower, found.upper]) * per
    return [None if np.isnan(value) else Limits(value, lower, upper) for value, lower, upper in numbers.T.tolist()]


def _shrinkage(found: Shrunken | None, per: float = 1.0) -> Shrinkage | None:
    if found is None:
        return None
    people = float(found.prior_size)
    note = next((str(one) for one in found.note if one in (NO_SPREAD, TOO_FEW_UNITS)), "")
    common = None if np.isnan(found.common) else float(found.common) * per
    return Shrinkage(common, None if np.isnan(people) else people, found.level, found.method, note)


def _by_limits(values: Sequence[MeasureValue], measure: Measure, benchmark: float, name: str, level: float) -> PeerSet:
    lower, upper = (
        np.array([np.nan if limit is None else limit for limit in limits], dtype=np.float64)
        for limits in ([one.lower for one in values], [one.upper for one in values])
    )
    said = compare(Interval(lower, upper), benchmark, SIGNS[measure.polarity])
    per = PER.get(measure.unit.key, 1.0)
    found = _shrunken_rates(values, per, level)
    peers = tuple(
        Peer(value, NO_DIFFERENT if label == SIMILAR else str(label), shrunken=shrunken)
        if known
        else Peer(value, UNKNOWN, note=value.note or NO_LIMITS, shrunken=shrunken)
        for value, label, known, shrunken in zip(
            values, said.label, ~np.isnan(lower), _drawn(found, len(values), per), strict=True
        )
    )
    compared = int(np.count_nonzero(~np.isnan(lower)))
    return PeerSet(peers, benchmark, name, LIMITS_ONLY, None, compared * (1 - level), None, _shrinkage(found, per))


def _shrunken_rates(values: Sequence[MeasureValue], per: float, level: float) -> Shrunken | None:
    """Crude rates of small units drawn towards their common one; None for other values and other units."""
    counted = [one for one in values if is_its_counts(one, per)]
    if per == 1 or not values or values[0].area_type not in SMALL_UNITS or len(counted) < len(values):
        return None
    return shrunken_rates([one.numerator for one in values], [one.denominator for one in values], level)


def _finite(number: float) -> float | None:
    return float(number) if np.isfinite(number) else None
