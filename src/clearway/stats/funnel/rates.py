"""Funnels of rates, crude or directly standardised, as events over an effective denominator."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.funnel.category import NOT_APPLICABLE
from clearway.stats.funnel.ratios import OBSERVED, poisson_funnel
from clearway.stats.funnel.result import Funnel

FEWEST_EVENTS = 10
TOO_FEW = "fewer than 10 events: a standardised rate has no place in a funnel"


def effective_denominator(
    events: Numbers, rate: Numbers, population: Numbers | None = None, *, per: float = 1.0
) -> Floats:
    """The population at which `events` would give `rate` as a crude rate: events / rate x per, over the same years.

    A directly standardised rate has such an equivalent, and the funnel treats it as the denominator. `per` is what the
    rate is multiplied by (100,000). Without events a rate says nothing about size: there the true `population` stands,
    and where none is given the result is missing.
    """
    count, level = np.broadcast_arrays(floats(events), floats(rate))
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.where((count > 0) & (level > 0), count / level * per, np.nan)
    if population is None:
        return found
    people = np.broadcast_to(floats(population), count.shape)
    return np.where(count == 0, people, found)


def rate_funnel(
    events: Numbers, denominator: Numbers, *, centre: float | None = None, standardised: bool = False
) -> Funnel:
    """The funnel of rates along events, around all events over all denominators when no `centre` is given.

    Rates are fractions of 1 (multiply last). For directly standardised rates give effective denominators and
    `standardised=True`: units with fewer than 10 events have no rate to speak of, so they get no place and no part in
    the centre.
    """
    count, people = np.broadcast_arrays(floats(events), floats(denominator))
    with np.errstate(invalid="ignore"):
        few: NDArray[np.bool_] = standardised & (count < FEWEST_EVENTS)
        counted = (count >= 0) & (people > 0) & ~few
    middle = float(count[counted].sum() / people[counted].sum()) if counted.any() else float("nan")
    found = poisson_funnel(count, people, centre=middle if centre is None else centre, by=OBSERVED)
    method = found.method.replace("ratios", "standardised rates" if standardised else "crude rates")
    places = np.where(few, NOT_APPLICABLE, found.category)
    return replace(found, method=method, category=places, note=np.where(few, TOO_FEW, found.note))
