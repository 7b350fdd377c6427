"""NHS numbers of the range kept for made-up people, and how they are dealt when there are more people than numbers."""

from functools import cache

import numpy as np

from clearway.demo.arrays import Days, Flags, Ints, Random, Text

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


FIRST_YEAR, YEARS = 1900, 140
MEAN_YEAR, SPREAD, FEWEST = 1962, 17.0, 200
"""About when people referred were born: how many numbers each birth year gets, and the fewest."""


class Pack:
    """Numbers dealt area by area, to people of one sex and birth year from a part of the pack kept for them (WHO-4).

    Within an area a number comes again only when the others of its part were dealt. Whoever shares a number, here or in
    another area, then has the same sex and birth year, so that no check finds two people under one number.
    """

    def __init__(self, rng: Random, areas: int) -> None:
        self._shuffled = rng.permutation(valid_numbers()).astype("U10")
        years = np.arange(FIRST_YEAR, FIRST_YEAR + YEARS)
        weight = np.tile(np.exp(-(((years - MEAN_YEAR) / SPREAD) ** 2) / 2), 2)
        spare = len(self._shuffled) - FEWEST * len(weight)
        self._size = FEWEST + np.floor(weight / weight.sum() * spare).astype(np.int64)
        self._first = self._size.cumsum() - self._size
        self._dealt = np.arange(areas + 1)[:, None] * self._size // (areas + 1)

    def deal(self, area: Ints, is_female: Flags, born: Days) -> Text:
        """A number for each person. `area` is a small whole number, -1 for nowhere known."""
        year = np.clip(born.astype("datetime64[Y]").astype(np.int64) + 1970 - FIRST_YEAR, 0, YEARS - 1)
        part = is_female * YEARS + year
        group = (area + 1) * len(self._size) + part
        order = np.argsort(group, kind="stable")
        rank = np.empty(len(group), dtype=np.int64)
        rank[order] = np.arange(len(group)) - np.searchsorted(group[order], group[order], side="left")
        place = (self._dealt[area + 1, part] + rank) % self._size[part]
        self._dealt += np.bincount(group, minlength=self._dealt.size).reshape(self._dealt.shape)
        return np.asarray(self._shuffled[self._first[part] + place])
