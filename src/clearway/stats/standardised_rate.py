"""Directly standardised rates: what the rate would be if an area had the ages of a standard population."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.count import count_limits
from clearway.stats.estimate import Estimate, Mask, everywhere, notes
from clearway.stats.rate import PER_100_000

METHOD = "Dobson"
METHOD_REPEATED = "Dobson, a person's events counted together"

FEWEST_EVENTS = 10
TOO_FEW = "too few events: fewer than 10"

MOST_NAMED = 5
"""Places named in an error before it says how many more there are."""

Names = Sequence[object] | None
"""The names of areas or of bands, for errors; without them they are numbered from 1."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class StandardisedRate(Estimate):
    """Standardised rates. `numerator` and `denominator` are the events and the population of the bands used.

    `variance` is that of the value on its own scale (it grows with the square of `multiplier`), for comparing rates.
    """

    variance: Floats


def standardised_rate(
    events: Numbers,
    population: Numbers,
    weights: Numbers,
    *,
    multiplier: float = PER_100_000,
    level: float = 0.95,
    areas: Names = None,
    bands: Names = None,
) -> StandardisedRate:
    """The directly standardised rate of each area, with Dobson's limits.

    `events` and `population` hold the age bands along their last axis (areas x bands, or bands alone); `weights` are
    those of the standard population (`ESP_2013.as_array()`), one for each band. The rate is the mean of the rates of
    the bands, weighted. A band of weight 0 is not used at all. Limits: with L and U the limits of the count of all
    events, value + √(variance / events) x (L - events), and the same with U.

    Fewer than 10 events: the value and its limits are missing and the note says why; events and population stay.
    Missing events count as 0. Source: Dobson et al (1991), Stat Med 10:457; Public Health England's method of 2018.
    Raises ValueError, naming area and band, where a population is missing or not above 0 or events are below 0.
    """
    counts = _counts(events)
    people, shares = _bases(counts, population, weights, areas, bands)
    _check(counts < 0, "events below 0", "Events are counts", areas, bands)
    used = shares > 0
    value, variance = counts * shares / people, counts * (shares / people) ** 2
    return _rate(counts * used, np.where(used, people, 0), value, variance, METHOD, multiplier, level)


def standardised_rate_of_repeated_events(
    persons: Numbers,
    times: Numbers,
    population: Numbers,
    weights: Numbers,
    *,
    multiplier: float = PER_100_000,
    level: float = 0.95,
    areas: Names = None,
    bands: Names = None,
) -> StandardisedRate:
    """The standardised rate when a person can have several events, such as admissions, which are not independent.

    `persons` has one more axis at its end than `population`: the number of people with exactly `times` events each.
    The variance is the sum, over numbers of events k, of k² times that of the people with k events. All else is as in
    `standardised_rate`, with the errors that it raises.
    """
    each, often = _counts(persons), floats(times)
    if each.shape[-1:] != often.shape:
        raise ValueError(f"`times` names {often.size} numbers of events and `persons` has {each.shape[-1]}.")
    counts = each @ often
    people, shares = _bases(counts, population, weights, areas, bands)
    _check(np.asarray((each < 0).any(axis=-1)), "people below 0", "Numbers of people are counts", areas, bands)
    used = shares > 0
    value, variance = counts * shares / people, each @ often**2 * (shares / people) ** 2
    return _rate(counts * used, np.where(used, people, 0), value, variance, METHOD_REPEATED, multiplier, level)


def _rate(
    counts: Floats, people: Floats, value: Floats, variance: Floats, method: str, multiplier: float, level: float
) -> StandardisedRate:
    """Sums over bands, and the limits. `value` and `variance` hold the part of each band, as fractions."""
    events = counts.sum(axis=-1)
    few = events < FEWEST_EVENTS
    stands = np.where(few, np.nan, events)
    rate, spread = value.sum(axis=-1) + stands * 0, variance.sum(axis=-1) + stands * 0
    lower, upper = (rate + np.sqrt(spread / stands) * (limit - stands) for limit in count_limits(stands, level))
    return StandardisedRate(
        value=rate * multiplier,
        lower=lower * multiplier,
        upper=upper * multiplier,
        numerator=events,
        denominator=people.sum(axis=-1),
        method=everywhere(method, rate),
        note=notes((few, TOO_FEW)),
        level=level,
        multiplier=multiplier,
        variance=spread * multiplier**2,
    )


def _counts(events: Numbers) -> Floats:
    counts = np.nan_to_num(floats(events))
    if counts.ndim == 0:
        raise ValueError("Events need their age bands along the last axis; this is one number.")
    return counts


def _bases(counts: Floats, population: Numbers, weights: Numbers, areas: Names, bands: Names) -> tuple[Floats, Floats]:
    """The population in the shape of the events, and the standard weights as shares of 1."""
    shares = floats(weights)
    if shares.ndim != 1 or shares.size != counts.shape[-1]:
        raise ValueError(f"There are {counts.shape[-1]} age bands and {shares.size} standard weights.")
    if not (np.all(shares >= 0) and shares.sum() > 0):
        raise ValueError("Standard weights must be numbers of 0 or more, not all of them 0.")
    people = np.broadcast_to(floats(population), counts.shape)
    empty = ~(people > 0) & (shares > 0)
    _check(empty, "a population that is missing or not above 0", "Join bands, or leave the area out", areas, bands)
    return np.where(shares > 0, people, 1.0), shares / shares.sum()


def _check(wrong: Mask, what: str, mend: str, areas: Names, bands: Names) -> None:
    """Raises ValueError naming the first areas and bands where something is wrong."""
    if not wrong.any():
        return
    places = np.argwhere(wrong.reshape(-1, wrong.shape[-1]))
    named = [
        f"area {areas[area] if areas is not None else area + 1}, band {bands[band] if bands is not None else band + 1}"
        for area, band in places[:MOST_NAMED].tolist()
    ]
    more = f" and {len(places) - MOST_NAMED} more" if len(places) > MOST_NAMED else ""
    raise ValueError(f"A standardised rate was given {what}: {'; '.join(named)}{more}. {mend}.")
