"""Statistics as pure functions on arrays: what goes in missing comes out missing. Imports nothing of ours."""

from clearway.stats.disclosure import hidden_places, total_must_go
from clearway.stats.proportion import Interval, Proportion, proportion, wilson
from clearway.stats.quantile import quantile
from clearway.stats.shortfall import HALF_PERSON, WHOLE_PERSON, short_of_target

__all__ = [
    "HALF_PERSON",
    "WHOLE_PERSON",
    "Interval",
    "Proportion",
    "hidden_places",
    "proportion",
    "quantile",
    "short_of_target",
    "total_must_go",
    "wilson",
]
