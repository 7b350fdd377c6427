"""The rules by which small counts are hidden and others rounded, as a setting of each output."""

from dataclasses import dataclass

import numpy as np

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.estimate import Mask, Words

HIDDEN = "*"
"""What stands where a number is hidden."""


@dataclass(frozen=True, slots=True)
class DisclosureRule:
    """When a count is small, how the others are rounded, and whether hidden counts take others with them.

    Counts above 0 and below `below` are hidden; 0 is shown. The others are rounded to the nearest `round_to` (1: as
    they are). With `secondary`, more is hidden until a reader who knows the totals and the rule is left, for every
    hidden count, with at least `width` between the least and the most that it can be.
    """

    name: str
    below: int
    round_to: int = 1
    secondary: bool = True
    source: str = ""

    @property
    def width(self) -> int:
        """The range of possible values that each hidden count must keep: wider than the largest small count."""
        return self.below

    def is_small(self, counts: Numbers) -> Mask:
        """Whether each count is hidden for its own sake. Missing is not."""
        people = floats(counts)
        with np.errstate(invalid="ignore"):
            return np.asarray((people > 0) & (people < self.below))

    def rounded(self, counts: Numbers) -> Floats:
        """Counts to the nearest `round_to`, halves upwards, small or not. Missing stays missing."""
        people = floats(counts)
        return people if self.round_to == 1 else np.floor(people / self.round_to + 0.5) * self.round_to


NHS_SECONDARY_CARE = DisclosureRule(
    "NHS secondary-care rule: 1 to 7 hidden, others to the nearest 5",
    below=8,
    round_to=5,
    secondary=False,
    source="NHS Digital, disclosure control methodology for HES and ECDS, from September 2018",
)
"""For counts below the national level. Rounding protects what is hidden: totals need not add up, nothing else is
hidden. National totals need no control: do not use it on them."""

LOCAL_BELOW_5 = DisclosureRule("local rule: 1 to 4 hidden", below=5, source="our own choice")
"""The simple rule of many local outputs, with secondary suppression by an exact method."""

LOCAL_BELOW_6 = DisclosureRule("local rule: 1 to 5 hidden", below=6, source="our own choice")
"""The same, one person more careful."""


def shown_counts(counts: Numbers, rule: DisclosureRule) -> Words:
    """Each count as it may be shown alone: `*` when small, else rounded; empty where it is missing.

    This looks at each count by itself. For counts beside their totals use `protect`, which asks what totals give away.
    """
    people = floats(counts)
    return printed(people, rule.is_small(people), rule)


def shown_means(means: Numbers, people: Numbers, rule: DisclosureRule, *, digits: int = 1) -> Words:
    """Means or medians as they may be shown: `*` when based on a small number of people, empty when on nobody."""
    value, count = np.broadcast_arrays(floats(means), floats(people))
    words = np.array([f"{number:.{digits}f}" for number in value.ravel()], dtype=np.str_).reshape(value.shape)
    with np.errstate(invalid="ignore"):
        nobody = ~(count > 0) | np.isnan(value)
    return np.select([rule.is_small(count), nobody], [HIDDEN, ""], words)


def printed(people: Floats, hidden: Mask, rule: DisclosureRule) -> Words:
    """Counts in words: hidden first, then what is left is rounded. Empty where missing."""
    words = np.array([f"{number:.12g}" for number in rule.rounded(people).ravel()], dtype=np.str_)
    return np.select([hidden, np.isnan(people)], [HIDDEN, ""], words.reshape(people.shape))
