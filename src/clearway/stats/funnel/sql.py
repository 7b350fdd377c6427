"""Limits and places of a funnel of proportions as SQL expressions, in the manner of `clearway.stats.sql`.

The arguments are expressions (column names, mostly) and are trusted. Scores for spread beyond chance are in
`clearway.stats.sql`. The results are those of the functions on arrays; what is missing or impossible gives NULL, and
`not applicable` for a place.
"""

from clearway.stats.estimate import normal_quantile
from clearway.stats.funnel.category import (
    HIGH_INNER,
    HIGH_OUTER,
    INNER,
    INSIDE,
    LOW_INNER,
    LOW_OUTER,
    NOT_APPLICABLE,
    OUTER,
)
from clearway.stats.sql import Expressions

_FINITE = "1e300"


def proportion_limits_sql(denominator: str, centre: str, level: float = INNER) -> Expressions:
    """`lower` and `upper` limits at each size, as `proportion_limits` has them."""
    n, c = f"cast({denominator} as double)", f"cast({centre} as double)"
    known = f"{n} > 0 and {n} < {_FINITE} and {c} >= 0 and {c} <= 1"
    half = f"{normal_quantile(level)!r}e0 * sqrt(greatest({c} * (1 - {c}), 0e0) / nullif(greatest({n}, 0e0), 0e0))"
    return {
        "lower": f"case when {known} then greatest({c} - {half}, 0e0) end",
        "upper": f"case when {known} then least({c} + {half}, 1e0) end",
    }


def proportion_place_sql(numerator: str, denominator: str, centre: str) -> Expressions:
    """`place`: where a unit lies in the funnel, in the words of `category.CATEGORIES`."""
    x, n = f"cast({numerator} as double)", f"cast({denominator} as double)"
    value = f"{x} / nullif({n}, 0e0)"
    inner, outer = (proportion_limits_sql(denominator, centre, level) for level in (INNER, OUTER))
    known = f"{x} >= 0 and {x} <= {n} and {outer['lower']} is not null"
    return {
        "place": (
            f"case when not coalesce({known}, false) then '{NOT_APPLICABLE}' "
            f"when {value} > {outer['upper']} then '{HIGH_OUTER}' when {value} < {outer['lower']} then '{LOW_OUTER}' "
            f"when {value} > {inner['upper']} then '{HIGH_INNER}' when {value} < {inner['lower']} then '{LOW_INNER}' "
            f"else '{INSIDE}' end"
        )
    }
