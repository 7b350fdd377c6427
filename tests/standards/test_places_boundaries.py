"""Borders: every area of today has some, neighbours share theirs, and joined areas cover what their parts cover."""

import json
from collections import Counter
from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.shared import shared_path

from clearway.standards.places import Level, borders_of, load_places, trust_catchments
from clearway.standards.places.boundaries import signed_area
from clearway.standards.places.pieces import SHIPPED

ON = date(2025, 3, 1)
ALL = [level for level in Level if level not in (Level.TOGETHER, Level.COMBINED_AUTHORITY)]
ENGLAND_SQUARE_KILOMETRES = 130_300


@pytest.mark.parametrize("level", ALL)
def test_every_area_of_a_level_has_borders_and_together_they_cover_england(level: Level) -> None:
    borders = borders_of(level, ON)
    assert {area.code for area in load_places().areas(level, ON)} <= set(borders.areas)
    covered = sum(borders.square_kilometres(code) for code in borders.areas)
    assert covered == pytest.approx(ENGLAND_SQUARE_KILOMETRES, rel=0.005)


@pytest.mark.parametrize("level", ALL)
def test_every_ring_is_closed(level: Level) -> None:
    borders = borders_of(level, ON)
    for code, rings in borders.areas.items():
        for ring in rings:
            points = borders.points(ring)
            assert (points[0] == points[-1]).all(), code


@pytest.mark.parametrize("level", ALL)
def test_a_border_belongs_to_one_area_or_to_two(level: Level) -> None:
    borders = borders_of(level, ON)
    times = Counter(n if n >= 0 else ~n for rings in borders.areas.values() for ring in rings for n in ring)
    assert set(times.values()) <= {1, 2}


def test_an_alliance_covers_the_ground_of_the_derived_shapes_within_two_percent() -> None:
    path = shared_path("data/geography/derived_cancer_alliances_2021_on_sicbl23.geojson")
    ours = borders_of(Level.ALLIANCE, ON)
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    theirs = {feature["properties"]["CAL21CD"]: square_kilometres(feature["geometry"]) for feature in features}
    assert {code: ours.square_kilometres(code) for code in ours.areas} == pytest.approx(theirs, rel=0.02)


def square_kilometres(geometry: dict[str, Any]) -> float:
    """The ground of a shape in degrees, on a sinusoidal map (which keeps areas)."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    found = 0.0
    for polygon in polygons:
        areas = []
        for ring in polygon:
            longitude, latitude = np.array(ring)[:, :2].T
            across = longitude * 111.32 * np.cos(np.radians(latitude))
            areas.append(abs(signed_area(np.column_stack([across, latitude * 111.2]))))
        found += areas[0] - sum(areas[1:])
    return found


def test_a_ring_that_runs_against_the_clock_has_ground_above_nought() -> None:
    square = np.array([[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]], dtype=float)
    assert signed_area(square) == 4
    assert signed_area(square[::-1]) == -4


def test_areas_published_together_have_no_borders() -> None:
    with pytest.raises(ValueError, match="no borders"):
        borders_of(Level.TOGETHER, ON)


def test_the_ordnance_survey_is_named_with_the_year_of_the_borders() -> None:
    assert "Contains OS data © Crown copyright and database right 2024" in borders_of(Level.DISTRICT, ON).attribution
    assert "right 2023" in borders_of(Level.ALLIANCE, ON).attribution


def test_the_tables_of_places_are_small_enough_to_travel() -> None:
    kept = sum(path.stat().st_size for path in SHIPPED.iterdir() if path.suffix in (".csv", ".json", ".parquet"))
    assert (SHIPPED / "boundaries.json").stat().st_size < 500_000
    assert kept < 1_500_000


def test_a_trusts_catchment_is_nearly_all_its_patients_in_known_districts() -> None:
    places = load_places()
    for trust, parts in trust_catchments().items():
        assert 0.97 < sum(part.share for part in parts) < 1.001, trust
        assert places.unknown(part.district for part in parts) == ()
    assert trust_catchments()["RHQ"][0].district == "E08000019"
