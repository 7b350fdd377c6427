"""How a series is laid out for its model: which months count, on which side, and the columns they are explained by."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clearway.evaluation.question import Conditions, Pandemic, Question
from clearway.evaluation.series import MonthlySeries
from clearway.measures.months import months_between, next_month
from clearway.stats.arrays import Floats
from clearway.stats.interrupted import pandemic_months
from clearway.stats.segmented import MONTHS_FOR_SEASONS, OWN_TERMS, segmented_design

LEVEL_AT, SLOPE_AT = OWN_TERMS.index("level"), OWN_TERMS.index("trend_after")
IN_PANDEMIC, AFTER_PANDEMIC = "months of the pandemic", "after the pandemic"


@dataclass(frozen=True, eq=False, slots=True)
class Layout:
    """Months with their model: a row of `design` a month, `used` where the model rests on it.

    `beside` are the columns of the pandemic, `seasonal` whether the year is in the model. A month is `before` or not by
    its place against `changed_at`.
    """

    months: tuple[str, ...]
    changed_at: int
    used: NDArray[np.bool_]
    terms: tuple[str, ...]
    design: Floats
    beside: dict[str, Floats]
    is_seasonal: bool

    @property
    def before(self) -> int:
        """Months before the change that the model rests on."""
        return int(self.used[: self.changed_at].sum())

    @property
    def after(self) -> int:
        """Months since the change that the model rests on."""
        return int(self.used[self.changed_at :].sum())

    @property
    def places_after(self) -> NDArray[np.intp]:
        """The places of the months since the change that the model rests on."""
        places = np.flatnonzero(self.used)
        return places[places >= self.changed_at]

    def gradient(self, months_in: float) -> Floats:
        """What the change adds so many months into it, the month of the change being the first."""
        gradient = np.zeros(len(self.terms))
        gradient[LEVEL_AT], gradient[SLOPE_AT] = 1.0, months_in
        return gradient

    @property
    def mean_gradient(self) -> Floats:
        """What the change adds on average over the months since it."""
        return self.gradient(float(np.mean(self.places_after - self.changed_at + 1)))


def laid_out(
    series: MonthlySeries,
    control: MonthlySeries | None,
    question: Question,
    conditions: Conditions,
    *,
    further: int = 0,
) -> Layout:
    """The lay-out of all months of a series, and of `further` months after those before the change when asked for.

    With `further` nothing from the change on is looked at: those months all count, as they would if they came in full.
    """
    months = series.months
    changed_at = sum(month < question.from_month for month in months)
    known = ~np.isnan(series.shown) & (series.size > 0)
    if control is not None:
        known &= ~np.isnan(control.shown) & (control.size > 0)
    if further:
        ends = _months_on(question.from_month, further + conditions.settling)
        months = months_between(months[0], ends)
        before = known[:changed_at]
        changed_at = months.index(question.from_month)
        known = np.array([before[at] if at < before.size else at >= changed_at for at in range(len(months))])
    is_pandemic = pandemic_months(months)
    if conditions.pandemic is Pandemic.LEFT_OUT:
        known &= ~is_pandemic
    known[changed_at : changed_at + conditions.settling] = False
    beside = _beside(months, known, conditions)
    calendar = [int(month[5:]) for month in months]
    is_seasonal = conditions.seasons is not None and int(known.sum()) >= MONTHS_FOR_SEASONS
    terms, design = segmented_design(
        len(months),
        changed_at,
        calendar if is_seasonal else None,
        seasons=conditions.seasons or "wave",
        beside=beside,
    )
    return Layout(months, changed_at, known, terms, design, beside, is_seasonal)


def _beside(months: tuple[str, ...], used: NDArray[np.bool_], conditions: Conditions) -> dict[str, Floats]:
    """Levels of the pandemic's months and of those after, where the series has months before them."""
    if conditions.pandemic is not Pandemic.MODELLED:
        return {}
    is_in = pandemic_months(months).astype(np.float64)
    is_after = np.array([month > "2021-03" for month in months], dtype=np.float64)
    has_before = bool(used[(is_in + is_after) == 0].any())
    return {
        name: column
        for name, column in ((IN_PANDEMIC, is_in), (AFTER_PANDEMIC, is_after))
        if has_before and column[used].any()
    }


def _months_on(month: str, count: int) -> str:
    """The last of so many months from this one on."""
    for _ in range(count - 1):
        month = next_month(month)
    return month
