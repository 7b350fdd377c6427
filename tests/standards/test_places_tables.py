"""The tables of places name their sources and fit together; a fault in one is named by file, row and column."""

import shutil
from pathlib import Path

import pytest
import yaml

from clearway.standards import StandardsError
from clearway.standards.places import Level
from clearway.standards.places.pieces import SHIPPED, load_pieces
from clearway.standards.places.tables import read_areas, read_changes

SHIPPED_KINDS = (".csv", ".json", ".parquet")


def test_every_table_names_its_publisher_its_licence_and_whether_it_is_derived() -> None:
    said = yaml.safe_load((SHIPPED / "sources.yaml").read_text(encoding="utf-8"))
    assert said["licence"] == "Open Government Licence v3.0"
    assert {one["table"] for one in said["sources"]} == {p.name for p in SHIPPED.iterdir() if p.suffix in SHIPPED_KINDS}
    assert all(one["publisher"] and one["document"] and one["reading"] for one in said["sources"])
    assert {one["basis"] for one in said["sources"]} == {"published", "derived"}


def test_every_code_that_a_table_names_is_an_area() -> None:
    areas = {area.code: area for area in read_areas(SHIPPED)}
    for area in areas.values():
        assert {area.parent, area.combined_authority} - {""} <= set(areas), area.code
    for change in read_changes(SHIPPED):
        assert change.new in areas, change.old
        assert (change.old in areas) is (change.kind != "recoded"), change.old


def test_every_piece_lies_in_a_known_district_and_sub_icb() -> None:
    areas = read_areas(SHIPPED)
    districts = {area.code for area in areas if area.level is Level.DISTRICT}
    sub_icbs = {area.ods_code for area in areas if area.level is Level.SUB_ICB}
    pieces = load_pieces()
    assert set(pieces.district.tolist()) <= districts
    assert set(pieces.former_district.tolist()) <= {*districts, ""}
    assert set(pieces.sub_icb.tolist()) == sub_icbs
    assert (pieces.by_age.sum(axis=1) == pieces.people).all()
    assert (pieces.by_tenth.sum(axis=1) == pieces.people).all()
    assert (pieces.rural_people <= pieces.people + 0.001).all()
    assert pieces.neighbourhoods.sum() == 32_844


@pytest.mark.parametrize(
    ("table", "before", "after", "words"),
    [
        ("areas.csv", "code,name,level", "code,level,name", "areas.csv: row 1: has another heading"),
        ("areas.csv", "E12000007,London,region", "E12000007,London,realm", "level: 'realm' is not known"),
        ("areas.csv", "E12000007,London,region", "E12000007,,region", "name: is empty"),
        ("code_changes.csv", ",merged,verified", ",married,verified", "kind: 'married' is not known"),
        ("code_changes.csv", ",merged,verified", ",merged,sure", "no trust label"),
        ("code_changes.csv", "2019-04-01", "2019-04-31", "not a date"),
    ],
)
def test_a_fault_in_a_table_is_named(tmp_path: Path, table: str, before: str, after: str, words: str) -> None:
    for name in ("areas.csv", "code_changes.csv"):
        shutil.copy(SHIPPED / name, tmp_path)
    text = (tmp_path / table).read_text(encoding="utf-8")
    assert before in text
    (tmp_path / table).write_text(text.replace(before, after, 1), encoding="utf-8")
    read = read_areas if table == "areas.csv" else read_changes
    with pytest.raises(StandardsError, match="row") as refused:
        read(tmp_path)
    assert words in str(refused.value)
