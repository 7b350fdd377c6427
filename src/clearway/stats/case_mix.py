"""Survey scores adjusted for who answered: a logistic model of all of them, and the range to expect of each unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.estimate import normal_quantile
from clearway.stats.random_effects import variance_between

INTERCEPT = "(Intercept)"
LEAST_ANSWERS = 10
FEW_ANSWERS = 30

SUPPRESSED = "too few answers: not shown"
UNCERTAIN = f"fewer than {FEW_ANSWERS} answers: shown in grey, read with care"

BELOW, WITHIN, ABOVE, UNKNOWN = "below", "within", "above", ""

MOST_STEPS = 50
SMALLEST_STEP = 1e-10
"""The fit has settled when the deviance changes by less than this share of itself."""

FURTHEST, SURE = 30.0, 15.0
"""Log odds go no further than the first; beyond the second some kind of person is certain of an answer: no rest."""

Places = NDArray[np.intp]


@dataclass(frozen=True, eq=False, slots=True)
class CaseMix:
    """The fitted model: what is expected of each person who answered, whoever cared for them.

    `coefficients` are on the log-odds scale, keyed by covariate and level (the first level of each, in sorted order, is
    the reference); `probability` is missing for people listed in `left_out`, whose answer or a covariate is missing.
    `has_settled` is False when the fit had not come to rest, as when one level has only one kind of answer.
    """

    coefficients: Mapping[tuple[str, str], float]
    probability: Floats
    positive: Floats
    left_out: NDArray[np.int64]
    has_settled: bool


@dataclass(frozen=True, eq=False, slots=True)
class ExpectedRange:
    """One row a unit, fractions of 1: its score, its adjusted score, and the range its score is expected to fall in.

    `numerator` and `denominator` are the positive answers and the answers; `expected` and `variance` those of the
    number of positive answers under the model; `between` the variance added for differences between all units (0
    without). `position` is below, within or above; empty where suppressed. `reliability` is the share of the variation
    of scores that is real difference between units, by the size of this one.
    """

    unit: NDArray[Any]
    value: Floats
    adjusted: Floats
    lower: Floats
    upper: Floats
    position: NDArray[np.str_]
    reliability: Floats
    numerator: Floats
    denominator: Floats
    expected: Floats
    variance: Floats
    note: NDArray[np.str_]
    between: float
    level: float
    method: str


def case_mix(positive: Numbers, covariates: Mapping[str, ArrayLike | Sequence[Any]]) -> CaseMix:
    """A logistic model of a positive answer on covariates, each a column of levels, over all who answered.

    No term stands for the unit: the model says what to expect of such people anywhere. Levels enter as indicators
    against the first in sorted order. Fitted by iteratively reweighted least squares (Nelder and Wedderburn 1972, J R
    Stat Soc A 135:370); a level that says nothing new (collinear) gets a share of the coefficient and harms nothing. A
    blank or None in a covariate leaves the person out of the model and of every sum; name it 'not stated' to keep them.
    Raises ValueError when lengths differ, or nobody can be used.
    """
    answer = floats(positive).ravel()
    columns = {name: _levels(name, column, answer.size) for name, column in covariates.items()}
    is_usable = (answer == 0) | (answer == 1)
    for column in columns.values():
        is_usable &= column != ""
    if not is_usable.any():
        raise ValueError("Nobody has both an answer (0 or 1) and every covariate; there is nothing to model.")
    terms, design, kind = _design({name: column[is_usable] for name, column in columns.items()}, int(is_usable.sum()))
    people, yes = (floats(np.bincount(kind, weights=one)) for one in (np.ones(kind.size), answer[is_usable]))
    beta, fitted, has_settled = _fit(design, people, yes)
    probability = np.full(answer.size, np.nan)
    probability[is_usable] = fitted[kind]
    coefficients = dict(zip(terms, beta.tolist(), strict=True))
    return CaseMix(coefficients, probability, answer, np.flatnonzero(~is_usable), has_settled)


def expected_range(
    model: CaseMix,
    unit: ArrayLike,
    *,
    level: float = 0.95,
    with_spread: bool = False,
    fewest: int = LEAST_ANSWERS,
) -> ExpectedRange:
    """Where each unit's score is expected to fall if only its mix of people set it apart, and where it does fall.

    For a unit of n answers, O positive: E is the sum of the probabilities p, V the sum of p(1-p). Adjusted score =
    share positive of all · O/E; expected range of the raw score = (E ± z·root V)/n, cut at 0 and 1; a score strictly
    outside it is below or above. With `with_spread` the range also allows for the differences that all units show
    (additive random effects, DerSimonian and Laird 1986 on scores whose z is drawn in to the 10% and 90% quantiles).
    Units of fewer than `fewest` answers are suppressed, those of fewer than 30 noted. Reliability is s²/(s² + V/n²),
    with s² the variance between units (without drawing in).

    Source: the specification's own version; covariates and rules of the national survey are its own, so a published
    range must be loaded as published and this one labelled as ours. Raises ValueError for an impossible level, or when
    there is not one unit for each person.
    """
    z = normal_quantile(level)
    labels = np.asarray(unit).ravel()
    if labels.size != model.probability.size:
        raise ValueError(f"There are {model.probability.size} people but {labels.size} units; give one unit a person.")
    names, n, observed, expected, variance = _sums(model, labels)
    with np.errstate(divide="ignore", invalid="ignore"):
        score, centre, error = observed / n, expected / n, np.sqrt(variance) / n
        adjusted = observed.sum() / n.sum() * observed / expected
    is_shown = n >= fewest
    score_gap, error_shown = (score - centre)[is_shown], error[is_shown]
    between = _between(score_gap, error_shown, trim=0.1) if with_spread else 0.0
    real = _between(score_gap, error_shown, trim=0.0)
    width = z * np.sqrt(error**2 + between)
    lower, upper = np.clip(centre - width, 0, 1), np.clip(centre + width, 0, 1)
    with np.errstate(invalid="ignore"):
        position = np.select([~is_shown, score < lower, score > upper], [UNKNOWN, BELOW, ABOVE], WITHIN)

    def shown(column: Floats) -> Floats:
        return np.where(is_shown, column, np.nan)

    return ExpectedRange(
        unit=names,
        value=shown(score),
        adjusted=shown(adjusted),
        lower=shown(lower),
        upper=shown(upper),
        position=position,
        reliability=shown(_share(real, error)),
        numerator=shown(observed),
        denominator=n,
        expected=shown(expected),
        variance=shown(variance),
        note=np.select([~is_shown, n < FEW_ANSWERS], [SUPPRESSED, UNCERTAIN], default=""),
        between=between,
        level=level,
        method="logistic case-mix, own model" + (", with the spread between units" if with_spread else ""),
    )


def _sums(model: CaseMix, labels: NDArray[Any]) -> tuple[NDArray[Any], Floats, Floats, Floats, Floats]:
    """The units by name; for each the answers, the positive ones, those expected, and the variance of those."""
    is_used = ~np.isnan(model.probability)
    names, place = np.unique(labels, return_inverse=True)
    p, answer = np.where(is_used, model.probability, 0.0), np.where(is_used, model.positive, 0.0)
    n, observed, expected, variance = (
        floats(np.bincount(place, weights=column, minlength=names.size)) for column in (is_used, answer, p, p * (1 - p))
    )
    return names, n, observed, expected, variance


def _levels(name: str, column: ArrayLike | Sequence[Any], size: int) -> NDArray[np.str_]:
    """A covariate as words; blank where missing."""
    words = np.array(
        ["" if one is None or one != one else str(one).strip() for one in np.asarray(column).ravel().tolist()]
    )
    if words.size != size:
        raise ValueError(f"There are {size} answers but {words.size} values of {name}; give one for each person.")
    return words


def _design(columns: Mapping[str, NDArray[np.str_]], people: int) -> tuple[list[tuple[str, str]], Floats, Places]:
    """The terms, one row for each different kind of person, and which kind each person is.

    A row holds an intercept, then an indicator for every level but the first of each covariate.
    """
    terms, codes, kind = [(INTERCEPT, "")], [], np.zeros(people, dtype=np.intp)
    for name, column in columns.items():
        levels, code = np.unique(column, return_inverse=True)
        terms += [(name, level) for level in levels[1:].tolist()]
        codes.append((levels.size, code))
        kind = np.unique(kind * levels.size + code, return_inverse=True)[1]
    first = np.unique(kind, return_index=True)[1]
    parts = [np.ones((first.size, 1)), *(np.eye(size)[code[first]][:, 1:] for size, code in codes)]
    return terms, np.hstack(parts), kind


def _fit(design: Floats, people: Floats, positive: Floats) -> tuple[Floats, Floats, bool]:
    """Coefficients, fitted probabilities, and whether the fit came to rest; one row a kind of person."""
    eta = np.log((positive + 0.5) / (people - positive + 0.5))
    before = np.inf
    beta: Floats = np.zeros(design.shape[1])
    for _ in range(MOST_STEPS):
        mean = 1 / (1 + np.exp(-eta))
        weighted = design.T * (people * mean * (1 - mean))
        beta = floats(np.linalg.lstsq(weighted @ design, weighted @ eta + design.T @ (positive - people * mean))[0])
        eta = np.clip(design @ beta, -FURTHEST, FURTHEST)
        deviance = 2 * float(np.sum(positive * np.logaddexp(0, -eta) + (people - positive) * np.logaddexp(0, eta)))
        if abs(deviance - before) <= SMALLEST_STEP * (abs(deviance) + 0.1):
            return beta, 1 / (1 + np.exp(-eta)), bool(np.abs(eta).max() < SURE)
        before = deviance
    return beta, 1 / (1 + np.exp(-eta)), False


def _between(gap: Floats, error: Floats, *, trim: float) -> float:
    """The variance between units beyond chance, from the gaps of their scores and the standard errors of those."""
    is_usable = error > 0
    z = gap[is_usable] / error[is_usable]
    if trim and z.size:
        z = np.clip(z, *np.quantile(z, [trim, 1 - trim]))
    return variance_between(z, error[is_usable])


def _share(between: float, error: Floats) -> Floats:
    """The share of variation that is between units."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(between / (between + error**2))
