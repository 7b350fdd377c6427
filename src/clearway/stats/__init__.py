"""Statistics as pure functions on arrays: what goes in missing comes out missing. Imports nothing of ours."""

from clearway.stats.benchmark import (
    HIGH_IS_GOOD,
    LOW_IS_GOOD,
    NO_JUDGEMENT,
    Comparison,
    compare,
    compare_twice,
    meets_target,
)
from clearway.stats.count import byar, count_limits, exact_poisson
from clearway.stats.difference import (
    Contrast,
    difference_of_proportions,
    difference_of_standardised_rates,
    exact_ratio,
    ratio_of_rates,
)
from clearway.stats.disclosure import hidden_places, total_must_go
from clearway.stats.estimate import Estimate, normal_quantile
from clearway.stats.indirect import expected_events, indirect_rate, standardised_ratio
from clearway.stats.life_expectancy import LifeExpectancy, life_expectancy
from clearway.stats.many import (
    benjamini_hochberg,
    bonferroni,
    flags_by_chance,
    level_for_many,
    p_of_proportion,
    p_of_ratio,
)
from clearway.stats.mean import Means, mean
from clearway.stats.missing import Bounds, bounds_when_incomplete, bounds_when_missing
from clearway.stats.proportion import Interval, Proportion, proportion, wilson
from clearway.stats.quantile import quantile
from clearway.stats.quantile_group import QuantileGroups, quantile_groups
from clearway.stats.queue import (
    queue_load,
    relief_capacity,
    target_capacity,
    target_mean_wait,
    target_queue_size,
    waiting_list_pressure,
)
from clearway.stats.rate import rate
from clearway.stats.shortfall import HALF_PERSON, WHOLE_PERSON, short_of_target
from clearway.stats.standard_population import ESP_2013, ESP_2013_20, ESP_2013_21, StandardPopulation
from clearway.stats.standardised_rate import (
    StandardisedRate,
    standardised_rate,
    standardised_rate_of_repeated_events,
)

__all__ = [
    "ESP_2013",
    "ESP_2013_20",
    "ESP_2013_21",
    "HALF_PERSON",
    "HIGH_IS_GOOD",
    "LOW_IS_GOOD",
    "NO_JUDGEMENT",
    "WHOLE_PERSON",
    "Bounds",
    "Comparison",
    "Contrast",
    "Estimate",
    "Interval",
    "LifeExpectancy",
    "Means",
    "Proportion",
    "QuantileGroups",
    "StandardPopulation",
    "StandardisedRate",
    "benjamini_hochberg",
    "bonferroni",
    "bounds_when_incomplete",
    "bounds_when_missing",
    "byar",
    "compare",
    "compare_twice",
    "count_limits",
    "difference_of_proportions",
    "difference_of_standardised_rates",
    "exact_poisson",
    "exact_ratio",
    "expected_events",
    "flags_by_chance",
    "hidden_places",
    "indirect_rate",
    "level_for_many",
    "life_expectancy",
    "mean",
    "meets_target",
    "normal_quantile",
    "p_of_proportion",
    "p_of_ratio",
    "proportion",
    "quantile",
    "quantile_groups",
    "queue_load",
    "rate",
    "ratio_of_rates",
    "relief_capacity",
    "short_of_target",
    "standardised_rate",
    "standardised_rate_of_repeated_events",
    "standardised_ratio",
    "target_capacity",
    "target_mean_wait",
    "target_queue_size",
    "total_must_go",
    "waiting_list_pressure",
    "wilson",
]
