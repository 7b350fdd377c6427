"""Icons: the latest point and the latest limits decide, and the target may move."""

import numpy as np
import pytest

from clearway.stats.spc import (
    Assurance,
    Variation,
    assurance,
    assurance_of,
    attention,
    kinds_of_points,
    special_causes,
    variation,
    xmr,
    xmr_long,
)

RISEN = [*[0.0, 1, 0, 1, 0, 1, 0], *[5.0, 6, 5, 6, 5, 6, 5]]
BACK = [*RISEN, 2.5]


@pytest.mark.parametrize(
    ("direction", "expected"),
    [("higher", "improvement_high"), ("lower", "concern_high"), ("neither", "neither_high")],
)
def test_a_rise_is_better_worse_or_neither_as_the_direction_says(direction: str, expected: str) -> None:
    chart = xmr([RISEN, [-value for value in RISEN]])
    icons = variation(chart, special_causes(chart), direction)
    other = {"higher": "concern_low", "lower": "improvement_low", "neither": "neither_low"}[direction]
    assert list(icons) == [expected, other]


def test_each_series_may_have_its_own_direction() -> None:
    chart = xmr([RISEN, RISEN])
    assert list(variation(chart, special_causes(chart), ["higher", "lower"])) == ["improvement_high", "concern_high"]
    kinds = kinds_of_points(special_causes(chart), ["higher", "lower"])
    assert kinds[0, 0] == Variation.CONCERN_LOW
    assert kinds[1, 0] == Variation.IMPROVEMENT_LOW


def test_only_the_latest_point_decides_and_a_missing_one_is_passed_over() -> None:
    chart = xmr(BACK)
    assert variation(chart, special_causes(chart), "higher") == "common_cause"
    chart = xmr([*RISEN, None])
    assert variation(chart, special_causes(chart), "higher") == "improvement_high"


def test_a_direction_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="higher, lower or neither"):
        assurance_of(1, 2, 3, "up")


def test_a_target_on_a_limit_is_hit_or_miss() -> None:
    assert assurance_of(1, 3, 3, "higher") == Assurance.HIT_OR_MISS
    assert assurance_of(1, 3, np.nan, "higher") == Assurance.NONE


def test_a_target_may_be_one_for_all_one_a_series_or_move() -> None:
    chart = xmr([[1.0, 2] * 7, [1.0, 2] * 7])
    assert list(assurance(chart, 9, "higher")) == ["consistent_fail"] * 2
    assert list(assurance(chart, [9, -9], "higher")) == ["consistent_fail", "consistent_pass"]
    moving = np.full((2, 14), -9.0)
    moving[0, -2:] = 9, np.nan
    assert list(assurance(chart, moving, "higher")) == ["consistent_fail", "consistent_pass"]
    assert list(assurance(chart, moving[0], "higher")) == ["consistent_fail"] * 2
    assert list(assurance(chart, None, "higher")) == ["none"] * 2
    with pytest.raises(ValueError, match="fits neither"):
        assurance(chart, [1, 2, 3], "higher")


def test_a_long_table_has_an_icon_a_series() -> None:
    chart = xmr_long(["a"] * 14 + ["b"] * 3, [*range(14), *range(3)], [*RISEN, 1, 2, 1])
    assert list(variation(chart, special_causes(chart), "higher")) == ["improvement_high", "common_cause"]
    assert list(assurance(chart, [99, -99], "lower")) == ["consistent_pass", "consistent_fail"]
    moving = np.append(np.full(14, 99.0), np.full(3, -99.0))
    assert list(assurance(chart, moving, "lower")) == ["consistent_pass", "consistent_fail"]


def test_concern_that_fails_comes_first_and_improvement_that_passes_last_of_the_known() -> None:
    variations = np.array(["improvement_low", "concern_low", "common_cause", "concern_high", "not_known"])
    assurances = np.array(["consistent_pass", "inconsistent", "consistent_fail", "consistent_fail", "none"])
    assert list(np.argsort(attention(variations, assurances))) == [3, 1, 2, 0, 4]


def test_every_icon_has_words() -> None:
    assert all(one.words for one in (*Variation, *Assurance))
