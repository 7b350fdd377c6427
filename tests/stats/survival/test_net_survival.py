"""Net survival: weights, methods, gates and age standardisation."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.stats.survival import (
    ICSS,
    Followed,
    LifeTable,
    age_standardised,
    is_publishable,
    judged,
    kaplan_meier,
    life_table,
    net_survival,
    published,
)
from clearway.stats.survival.curve import ABOVE_ONE, OUTSIDE_TABLE
from clearway.stats.survival.life_table import DAYS_A_YEAR
from clearway.stats.survival.net import METHODS
from clearway.stats.survival.quality import FEW_ALIVE, FEW_DEATHS, WIDE

AGES, YEARS = range(40, 111), range(2010, 2026)


def made_table(annual: float | None = None) -> LifeTable:
    rows = [(sex, age, year) for sex in ("female", "male") for age in AGES for year in YEARS]
    chances = [
        annual or math.exp(-1e-4 * math.exp((age - 40) / 10) * (1.1 if sex == "male" else 1)) for sex, age, _ in rows
    ]
    sex, age, year = zip(*rows, strict=True)
    return life_table(sex, age, year, chances)


TABLE, IMMORTAL = made_table(), made_table(1.0)


def people(size: int, seed: int = 3, **changed: Any) -> Followed:
    dice = np.random.default_rng(seed)
    columns: dict[str, Any] = {
        "days": np.ceil(dice.exponential(900, size)).clip(1, 2000),
        "died": dice.integers(0, 2, size),
        "age_days": dice.integers(45 * 365, 85 * 365, size),
        "diagnosed": np.datetime64("2012-01-01") + dice.integers(0, 1500, size),
        "sex": dice.choice(["female", "male"], size),
    }
    return Followed.of(**columns | changed)


@pytest.mark.parametrize("method", METHODS)
def test_where_nobody_else_ever_dies_it_is_kaplan_meier(method: str) -> None:
    group = people(200)
    net = net_survival(group, IMMORTAL, method=method).at([100, 365, 1500])
    assert net.value == pytest.approx(kaplan_meier(group.days, group.died).at([100, 365, 1500]).value)


@pytest.mark.parametrize("method", METHODS)
def test_it_is_no_lower_than_the_survival_from_all_causes(method: str) -> None:
    group = people(200)
    net = net_survival(group, TABLE, method=method).at([365, 1500])
    assert np.all(net.value > kaplan_meier(group.days, group.died).at([365, 1500]).value)


def test_people_who_die_as_the_population_does_have_net_survival_near_one() -> None:
    dice, size, annual = np.random.default_rng(8), 20_000, 0.9
    death = np.ceil(dice.exponential(-DAYS_A_YEAR / math.log(annual), size))
    group = people(size, days=np.minimum(death, 1000), died=death <= 1000)
    assert net_survival(group, made_table(annual)).at(1000).value[0] == pytest.approx(1, abs=0.02)


def test_a_weight_grows_with_the_hazard_a_person_has_lived_through() -> None:
    """Two people under one constant hazard h: on day 10 the first dies, both weights being exp(10 h)."""
    h = -math.log(0.5) / DAYS_A_YEAR
    pair = people(2, days=[10, 20], died=[1, 0])
    found = net_survival(pair, made_table(0.5)).at([9, 10])
    assert found.value == pytest.approx([1 + 9 * h, 1 - 0.5 + 10 * h])
    assert found.standard_error[1] == pytest.approx((0.5 + 10 * h) * 0.5)


def test_a_person_of_the_higher_hazard_weighs_more_when_they_die() -> None:
    old_and_young: dict[str, Any] = {
        "age_days": [85 * 366, 50 * 366],
        "sex": ["male", "male"],
        "diagnosed": ["2012-01-01"] * 2,
    }
    old_dies = net_survival(people(2, days=[900, 901], died=[1, 0], **old_and_young), TABLE, times=[900]).at(900)
    young_dies = net_survival(people(2, days=[901, 900], died=[0, 1], **old_and_young), TABLE, times=[900]).at(900)
    assert old_dies.value[0] < young_dies.value[0]


def test_a_birthday_and_a_new_year_change_the_hazard_on_their_day() -> None:
    rows = [(age, year) for age in (50, 51) for year in (2020, 2021)]
    chance = {(50, 2020): 0.9, (51, 2020): 0.8, (50, 2021): 0.7, (51, 2021): 0.6}
    table = life_table(["f"] * 4, [a for a, _ in rows], [y for _, y in rows], [chance[row] for row in rows])
    one = Followed.of(days=[10], died=[0], age_days=[51 * DAYS_A_YEAR - 3.5], diagnosed=["2020-12-25"], sex=["f"])
    daily = np.diff(net_survival(one, table, method="pohar-perme").value)
    expected = [-math.log(p) / DAYS_A_YEAR for p in [0.9] * 4 + [0.8] * 3 + [0.6] * 3]
    assert daily == pytest.approx(expected, rel=1e-3)


def test_people_who_cannot_be_used_are_listed() -> None:
    group = people(
        7,
        days=[5, -1, 5.5, 5, 5, 5, 5],
        died=[1, 1, 1, 3, 1, 1, 1],
        diagnosed=["2012-01-01"] * 4 + ["NaT"] + ["2012-01-01"] * 2,
        sex=["female"] * 5 + ["unknown", "male"],
    )
    curve = net_survival(group, TABLE)
    assert curve.left_out.tolist() == [1, 2, 3, 4, 5]
    assert curve.denominator.tolist() == [2] * 6


def test_years_beyond_the_life_table_are_noted() -> None:
    assert net_survival(people(30, diagnosed=["2025-06-01"] * 30), TABLE).at(300).note[0] == OUTSIDE_TABLE


def test_of_nobody_there_is_an_empty_curve_and_an_unknown_method_is_refused() -> None:
    assert net_survival(people(0), TABLE).at([365]).value.size == 0
    with pytest.raises(ValueError, match="pohar-perme, ederer2, ederer1"):
        net_survival(people(1), TABLE, method="hakulinen")


def test_lists_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="differ in length"):
        people(3, days=[1, 2])


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 1)), min_size=1, max_size=30), st.sampled_from(METHODS))
def test_values_lie_between_their_limits_and_counts_add_up(times: list[tuple[int, int]], method: str) -> None:
    days, died = zip(*times, strict=True)
    curve = net_survival(people(len(times), days=days, died=died), TABLE, method=method)
    known = ~np.isnan(curve.lower)
    assert np.all(curve.value >= 0)
    assert np.all(curve.lower[known] <= curve.value[known] + 1e-12)
    assert np.all(curve.value[known] <= curve.upper[known] + 1e-12)
    assert curve.numerator[-1] == sum(died)
    assert np.all(np.diff(curve.at_risk) <= 0)


def test_nobody_dead_by_a_year_may_give_more_than_one_which_is_kept_and_flagged() -> None:
    """Case E13: 4 young people, none dead by day 365."""
    few = people(4, days=[400, 900, 900, 900], died=[1, 0, 0, 0], age_days=[16_000] * 4)
    one_year = judged(net_survival(few, TABLE), [365])
    assert one_year.value[0] > 1
    assert ABOVE_ONE in one_year.note[0]
    assert FEW_ALIVE in one_year.note[0]
    assert not is_publishable(one_year)[0]
    assert np.isnan(published(one_year).value[0])


def test_what_is_above_one_is_shown_as_one_when_it_may_be_shown() -> None:
    many = people(60, days=[400] * 2 + [900] * 58, died=[1] * 2 + [0] * 58)
    one_year = judged(net_survival(many, TABLE), [365])
    assert one_year.value[0] > 1
    assert published(one_year).value.tolist() == [1.0]


def test_a_gate_names_few_deaths_and_a_wide_error() -> None:
    days, died = [100] * 6 + [900] * 10, [1] * 6 + [0] * 10
    quiet = judged(net_survival(people(16, days=days, died=died), TABLE), [600])
    assert quiet.note[0] == FEW_DEATHS
    pair = judged(net_survival(people(3, days=[200, 300, 900], died=[1, 1, 0]), TABLE), [365])
    assert WIDE in pair.note[0]


def bands(size: int = 400) -> tuple[Followed, list[str]]:
    group = people(size)
    names = np.array(list(ICSS["ICSS1"]))
    return group, names[np.digitize(group.age_days / DAYS_A_YEAR, [45, 55, 65, 75])].tolist()


def test_weights_of_every_standard_sum_to_one() -> None:
    assert [round(sum(weights.values()), 12) for weights in ICSS.values()] == [1, 1, 1]


def test_a_standard_without_people_in_a_band_has_no_answer_and_names_the_band() -> None:
    group, names = bands()
    result = age_standardised(judged(net_survival(group, TABLE, names), [365]), ICSS["ICSS1"])
    assert np.isnan(result.value[0])
    assert result.note[0] == "no estimate for 15-44"


def test_standardising_to_ones_own_single_band_changes_nothing() -> None:
    curve = net_survival(people(300), TABLE, ["all"] * 300)
    at = curve.at([365, 1000])
    result = age_standardised(at, {"all": 5})
    assert result.value == pytest.approx(at.value)
    assert result.lower == pytest.approx(at.lower)
    assert result.upper == pytest.approx(at.upper)


def test_a_standardised_value_lies_between_those_of_its_bands() -> None:
    group, names = bands()
    at = net_survival(group, TABLE, names).at([365])
    result = age_standardised(at, {**ICSS["ICSS1"], "15-44": 0})
    assert at.value.min() < result.value[0] < at.value.max()
    assert result.denominator[0] == 400


def test_bands_without_a_weight_and_impossible_weights_are_refused() -> None:
    at = net_survival(people(20), TABLE, ["x"] * 20).at([365])
    with pytest.raises(ValueError, match="Age band x has no weight"):
        age_standardised(at, {"y": 1})
    with pytest.raises(ValueError, match="not be negative"):
        age_standardised(at, {"x": -1})
