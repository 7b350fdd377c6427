"""Life tables are read strictly: every age, year and sex once."""

import math

import numpy as np
import pytest

from clearway.stats.survival import life_table
from clearway.stats.survival.life_table import DAYS_A_YEAR

ROWS = [(sex, age, year) for sex in ("female", "male") for age in (0, 1, 2) for year in (2020, 2021)]
CHANCES = [0.9 + index / 1000 for index in range(len(ROWS))]


def columns(rows: list[tuple[str, int, int]]) -> tuple[list[str], list[int], list[int]]:
    sex, age, year = zip(*rows, strict=True)
    return list(sex), list(age), list(year)


def test_the_hazard_of_a_day_is_the_annual_one_spread_over_a_mean_year() -> None:
    table = life_table(*columns(ROWS), CHANCES)
    assert table.hazard[0, 0, 0, 0] == pytest.approx(-math.log(0.9) / DAYS_A_YEAR)


def test_the_oldest_age_and_the_nearest_year_stand_for_those_beyond() -> None:
    table = life_table(*columns(ROWS), CHANCES)
    place = np.array([0])
    beyond = table.daily_hazard(place, place, np.array([104]), np.array([2035]))
    assert beyond.tolist() == [table.hazard[0, 0, 2, 1]]
    assert table.is_outside(np.array([2020, 2019]), np.array([2021, 2021])).tolist() == [False, True]


def test_an_absent_row_is_named() -> None:
    with pytest.raises(ValueError, match="Sex male, age 2, year 2021 is missing from"):
        life_table(*columns(ROWS[:-1]), CHANCES[:-1])


def test_a_row_that_is_twice_there_is_named() -> None:
    with pytest.raises(ValueError, match="Sex female, age 0, year 2020 is twice in"):
        life_table(*columns([*ROWS, ROWS[0]]), [*CHANCES, 0.5])


@pytest.mark.parametrize("chance", [0, 1.01, None])
def test_an_impossible_chance_is_named_with_its_row(chance: float | None) -> None:
    with pytest.raises(ValueError, match=r"row 3 .*age 1, year 2021"):
        life_table(*columns(ROWS), [*CHANCES[:3], chance, *CHANCES[4:]])


def test_deprivation_may_split_it_and_the_absent_part_is_named() -> None:
    with pytest.raises(ValueError, match="group 2 is missing"):
        life_table(*columns(ROWS), CHANCES, group=[1] * 11 + [2])


def test_a_table_of_nothing_or_of_uneven_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one row"):
        life_table([], [], [], [])
    with pytest.raises(ValueError, match="differ in length"):
        life_table(["male"], [1, 2], [2020, 2020], [0.9, 0.9])
