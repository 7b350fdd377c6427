"""The columns of a segmented regression."""

import numpy as np
import pytest

from clearway.stats.segmented import segmented_design


def test_time_step_and_months_since_are_counted_from_one() -> None:
    terms, design = segmented_design(5, 3)
    assert terms == ("(Intercept)", "t", "level", "trend_after")
    np.testing.assert_array_equal(design[:, 1:], [[1, 0, 0], [2, 0, 0], [3, 0, 0], [4, 1, 1], [5, 1, 2]])


def test_the_year_is_two_columns_as_a_wave_and_eleven_as_months() -> None:
    months = [at % 12 + 1 for at in range(40)]
    assert segmented_design(40, 20, months)[1].shape == (40, 6)
    terms, design = segmented_design(40, 20, months, seasons="months")
    assert terms[4:] == tuple(f"month {one}" for one in range(2, 13))
    assert design[:, 4:].sum(axis=1).tolist() == [float(month != 1) for month in months]


def test_a_year_needs_three_years_and_further_columns_a_number_a_month() -> None:
    with pytest.raises(ValueError, match="36 points or more"):
        segmented_design(35, 20, [1] * 35)
    with pytest.raises(ValueError, match="Column storm needs a number for each of 5 months"):
        segmented_design(5, 3, beside={"storm": [0, 1]})
    terms, design = segmented_design(5, 3, beside={"storm": [0, 1, 0, 0, 0]})
    assert terms[-1] == "storm"
    assert design[:, -1].tolist() == [0, 1, 0, 0, 0]
