"""A table made safe to publish: totals first, then hidden, then hidden again, then rounded, then audited."""

from dataclasses import dataclass

import numpy as np

from clearway.stats.arrays import Floats, Numbers
from clearway.stats.disclosure.feasible import FeasibleRanges, feasible_ranges
from clearway.stats.disclosure.rule import DisclosureRule, printed
from clearway.stats.disclosure.suppression import CELLS, secondary_suppression
from clearway.stats.disclosure.table import with_totals
from clearway.stats.estimate import Mask, Words


@dataclass(frozen=True, eq=False, slots=True)
class ProtectedTable:
    """A list or table with its totals as it may be published: arrays of one shape, one longer each way than the counts.

    `shown` holds the words to print (`*` where hidden, empty where missing). `small` cells are hidden for their own
    sake, `hidden` ones for theirs or another's. `ranges` is what a reader who knows the rule can still work out.
    """

    shown: Words
    hidden: Mask
    small: Mask
    ranges: FeasibleRanges
    rule: DisclosureRule


def protect(counts: Numbers, rule: DisclosureRule, *, step: float = 1.0, loss: str = CELLS) -> ProtectedTable:
    """Protect a list (one way) or a table (two ways) of counts, with totals made from the true counts.

    `step` is the least part of a person that counts (0.5 where trusts share patients). Totals are protected as cells
    are. Order: totals, small counts hidden, secondary suppression where the rule asks for it, rounding, audit. Apply
    last, after all statistics. Raises ValueError as `with_totals` does.
    """
    cells = with_totals(counts)
    small = rule.is_small(cells)
    hidden = small
    if rule.secondary and small.any():
        hidden = secondary_suppression(cells, small, width=rule.width, step=step, loss=loss)
    least, most = known_bounds(cells, hidden, rule, step=step)
    return ProtectedTable(printed(cells, hidden, rule), hidden, small, feasible_ranges(least, most, hidden), rule)


def known_bounds(cells: Floats, hidden: Mask, rule: DisclosureRule, *, step: float = 1.0) -> tuple[Floats, Floats]:
    """What the publication says about each cell: its least and most, for a reader who knows the rule.

    A shown cell lies within its rounding, and is never small. A hidden one is at least one step; without secondary
    suppression every star means a small count, so it is below `rule.below` as well.
    """
    half = rule.round_to / 2 if rule.round_to > 1 else 0.0
    rounded = rule.rounded(cells)
    least = np.ceil((rounded - half) / step) * step
    most = np.ceil((rounded + half) / step) * step - step if half else rounded
    least = np.where(cells > 0, np.maximum(least, rule.below), 0.0)
    most = np.where(cells > 0, most, 0.0)
    return np.where(hidden, step, least), np.where(hidden, np.inf if rule.secondary else rule.below - step, most)
