"""Interrupted time series: did the level or the slope change at a date, and by how much?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.errors_in_time import ErrorsInTime
from clearway.stats.regression import Fit, Link, durbin_watson, fitted_by
from clearway.stats.segmented import MONTHS_FOR_SEASONS, OWN_TERMS, Seasons, segmented_design

FEWEST_A_SIDE = 8
FEW_A_SIDE = 12


class Kind(StrEnum):
    """What the values are, and so which model fits."""

    MEASURE = "measure"
    """Any number, with an error of one size: least squares."""

    SHARE = "share"
    """`value` of `of` people: binomial on the logit scale, with dispersion."""

    COUNT = "count"
    """Events, over `of` (people, person-years) as offset: Poisson on the log scale, with dispersion."""


LINKS = {Kind.MEASURE: Link.IDENTITY, Kind.SHARE: Link.LOGIT, Kind.COUNT: Link.LOG}


class TooFewPoints(ValueError):
    """There are too few points on one side to tell anything."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What the change had brought `months` after it began: `value` against `counterfactual`, and their difference.

    On the scale of the values (a share, a rate, the measure itself). `difference` has the limits. `is_beyond` says that
    the series does not reach so far and the lines were carried on.
    """

    months: int
    is_beyond: bool
    value: float
    counterfactual: float
    difference: float
    lower: float
    upper: float


@dataclass(frozen=True, eq=False, slots=True)
class Interrupted:
    """A fitted series. Coefficients are on the scale of the model (plain, logit or log), in the order of `terms`.

    `fitted` and `counterfactual` (had nothing changed) are on the scale of the values, at every point; `used` says
    which points the model rests on, `changed_at` the point of the change. `effects` are those asked for. `level` is the
    confidence of all limits.
    """

    terms: tuple[str, ...]
    coefficient: Floats
    standard_error: Floats
    lower: Floats
    upper: Floats
    p_value: Floats
    fitted: Floats
    counterfactual: Floats
    used: NDArray[np.bool_]
    changed_at: int
    effects: tuple[Effect, ...]
    durbin_watson: float
    dispersion: float
    lag: int
    points_before: int
    points_after: int
    level: float
    method: str
    note: str

    def of(self, term: str) -> tuple[float, float, float]:
        """A coefficient with its limits: `level` is the step at the change, `trend_after` the change of slope.

        Raises ValueError when the model has no such term.
        """
        if term not in self.terms:
            raise ValueError(f"The model has no term {term}; it has {', '.join(self.terms)}.")
        place = self.terms.index(term)
        return float(self.coefficient[place]), float(self.lower[place]), float(self.upper[place])


def interrupted(
    values: Numbers,
    changed_at: int,
    *,
    of: Numbers | None = None,
    kind: Kind | str = Kind.MEASURE,
    seasons: Sequence[int] | None = None,
    seasons_as: Seasons | str = Seasons.WAVE,
    beside: Mapping[str, Numbers] | None = None,
    left_out: ArrayLike | None = None,
    lag: int | None = None,
    small_sample: bool = True,
    effects_at: Sequence[int] = (6, 12),
    level: float = 0.95,
) -> Interrupted:
    """Segmented regression of a monthly series on time, a step and a change of slope at point `changed_at` (from 0).

    y(t) = b0 + b1 t + b2 level + b3 trend_after: t = 1, 2, ... over all months, missing ones too; level is 0 before the
    change and 1 from it; trend_after is 0 before and 1, 2, ... from it, so the effect m months in (the change's own
    month is the first) is b2 + m b3, and b2 is the jump at the month before. Standard errors are Newey and West's, with
    Bartlett weights up to `lag` (max(1, floor(4 (n/100)^(2/9))) when not given). In so few months they are too small: a
    plain "95%" interval was seen to hold the truth 79 times of 100 with 24 months. `small_sample` therefore corrects
    them (`ErrorsInTime`); False gives the plain ones with limits from the normal distribution. `effects_at` are months
    after which the effect is told, with its interval by the delta method and the counterfactual beside it.

    For `kind` "share" the values are people within, `of` all people; for "count" they are events, `of` the people or
    time at risk (1 when not given); dispersion is Pearson's. `seasons` gives the calendar month (1 to 12) of each point
    for one yearly wave (a sine and a cosine), or a level a month (`seasons_as`), with 36 months or more; `beside` are
    further columns by name. `left_out` flags months that the model must not
    rest on: the pandemic's (`pandemic_months`), or those of a roll-out.

    Source: Wagner et al. (2002), J Clin Pharm Ther 27:299; Newey and West (1987), Econometrica 55:703.
    Raises `TooFewPoints` with fewer than 8 points on a side, and ValueError for numbers that do not fit together.
    """
    model = Kind(kind)
    y, size = values_and_sizes(values, of, model)
    used = ~np.isnan(y) & (size > 0) & ~_flags(left_out, y.size)
    _sides(used, changed_at)
    terms, design = segmented_design(y.size, changed_at, seasons, seasons=seasons_as, beside=beside)
    fit = fitted_by(design[used], y[used], size[used], LINKS[model])
    is_without_seasons = seasons is None and used.sum() >= MONTHS_FOR_SEASONS
    return _found(
        "segmented regression", fit, terms, design, LINKS[model], used, changed_at, lag, level, effects_at,
        small_sample=small_sample, notes=["seasons are not in the model"] if is_without_seasons else [],
    )  # fmt: skip


def difference_in_differences(
    values: Numbers,
    control: Numbers,
    changed_at: int,
    *,
    of: Numbers | None = None,
    control_of: Numbers | None = None,
    kind: Kind | str = Kind.MEASURE,
    seasons: Sequence[int] | None = None,
    seasons_as: Seasons | str = Seasons.WAVE,
    beside: Mapping[str, Numbers] | None = None,
    left_out: ArrayLike | None = None,
    lag: int | None = None,
    small_sample: bool = True,
    effects_at: Sequence[int] = (6, 12),
    level: float = 0.95,
) -> Interrupted:
    """`interrupted`, less what happened at the same time to a control series (other trusts, say).

    Both series are in one model, each with its own level and slope before the change; what is told is how much more
    (or less) level and slope changed than in the control: terms `level` and `trend_after`. `counterfactual` is the
    series with the control's changes and no more. Months missing in either are missing in both. The residuals of both
    series are added up month by month for the standard errors, so that what strikes both in a month counts once.
    Arguments, source and errors are those of `interrupted`.
    """
    model = Kind(kind)
    first, of_first = values_and_sizes(values, of, model)
    second, of_second = values_and_sizes(control, control_of, model)
    if first.size != second.size:
        raise ValueError(
            f"The series has {first.size} points, its control {second.size}; they must be the same months."
        )
    used = ~np.isnan(first) & ~np.isnan(second) & (of_first > 0) & (of_second > 0) & ~_flags(left_out, first.size)
    _sides(used, changed_at)
    plain_terms, plain = segmented_design(first.size, changed_at, seasons, seasons=seasons_as, beside=beside)
    own = plain[:, :4]
    design = np.block([[plain, own], [plain, np.zeros_like(own)]])
    terms = (*(f"control {term}" for term in plain_terms), *OWN_TERMS)
    both = np.append(used, used)
    fit = fitted_by(design[both], np.append(first, second)[both], np.append(of_first, of_second)[both], LINKS[model])
    return _found(
        "difference in differences", fit, terms, design[: first.size], LINKS[model], used, changed_at, lag, level,
        effects_at, small_sample=small_sample, first_term=len(plain_terms),
    )  # fmt: skip


def pandemic_months(months: Sequence[str]) -> NDArray[np.bool_]:
    """Which months (`YYYY-MM`) are of the pandemic: March 2020 to March 2021, to be left out or modelled."""
    return np.array(["2020-03" <= month <= "2021-03" for month in months], dtype=np.bool_)


def values_and_sizes(values: Numbers, of: Numbers | None, kind: Kind) -> tuple[Floats, Floats]:
    """The values to be fitted and their sizes (weights or exposure): a share as a fraction, a count as a rate.

    A month that is missing or cannot be (more within than there are, nobody at all) has a missing value and size 0.
    Raises ValueError when the numbers are no series, or shares lack the people they are of.
    """
    y = floats(values)
    if y.ndim != 1:
        raise ValueError("A series has one value a month.")
    if kind is Kind.MEASURE:
        return y, np.ones(y.size)
    if of is None and kind is Kind.SHARE:
        raise ValueError("Shares need the number of people they are of.")
    size = np.broadcast_to(np.ones(y.size) if of is None else floats(of), y.shape)
    with np.errstate(invalid="ignore"):
        counted = (size > 0) & (y >= 0) & ((y <= size) | (kind is Kind.COUNT))
    return np.where(counted, y, np.nan) / np.where(counted, size, 1.0), np.where(counted, size, 0.0)


def _flags(left_out: ArrayLike | None, size: int) -> NDArray[np.bool_]:
    return np.broadcast_to(np.asarray(False if left_out is None else left_out, dtype=np.bool_), (size,))


def _sides(used: NDArray[np.bool_], changed_at: int) -> tuple[int, int]:
    before, after = int(used[:changed_at].sum()), int(used[changed_at:].sum())
    if min(before, after) < FEWEST_A_SIDE:
        raise TooFewPoints(
            f"There are {before} months before the change and {after} from it; "
            f"{FEWEST_A_SIDE} on each side are the fewest from which a change can be told."
        )
    return before, after


def _usual_lag(points: int) -> int:
    return max(1, int(4 * (points / 100) ** (2 / 9)))


def _found(
    name: str,
    fit: Fit,
    terms: tuple[str, ...],
    design: Floats,
    link: Link,
    used: NDArray[np.bool_],
    changed_at: int,
    lag: int | None,
    level: float,
    effects_at: Sequence[int],
    *,
    small_sample: bool,
    first_term: int = 0,
    notes: Sequence[str] = (),
) -> Interrupted:
    """What a fitted model tells of the series, whose months are `design`; its own four terms begin at `first_term`.

    The model rests on the months that are `used`, of this series first and then of each other that is in it.
    """
    places = np.flatnonzero(used)
    lag = _usual_lag(places.size) if lag is None else lag
    periods = np.tile(places, fit.residual.size // places.size)
    errors = ErrorsInTime.of(fit, periods, lag, level, small_sample=small_sample)
    without = design.copy()
    without[:, first_term + 2 : first_term + 4] = 0
    before, after = _sides(used, changed_at)
    few = [f"fewer than {FEW_A_SIDE} points on a side: read with care"] if min(before, after) < FEW_A_SIDE else []
    return Interrupted(
        terms=terms,
        **_told(errors),
        fitted=link.inverse(design @ fit.coefficient),
        counterfactual=link.inverse(without @ fit.coefficient),
        used=used,
        changed_at=changed_at,
        effects=tuple(_effect(errors, design, changed_at, month, link, first_term) for month in effects_at),
        durbin_watson=durbin_watson(fit.residual[: places.size], places),
        dispersion=fit.dispersion,
        lag=lag,
        points_before=before,
        points_after=after,
        level=level,
        method=f"{name} ({link.words}), {errors.words}",
        note="; ".join([*few, *notes]),
    )


def _told(errors: ErrorsInTime) -> dict[str, Floats]:
    coefficient, error, width = errors.coefficient, errors.standard_error, errors.quantile * errors.standard_error
    told = {"coefficient": coefficient, "standard_error": error, "p_value": errors.p_value}
    return {**told, "lower": coefficient - width, "upper": coefficient + width}


def _effect(errors: ErrorsInTime, design: Floats, changed_at: int, months: int, link: Link, first_term: int) -> Effect:
    """The effect `months` into the change, the change's own month being the first; beyond the data it is carried on.

    Seasons are those of the month itself when it is in the series, else of the last month.
    """
    last = min(changed_at + months, design.shape[0]) - 1
    row = design[last].copy()
    further = changed_at + months - 1 - last
    row[[1, 3]] += further
    if first_term:
        row[[first_term + 1, first_term + 3]] += further
    without = row.copy()
    without[first_term + 2 : first_term + 4] = 0
    with_it, without_it = float(row @ errors.coefficient), float(without @ errors.coefficient)
    value, counterfactual = float(link.inverse(with_it)), float(link.inverse(without_it))
    gradient = row * float(link.slope(with_it)) - without * float(link.slope(without_it))
    width = errors.quantile * errors.of_sum(gradient)
    difference = value - counterfactual
    return Effect(months, further > 0, value, counterfactual, difference, difference - width, difference + width)
