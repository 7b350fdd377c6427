"""What the statistics are timed on: NumPy alone, so that every environment can make it."""

import numpy as np

SEED = 20261
MANY = 1_000_000
FEWER = 10_000
REPEATS = 5

Columns = tuple[np.ndarray, ...]


def shares() -> Columns:
    """People within a standard, and people in all: a million small and large units."""
    dice = np.random.default_rng(SEED)
    people = dice.integers(1, 2_000, MANY)
    return dice.binomial(people, 0.75).astype(np.float64), people.astype(np.float64)


def counts() -> Columns:
    """Events and person-years: one count in three below ten."""
    dice = np.random.default_rng(SEED)
    years = dice.lognormal(9, 1.5, MANY)
    return dice.poisson(years * 0.003).astype(np.float64), years


def followed(*, whole: bool) -> Columns:
    """Days until an event or the end of follow-up, and whether it was the event: whole days, or parts of a day too."""
    dice = np.random.default_rng(SEED)
    days = np.minimum(dice.exponential(1_200, MANY), dice.uniform(0, 3_650, MANY))
    return np.ceil(days) if whole else days, (dice.random(MANY) < 0.6).astype(np.float64)


def patients() -> dict[str, np.ndarray]:
    """People with cancer from diagnosis: ten thousand, followed for up to ten years."""
    dice = np.random.default_rng(SEED)
    return {
        "days": np.ceil(np.minimum(dice.exponential(1_500, FEWER), 3_650)),
        "died": (dice.random(FEWER) < 0.7).astype(np.float64),
        "age_days": dice.integers(40 * 365, 90 * 365, FEWER).astype(np.float64),
        "diagnosed": np.datetime64("2010-01-01") + dice.integers(0, 1_800, FEWER),
        "sex": dice.choice(["female", "male"], FEWER),
    }


def population() -> Columns:
    """A made-up life table: sex, age, year and the chance to live another year."""
    sex, age, year = (
        column.ravel() for column in np.meshgrid(["female", "male"], np.arange(101), np.arange(2010, 2026))
    )
    chance = np.exp(-5e-5 * np.exp(0.09 * age) * np.where(sex == "male", 1.2, 1) * 0.99 ** (year - 2010))
    return sex, age, year, chance


def same(*numbers: np.ndarray) -> str:
    """The mean of each list to eight places: the same for everybody who gives the same limits."""
    return " ".join(f"{np.mean(column):.8f}" for column in numbers)
