"""Statistical neighbours are alike in people and ground, are the same every time, and say by what they were found."""

from datetime import date

import numpy as np
import pytest

from clearway.measures.neighbours import ATTRIBUTES, attributes_of, distances, neighbours_of, neighbours_of_trust
from clearway.standards.places import Level, load_places, trust_catchments

ON = date(2025, 3, 1)


def test_distances_are_standardised_and_a_theme_counts_once_however_many_attributes_it_has() -> None:
    one = np.array([[0.0], [2.0]])
    assert distances(one, ["a"])[0, 1] == pytest.approx(2)
    assert distances(np.hstack([one, one * 1000]), ["a", "a"])[0, 1] == pytest.approx(2)
    assert distances(np.hstack([one, one]), ["a", "b"])[0, 1] == pytest.approx(np.sqrt(8))


def test_distances_are_a_square_that_is_the_same_both_ways_with_noughts_on_its_diagonal() -> None:
    table = np.random.default_rng(4).normal(size=(20, 3))
    found = distances(table, ["a", "a", "b"])
    assert found == pytest.approx(found.T)
    assert np.diag(found).tolist() == [0.0] * 20
    assert (found[~np.eye(20, dtype=bool)] > 0).all()


def test_a_column_without_spread_weighs_nothing_and_a_missing_value_makes_its_row_missing() -> None:
    table = np.array([[1.0, 5.0], [2.0, 5.0], [np.nan, 5.0]])
    found = distances(table, ["a", "b"])
    assert found[0, 1] == pytest.approx(2)
    assert np.isnan(found[2]).all()


def test_every_area_of_today_has_every_attribute() -> None:
    for level in (Level.DISTRICT, Level.COUNTY, Level.ICB, Level.SUB_ICB, Level.ALLIANCE, Level.REGION):
        codes = [area.code for area in load_places().areas(level, ON)]
        table = attributes_of(codes, level, ON)
        assert table.shape == (len(codes), len(ATTRIBUTES))
        assert np.isfinite(table).all()
        shares = table[:, [place for place, one in enumerate(ATTRIBUTES) if one.title.startswith("Share")]]
        assert ((shares >= 0) & (shares <= 1)).all()


def test_barnsley_is_most_like_its_coalfield_neighbours() -> None:
    found = neighbours_of("E08000016", ON, count=2)
    assert [one.name for one in found.nearest] == ["Rotherham", "Doncaster"]
    assert found.compared == 296


@pytest.mark.parametrize("code", ["E08000019", "QF7", "E56000025", "E10000016", "02P"])
def test_neighbours_are_of_the_same_kind_in_order_of_distance_and_never_the_place_itself(code: str) -> None:
    places = load_places()
    found = neighbours_of(code, ON)
    assert len(found.nearest) == 10
    kinds = {area.level for one in found.nearest if (area := places.find(one.code))}
    own = places.find(code)
    assert own is not None
    assert kinds == {own.level}
    assert own.code not in {one.code for one in found.nearest}
    apart = [one.distance for one in found.nearest]
    assert apart == sorted(apart)
    assert all(len(one.values) == len(found.attributes) for one in found.nearest)
    assert found == neighbours_of(code, ON)
    assert all(one.source for one in found.attributes)


def test_an_unknown_or_former_place_has_no_neighbours_and_says_so() -> None:
    assert neighbours_of("E06999999", ON).note == "no area or trust of this code is known"
    assert "on this day" in neighbours_of("E07000150", ON).note
    assert "on this day" in neighbours_of("E67000002", ON).note
    assert neighbours_of_trust("ZZZ", ON).note == "no area or trust of this code is known"
    assert neighbours_of_trust("RYG", ON).nearest == ()


def test_a_trusts_neighbours_are_open_trusts_that_draw_on_places_like_its_own() -> None:
    found = neighbours_of_trust("RRV", ON, count=3)
    assert {"RYJ", "RJ1"} <= {one.code for one in found.nearest}
    assert "size" not in {one.theme for one in found.attributes}
    assert "admitted patients" in found.method
    assert "RAP" not in {one.code for one in neighbours_of_trust("RAL", ON, count=200).nearest}


def test_trusts_can_be_compared_among_some_alone() -> None:
    some = ["RHQ", "RP5", "RFR", "RFF", "RFS"]
    found = neighbours_of_trust("RHQ", ON, among=some)
    assert sorted(one.code for one in found.nearest) == sorted(set(some) - {"RHQ"})
    assert found.compared == 5


def test_every_trust_with_a_catchment_and_still_open_has_neighbours() -> None:
    for code in list(trust_catchments())[::30]:
        assert neighbours_of_trust(code, ON, count=1).nearest
