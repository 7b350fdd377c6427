"""Additive random effects: the variance between units that chance does not explain."""

import numpy as np

from clearway.stats.arrays import Floats


def variance_between(score: Floats, error: Floats) -> float:
    """The variance between units, by moments, from their scores z and the standard errors behind these.

    (Σz² - (I - 1)) / (Σw - Σw²/Σw) with w = 1/s² over I units, and 0 where that is below it or a unit stands alone.
    Every score is known and every error above 0. Source: DerSimonian and Laird (1986), Control Clin Trials 7:177.
    """
    if score.size < 2:
        return 0.0
    weight = 1 / error**2
    excess = float(np.sum(score**2)) - (score.size - 1)
    return max(0.0, excess / float(weight.sum() - (weight**2).sum() / weight.sum()))
