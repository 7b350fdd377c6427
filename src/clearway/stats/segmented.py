"""The columns of a segmented regression: level and slope, what changed of them at a point, the year, and what else."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import numpy as np

from clearway.stats.arrays import Floats, Numbers, floats

LEVEL, SLOPE = "level", "trend_after"
OWN_TERMS = ("(Intercept)", "t", LEVEL, SLOPE)
MONTHS_FOR_SEASONS = 36


class Seasons(StrEnum):
    """How the year is in the model."""

    WAVE = "wave"
    """One yearly wave: a sine and a cosine, two coefficients."""

    MONTHS = "months"
    """A level for each calendar month against January: eleven coefficients."""


def segmented_design(
    size: int,
    changed_at: int,
    months: Sequence[int] | None = None,
    *,
    seasons: Seasons | str = Seasons.WAVE,
    beside: Mapping[str, Numbers] | None = None,
) -> tuple[tuple[str, ...], Floats]:
    """Names and columns of the model for `size` months, one row a month, with a change at point `changed_at` (from 0).

    `t` is 1, 2, ... over all months; `level` is 0 before the change and 1 from it; `trend_after` is 0 before and 1, 2,
    ... from it. `months` gives the calendar month (1 to 12) of each point when the year is to be in the model. `beside`
    are further columns by name, with a number a month. Source: Wagner et al. (2002), J Clin Pharm Ther 27:299.
    Raises ValueError for a year with fewer than 36 months, and for columns that do not fit.
    """
    t = np.arange(1.0, size + 1)
    since = np.maximum(t - changed_at, 0.0)
    columns, terms = [np.ones(size), t, (since > 0).astype(np.float64), since], list(OWN_TERMS)
    if months is not None:
        if len(months) != size or size < MONTHS_FOR_SEASONS:
            raise ValueError(f"Seasons need the month of each point, and {MONTHS_FOR_SEASONS} points or more.")
        names, yearly = columns_of_the_year(months, seasons)
        terms += names
        columns += [*yearly.T]
    for name, column in (beside or {}).items():
        numbers = floats(column)
        if numbers.shape != (size,) or np.isnan(numbers).any():
            raise ValueError(f"Column {name} needs a number for each of {size} months.")
        terms.append(name)
        columns.append(numbers)
    return tuple(terms), np.column_stack(columns)


def columns_of_the_year(months: Sequence[int], seasons: Seasons | str) -> tuple[tuple[str, ...], Floats]:
    """Names and columns for the calendar months (1 to 12), as a wave or as a level a month."""
    month = np.asarray(months, dtype=np.float64)
    if Seasons(seasons) is Seasons.MONTHS:
        others = range(2, 13)
        return tuple(f"month {one}" for one in others), np.column_stack([(month == one) * 1.0 for one in others])
    turn = 2 * np.pi * month / 12
    return ("sine of the year", "cosine of the year"), np.column_stack([np.sin(turn), np.cos(turn)])
