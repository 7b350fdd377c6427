"""Slope and relative index of inequality against published answers, and in every way they can go wrong."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.golden import golden

from clearway.stats.golden.tables import Table
from clearway.stats.inequality import MANY_GROUPS, NO_RATIO, Inequality, Kind, inequality
from clearway.stats.inequality.index import MISSING, NO_POPULATION, OUT_OF_SCALE, UPSIDE_DOWN

KINDS = {"0": Kind.OTHER, "1": Kind.RATE, "2": Kind.PROPORTION}


def areas() -> Iterator[Table]:
    """One set of groups after another: the rows of one area in one of the file's tests."""
    yield from golden("sii").groups("TestDescription", "Area").values()


def levels_of(area: Table) -> list[float]:
    """The level of each pair of limits: the file's column, but for the tests that name 98% in their description."""
    words = area.texts("TestDescription")[0]
    if "98" in words:
        return [0.95, 0.98] if "95" in words else [0.98]
    return [float(word) / 100 for word in area.texts("Confidence")[0].strip("c()").split(",")]


def answer(area: Table, level: float) -> Inequality:
    words = area.texts("TestDescription")[0]
    negative = "negative multiplier" in words
    times = {"(x 100)": 100.0, "(x -100)": -100.0}.get(words[words.rfind("(") :], -1.0 if negative else 1.0)
    return inequality(
        area.numbers("Value"),
        area.numbers("Population"),
        errors=area.numbers("StandardError"),
        kind=KINDS[area.texts("ValueType")[0]],
        transform="transform" in words,
        multiplier=times,
        level=level,
    )


def test_every_published_index_is_reproduced_and_every_limit_is_near() -> None:
    answered = 0
    for area in areas():
        slope, ratio = area.numbers("sii")[0], area.numbers("rii")[0]
        if np.isnan(slope):
            continue
        for place, level in enumerate(levels_of(area), start=1):
            found = answer(area, level)
            assert float(found.slope_index) == pytest.approx(slope, rel=1e-6)
            checks = [("sii", found.slope_lower, found.slope_upper)]
            if not np.isnan(ratio):
                assert float(found.relative_index) == pytest.approx(ratio, rel=1e-6)
                checks.append(("rii", found.relative_lower, found.relative_upper))
            for name, lower, upper in checks:
                for side, mine in (("lower", lower), ("upper", upper)):
                    theirs = area.numbers(f"{name}_{side}cl_{place}")[0]
                    if not np.isnan(theirs):
                        assert float(mine) == pytest.approx(theirs, rel=0.05)
                        answered += 1
            if area.texts("Intercept")[0]:
                assert float(found.start) == pytest.approx(area.numbers("Intercept")[0], rel=1e-6)
    rows = golden("sii")
    known = [row for row in rows for column in rows.columns if "cl_" in column and row.has(column)]
    assert answered == len(known)


def test_limits_in_closed_form_are_those_of_many_simulated_fits() -> None:
    area = next(areas())
    value, people, error = (area.numbers(column) for column in ("Value", "Population", "StandardError"))
    found = inequality(value, people, errors=error)
    normal = np.random.default_rng(5).standard_normal((200_000, value.size))
    weights = people / people.sum()
    ranks = np.cumsum(weights) - weights / 2
    slope, start = np.polyfit(ranks, (value + error * normal).T, 1, w=np.sqrt(weights))
    for simulated, lower, upper in (
        (slope, found.slope_lower, found.slope_upper),
        ((start + slope) / start, found.relative_lower, found.relative_upper),
    ):
        expected = np.quantile(simulated, [0.025, 0.975])
        np.testing.assert_allclose([lower, upper], expected, atol=0.01 * np.ptp(expected))


def test_edge_case_e04_limits_hold_the_index_whatever_the_multiplier() -> None:
    rate = np.array([9.0, 8.1, 7.7, 6.0, 4.1])
    for multiplier in (0.5, 1, 100, -0.5, -1):
        for transform in (True, False):
            found = inequality(
                rate, [100] * 5, rate * 0.9, rate * 1.1, kind=Kind.RATE, transform=transform, multiplier=multiplier
            )
            assert found.slope_lower <= found.slope_index <= found.slope_upper
            assert found.relative_lower <= found.relative_index <= found.relative_upper


