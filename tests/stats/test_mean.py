"""Means against known answers, their edges, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.golden import golden

from clearway.stats.mean import mean


@pytest.mark.parametrize(("level", "suffix"), [(0.95, "95_0cl"), (0.998, "99_8cl")])
def test_every_golden_case_is_reproduced(level: float, suffix: str) -> None:
    rows, expected = golden("mean_t_inputs"), golden("mean_t_expected")
    values, areas = rows.numbers("values"), rows.texts("area")
    by_area, together = mean(values, areas, level), mean(values, level=level)
    assert by_area.groups.tolist() == expected.texts("area")[:2]
    for name, named in (
        ("value", "value"), ("numerator", "value_sum"), ("denominator", "value_count"), ("deviation", "stdev"),
        ("lower", f"lower{suffix}"), ("upper", f"upper{suffix}"),
    ):  # fmt: skip
        found = [*getattr(by_area, name), *getattr(together, name)]
        np.testing.assert_allclose(found, expected.numbers(named), rtol=1e-8)


def test_one_value_has_a_mean_and_no_limits_and_a_group_without_values_is_listed() -> None:
    found = mean([3.0, None, 1.0, 2.0], ["b", "c", "a", "a"])
    assert found.groups.tolist() == ["a", "b", "c"]
    np.testing.assert_array_equal(found.value, [1.5, 3.0, np.nan])
    assert np.isnan(found.lower).tolist() == [False, True, True]
    assert found.note.tolist() == ["", "one value has no limits", "no values"]


def test_a_name_is_needed_for_each_value() -> None:
    with pytest.raises(ValueError, match="2 values and 3 names"):
        mean([1, 2], ["a", "b", "c"])


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(-1e6, 1e6)), min_size=1, max_size=30))
def test_groups_at_once_are_as_one_by_one(pairs: list[tuple[str, float]]) -> None:
    together = mean([value for _, value in pairs], [name for name, _ in pairs])
    for place, group in enumerate(together.groups):
        alone = mean([value for name, value in pairs if name == group])
        for part in ("value", "lower", "upper"):
            np.testing.assert_allclose(getattr(together, part)[place], getattr(alone, part)[0], rtol=1e-9, atol=1e-9)


@given(st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=30), st.floats(-1e3, 1e3))
def test_adding_the_same_to_all_moves_mean_and_limits_by_it(values: list[float], more: float) -> None:
    before, after = mean(values), mean(np.array(values) + more)
    np.testing.assert_allclose(after.lower, before.lower + more, atol=1e-7)
    np.testing.assert_allclose(after.upper, before.upper + more, atol=1e-7)
