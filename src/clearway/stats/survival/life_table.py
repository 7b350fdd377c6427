"""Life tables: how likely people of the whole population are to live another year, by sex, age, year and group."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clearway.stats.arrays import Floats, Numbers, floats

DAYS_A_YEAR = 365.241
"""Mean days of a year, as tools for net survival count them; Kaplan-Meier at one year is read at 365 days."""

EVERYBODY = ""
"""The group of a life table that is not split further."""


@dataclass(frozen=True, eq=False, slots=True)
class LifeTable:
    """Daily hazards of dying, `hazard[sex, group, age, year]`, for whole years of age and calendar years in a row.

    The last age stands for everybody older. A year before the first or after the last is read from the nearest year,
    and `is_outside` tells which those were.
    """

    sexes: tuple[Any, ...]
    groups: tuple[Any, ...]
    first_age: int
    first_year: int
    hazard: Floats

    @property
    def last_age(self) -> int:
        """The highest age, which stands for everybody older."""
        return self.first_age + int(self.hazard.shape[2]) - 1

    @property
    def last_year(self) -> int:
        """The last calendar year."""
        return self.first_year + int(self.hazard.shape[3]) - 1

    def rows_of(self, sex: ArrayLike, group: ArrayLike | None) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The places of each person's sex and group; -1 where the table does not have them."""
        sexes = _places(sex, self.sexes)
        if group is None:
            here = 0 if self.groups == (EVERYBODY,) else -1
            return sexes, np.full(sexes.shape, here, dtype=np.intp)
        return sexes, _places(group, self.groups)

    def daily_hazard(
        self, sex: NDArray[np.intp], group: NDArray[np.intp], age: NDArray[np.int64], year: NDArray[np.int64]
    ) -> Floats:
        """The hazard of one day, for places of sex and group (`rows_of`), whole years of age, and calendar years."""
        row = np.clip(age, self.first_age, self.last_age) - self.first_age
        column = np.clip(year, self.first_year, self.last_year) - self.first_year
        return np.asarray(self.hazard[sex, group, row, column])

    def is_outside(self, first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether calendar years from `first` to `last` go beyond those of the table."""
        return np.asarray((first < self.first_year) | (last > self.last_year))


def life_table(
    sex: ArrayLike, age: Numbers, year: Numbers, annual_survival: Numbers, group: ArrayLike | None = None
) -> LifeTable:
    """A life table from one row for each sex, age, year and, if there are such, group (deprivation fifth, region).

    `annual_survival` is the probability of living one more year, above 0 and at most 1; the hazard of a day is
    -ln(p)/365.241. Ages and years are whole numbers and every combination must be there once.
    Raises ValueError that names the first row that is impossible, twice there, or absent.
    """
    ages, years, chances = floats(age).ravel(), floats(year).ravel(), floats(annual_survival).ravel()
    labels = np.asarray(sex).ravel()
    parts = np.full(labels.size, EVERYBODY) if group is None else np.asarray(group).ravel()
    if not labels.size:
        raise ValueError("A life table needs at least one row.")
    if len({labels.size, ages.size, years.size, chances.size, parts.size}) > 1:
        raise ValueError("The columns of a life table differ in length.")
    is_sound = (ages % 1 == 0) & (years % 1 == 0) & (chances > 0) & (chances <= 1)
    if not is_sound.all():
        bad = int(np.flatnonzero(~is_sound)[0])
        raise ValueError(
            f"Life table row {bad} (counted from 0): sex {labels[bad]}, age {ages[bad]:g}, year {years[bad]:g}, annual "
            f"survival {chances[bad]:g}. Age and year must be whole numbers and survival above 0 and at most 1."
        )
    sexes, sex_place = np.unique(labels, return_inverse=True)
    groups, group_place = np.unique(parts, return_inverse=True)
    first_age, first_year = int(ages.min()), int(years.min())
    shape = (sexes.size, groups.size, int(ages.max()) - first_age + 1, int(years.max()) - first_year + 1)
    cell = (sex_place, group_place, ages.astype(np.intp) - first_age, years.astype(np.intp) - first_year)
    times = np.zeros(shape, dtype=np.intp)
    np.add.at(times, cell, 1)
    if not np.all(times == 1):
        s, g, a, y = (int(place[0]) for place in np.nonzero(times != 1))
        why = "twice in" if times[s, g, a, y] else "missing from"
        raise ValueError(
            f"Sex {sexes[s]}, age {first_age + a}, year {first_year + y}"
            f"{'' if group is None else f', group {groups[g]}'} is {why} the life table; each must be there once."
        )
    hazard = np.zeros(shape)
    hazard[cell] = -np.log(chances) / DAYS_A_YEAR
    return LifeTable(tuple(sexes.tolist()), tuple(groups.tolist()), first_age, first_year, hazard)


def years_of(days: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """The calendar year of each day."""
    return days.astype("datetime64[Y]").astype(np.int64) + date(1970, 1, 1).year


def _places(labels: ArrayLike, known: tuple[Any, ...]) -> NDArray[np.intp]:
    """The place of each label among the known ones; -1 when it is none of them."""
    names, inverse = np.unique(np.asarray(labels).astype(str), return_inverse=True)
    order = {str(name): place for place, name in enumerate(known)}
    return np.array([order.get(str(name), -1) for name in names], dtype=np.intp)[inverse]
