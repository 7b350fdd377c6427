"""Shares of which a part is not known: the lowest and the highest they could be, whatever the missing part holds."""

from dataclasses import dataclass

import numpy as np

from clearway.stats.arrays import Floats, Numbers, columns
from clearway.stats.estimate import MISSING, NOBODY, Words, notes
from clearway.stats.proportion import IMPOSSIBLE

METHOD = "worst-case bounds"
NOTHING_KNOWN = "nothing is known: any share is possible"
NOT_A_SHARE = "a share or a completeness lies outside 0 to 1"


@dataclass(frozen=True, eq=False, slots=True)
class Bounds:
    """The share of the known part, and what the share of all could be: arrays of one shape, fractions between 0 and 1.

    `lower` is the share of all if nobody of the missing part counted, `upper` if everybody of it did. `completeness` is
    the known part of all. `note` is empty where the value stands; else it says why there is none. Bounds are no
    confidence limits: they say what missing records could do, not what chance could.
    """

    value: Floats
    lower: Floats
    upper: Floats
    completeness: Floats
    note: Words
    method: str = METHOD


def bounds_when_missing(numerator: Numbers, denominator: Numbers, missing: Numbers) -> Bounds:
    """The bounds of `numerator` out of `denominator` known people when `missing` further people are not known.

    In words: lowest, the numerator over known and missing together, as if all the missing were "no"; highest, numerator
    and missing together over known and missing together, as if all of them were "yes". Halves are allowed. Nobody
    missing: both are the share itself. Nobody known: 0 and 1, without a value. Missing (NaN) where a number is missing
    or impossible, and where there is nobody at all. Arrays broadcast.

    Source: Manski, C. F. (1989), J Hum Resour 24:343; Manski, C. F. (2003), Partial Identification of Probability
    Distributions, chapter 1.

    >>> found = bounds_when_missing(540, 820, 180)
    >>> found.value.round(3).item(), found.lower.round(3).item(), found.upper.round(3).item()
    (0.659, 0.54, 0.72)
    """
    part, whole, unknown = columns(numerator, denominator, missing)
    absent = np.isnan(part) | np.isnan(whole) | np.isnan(unknown)
    with np.errstate(invalid="ignore", divide="ignore"):
        impossible = (part < 0) | (part > whole) | (unknown < 0)
        everybody = whole + unknown
        is_out = absent | impossible | (everybody == 0)
        value = np.where(is_out | (whole == 0), np.nan, part / whole)
        completeness = np.where(is_out, np.nan, whole / everybody)
        lower = np.where(is_out, np.nan, part / everybody)
        upper = np.where(is_out, np.nan, (part + unknown) / everybody)
    reasons = ((absent, MISSING), (impossible, IMPOSSIBLE), (everybody == 0, NOBODY), (whole == 0, NOTHING_KNOWN))
    return _around(value, lower, upper, completeness, notes(*reasons))


def bounds_when_incomplete(share: Numbers, completeness: Numbers) -> Bounds:
    """The bounds of a printed share of which only the completeness is printed beside it, and no counts.

    In words: lowest, the share times the completeness; highest, that and the part that is not known. A completeness of
    1 leaves the share as it is; of 0 leaves 0 and 1, without a value. Missing (NaN) where a number is missing or lies
    outside 0 to 1: 85 is no share, 0.85 is. Arrays broadcast. Source: as `bounds_when_missing`.

    >>> found = bounds_when_incomplete(0.54, [1, 0.9, 0])
    >>> found.lower.round(3).tolist(), found.upper.round(3).tolist()
    ([0.54, 0.486, 0.0], [0.54, 0.586, 1.0])
    """
    held, known = columns(share, completeness)
    nothing = known == 0
    with np.errstate(invalid="ignore"):
        absent = np.isnan(known) | (np.isnan(held) & ~nothing)
        outside = (held < 0) | (held > 1) | (known < 0) | (known > 1)
    is_out = absent | outside
    counted = np.where(nothing, 0.0, held * known)
    value = np.where(is_out | nothing, np.nan, held)
    lower = np.where(is_out, np.nan, counted)
    upper = np.where(is_out, np.nan, counted + (1 - known))
    found = notes((absent, MISSING), (outside, NOT_A_SHARE), (nothing, NOTHING_KNOWN))
    return _around(value, lower, upper, np.where(is_out, np.nan, known), found)


def _around(value: Floats, lower: Floats, upper: Floats, completeness: Floats, note: Words) -> Bounds:
    """Bounds that hold their value between them: the last digit of a division may say otherwise."""
    return Bounds(value, np.fmin(lower, value), np.minimum(np.fmax(upper, value), 1.0), completeness, note)
