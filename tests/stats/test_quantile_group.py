"""Areas in quantile groups against known answers, their edges, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.golden import golden

from clearway.stats.golden.tables import Row, Table
from clearway.stats.quantile_group import quantile_groups

NUMBERS = {"Decile": 10, "Septile": 7, "Quartile": 4}


def set_of(row: Row) -> str:
    sets = {"IndSexReg": ("IndSexRef", "ParentCode"), "IndSex": ("IndSexRef",), "None": ()}
    return "".join(row.text(column) for column in sets[row.text("GroupSet")])


def is_inverted(row: Row) -> bool:
    return row.text("GroupSet") == "None" or row.is_true("Polarity")


def test_every_golden_case_is_reproduced() -> None:
    rows = golden("quantiles")
    assert len(rows.rows) == 982
    cases = {(row.text("QuantileNm"), is_inverted(row)) for row in rows}
    assert len(cases) == 4
    for name, inverted in cases:
        asked = (row for row in rows if (row.text("QuantileNm"), is_inverted(row)) == (name, inverted))
        chosen = Table(rows.file, rows.columns, tuple(asked))
        sets = [set_of(row) for row in chosen]
        found = quantile_groups(chosen.numbers("Value"), NUMBERS[name], sets, high_is_first=inverted)
        np.testing.assert_array_equal(found.group, chosen.numbers("QuantileInGrp"))
        has_value = ~np.isnan(found.rank)
        np.testing.assert_array_equal(found.rank[has_value], chosen.numbers("RankinGrp")[has_value])


def test_e14_seven_areas_cannot_be_ten_groups_and_it_is_said_why() -> None:
    found = quantile_groups(range(7), 10)
    assert np.isnan(found.group).all()
    assert set(found.note) == {"fewer areas than groups"}


def test_an_area_without_a_value_has_no_group_and_is_not_counted() -> None:
    found = quantile_groups([4, None, 1, 3, 2], 2)
    np.testing.assert_array_equal(found.group, [2, np.nan, 1, 2, 1])
    np.testing.assert_array_equal(found.rank, [4, np.nan, 1, 3, 2])
    assert found.note.tolist() == ["", "a number is missing", "", "", ""]


def test_each_set_is_divided_on_its_own_and_one_may_be_too_small() -> None:
    found = quantile_groups([1, 2, 9, 8, 5], 2, ["a", "a", "b", "b", "c"])
    np.testing.assert_array_equal(found.group, [1, 2, 2, 1, np.nan])


def test_high_values_come_first_when_asked() -> None:
    assert quantile_groups([1, 2, 3, 4], 4, high_is_first=True).group.tolist() == [4, 3, 2, 1]


def test_what_cannot_be_divided_is_refused() -> None:
    with pytest.raises(ValueError, match="two groups or more, not 1"):
        quantile_groups([1, 2], 1)
    with pytest.raises(ValueError, match="2 values and 3 names of sets"):
        quantile_groups([1, 2], 2, ["a", "b", "c"])


def test_no_areas_are_no_groups() -> None:
    assert quantile_groups([], 5).group.shape == (0,)
    assert quantile_groups([], 5, []).group.shape == (0,)


@given(st.lists(st.integers(0, 30), min_size=2, max_size=60), st.integers(2, 10))
def test_a_higher_value_is_never_in_a_lower_group_and_equal_values_are_together(values: list[int], number: int) -> None:
    found = quantile_groups(values, number)
    if len(values) < number:
        return
    group = dict(zip(values, found.group, strict=True))
    assert [group[value] for value in values] == found.group.tolist()
    ordered = [group[value] for value in sorted(group)]
    assert ordered == sorted(ordered)
    assert 1 <= min(ordered) <= max(ordered) <= number


@given(st.integers(2, 80), st.integers(2, 12))
def test_groups_of_different_values_are_as_equal_as_can_be(areas: int, number: int) -> None:
    if areas >= number:
        sizes = np.bincount(quantile_groups(range(areas), number).group.astype(int))[1:]
        assert sizes.size == number
        assert sizes.max() - sizes.min() <= 1
