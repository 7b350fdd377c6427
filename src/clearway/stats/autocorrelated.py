"""Coefficients of a series in time when how alike neighbouring months are is not known, and the months are few.

With few months Newey and West's errors are too small when neighbours are alike. Here every strength of likeness is
tried, each counts by how well it explains the series, and the answer is the average: not knowing it makes intervals as
wide as they must be.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from clearway.stats.arrays import Floats
from clearway.stats.regression import Link, NoFit, fitted_by

CORRELATIONS = tuple(float(one) for one in np.linspace(0.10, 0.97, 14))
"""How alike the lasting parts of neighbouring months are. Never nothing: a series that looks quieter than independent
months would be is not believed."""

LASTING_PARTS = (0.5, 1.0)
"""How much of the spread of a month lasts into the next; the rest is the chance of that month alone."""

HALVINGS = 40


@dataclass(frozen=True, eq=False, slots=True)
class Likeness:
    """The kinds of likeness that are tried: each a correlation of the lasting part, and how large that part is."""

    correlation: Floats
    lasting: Floats

    @property
    def of_neighbours(self) -> Floats:
        """The correlation of two months that follow each other, of each kind."""
        return self.correlation * self.lasting


@cache
def likeness() -> Likeness:
    """The kinds of likeness that are tried."""
    lasting, correlation = np.meshgrid(LASTING_PARTS, CORRELATIONS, indexing="ij")
    return Likeness(correlation.ravel(), lasting.ravel())


@dataclass(frozen=True, eq=False, slots=True)
class SumsInTime:
    """Sums of coefficients, as mixtures of Student's t: `centre` and `error` have a row a kind of likeness."""

    centre: Floats
    error: Floats
    weight: Floats
    freedom: int

    @property
    def value(self) -> Floats:
        """The sums themselves."""
        return np.asarray(self.weight @ self.centre)

    @property
    def standard_error(self) -> Floats:
        """The error of each sum, averaged as variances."""
        return np.asarray(np.sqrt(self.weight @ self.error**2))

    @property
    def p_value(self) -> Floats:
        """For each sum the chance of one so far from 0, were it 0 (two-sided)."""
        below = self.chance_below(np.zeros(self.centre.shape[1]))
        return np.asarray(2 * np.minimum(below, 1 - below))

    def chance_below(self, at: Floats) -> Floats:
        """The weight of each sum below a number each."""
        from scipy.special import stdtr

        return np.asarray(self.weight @ stdtr(self.freedom, (at - self.centre) / self.error))

    def interval(self, level: float) -> tuple[Floats, Floats]:
        """Limits of each sum, with as much of the mixture below as above, found by halving."""
        from scipy.special import stdtrit

        far = float(stdtrit(self.freedom, (1 + level) / 2)) * self.error
        floor, ceiling = np.min(self.centre - far, axis=0), np.max(self.centre + far, axis=0)
        return self._where((1 - level) / 2, floor, ceiling), self._where((1 + level) / 2, floor, ceiling)

    def _where(self, part: float, low: Floats, high: Floats) -> Floats:
        low, high = low.copy(), high.copy()
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            is_below = self.chance_below(middle) < part
            low, high = np.where(is_below, middle, low), np.where(is_below, high, middle)
        return np.asarray((low + high) / 2)


@dataclass(frozen=True, eq=False, slots=True)
class Autocorrelated:
    """A fitted series: coefficients and their covariance for each kind of likeness, and how much each kind counts.

    `scale` is the spread of one month of size 1, for each kind; `freedom` the points left; `usual` the size of a month
    at which what lasts and what is of that month alone have the parts that `likeness` names.
    """

    coefficient: Floats
    covariance: Floats
    scale: Floats
    weight: Floats
    freedom: int
    likeness: Likeness
    usual: float

    @property
    def mean(self) -> Floats:
        """The coefficients, averaged over the kinds of likeness."""
        return np.asarray(self.weight @ self.coefficient)

    def sums(self, gradients: Floats) -> SumsInTime:
        """Sums of coefficients, each so many times: a row of `gradients` a sum."""
        centre = self.coefficient @ gradients.T
        variance = np.einsum("si,kij,sj->ks", gradients, self.covariance, gradients)
        return SumsInTime(centre, np.sqrt(np.maximum(variance, 0.0)), self.weight, self.freedom)

    def alike(self, level: float = 0.9) -> tuple[float, float, float]:
        """How alike neighbouring months are (a correlation): the average, and the limits of its middle `level`."""
        order = np.argsort(self.likeness.of_neighbours)
        ordered, below = self.likeness.of_neighbours[order], np.cumsum(self.weight[order])
        places = [min(int(np.searchsorted(below, part)), below.size - 1) for part in ((1 - level) / 2, (1 + level) / 2)]
        return float(self.weight @ self.likeness.of_neighbours), float(ordered[places[0]]), float(ordered[places[1]])

    def told_elsewhere(
        self, design: Floats, size: Floats, periods: NDArray[np.intp], gradient: Floats, level: float, power: float
    ) -> float:
        """The smallest sum of coefficients that another model would tell from 0 with a power, if months err as here.

        A sum is told when its estimate passes the limit that the average over the kinds of likeness has around 0. Given
        a kind, whose error is e, the spread of a month being known only as well as from these months, a sum d is told
        with the chance that a noncentral t of centre limit / e lies below d / e. These chances are averaged, and d is
        looked for at which they make `power`. Source: O'Hagan et al. (2005), Pharm Stat 4:187, for averaging power over
        what is not known (assurance). Raises `NoFit` when columns of the other model say the same.
        """
        _check_apart(design)
        columns, _ = _whitened(design, size, periods, self.likeness, self.usual)
        inverse = np.linalg.inv(columns.transpose(0, 2, 1) @ columns)
        error = np.sqrt(self.scale * np.einsum("i,kij,j->k", gradient, inverse, gradient))
        freedom = design.shape[0] - design.shape[1]
        none = SumsInTime(np.zeros((error.size, 1)), error[:, np.newaxis], self.weight, freedom)
        limit = float(none.interval(level)[1][0])
        low, high = 0.0, 20 * limit
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            told = float(self.weight @ _below_noncentral(self.freedom, limit / error, middle / error))
            low, high = (middle, high) if told < power else (low, middle)
        return (low + high) / 2


