"""NHS numbers of the range kept for made-up people, and how they are dealt when there are more people than numbers."""

from dataclasses import dataclass, field
from functools import cache

import numpy as np

from clearway.demo.arrays import Ints, Random, Text

RANGE_START, RANGE_SIZE = 999_000_000, 1_000_000
"""Nine-digit stems of the NHS numbers kept for made-up people."""

ALL_NINES = 9_999_999_999
"""Valid, but one digit ten times: systems write it for "nobody"."""


@cache
def valid_numbers() -> Ints:
    """Every valid number of the 999 range in rising order: some 909,000."""
    stems = RANGE_START + np.arange(RANGE_SIZE)
    digits = stems[:, None] // 10 ** np.arange(8, -1, -1) % 10
    check = (11 - (digits * np.arange(10, 1, -1)).sum(axis=1) % 11) % 11
    numbers = (stems * 10 + check)[check < 10]
    return np.asarray(numbers[numbers != ALL_NINES], dtype=np.int64)


def made_up_numbers(rng: Random, count: int) -> Text:
    """Valid NHS numbers of the 999 range in random order, distinct while they last.

    Beyond some 909,000 people each number is dealt again, in the same order (WHO-4).
    """
    shuffled = rng.permutation(valid_numbers())
    return np.resize(shuffled, count).astype("U10")


@dataclass
class Pack:
    """Numbers dealt area by area: within one area a number comes again only when all others were dealt (WHO-4).

    Each area begins at another place of the same shuffled pack, so that areas share numbers but no order.
    """

    rng: Random
    _shuffled: Text = field(init=False)
    _begin: dict[int, int] = field(init=False, default_factory=dict)
    _dealt: dict[int, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._shuffled = self.rng.permutation(valid_numbers()).astype("U10")

    def deal(self, area: Ints) -> Text:
        """A number for each person, by the area they live in: a small whole number, -1 for nowhere known."""
        places = np.zeros(len(area), dtype=np.int64)
        for one in np.unique(area).tolist():
            own = np.flatnonzero(area == one)
            first = self._begin.setdefault(one, (one + 1) * 43_331) + self._dealt.get(one, 0)
            places[own] = first + np.arange(len(own))
            self._dealt[one] = self._dealt.get(one, 0) + len(own)
        return np.asarray(self._shuffled[places % len(self._shuffled)])
