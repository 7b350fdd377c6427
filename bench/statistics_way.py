"""Statistics of many rows by Clearway: `python -m bench.statistics_way NAME`."""

import json
import sys
from collections.abc import Callable

from bench import statistics_numbers as made
from bench.meter import Meter
from clearway.stats import count_limits, wilson
from clearway.stats.survival import Followed, kaplan_meier, life_table, net_survival

Answer = dict[str, object]


def shares() -> Answer:
    """Wilson limits, several times over."""
    within, people = made.shares()
    meter = Meter.started()
    for _ in range(made.REPEATS):
        lower, upper = wilson(within, people)
    return {"measured": meter.read(), "digest": made.same(lower, upper)}


def counts() -> Answer:
    """Limits of counts as public health has them: exact below 10, Byar's above; and of the rates."""
    events, years = made.counts()
    count_limits([1])  # what gives the few exact limits is imported when they are first asked for
    meter = Meter.started()
    for _ in range(made.REPEATS):
        lower, upper = (limit / years for limit in count_limits(events))
    return {"measured": meter.read(), "digest": made.same(lower, upper)}


def survival(*, whole: bool) -> Answer:
    """A Kaplan-Meier curve with limits, and what it says at two times, several times over."""
    time, event = made.followed(whole=whole)
    meter = Meter.started()
    for _ in range(made.REPEATS):
        curve = kaplan_meier(time, event)
        found = curve.at([365, 1095])
    used = meter.read()
    return {"measured": used, "digest": made.same(found.value, found.lower, found.upper, curve.when())}


def net() -> Answer:
    """Net survival by Pohar-Perme, day by day."""
    people, table = Followed.of(**made.patients()), life_table(*made.population())
    meter = Meter.started()
    curve = net_survival(people, table)
    used = meter.read()
    return {"measured": used, "digest": made.same(curve.at([365, 1826]).value), "days": len(curve.time)}


WAYS: dict[str, Callable[[], Answer]] = {
    "shares": shares,
    "counts": counts,
    "whole-days": lambda: survival(whole=True),
    "parts-of-days": lambda: survival(whole=False),
    "net": net,
}

if __name__ == "__main__":
    print(json.dumps(WAYS[sys.argv[1]]()))
