"""Women and men by place: sums of the census's districts, and nothing where a district is divided."""

from datetime import date

import numpy as np
import pytest

from clearway.standards.places import ENGLAND, Level, load_places, women_and_men

ON = date(2025, 3, 1)
SOUTH_YORKSHIRE_AND_BASSETLAW = "E56000025"


def test_england_at_the_census_is_the_sum_of_its_districts() -> None:
    districts = [area.code for area in load_places().areas(Level.DISTRICT, ON)]
    england, parts = women_and_men([ENGLAND], ON), women_and_men(districts, ON)
    assert england.women.tolist() == [parts.women.sum()]
    assert england.men.tolist() == [parts.men.sum()]
    assert england.women[0] + england.men[0] == pytest.approx(56_490_048, abs=1_000)
    assert england.share_of_women[0] == pytest.approx(0.51, abs=0.002)


def test_a_district_made_of_former_ones_is_their_sum() -> None:
    whole = women_and_men(["E06000063"], ON)
    parts = women_and_men(["E07000026", "E07000028", "E07000029"], date(2022, 6, 1))
    assert whole.women[0] == parts.women.sum()


def test_an_area_of_whole_districts_has_a_number_and_one_that_divides_districts_has_none() -> None:
    found = women_and_men([SOUTH_YORKSHIRE_AND_BASSETLAW, "QU9", "E06999999"], ON)
    assert np.isnan(found.women).tolist() == [False, True, True]
    assert np.isnan(found.share_of_women).tolist() == [False, True, True]