def _check_apart(design: Floats) -> None:
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise NoFit("The columns of the model say the same twice, so nothing can be told of them apart.")


def _below_noncentral(freedom: int, centre: Floats, at: Floats) -> Floats:
    """The chance that a noncentral t lies below a number, to a hundredth (Abramowitz and Stegun 1964, 26.7.10)."""
    from scipy.special import ndtr

    return np.asarray(ndtr((at * (1 - 1 / (4 * freedom)) - centre) / np.sqrt(1 + at**2 / (2 * freedom))))


def autocorrelated(design: Floats, y: Floats, size: Floats, periods: NDArray[np.intp]) -> Autocorrelated:
    """Generalised least squares of `y` on `design`, averaged over how alike the errors of neighbouring months are.

    The error of a month has two parts. One lasts into the next month with correlation r (0.10 to 0.97); its size is the
    same in every month. The other is of that month alone, with a variance of s2 / w for a month of size w. In a month
    of the usual size (the harmonic mean) the first makes half of the variance, or all. For each such kind: generalised
    least squares with Student's t. Kinds count by their restricted likelihood, with the coefficients and s2 integrated
    out, times 1 / sqrt(1 - r^2), as few months make r look too small. `periods` are whole numbers: a missing month is a
    gap.

    Source: Zellner and Tiao (1964), J Am Stat Assoc 59:763, for averaging; Harville (1974), Biometrika 61:383, for the
    restricted likelihood. Turner et al. (2021), BMC Med Res Methodol 21:181, found restricted likelihood with few-month
    limits better than Newey and West's errors for interrupted series. How often these intervals hold is simulated:
    docs/evaluation-operating-characteristics.md. Raises `NoFit` when there are too few points or columns say the same.
    """
    points, terms = design.shape
    freedom = points - terms
    kinds = likeness()
    if freedom < 1:
        raise NoFit(f"{points} months are too few for a model of {terms} terms.")
    _check_apart(design)
    usual = float(points / np.sum(1 / size))
    whitened, variance = _whitened(np.column_stack([design, y]), size, periods, kinds, usual)
    columns, values = whitened[:, :, :-1], whitened[:, :, -1]
    information = columns.transpose(0, 2, 1) @ columns
    inverse = np.linalg.inv(information)
    coefficient = np.einsum("kij,kjn,kn->ki", inverse, columns.transpose(0, 2, 1), values)
    residual = values - np.einsum("kni,ki->kn", columns, coefficient)
    squares = np.maximum(np.sum(residual**2, axis=1), np.finfo(np.float64).tiny)
    likely = (
        -np.sum(np.log(variance), axis=0) / 2
        - np.linalg.slogdet(information)[1] / 2
        - freedom / 2 * np.log(squares)
        - np.log(1 - kinds.correlation**2) / 2
    )
    weight = np.exp(likely - likely.max())
    scale = squares / freedom
    covariance = inverse * scale[:, np.newaxis, np.newaxis]
    return Autocorrelated(coefficient, covariance, scale, weight / weight.sum(), freedom, kinds, usual)


def _whitened(
    columns: Floats, size: Floats, periods: NDArray[np.intp], kinds: Likeness, usual: float
) -> tuple[Floats, Floats]:
    """Columns whose errors are independent and of one size, for each kind of likeness; and each month's variance.

    Month by month: what lasts of the months before is taken away, and the rest divided by its own spread. That is the
    filter of Kalman (1960) for a lasting part with the chance of each month on top. It needs no large matrix, so it
    keeps to one processor.
    """
    scaled, chance = columns * np.sqrt(usual), usual / size
    lasts = kinds.correlation ** np.diff(periods, prepend=periods[0])[:, np.newaxis]
    even, variance = np.empty((kinds.lasting.size, *scaled.shape)), np.empty((periods.size, kinds.lasting.size))
    state, known = np.zeros((kinds.lasting.size, scaled.shape[1])), kinds.lasting
    for place, (row, last) in enumerate(zip(scaled, lasts, strict=True)):
        state = state * last[:, np.newaxis]
        known = kinds.lasting + last**2 * (known - kinds.lasting)
        variance[place] = known + (1 - kinds.lasting) * chance[place]
        news, gain = row - state, known / variance[place]
        even[:, place] = news / np.sqrt(variance[place])[:, np.newaxis]
        state = state + gain[:, np.newaxis] * news
        known = known * (1 - gain)
    return even, variance


@dataclass(frozen=True, eq=False, slots=True)
class Straight:
    """A series on the scale on which its model is straight: `value` a month, and its `size` (weight) there."""

    value: Floats
    size: Floats
    fitted: Floats


def straightened(design: Floats, y: Floats, size: Floats, link: Link) -> Straight:
    """The values of a fitted binomial or Poisson model as its last round of least squares saw them.

    value = fitted + (y - mean) / slope, size = people x slope; for the identity the values themselves. Source:
    McCullagh and Nelder, Generalized Linear Models (1989), chapter 2. Raises `NoFit` when the model has no answer.
    """
    fit = fitted_by(design, y, size, link)
    fitted = design @ fit.coefficient
    slope = link.slope(fitted)
    return Straight(fitted + (y - link.inverse(fitted)) / slope, size * slope, fitted)
