"""Life expectancy against known answers, its edges, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.golden import golden

from clearway.stats.life_expectancy import STARTS, life_expectancy


@pytest.mark.parametrize(("level", "suffix"), [(0.95, "95_0cl"), (0.998, "99_8cl")])
def test_every_golden_case_is_reproduced(level: float, suffix: str) -> None:
    rows = golden("life_expectancy")
    assert tuple(rows.numbers("startage")) == STARTS
    found = life_expectancy(rows.numbers("deaths"), rows.numbers("pops"), level=level)
    for name, named in (
        ("value", "value"), ("lower", f"lower{suffix}"), ("upper", f"upper{suffix}"),
        ("deaths", "dths_used"), ("population", "pops_used"),
    ):  # fmt: skip
        np.testing.assert_allclose(getattr(found, name), rows.numbers(named), rtol=1e-8)


def bands(people: float, dying: float = 0.01) -> tuple[list[float], list[float]]:
    return [people * dying] * 20, [people] * 20


def test_many_areas_at_once_are_as_one_by_one() -> None:
    deaths, people = zip(bands(1000), bands(5000, 0.02), strict=True)
    together = life_expectancy(deaths, people)
    for place in range(2):
        np.testing.assert_array_equal(together.upper[place], life_expectancy(deaths[place], people[place]).upper)


def test_small_populations_wide_intervals_and_unusable_numbers_show_nothing_and_say_why() -> None:
    assert set(life_expectancy(*bands(250)).note) == {"population of 5,000 or fewer"}
    deaths, people = bands(300, 0)
    few = life_expectancy([*deaths[:-1], 1], people)
    assert few.note[0] == "interval wider than 20 years"
    assert np.isnan(few.value[0])
    assert np.isnan(few.upper[0])
    deaths, people = bands(1000)
    for spoilt in ([*deaths[:-1], 0], [-1, *deaths[1:]], [np.nan, *deaths[1:]], [10, 9000, *deaths[2:]]):
        found = life_expectancy(spoilt, people)
        assert "missing or impossible" in found.note[5]
        assert np.isnan(found.value).all()


def test_bands_must_fit_their_first_ages() -> None:
    with pytest.raises(ValueError, match="first age of every band"):
        life_expectancy([1, 2, 3], [9000, 9000, 9000])
    with pytest.raises(ValueError, match="first age of every band"):
        life_expectancy([1, 2], [9000, 9000], [5, 5])


@given(st.floats(0.001, 0.3), st.floats(0.05, 0.9))
def test_at_the_open_band_people_live_the_inverse_of_the_death_rate(young: float, old: float) -> None:
    deaths, people = bands(1e6, young)
    found = life_expectancy([*deaths[:-1], old * 1e6], people)
    assert found.value[-1] == pytest.approx(1 / old)


@given(st.lists(st.floats(0.001, 0.2), min_size=20, max_size=20), st.integers(0, 19))
def test_more_deaths_at_an_age_shorten_every_life_before_it_and_none_after(rates: list[float], place: int) -> None:
    people = np.full(20, 1e6)
    rates[-1] += 0.1
    before = life_expectancy(np.array(rates) * people, people)
    rates[place] *= 1.5
    after = life_expectancy(np.array(rates) * people, people)
    assert np.all(after.value[: place + 1] < before.value[: place + 1])
    np.testing.assert_allclose(after.value[place + 1 :], before.value[place + 1 :], rtol=1e-12)
    assert np.all((after.lower < after.value) & (after.value < after.upper))
