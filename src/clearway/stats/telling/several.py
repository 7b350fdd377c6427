"""Many comparisons at once: chances adjusted so that the rate of false labels stays as stated for all of them."""

from enum import Enum

import numpy as np

from clearway.stats.arrays import Floats
from clearway.stats.many import benjamini_hochberg


class Several(Enum):
    """What the stated rate of false labels is a promise about."""

    EACH = "each unit by itself"
    FAMILY = "any unit of the family (Holm)"
    FALSE_SHARE = "the share of labels that are false (Benjamini-Hochberg)"


def adjusted_chances(chances: Floats, several: Several) -> Floats:
    """Chances (p-values) adjusted within families on the last axis; compare them with 1 - level.

    `FAMILY`: Holm's step-down method keeps the chance of any false label in a family at the level, however the units
    depend on one another. `FALSE_SHARE`: Benjamini and Hochberg's step-up method keeps the expected share of false
    labels among all labels there, for independent units; when all units are equal it keeps the family rate as well.
    `EACH` leaves the chances as they are. Missing stays missing and does not count as a comparison.
    Sources: Holm (1979), Scand J Stat 6:65; Benjamini and Hochberg (1995), J R Stat Soc B 57:289.
    """
    if several is Several.EACH or chances.ndim == 0:
        return chances
    if several is Several.FALSE_SHARE:
        return benjamini_hochberg(chances)
    count = np.count_nonzero(~np.isnan(chances), axis=-1, keepdims=True)
    order = np.argsort(chances, axis=-1)
    ordered = np.take_along_axis(chances, order, axis=-1)  # missing ones last
    left = np.maximum(count - np.arange(chances.shape[-1]), 1)
    rising = np.fmax.accumulate(ordered * left, axis=-1)
    adjusted = np.empty_like(chances)
    np.put_along_axis(adjusted, order, np.where(np.isnan(ordered), np.nan, np.minimum(rising, 1.0)), axis=-1)
    return adjusted
