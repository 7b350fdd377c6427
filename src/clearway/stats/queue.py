"""Queue arithmetic for demand and capacity: what it takes for a waiting list to meet its target.

Rates are people (or procedures) per unit of time and waits are in the same unit: weeks with weekly demand, days with
daily. Every function works element by element with broadcasting; missing in, missing out; missing too where a number
that divides is not above zero. Source: Fong et al (2022),
Understanding waiting lists pressures; the same arithmetic as in the R package NHSRwaitinglist.
"""

import numpy as np

from clearway.stats.arrays import Floats, Numbers, columns

FACTOR = 4.0
"""The usual number of mean waits in the target wait: with exponential waits about 98% are then seen within it."""


def queue_load(demand: Numbers, capacity: Numbers) -> Floats:
    """Demand as a multiple of capacity. Above 1 the list grows for ever; just below 1 it is long and unsteady."""
    arriving, served = columns(demand, capacity)
    return arriving / _above_zero(served)


def target_mean_wait(target_wait: Numbers, factor: Numbers = FACTOR) -> Floats:
    """The mean wait at which nearly everybody is seen within the target wait."""
    wait, times = columns(target_wait, factor)
    return wait / _above_zero(times)


def target_queue_size(demand: Numbers, target_wait: Numbers, factor: Numbers = FACTOR) -> Floats:
    """The length of list at which the mean wait is that of `target_mean_wait`: demand x mean wait (Little's law)."""
    arriving, wait = columns(demand, target_mean_wait(target_wait, factor))
    return arriving * wait


def relief_capacity(demand: Numbers, queue: Numbers, target_queue: Numbers, time_to_target: Numbers) -> Floats:
    """The capacity that brings a list to its target length in a given time.

    Demand + (queue - target queue) / time. Below demand where the list is shorter than its target already.
    """
    arriving, waiting, wanted, time = columns(demand, queue, target_queue, time_to_target)
    return arriving + (waiting - wanted) / _above_zero(time)


def target_capacity(
    demand: Numbers,
    target_wait: Numbers,
    factor: Numbers = FACTOR,
    cv_demand: Numbers = 1.0,
    cv_capacity: Numbers = 1.0,
) -> Floats:
    """The capacity that keeps a list at its target length: a little more than demand, and more the more both vary.

    Demand + (cv_demand² + cv_capacity²) / 2 x factor / target wait, with the coefficients of variation (standard
    deviation / mean) of arrivals and of the service. Demand is taken as it is, without an allowance for its own
    uncertainty.
    """
    arriving, wait, times, of_demand, of_capacity = columns(demand, target_wait, factor, cv_demand, cv_capacity)
    return arriving + (of_demand**2 + of_capacity**2) / 2 * times / _above_zero(wait)


def waiting_list_pressure(mean_wait: Numbers, target_wait: Numbers) -> Floats:
    """Twice the mean wait over the target wait: 1 where the mean wait is half of the target, more under pressure."""
    waited, wanted = columns(mean_wait, target_wait)
    return 2 * waited / _above_zero(wanted)


def _above_zero(numbers: Floats) -> Floats:
    return np.where(numbers > 0, numbers, np.nan)
