"""Funnel plots: limits for proportions, ratios and rates, plain and with the spread beyond chance."""

from clearway.stats.funnel.category import CATEGORIES, INNER, NOT_APPLICABLE, OUTER, by_interval, by_limits
from clearway.stats.funnel.curves import Curves, curves
from clearway.stats.funnel.grid import axis, grid
from clearway.stats.funnel.overdispersion import (
    PROPORTION,
    RATIO_OF_COUNTS,
    ROOT_RATIO,
    ROOT_RATIO_SQUARED,
    SHMI,
    Overdispersion,
    Transform,
    overdispersed_limits,
    overdispersion,
)
from clearway.stats.funnel.proportions import PEOPLE, proportion_centre, proportion_funnel, proportion_limits
from clearway.stats.funnel.rates import effective_denominator, rate_funnel
from clearway.stats.funnel.ratios import (
    EXPECTED,
    OBSERVED,
    ratio_funnel,
    ratio_limits_by_expected,
    ratio_limits_by_observed,
)
from clearway.stats.funnel.result import Funnel

__all__ = [
    "CATEGORIES",
    "EXPECTED",
    "INNER",
    "NOT_APPLICABLE",
    "OBSERVED",
    "OUTER",
    "PEOPLE",
    "PROPORTION",
    "RATIO_OF_COUNTS",
    "ROOT_RATIO",
    "ROOT_RATIO_SQUARED",
    "SHMI",
    "Curves",
    "Funnel",
    "Overdispersion",
    "Transform",
    "axis",
    "by_interval",
    "by_limits",
    "curves",
    "effective_denominator",
    "grid",
    "overdispersed_limits",
    "overdispersion",
    "proportion_centre",
    "proportion_funnel",
    "proportion_limits",
    "rate_funnel",
    "ratio_funnel",
    "ratio_limits_by_expected",
    "ratio_limits_by_observed",
]
