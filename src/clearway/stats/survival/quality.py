"""Whether an estimate of survival may be published, and age standardisation with international weights."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clearway.stats.arrays import Floats, Numbers
from clearway.stats.estimate import normal_quantile
from clearway.stats.survival.curve import Curve, Survival

LEAST_ALIVE = 10
LEAST_DEATHS = 2
MOST_ERROR = 0.2
YEAR = 365

FEW_ALIVE = f"fewer than {LEAST_ALIVE} people still followed"
FEW_DEATHS = f"fewer than {LEAST_DEATHS} deaths in the year before and in the year after"
WIDE = f"standard error of {MOST_ERROR:.0%} points or more"

BANDS = ("15-44", "45-54", "55-64", "65-74", "75+")
ICSS: Mapping[str, Mapping[str, float]] = {
    "ICSS1": dict(zip(BANDS, (0.07, 0.12, 0.23, 0.29, 0.29), strict=True)),
    "ICSS2": dict(zip(BANDS, (0.28, 0.17, 0.21, 0.20, 0.14), strict=True)),
    "ICSS3": dict(zip(BANDS, (0.60, 0.10, 0.10, 0.10, 0.10), strict=True)),
}
"""International Cancer Survival Standards (Corazziari, Quinn and Capocaccia 2004, Eur J Cancer 40:2307), five bands.