VALUES = st.lists(st.floats(0.05, 0.95), min_size=5, max_size=12)


@given(VALUES, st.sampled_from(list(Kind)), st.booleans())
def test_limits_always_hold_the_index(values: list[float], kind: Kind, transform: bool) -> None:
    value = np.array(values)
    found = inequality(
        value, np.ones(value.size), errors=np.full(value.size, 0.05), kind=kind, transform=transform, draws=400
    )
    assert found.slope_lower <= found.slope_index <= found.slope_upper
    if found.note != NO_RATIO:
        assert found.relative_lower <= found.relative_index <= found.relative_upper


def test_a_line_whose_limits_reach_zero_at_one_end_has_a_difference_and_no_ratio() -> None:
    """The line starts at 0.05; turned to its steeper limit it would start below zero, where no ratio means anything."""
    found = inequality([0.125, 0.25, 0.5, 0.5, 0.75], np.ones(5), errors=np.full(5, 0.05), transform=True)
    assert float(found.slope_index) == pytest.approx(0.75)
    assert str(found.note) == NO_RATIO
    assert np.isnan([found.relative_index, found.relative_lower, found.relative_upper]).all()


def test_no_difference_between_groups_is_an_index_of_nothing() -> None:
    found = inequality([0.4] * 5, [10, 20, 30, 20, 10], errors=[0.1] * 5, kind=Kind.PROPORTION, transform=True)
    assert float(found.slope_index) == pytest.approx(0)
    assert float(found.relative_index) == pytest.approx(1)
    np.testing.assert_allclose(found.fitted, 0.4)


def test_the_same_numbers_give_the_same_limits_alone_or_among_others() -> None:
    value = np.array([[0.5, 0.45, 0.4, 0.42, 0.3], [0.6, 0.5, 0.5, 0.4, 0.4]])
    both = inequality(value, np.ones((2, 5)), errors=np.full((2, 5), 0.1), kind=Kind.PROPORTION, draws=2_000)
    alone = inequality(value[1], np.ones(5), errors=np.full(5, 0.1), kind=Kind.PROPORTION, draws=2_000)
    assert both.slope_lower[1] == alone.slope_lower
    assert both.relative_upper[1] == alone.relative_upper


@pytest.mark.parametrize(
    ("place", "number", "note"),
    [
        ("value", np.nan, MISSING),
        ("people", 0, NO_POPULATION),
        ("value", 1.2, OUT_OF_SCALE),
        ("upper", 0.1, UPSIDE_DOWN),
    ],
)
def test_one_bad_group_costs_its_own_set_and_is_named(place: str, number: float, note: str) -> None:
    parts = {
        name: np.full((2, 5), filler)
        for name, filler in (("value", 0.4), ("people", 9.0), ("lower", 0.3), ("upper", 0.5))
    }
    parts[place][1, 3] = number
    found = inequality(parts["value"], parts["people"], parts["lower"], parts["upper"], kind=Kind.PROPORTION, draws=100)
    assert list(found.note) == ["", note]
    assert not np.isnan(found.slope_index[0])
    assert np.isnan(found.slope_index[1])
    assert np.isnan(found.relative_lower[1])


def test_a_line_that_reaches_zero_has_a_slope_and_no_ratio() -> None:
    found = inequality([0.1, 3, 6, 9, 12], [1] * 5, errors=[0.5] * 5)
    assert found.note == NO_RATIO
    assert np.isnan(found.relative_index)
    assert found.slope_index > 10


def test_many_groups_are_measured_with_a_caution() -> None:
    found = inequality(np.linspace(50, 60, 20), [1] * 20, errors=[1] * 20)
    assert found.note == MANY_GROUPS
    assert found.slope_index > 0


@pytest.mark.parametrize("groups", [4, 101])
def test_too_few_or_too_many_groups_are_refused(groups: int) -> None:
    with pytest.raises(ValueError, match="5 to 100 groups"):
        inequality([1.0] * groups, [1] * groups, errors=[1] * groups)


def test_values_without_limits_are_refused() -> None:
    with pytest.raises(ValueError, match="how sure"):
        inequality([1.0] * 5, [1] * 5)
    with pytest.raises(ValueError, match="multiplier of 0"):
        inequality([1.0] * 5, [1] * 5, errors=[1] * 5, multiplier=0)
