"""Deprivation by place: the published tenths, scores only where districts are whole, groups of equal size."""

import csv
import gzip
from collections import Counter
from datetime import date

import numpy as np
import pytest
from tests.shared import shared_path

from clearway.standards.places import (
    ENGLAND,
    PRACTICE_CAVEAT,
    Level,
    deprivation_groups,
    deprivation_of,
    icb_deprivation_2025,
    load_places,
    practice_deprivation,
)

ON = date(2025, 3, 1)
ALLIANCE = "E56000025"


def codes(level: Level) -> list[str]:
    return [area.code for area in load_places().areas(level, ON)]


def test_shares_by_tenth_sum_to_everybody_and_england_has_about_a_tenth_in_each() -> None:
    told = deprivation_of([ENGLAND, *codes(Level.DISTRICT)], ON)
    assert told.share_by_tenth.sum(axis=1) == pytest.approx(1)
    assert told.share_by_tenth[0] == pytest.approx(np.full(10, 0.1), abs=0.01)
    assert told.share_by_fifth.sum(axis=1) == pytest.approx(1)
    assert told.share_most_deprived_fifth == pytest.approx(told.share_by_fifth[:, 0])


def test_the_neighbourhoods_of_south_yorkshire_in_the_most_deprived_tenth_are_the_known_share() -> None:
    told = deprivation_of(["QF7"], ON)
    assert told.share_by_tenth[0, 0] == pytest.approx(0.23, abs=0.01)


def test_the_score_of_a_district_is_the_one_in_the_file() -> None:
    path = shared_path("data/deprivation/imd2019_england_ltla22.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        printed = {row["ltla22_code"]: float(row["Score"]) for row in csv.DictReader(lines)}
    told = deprivation_of(sorted(printed), date(2022, 5, 1))
    assert told.average_score == pytest.approx([printed[code] for code in sorted(printed)], abs=0.001)
    assert set(told.score_basis.tolist()) == {"as in the summaries by district"}


def test_an_area_that_divides_districts_has_a_rank_but_no_score() -> None:
    told = deprivation_of(["QU9", "E06000065", "E06999999"], ON)
    assert np.isnan(told.average_score).tolist() == [True, False, True]
    assert np.isnan(told.average_rank).tolist() == [False, False, True]
    assert told.score_basis[0].startswith("no score")
    assert told.score_basis[1].startswith("the scores of its districts")


def test_fifths_of_districts_hold_equal_numbers_and_the_first_is_the_most_deprived() -> None:
    districts = codes(Level.DISTRICT)
    fifths = deprivation_groups(districts, ON)
    sizes = Counter(fifths.tolist())
    assert set(sizes) == {1, 2, 3, 4, 5}
    assert max(sizes.values()) - min(sizes.values()) <= 1
    scores = deprivation_of(districts, ON).average_score
    assert scores[fifths == 1].min() > scores[fifths == 5].max()


def test_four_in_ten_of_the_most_deprived_people_live_outside_the_most_deprived_districts() -> None:
    districts = codes(Level.DISTRICT)
    told, fifths = deprivation_of(districts, ON), deprivation_groups(districts, ON)
    deprived = told.share_most_deprived_fifth * told.people
    assert deprived[fifths > 1].sum() / deprived.sum() == pytest.approx(0.4, abs=0.005)


def test_a_district_may_be_deprived_in_england_and_not_so_within_its_alliance() -> None:
    own = [part.code for part in load_places().within(ALLIANCE, Level.DISTRICT, ON)]
    assert deprivation_groups(own, ON).tolist() == [1, 2, 1, 1, 1]
    assert sorted(deprivation_groups(own, ON, within=ALLIANCE).tolist()) == [1, 2, 3, 4, 5]


def test_an_area_outside_the_alliance_has_no_group_within_it() -> None:
    assert deprivation_groups(["E07000034", "E06999999"], ON, within=ALLIANCE).tolist() == [0, 0]


def test_every_icb_has_its_index_of_2025() -> None:
    assert set(icb_deprivation_2025()) == set(codes(Level.ICB))
    assert icb_deprivation_2025()["E54000008"].average_score == 25.531


def test_a_practice_has_the_tenth_of_its_own_address_with_a_caveat() -> None:
    path = shared_path("data/deprivation/gp_practice_postcodes.csv.gz")
    first = next(csv.DictReader(gzip.decompress(path.read_bytes()).decode("utf-8-sig").splitlines()))
    told = practice_deprivation([first["id"], "Z99999"])
    assert told.tenth.tolist()[0] == 1
    assert np.isnan(told.tenth[1])
    assert told.caveat == PRACTICE_CAVEAT
