"""Whether a value is nothing but its counts divided: then counts may be added, tested and charted in its stead."""

import numpy as np

from clearway.measures.values import MeasureValue

PER = {"percent": 1.0, "per 1000": 1_000.0, "per 100000": 100_000.0}
"""How many people a value of a unit is told for, as it is kept: shares are fractions."""

ROUNDING = 0.0051
"""A printed share lies within so much of its counts, a rate within the same part of itself."""


def is_its_counts(value: MeasureValue, per: float) -> bool:
    """Whether a value is its numerator over its denominator, as far as rounding tells (`per` 1 for shares)."""
    if value.value is None or value.numerator is None or not value.denominator:
        return False
    return bool(
        np.isclose(value.value, value.numerator / value.denominator * per, rtol=ROUNDING, atol=ROUNDING * min(per, 1))
    )
