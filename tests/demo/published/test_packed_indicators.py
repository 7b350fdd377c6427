"""The indicators that travel with the product: whole, sourced, small, and equal to the publishers' files read again."""

from importlib.resources import files
from pathlib import Path

import pyarrow.compute as pc
import pytest
from tests.shared import SHARED, shared_path

from clearway.demo.published.indicators import PackedFile, indicator_readings, packed_files, packed_observations
from clearway.intake.indicators.readers import INDICATOR_READERS
from clearway.intake.readers import read_here
from clearway.intake.reading import Declared
from clearway.records.observations import OBSERVATIONS_SCHEMA

PACKS = tuple(dict.fromkeys(one.pack for one in packed_files()))


def test_there_are_as_many_values_as_the_list_says_each_with_its_publisher_and_release() -> None:
    readings = indicator_readings()
    for reading, one in zip(readings, packed_files(), strict=True):
        held = reading.tables["observations"]
        assert held.schema == OBSERVATIONS_SCHEMA
        assert held.num_rows == one.rows
        assert pc.unique(held["source_file"]).to_pylist() == [one.file_name]
        assert pc.unique(held["publisher"]).to_pylist() == [one.facts["publisher"]]
        assert pc.unique(held["release"]).to_pylist() == [one.facts["release"]]
        assert one.licence == "Open Government Licence v3.0"
    assert sum(one.rows for one in packed_files()) == 516_041
    assert {one.reader for one in packed_files()} <= {reader.name for reader in INDICATOR_READERS}


def test_england_in_march_2025_has_18_4_per_cent_waiting_six_weeks_for_a_test() -> None:
    march = packed_observations("diagnostics").filter(
        (pc.field("indicator") == "dm01.six_weeks_or_more")
        & (pc.field("area_type") == "england")
        & (pc.field("category") == "ALL")
        & (pc.field("release") == "provisional")
    )
    (row,) = march.to_pylist()
    assert (row["numerator"], row["denominator"]) == (312_744, 1_703_242)
    assert round(row["value"], 3) == 0.184


def test_england_was_found_at_stage_1_or_2_in_54_5_per_cent_in_2018() -> None:
    england = packed_observations("stage").filter(pc.field("area_type") == "england").to_pylist()
    assert round(next(row["value"] for row in england if row["period_start"].year == 2018), 3) == 0.545


def test_the_people_of_the_districts_in_mid_2023_are_those_printed_for_england() -> None:
    people = packed_observations("population").filter(pc.field("indicator") == "population.mid_year")
    mid_2023 = [row for row in people.to_pylist() if row["period_end"].year == 2023]
    england = sum(row["value"] for row in mid_2023 if row["area_type"] == "england")
    districts = sum(row["value"] for row in mid_2023 if row["area_type"] == "district" and row["age"] == "ALL")
    assert england == districts == 57_690_323


def test_the_packs_are_small_enough_to_travel() -> None:
    sizes = [len(files("clearway.demo.published").joinpath(f"{pack}.parquet").read_bytes()) for pack in PACKS]
    assert sum(sizes) < 3_000_000


@pytest.mark.slow
@pytest.mark.parametrize("one", packed_files(), ids=lambda one: one.file_name)
def test_packed_values_equal_the_file_read_again(one: PackedFile) -> None:
    reading = read_here(lying(one.file_name), Declared(month=one.declared))
    assert (reading.source.sha256, reading.source.byte_count) == (one.sha256, one.bytes)
    assert dict(reading.facts) == one.facts
    assert {finding.id for finding in reading.findings} == {finding["id"] for finding in one.findings}
    mine = packed_observations(one.pack)
    mine = mine.filter(pc.equal(mine["source_sha256"], one.sha256))
    assert mine.equals(reading.tables["observations"])


def lying(name: str) -> Path:
    """Where a publisher's file lies beside the checkout."""
    return next(iter(SHARED.glob(f"data/*/{name}")), None) or shared_path(f"data/{name}")
