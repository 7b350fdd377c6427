"""Are groups equal? One answer for a whole set of shares or rates, before anybody looks for who differs."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.estimate import Mask

SMALLEST_EXPECTED = 5
DRAWS = 9_999
SEED = 1900

CHI_SQUARE, LIKELIHOOD_RATIO = "Pearson's chi-square", "likelihood ratio"
TOO_FEW_GROUPS = "fewer than two groups with anybody in them"
NOTHING_VARIES = "nobody, or everybody, is counted: there is nothing to compare"


@dataclass(frozen=True, slots=True)
class Equality:
    """The answer of a test of equality: how likely differences as large as these are when all groups are equal.

    `statistic` has `freedom` degrees of freedom and is already divided by `dispersion` (1: chance alone). `chance` is
    missing when there is nothing to compare (`note`). `method` says how the chance was worked out.
    """

    statistic: float
    freedom: int
    chance: float
    dispersion: float
    method: str
    note: str


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How much more the members of groups vary than chance (1: chance alone), and the degrees of freedom behind it."""

    value: float
    freedom: int


CHANCE_ALONE = Dispersion(1.0, 0)


def equality_of_proportions(
    numerator: Numbers,
    denominator: Numbers,
    *,
    statistic: str = CHI_SQUARE,
    dispersion: Dispersion = CHANCE_ALONE,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Equality:
    """Test whether the shares of groups are equal.

    Pearson: Σ(observed - expected)²/expected over those within and those without; likelihood ratio: 2Σ observed
    log(observed/expected). Where an expected count is below 5 the chi-square distribution misleads: the chance is then
    the part of `draws` random tables with the same sums (fixed seed) that differ at least as much. With a `dispersion`
    (see `dispersion_within`) the statistic is divided by it and held against F. Groups without people or with a missing
    number are left out. Raises ValueError for another statistic.
    """
    part, whole = _kept(numerator, denominator, shares=True)
    measure = _measure(statistic)
    total, people = part.sum(), whole.sum()
    if not _can_compare(part) or total in (0, people):
        return _none(part, dispersion)
    expected = whole * total / people
    cells = np.stack([expected, whole - expected])
    found = float(measure(np.stack([part, whole - part]), cells))

    def redraw(random: np.random.Generator) -> Floats:
        drawn = random.multivariate_hypergeometric(whole.astype(int), round(total), size=draws).astype(np.float64)
        return measure(np.stack([drawn, whole - drawn]), cells[:, np.newaxis, :])

    whole_people = bool(np.all(whole == np.round(whole)) and np.all(part == np.round(part)))
    few = whole_people and bool(cells.min() < SMALLEST_EXPECTED)
    return _answer(found, part.size - 1, statistic, dispersion, redraw if few else None, draws, seed)


def equality_of_rates(
    events: Numbers,
    exposure: Numbers,
    *,
    statistic: str = CHI_SQUARE,
    dispersion: Dispersion = CHANCE_ALONE,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Equality:
    """Test whether the rates of groups (Poisson events over person-time) are equal, as `equality_of_proportions`."""
    count, time = _kept(events, exposure, shares=False)
    measure = _measure(statistic)
    total = count.sum()
    if not _can_compare(count) or total == 0:
        return _none(count, dispersion)
    expected = (time * total / time.sum())[np.newaxis, :]

    def redraw(random: np.random.Generator) -> Floats:
        drawn = random.multinomial(round(total), time / time.sum(), size=draws).astype(np.float64)
        return measure(drawn[np.newaxis], expected[:, np.newaxis, :])

    few = bool(np.all(count == np.round(count)) and expected.min() < SMALLEST_EXPECTED)
    found = float(measure(count[np.newaxis], expected))
    return _answer(found, count.size - 1, statistic, dispersion, redraw if few else None, draws, seed)


def dispersion_within(numerator: Numbers, denominator: Numbers, *, rates: bool = False) -> Dispersion:
    """How much more the members of groups (columns: months of a trust, practices of a place) vary than chance.

    Pearson's chi-square of each row's members around the row's own share or rate, summed and divided by its degrees of
    freedom. At least 1: less variation than chance is taken for chance. This is the dispersion to give to a test of the
    rows, since their own differences cannot tell how much more than chance is usual.
    """
    part, whole = np.broadcast_arrays(floats(numerator), floats(denominator))
    with np.errstate(invalid="ignore", divide="ignore"):
        counted = (whole > 0) & (part >= 0) & (rates | (part <= whole))
        part, whole = np.where(counted, part, 0.0), np.where(counted, whole, 0.0)
        own = part.sum(axis=-1, keepdims=True) / whole.sum(axis=-1, keepdims=True)
        variance = whole * own * (1.0 if rates else 1 - own)
        distance = np.where(counted & (variance > 0), (part - whole * own) ** 2 / variance, np.nan)
    freedom = int((np.count_nonzero(~np.isnan(distance), axis=-1) - 1).clip(0).sum())
    if freedom == 0:
        return CHANCE_ALONE
    return Dispersion(max(1.0, float(np.nansum(distance)) / freedom), freedom)


def _kept(numerator: Numbers, denominator: Numbers, *, shares: bool) -> tuple[Floats, Floats]:
    part, whole = np.broadcast_arrays(floats(numerator), floats(denominator))
    with np.errstate(invalid="ignore"):
        kept: Mask = (whole > 0) & (part >= 0) & ((part <= whole) | (not shares))
    return part[kept], whole[kept]


def _can_compare(part: Floats) -> bool:
    return bool(part.size >= 2)


def _none(part: Floats, dispersion: Dispersion) -> Equality:
    note = NOTHING_VARIES if _can_compare(part) else TOO_FEW_GROUPS
    return Equality(float("nan"), max(part.size - 1, 0), float("nan"), dispersion.value, "", note)


def _pearson(observed: Floats, expected: Floats) -> Floats:
    return np.asarray(((observed - expected) ** 2 / expected).sum(axis=(0, -1)))


def _likelihood_ratio(observed: Floats, expected: Floats) -> Floats:
    from scipy.special import xlogy

    return np.asarray(2 * xlogy(observed, observed / expected).sum(axis=(0, -1)))


MEASURES: dict[str, Callable[[Floats, Floats], Floats]] = {CHI_SQUARE: _pearson, LIKELIHOOD_RATIO: _likelihood_ratio}


def _measure(statistic: str) -> Callable[[Floats, Floats], Floats]:
    if statistic not in MEASURES:
        raise ValueError(f"Groups are compared by {CHI_SQUARE} or {LIKELIHOOD_RATIO}, not by {statistic}.")
    return MEASURES[statistic]


def _answer(
    found: float,
    freedom: int,
    statistic: str,
    dispersion: Dispersion,
    redraw: Callable[[np.random.Generator], Floats] | None,
    draws: int,
    seed: int,
) -> Equality:
    from scipy.special import chdtrc, fdtrc

    if dispersion.value > 1 and dispersion.freedom:
        scaled = found / dispersion.value
        chance = float(fdtrc(freedom, dispersion.freedom, scaled / freedom))
        return Equality(scaled, freedom, chance, dispersion.value, f"{statistic} over the dispersion, against F", "")
    if redraw is None:
        return Equality(found, freedom, float(chdtrc(freedom, found)), 1.0, f"{statistic}, against chi-square", "")
    as_far = np.count_nonzero(redraw(np.random.default_rng(seed)) >= found - 1e-9)
    return Equality(
        found, freedom, (as_far + 1) / (draws + 1), 1.0, f"{statistic}, against {draws:,} random tables", ""
    )
