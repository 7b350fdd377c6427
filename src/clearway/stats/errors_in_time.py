"""How sure coefficients of a series in time are, when neighbouring months are alike and the months are few."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clearway.stats.arrays import Floats
from clearway.stats.estimate import normal_quantile
from clearway.stats.regression import Fit


@dataclass(frozen=True, eq=False, slots=True)
class ErrorsInTime:
    """Standard errors of coefficients, and of whatever moves with them.

    Plain: Newey and West's, with limits from the normal distribution. Corrected for few months: the larger of Newey and
    West's with scores divided by 1 - leverage (HC3) and the errors of independent points, with limits from Student's t.
    (Where two series share their months, months are independent, not points.) By simulation (a step of known size, 24
    to 60 months) corrected 95% intervals hold the truth 95 times of 100 where months are independent, and about 89
    where each is like the last (correlation 0.3); plain ones 79 to 89 times, and 71 to 84.
    """

    coefficient: Floats
    covariances: tuple[Floats, ...]
    freedom: float
    quantile: float
    words: str

    @classmethod
    def of(cls, fit: Fit, periods: NDArray[np.intp], lag: int, level: float, *, small_sample: bool) -> "ErrorsInTime":
        """The errors of a fit whose points are of these periods."""
        words = f"Newey-West standard errors with lag {lag}"
        if not small_sample:
            plain = (fit.newey_west(lag, periods),)
            return cls(fit.coefficient, plain, np.inf, normal_quantile(level), words)
        from scipy.special import stdtrit

        months = np.unique(periods).size
        alone = fit.covariance if months == periods.size else fit.newey_west(0, periods, small_sample=True)
        both = (fit.newey_west(lag, periods, small_sample=True), alone)
        freedom = fit.freedom * months / periods.size
        quantile = float(stdtrit(freedom, (1 + level) / 2))
        return cls(fit.coefficient, both, freedom, quantile, f"{words}, corrected for few months")

    @property
    def standard_error(self) -> Floats:
        """The standard error of each coefficient."""
        largest: Floats = np.max([np.diag(one) for one in self.covariances], axis=0)
        return np.asarray(np.sqrt(np.maximum(largest, 0.0)))

    @property
    def p_value(self) -> Floats:
        """For each coefficient the chance of one so far from 0 if it were 0."""
        from scipy.special import ndtr, stdtr

        with np.errstate(divide="ignore", invalid="ignore"):
            far = -np.abs(self.coefficient / self.standard_error)
        return np.asarray(2 * (ndtr(far) if np.isinf(self.freedom) else stdtr(self.freedom, far)))

    def of_sum(self, gradient: Floats) -> float:
        """The standard error of a sum of coefficients, each so many times."""
        return math.sqrt(max(0.0, *(float(gradient @ one @ gradient) for one in self.covariances)))
