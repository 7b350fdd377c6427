"""Net survival: how many would live if the disease in question were the only thing people could die of."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.estimate import normal_quantile
from clearway.stats.survival.curve import Curve, Labels, coded, joined
from clearway.stats.survival.life_table import DAYS_A_YEAR, LifeTable, years_of

METHODS = ("pohar-perme", "ederer2", "ederer1")

ANNIVERSARY = 365
"""Days from one anniversary of the diagnosis to the next, for those who name no times to report."""


@dataclass(frozen=True, eq=False, slots=True)
class Followed:
    """People from diagnosis until they died or were last seen: one place of each array for each person.

    `days` from diagnosis, whole; `died` 1 or 0; `age_days` the age in days at diagnosis; `diagnosed` the date of it;
    `sex`, and `population` (deprivation fifth, region …) where the life table is split so, in the table's own words.
    """

    days: Floats
    died: Floats
    age_days: Floats
    diagnosed: NDArray[np.datetime64]
    sex: NDArray[Any]
    population: NDArray[Any] | None = None

    @classmethod
    def of(
        cls,
        *,
        days: Numbers,
        died: Numbers,
        age_days: Numbers,
        diagnosed: ArrayLike,
        sex: ArrayLike,
        population: Labels | None = None,
    ) -> "Followed":
        """People from lists. Raises ValueError when the lists differ in length."""
        dates = np.array(diagnosed, dtype="datetime64[D]").ravel()
        group = None if population is None else np.asarray(population).ravel()
        made = cls(
            floats(days).ravel(), floats(died).ravel(), floats(age_days).ravel(), dates, np.asarray(sex).ravel(), group
        )
        lengths = {len(one) for one in (made.days, made.died, made.age_days, dates, made.sex)}
        if len(lengths | ({len(group)} if group is not None else set())) > 1:
            raise ValueError("The lists that describe people differ in length; give one value of each for a person.")
        return made

    @property
    def is_whole(self) -> NDArray[np.bool_]:
        """Who has every number that following them needs, and none that is impossible."""
        return np.asarray(
            (self.days >= 0)
            & (self.days % 1 == 0)
            & ((self.died == 0) | (self.died == 1))
            & (self.age_days >= 0)
            & ~np.isnat(self.diagnosed)
        )


@dataclass(frozen=True, eq=False, slots=True)
class _Cohort:
    """People who can be used, longest followed first, with their place in the life table."""

    days: NDArray[np.int64]
    died: NDArray[np.bool_]
    age_days: Floats
    diagnosed: NDArray[np.datetime64]
    sex: NDArray[np.intp]
    population: NDArray[np.intp]


@dataclass(frozen=True, eq=False, slots=True)
class _Changes:
    """On which day after diagnosis whose hazard becomes what: sorted by day, with where each day begins."""

    start: NDArray[np.intp]
    person: NDArray[np.intp]
    hazard: Floats


def net_survival(
    people: Followed,
    table: LifeTable,
    group: Labels | None = None,
    *,
    method: str = "pohar-perme",
    times: Numbers | None = None,
    level: float = 0.95,
) -> Curve:
    """Net survival by group, day by day from diagnosis to the last day of follow-up of each group.

    Each person's daily hazard in the population is that of their sex, age in whole years and calendar year on the day.
    With H its running total, weights W are exp(H) (Pohar-Perme, the default and the one to publish), 1 (Ederer II), or
    for the population's part exp(-H) over all people from the start, as if none had died (Ederer I). Each day's excess
    hazard is (sum of W of those who die) / (sum of W at risk) - (sum of W times hazard) / (sum of W at risk). Summed
    daily, it enters a product of 1 - excess with one factor for each day on which somebody leaves and for each of the
    `times` you mean to report (without any: each anniversary), as in relsurv. A factor for every day would differ from
    it by up to 0.002 where few are at risk. The variance of the log is the sum of W²/(sum of W)² over deaths; limits
    are on the log scale, S·exp(± z·se/S). Pohar-Perme has a row for every day; the Ederer curves step only on days on
    which somebody leaves, as in the reports they are kept for.

    Values above 1 are possible in small groups of the young: they are kept, because standardisation needs them, and
    noted (`curve.ABOVE_ONE`). People with a missing or impossible number, or of a sex or group that the table does not
    have, are left out and listed in `left_out`. Days are whole: 365 for one year, 1826 for five.

    Source: Pohar Perme, Stare and Estève (2012), Biometrics 68:113; Ederer, Axtell and Cutler (1961); Ederer and Heise
    (1959). Raises ValueError for an unknown method or level.
    """
    if method not in METHODS:
        raise ValueError(f"Net survival by '{method}' is not known. There are: {', '.join(METHODS)}.")
    z = normal_quantile(level)
    names, place = coded(group, people.days.size)
    sex, population = table.rows_of(people.sex, people.population)
    is_usable = people.is_whole & (sex >= 0) & (population >= 0)
    shown, is_outside, parts = [], [], []
    for code, name in enumerate(names):
        rows = np.flatnonzero(is_usable & (place == code))
        if rows.size:
            rows = rows[np.argsort(-people.days[rows], kind="stable")]
            cohort = _Cohort(
                people.days[rows].astype(np.int64),
                people.died[rows] == 1,
                people.age_days[rows],
                people.diagnosed[rows],
                sex[rows],
                population[rows],
            )
            shown.append(name)
            is_outside.append(_is_outside(cohort, table))
            parts.append(_curve(cohort, table, method, times, z))
    return Curve(
        **joined(shown, parts),
        is_outside_table=np.array(is_outside, dtype=bool),
        level=level,
        method=f"net survival, {method}, daily, log limits",
        left_out=np.flatnonzero(~is_usable),
    )


def _curve(cohort: _Cohort, table: LifeTable, method: str, times: Numbers | None, z: float) -> dict[str, NDArray[Any]]:
    """The columns of one group's curve."""
    last = int(cohort.days[0])
    days = np.arange(last + 1)
    deaths = np.bincount(cohort.days[cohort.died], minlength=last + 1)
    gone = np.bincount(cohort.days, minlength=last + 1)
    at_risk = cohort.days.size - np.cumsum(gone) + gone
    died_weight, died_square, weight, population_hazard = _sums(cohort, table, method, at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = died_weight / weight
        log_variance = np.cumsum(died_square / weight**2)
    is_reported = (days > 0) & (days % ANNIVERSARY == 0) if times is None else np.isin(days, floats(times))
    is_step = (gone > 0) | is_reported
    value = _product(observed, np.cumsum(population_hazard), np.flatnonzero(is_step))
    died = np.cumsum(deaths)
    error = value * np.sqrt(log_variance)
    nobody_left = value <= 0
    value = np.where(nobody_left, 0.0, value)
    error = np.where(nobody_left, np.nan, error)
    width = z * np.sqrt(log_variance)
    columns = {
        "time": days.astype(np.float64),
        "value": value,
        "lower": np.where(nobody_left, np.nan, value * np.exp(-width)),
        "upper": np.where(nobody_left, np.nan, value * np.exp(width)),
        "standard_error": error,
        "at_risk": at_risk,
        "numerator": died,
        "denominator": np.full(days.size, cohort.days.size),
    }
    return columns if method == "pohar-perme" else {name: column[gone > 0] for name, column in columns.items()}


def _is_outside(cohort: _Cohort, table: LifeTable) -> bool:
    """Whether somebody was followed in a year that the life table does not have."""
    last = years_of(cohort.diagnosed + cohort.days.astype("timedelta64[D]"))
    return bool(table.is_outside(years_of(cohort.diagnosed), last).any())


def _product(observed: Floats, expected: Floats, steps: NDArray[np.intp]) -> Floats:
    """Net survival on each day from the day's observed hazard and the population's running total.

    One factor for each step, with the population's hazard since the step before; a day between two steps adds to the
    factor that is under way.
    """
    before = np.append(0.0, expected[steps])
    at_step = np.append(1.0, np.cumprod(1 - observed[steps] + np.diff(before)))
    place = np.searchsorted(steps, np.arange(observed.size), side="left")
    return np.asarray(at_step[place] * (1 - observed + expected - before[place]))


def _sums(
    cohort: _Cohort, table: LifeTable, method: str, at_risk: NDArray[np.int64]
) -> tuple[Floats, Floats, Floats, Floats]:
    """For each day: weights of those who die, their squares, weights at risk, and the population's mean hazard.

    People stand longest followed first, so those at risk on a day are always the first so many of the arrays.
    """
    last = int(cohort.days[0])
    changes = _changes(cohort, table, last)
    bounds = np.append(changes.start, changes.person.size)
    power = {"pohar-perme": 1.0, "ederer2": 0.0, "ederer1": -1.0}[method]
    everybody = method == "ederer1"
    hazard, factor, weights = (np.zeros(cohort.days.size), np.ones(cohort.days.size), np.ones(cohort.days.size))
    dead_weight, dead_square, weight, mean_hazard = (np.zeros(last + 1) for _ in range(4))
    for day in range(last + 1):
        changed = slice(bounds[day], bounds[day + 1])
        hazard[changes.person[changed]] = changes.hazard[changed]
        factor[changes.person[changed]] = np.exp(power * changes.hazard[changed])
        still = cohort.days.size if everybody else int(at_risk[day])
        here = weights[:still]
        if day:
            if power:
                here *= factor[:still]
            mean_hazard[day] = (here @ hazard[:still]) / here.sum()
        leaving = slice(int(at_risk[day + 1]) if day < last else 0, int(at_risk[day]))
        dead = here[leaving][cohort.died[leaving]] if not everybody else np.ones(int(cohort.died[leaving].sum()))
        dead_weight[day], dead_square[day] = dead.sum(), (dead**2).sum()
        weight[day] = at_risk[day] if everybody else here.sum()
    return dead_weight, dead_square, weight, mean_hazard


def _changes(cohort: _Cohort, table: LifeTable, last: int) -> _Changes:
    """Every day on which a person's hazard may change: the day after diagnosis, birthdays, and new years.

    Day d stands for the 24 hours that end d days after diagnosis, so age and year are those of d - 1 days after it.
    """
    people = np.arange(cohort.days.size)
    years = np.arange(1, int(last / DAYS_A_YEAR) + 2)
    age = np.floor(cohort.age_days / DAYS_A_YEAR)
    birthdays = np.ceil((age[:, None] + years) * DAYS_A_YEAR - cohort.age_days[:, None]).astype(np.int64)
    calendar = cohort.diagnosed.astype("datetime64[Y]")
    new_years = (calendar[:, None] + years).astype("datetime64[D]") - cohort.diagnosed[:, None]
    first = np.zeros((people.size, 1), dtype=np.int64)
    begins = np.hstack([first, birthdays, new_years.astype(np.int64)])
    person = np.broadcast_to(people[:, None], begins.shape)
    is_needed = begins < last
    begins, person = begins[is_needed], person[is_needed]
    order = np.argsort(begins, kind="stable")
    begins, person = begins[order], person[order]
    ages = np.floor((cohort.age_days[person] + begins) / DAYS_A_YEAR).astype(np.int64)
    on = years_of(cohort.diagnosed[person] + begins.astype("timedelta64[D]"))
    hazard = table.daily_hazard(cohort.sex[person], cohort.population[person], ages, on)
    start = np.searchsorted(begins + 1, np.arange(last + 1))
    return _Changes(start.astype(np.intp), person, hazard)
