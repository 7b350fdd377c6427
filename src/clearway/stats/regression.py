"""Regression small enough to read: least squares, binomial and Poisson, with standard errors for series in time."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clearway.stats.arrays import Floats

MOST_ROUNDS = 100
CLOSE_ENOUGH = 1e-10
FURTHEST = 30.0
"""Further out on the logit or log scale nothing real lies: the fit is on its way to infinity."""

MOST_LEVERAGE = 0.999
"""A point that the line must pass through says nothing of its own error."""

UNSETTLED = "The model does not settle: values on one side may all be 0, or all be the whole."


class NoFit(ValueError):
    """The model has no answer: columns that say the same, or shares of 0 and 1 on either side."""


class Link(Enum):
    """The scale on which a model is straight, and the distribution that goes with it."""

    IDENTITY = "least squares"
    LOGIT = "binomial with dispersion"
    LOG = "Poisson with dispersion"

    @property
    def words(self) -> str:
        """The model in words."""
        return str(self.value)

    def inverse(self, eta: Any) -> Any:
        """From the straight scale back to values."""
        if self is Link.LOGIT:
            return 1 / (1 + np.exp(-np.asarray(eta)))
        return np.exp(eta) if self is Link.LOG else np.asarray(eta)

    def slope(self, eta: Any) -> Any:
        """How fast the value moves with the straight scale; for these links also the variance of one person."""
        value = self.inverse(eta)
        if self is Link.LOGIT:
            return value * (1 - value)
        return value if self is Link.LOG else np.ones_like(value)

    def forth(self, value: Floats) -> Floats:
        """From values to the straight scale."""
        if self is Link.LOGIT:
            return np.asarray(np.log(value / (1 - value)))
        return np.asarray(np.log(value)) if self is Link.LOG else value


@dataclass(frozen=True, eq=False, slots=True)
class Fit:
    """Coefficients and what their standard errors are made of.

    `bread` is the inverse of the information; `score` has a row a point, whose sum is 0 at the answer; `residual` is
    Pearson's (value less fitted, over the spread of its distribution); `leverage` is how much of its own fitted value
    each point makes, from 0 to 1.
    """

    coefficient: Floats
    bread: Floats
    score: Floats
    residual: Floats
    leverage: Floats
    dispersion: float

    @property
    def covariance(self) -> Floats:
        """The covariance of the coefficients when points are independent: with the estimated dispersion."""
        return self.bread * self.dispersion

    @property
    def freedom(self) -> int:
        """Points that are left when the coefficients have had theirs."""
        points, coefficients = self.score.shape
        return int(points - coefficients)

    def newey_west(self, lag: int, periods: NDArray[np.intp], *, small_sample: bool = False) -> Floats:
        """The covariance of the coefficients when points near in time are alike (HAC, Bartlett weights, no correction).

        Scores of one period are added first; periods `k` apart have weight 1 - k/(lag + 1). A missing period is a gap,
        not a neighbour. With `small_sample` each score is first divided by 1 - leverage, as in MacKinnon and White's
        (1985) HC3, since residuals of points that pull the line to themselves are too small.
        Source: Newey and West (1987), Econometrica 55:703.
        """
        score = self.score / (1 - self.leverage)[:, np.newaxis] if small_sample else self.score
        first = int(periods.min())
        by_period = np.zeros((int(periods.max()) - first + 1, self.score.shape[1]))
        np.add.at(by_period, periods - first, score)
        meat = by_period.T @ by_period
        for apart in range(1, min(lag, by_period.shape[0] - 1) + 1):
            both = by_period[apart:].T @ by_period[:-apart]
            meat += (1 - apart / (lag + 1)) * (both + both.T)
        return np.asarray(self.bread @ meat @ self.bread)


def fitted_by(design: Floats, y: Floats, size: Floats, link: Link) -> Fit:
    """Fit by weighted least squares, over and over until nothing moves (once, for the identity).

    `y` are values a person (shares, rates) and `size` the people or time behind each. Source: McCullagh and Nelder,
    Generalized Linear Models (1989), chapter 2. Raises `NoFit` when there is no single answer.
    """
    if link is Link.IDENTITY:
        eta = y
    elif link is Link.LOGIT:
        eta = link.forth((y * size + 0.5) / (size + 1))
    else:
        eta = link.forth((y * size + 0.5) / size)
    before = np.full(design.shape[1], np.inf)
    for _ in range(MOST_ROUNDS):
        if link is not Link.IDENTITY and np.abs(eta).max() > FURTHEST:
            raise NoFit(UNSETTLED)
        mean, slope = link.inverse(eta), link.slope(eta)
        weight = size * slope
        working = eta + (y - mean) / slope
        coefficient, bread = _least_squares(design, working, weight)
        eta = design @ coefficient
        if np.allclose(coefficient, before, rtol=CLOSE_ENOUGH, atol=CLOSE_ENOUGH):
            break
        before = coefficient
    else:
        raise NoFit(UNSETTLED)
    mean, slope = link.inverse(eta), link.slope(eta)
    left = y.size - design.shape[1]
    residual = (y - mean) * np.sqrt(size / slope)
    dispersion = float(residual @ residual / left) if left > 0 else np.nan
    _, bread = _least_squares(design, eta, size * slope)
    leverage = np.minimum(size * slope * np.einsum("ij,jk,ik->i", design, bread, design), MOST_LEVERAGE)
    return Fit(coefficient, bread, design * (size * (y - mean))[:, np.newaxis], residual, leverage, dispersion)


def _least_squares(design: Floats, y: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Coefficients, and the inverse of the information."""
    root = np.sqrt(weight)[:, np.newaxis]
    q, r = np.linalg.qr(design * root)
    diagonal = np.abs(np.diag(r))
    if not np.all(diagonal > 1e-10 * diagonal.max()):
        raise NoFit("The columns of the model say the same twice, so nothing can be told of them apart.")
    inverse = np.linalg.inv(r)
    return np.asarray(inverse @ (q.T @ (y * root[:, 0]))), np.asarray(inverse @ inverse.T)


def durbin_watson(residual: Floats, periods: NDArray[np.intp]) -> float:
    """The statistic of Durbin and Watson (1950): near 2 where residuals of neighbouring periods are not alike.

    Only pairs of periods that follow each other count.
    """
    steps = np.diff(residual)[np.diff(periods) == 1]
    return float(steps @ steps / (residual @ residual))
