"""Whole groups hidden from a list that stands beside its totals, where a part of a group tells the rest of it."""

import numpy as np

from clearway.stats.arrays import Numbers, floats
from clearway.stats.disclosure.rule import DisclosureRule
from clearway.stats.estimate import Mask


def hidden_groups(cells: Numbers, rule: DisclosureRule) -> Mask:
    """Which groups (rows) must go so that nothing hidden is found by subtracting from the totals of the columns.

    `cells` has a row a group and a column for each part of its people, such as those within and those not; missing
    counts as nobody. A reader who knows the totals of a column knows what its hidden cells sum to, and each of them can
    be anything up to that sum as long as there are two. So every group with a small cell goes, and others join, the one
    with the fewest people first, until two are hidden and no column hides between one person and the smallest count
    that may be shown. Unlike `protect`, small totals are taken to be known.
    """
    counts = floats(cells)
    small = np.any(rule.is_small(counts), axis=1)
    hidden: Mask = small.copy()
    if small.any():
        people = np.nansum(counts, axis=1)
        for joins in np.argsort(people, kind="stable"):
            together = np.nansum(counts[hidden], axis=0)
            if not rule.is_small(together).any():  # one group alone is small, so two are hidden at the least
                break
            hidden[joins] |= bool(people[joins])
    return hidden
