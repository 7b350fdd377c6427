"""Funnels of proportions: the share within a standard, unit by unit, around the share of all."""

import numpy as np

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.estimate import Interval, normal_quantile
from clearway.stats.funnel.category import INNER, OUTER, by_limits
from clearway.stats.funnel.result import Funnel
from clearway.stats.proportion import proportion

PEOPLE = "people"
METHOD = "proportions, limits where a Wilson interval touches the centre"


def proportion_centre(numerator: Numbers, denominator: Numbers) -> float:
    """The share of all units together; units with a missing or impossible number are left out."""
    found = proportion(numerator, denominator)
    counted = found.note == ""
    people = float(found.denominator[counted].sum())
    return float(found.numerator[counted].sum()) / people if people else float("nan")


def proportion_limits(size: Numbers, centre: float, level: float = INNER) -> Interval:
    """The limits at each size (number of people): centre ± z √(centre (1 - centre) / size), kept within 0 and 1.

    On these lines a unit's own Wilson interval just touches the centre, so that the chart and the interval never
    disagree. Missing where the size is missing or not above zero.
    Source: Spiegelhalter (2005), Stat Med 24:1185. Raises ValueError when the centre is known and not a share.
    """
    if centre < 0 or centre > 1:
        raise ValueError(f"The centre of a funnel of proportions lies between 0 and 1, not at {centre}.")
    people: Floats = floats(size)
    people = np.where(people > 0, people, np.nan)
    half = normal_quantile(level) * np.sqrt(centre * (1 - centre) / people)
    return Interval(np.clip(centre - half, 0.0, 1.0), np.clip(centre + half, 0.0, 1.0))


def proportion_funnel(numerator: Numbers, denominator: Numbers, centre: float | None = None) -> Funnel:
    """The funnel of `numerator` of `denominator`, unit by unit, around `centre` (the share of all when not given)."""
    found = proportion(numerator, denominator)
    middle = proportion_centre(numerator, denominator) if centre is None else centre
    size = np.where(found.note == "", found.denominator, np.nan)
    inner, outer = (proportion_limits(size, middle, level) for level in (INNER, OUTER))
    places = by_limits(found.value, inner, outer)
    note = found.note
    return Funnel(
        found.value, found.numerator, found.denominator, size, PEOPLE, middle, inner, outer, places, note, METHOD
    )
