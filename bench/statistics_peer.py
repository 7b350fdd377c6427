"""The same statistics by the packages that Python has: `python -m bench.statistics_peer NAME`.

It runs in the environment of the peers, where Clearway is not. Each as the package's documentation has it.
"""

import json
import sys
from collections.abc import Callable

from lifelines import KaplanMeierFitter
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from bench import statistics_numbers as made
from bench.meter import Meter

Answer = dict[str, object]


def shares() -> Answer:
    """Wilson limits by statsmodels, several times over."""
    columns = made.shares()
    meter = Meter.started()
    for _ in range(made.REPEATS):
        lower, upper = proportion_confint(*columns, method="wilson")
    return {"measured": meter.read(), "digest": made.same(lower, upper)}


def counts() -> Answer:
    """Exact Poisson limits of rates by statsmodels."""
    columns = made.counts()
    meter = Meter.started()
    for _ in range(made.REPEATS):
        lower, upper = confint_poisson(*columns, method="exact-c")
    return {"measured": meter.read(), "digest": made.same(lower, upper)}


def survival(*, whole: bool) -> Answer:
    """A Kaplan-Meier curve with limits by lifelines, and what it says at two times, several times over."""
    time, event = made.followed(whole=whole)
    meter = Meter.started()
    for _ in range(made.REPEATS):
        fitter = KaplanMeierFitter().fit(time, event)
        value = fitter.survival_function_at_times([365, 1095])
        limits = fitter.confidence_interval_survival_function_.asof([365, 1095])
    median = fitter.median_survival_time_
    used = meter.read()
    return {"measured": used, "digest": made.same(value, limits.iloc[:, 0], limits.iloc[:, 1], median)}


WAYS: dict[str, Callable[[], Answer]] = {
    "shares": shares,
    "counts": counts,
    "whole-days": lambda: survival(whole=True),
    "parts-of-days": lambda: survival(whole=False),
}

if __name__ == "__main__":
    print(json.dumps(WAYS[sys.argv[1]]()))