ICSS1 is for most sites (lung, breast, bowel, ovary, bladder, non-Hodgkin lymphoma), ICSS2 for melanoma, cervix, brain,
thyroid, bone and soft tissue, ICSS3 for testis, Hodgkin lymphoma and acute lymphatic leukaemia.
"""


@dataclass(frozen=True, eq=False, slots=True)
class Standardised:
    """Age-standardised survival, one row a time; `note` names bands without an estimate, or that are too small."""

    time: Floats
    value: Floats
    lower: Floats
    upper: Floats
    standard_error: Floats
    numerator: NDArray[np.int64]
    denominator: NDArray[np.int64]
    note: NDArray[np.str_]
    level: float
    method: str


def judged(curve: Curve, times: Numbers) -> Survival:
    """Survival of a curve at some times, with the reasons in `note` why an estimate is not to be published.

    An estimate needs ten people still followed at the time, two deaths in the year before it or in the year after, and
    a standard error below 20 percentage points. Values are kept, whatever the note says, for age standardisation needs
    them; `published` hides them.
    """
    found = curve.at(times)
    before, after = _deaths_between(curve, -YEAR), _deaths_between(curve, YEAR)
    deaths_before = np.array([before(*row) for row in zip(found.group, found.time, strict=True)], dtype=np.int64)
    deaths_after = np.array([after(*row) for row in zip(found.group, found.time, strict=True)], dtype=np.int64)
    with np.errstate(invalid="ignore"):
        failed = [
            (found.at_risk < LEAST_ALIVE, FEW_ALIVE),
            ((deaths_before < LEAST_DEATHS) & (deaths_after < LEAST_DEATHS), FEW_DEATHS),
            (found.standard_error >= MOST_ERROR, WIDE),
        ]
    notes = [
        "; ".join([*(why for is_so, why in failed if is_so[row]), *filter(None, [str(found.note[row])])])
        for row in range(found.time.size)
    ]
    return replace(found, note=np.array(notes, dtype=np.str_))


def is_publishable(estimates: Survival) -> NDArray[np.bool_]:
    """Which estimates of `judged` pass every gate."""
    reasons = (FEW_ALIVE, FEW_DEATHS, WIDE)
    return np.array([not any(why in str(note) for why in reasons) for note in estimates.note], dtype=bool) & ~np.isnan(
        estimates.value
    )


def published(estimates: Survival) -> Survival:
    """Estimates as they may be shown: missing where a gate of `judged` failed, and nothing above 1. Notes stay."""
    is_shown = is_publishable(estimates)

    def shown(column: Floats) -> Floats:
        return np.where(is_shown, np.minimum(column, 1.0), np.nan)

    return replace(
        estimates,
        value=shown(estimates.value),
        lower=shown(estimates.lower),
        upper=shown(estimates.upper),
        standard_error=np.where(is_shown, estimates.standard_error, np.nan),
    )


def age_standardised(estimates: Survival, weights: Mapping[Any, float]) -> Standardised:
    """Survival that a standard age mix would have: the weighted sum over age bands, one row a time.

    `estimates` are those of a curve by age band (its `group`); `weights` has one for each band, such as
    `ICSS["ICSS1"]`, and they are made to sum to 1. S = sum of w·S(band), its standard error the root of the sum of
    w²·se², and limits are on the log scale. Values above 1 enter as they are. A band without people, or an estimate,
    leaves that time missing, and the note names the band: weights are never shared out among the others.
    Raises ValueError when a band has no weight, a weight is negative, or they sum to nothing.
    """
    bands = [str(name) for name in dict.fromkeys(estimates.group.tolist())]
    by_band = {str(band): float(weight) for band, weight in weights.items()}
    if unknown := [band for band in bands if band not in by_band]:
        raise ValueError(f"Age band {unknown[0]} has no weight. There are weights for: {', '.join(by_band)}.")
    if min(by_band.values()) < 0 or not sum(by_band.values()):
        raise ValueError("Weights must not be negative and must sum to more than nothing.")
    times = np.array(list(dict.fromkeys(estimates.time.tolist())))
    needed = {band: weight / sum(by_band.values()) for band, weight in by_band.items() if weight}
    rows = {
        (str(band), time): row for row, (band, time) in enumerate(zip(estimates.group, estimates.time, strict=True))
    }
    chosen = [[rows.get((band, time), -1) for band in needed] for time in times.tolist()]
    value, error, numerator, denominator, notes = [], [], [], [], []
    share = np.array(list(needed.values()))
    for places in chosen:
        here = np.array(places, dtype=np.intp)
        is_there = here >= 0
        is_known = is_there & ~np.isnan(np.where(is_there, estimates.value[here], np.nan))
        absent = [band for band, known in zip(needed, is_known, strict=True) if not known]
        value.append(np.nan if absent else float(share @ estimates.value[here]))
        error.append(np.nan if absent else float(np.sqrt((share**2) @ (estimates.standard_error[here] ** 2))))
        numerator.append(int(estimates.numerator[here[is_there]].sum()))
        denominator.append(int(estimates.denominator[here[is_there]].sum()))
        notes.append(_note(estimates, needed, here, absent))
    total, spread = np.array(value), np.array(error)
    z = normal_quantile(estimates.level)
    with np.errstate(invalid="ignore", divide="ignore"):
        width = z * spread / total
    return Standardised(
        time=times,
        value=total,
        lower=total * np.exp(-width),
        upper=total * np.exp(width),
        standard_error=spread,
        numerator=np.array(numerator, dtype=np.int64),
        denominator=np.array(denominator, dtype=np.int64),
        note=np.array(notes, dtype=np.str_),
        level=estimates.level,
        method=f"age-standardised, {estimates.method}",
    )


def _note(estimates: Survival, needed: Mapping[str, float], here: NDArray[np.intp], absent: list[str]) -> str:
    """Which bands are missing; else which have a note of their own."""
    if absent:
        return f"no estimate for {', '.join(absent)}"
    noted = [f"{band}: {estimates.note[row]}" for band, row in zip(needed, here, strict=True) if estimates.note[row]]
    return "; ".join(noted)


def _deaths_between(curve: Curve, days: int) -> Callable[[Any, float], int]:
    """A function of group and time: deaths in so many days after it (before it, when negative)."""
    steps = dict(zip(curve.names.tolist(), curve.rows(), strict=True))

    def until(name: Any, time: float) -> int:
        rows = steps[name]
        place = int(np.searchsorted(curve.time[rows], time, side="right")) - 1
        return int(curve.numerator[rows][place]) if place >= 0 else 0

    def between(name: Any, time: float) -> int:
        first, last = sorted((time, time + days))
        return until(name, last) - until(name, first)

    return between
