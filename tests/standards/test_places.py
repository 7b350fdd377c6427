"""Areas by code and day: codes of every year resolve or are reported, and shares of people tell what lies where."""

import csv
import gzip
from datetime import date

import pytest
from tests.shared import shared_path

from clearway.standards.organisations import load_organisations
from clearway.standards.places import ENGLAND, ChangeKind, Level, Places, load_places, places_with

MARCH_2025 = date(2025, 3, 1)
SHEFFIELD, BASSETLAW, CHESTERFIELD = "E08000019", "E07000171", "E07000034"
SOUTH_YORKSHIRE_AND_BASSETLAW = "E56000025"


@pytest.fixture(scope="module")
def places() -> Places:
    return load_places()


def names(parts: object) -> list[str]:
    return [part.name for part in parts]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("level", "count"),
    [
        (Level.ENGLAND, 1),
        (Level.REGION, 9),
        (Level.NHS_REGION, 7),
        (Level.COMBINED_AUTHORITY, 10),
        (Level.COUNTY, 21),
        (Level.DISTRICT, 296),
        (Level.ICB, 42),
        (Level.SUB_ICB, 106),
        (Level.ALLIANCE, 21),
    ],
)
def test_england_has_as_many_areas_of_a_level_as_it_should(places: Places, level: Level, count: int) -> None:
    assert len(places.areas(level, MARCH_2025)) == count


@pytest.mark.parametrize(("on", "count"), [(date(2024, 5, 1), 296), (date(2022, 5, 1), 309), (date(2020, 5, 1), 314)])
def test_districts_are_those_of_the_day(places: Places, on: date, count: int) -> None:
    assert len(places.areas(Level.DISTRICT, on)) == count


def test_every_area_of_the_stage_file_is_known(places: Places) -> None:
    path = shared_path("data/stage/cancer-diagnosis-at-stage-1-and-2_2013-2018.csv")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        printed = {row["AREACD"]: " ".join(row["AREANM"].split()) for row in csv.DictReader(lines)}
    assert len(printed) == 362
    assert places.unknown(printed) == ()
    differing = {code for code, name in printed.items() if not places.name(code).startswith(name)}
    assert differing <= {"E67000002"}


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("health_index/england_health_index_indicators_ltla_2015-2020.csv.gz", "ltla21_code"),
        ("health_index/england_health_index_indicators_icb_scores_2015-2020.csv.gz", "icb22_code"),
        ("population/local_authority_age.csv", "code"),
        ("deprivation/imd2025_england_icb24.csv", "icb24_code"),
    ],
)
def test_every_english_area_of_other_files_is_known(places: Places, name: str, column: str) -> None:
    path = shared_path(f"data/{name}")
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    codes = {row[column] for row in csv.DictReader(text.decode("utf-8-sig").splitlines())}
    assert places.unknown(code for code in codes if code.startswith("E")) == ()


def test_a_code_that_nobody_knows_is_reported_and_lies_nowhere(places: Places) -> None:
    assert places.unknown(["E06999999", SHEFFIELD, "XYZ", "XYZ"]) == ("E06999999", "XYZ")
    assert places.find("E06999999") is None
    assert places.name("E06999999") == "E06999999"
    assert places.parts("E06999999", Level.ALLIANCE, MARCH_2025) == ()
    assert places.successors("E06999999", MARCH_2025) == ()
    assert not places.membership(["E06999999"], MARCH_2025).any()


@pytest.mark.parametrize(
    ("code", "own"),
    [
        ("QF7", "E54000061"),
        ("E54000053", "E54000064"),
        ("E38000182", "E38000263"),
        ("02P", "E38000006"),
        ("Y63", "E40000012"),
        ("E08000039", SHEFFIELD),
        ("ENGLAND", ENGLAND),
        (" e08000019 ", SHEFFIELD),
    ],
)
def test_an_area_is_found_under_each_of_its_codes(places: Places, code: str, own: str) -> None:
    found = places.find(code)
    assert found is not None
    assert found.code == own


def test_south_yorkshire_and_bassetlaw_has_its_five_districts(places: Places) -> None:
    found = places.within(SOUTH_YORKSHIRE_AND_BASSETLAW, Level.DISTRICT, MARCH_2025)
    assert names(found) == ["Barnsley", "Bassetlaw", "Doncaster", "Rotherham", "Sheffield"]


def test_bassetlaw_lies_in_one_icb_and_another_alliance_and_chesterfield_in_neither_of_sheffields(
    places: Places,
) -> None:
    icb = places.best_fit(BASSETLAW, Level.ICB, MARCH_2025)
    alliance = places.best_fit(BASSETLAW, Level.ALLIANCE, MARCH_2025)
    assert icb is not None
    assert alliance is not None
    assert icb.name == "NHS Nottingham and Nottinghamshire Integrated Care Board"
    assert alliance.code == SOUTH_YORKSHIRE_AND_BASSETLAW
    assert names(places.parts(CHESTERFIELD, Level.ALLIANCE, MARCH_2025)) == ["East Midlands"]


def test_a_district_that_is_divided_says_with_what_share_of_its_people(places: Places) -> None:
    parts = places.parts("E06000065", Level.ALLIANCE, MARCH_2025)
    assert names(parts) == ["Humber, Coast and Vale", "West Yorkshire and Harrogate", "Lancashire and South Cumbria"]
    assert sum(part.share for part in parts) == pytest.approx(1)
    assert parts[0].share == pytest.approx(0.908, abs=0.001)


@pytest.mark.parametrize("level", [Level.REGION, Level.ICB, Level.SUB_ICB, Level.ALLIANCE, Level.NHS_REGION])
def test_every_districts_shares_sum_to_all_its_people(places: Places, level: Level) -> None:
    for area in places.areas(Level.DISTRICT, MARCH_2025):
        parts = places.parts(area.code, level, MARCH_2025)
        assert sum(part.share for part in parts) == pytest.approx(1), area.name
        assert [part.share for part in parts] == sorted((part.share for part in parts), reverse=True)


def test_a_unitary_authority_lies_in_no_county(places: Places) -> None:
    assert places.parts(SHEFFIELD, Level.COUNTY, MARCH_2025) == ()
    assert names(places.parts(CHESTERFIELD, Level.COUNTY, MARCH_2025)) == ["Derbyshire"]
    sheffield, chesterfield = places.find(SHEFFIELD), places.find(CHESTERFIELD)
    assert sheffield is not None
    assert chesterfield is not None
    assert (sheffield.is_unitary, chesterfield.is_unitary) == (True, False)


def test_a_former_district_leads_to_the_one_that_holds_its_people(places: Places) -> None:
    assert names(places.successors("E07000150", MARCH_2025)) == ["North Northamptonshire"]
    assert names(places.successors("E07000190", date(2020, 1, 1))) == ["Somerset West and Taunton"]
    assert names(places.successors("E07000190", MARCH_2025)) == ["Somerset"]
    assert names(places.successors("E07000150", date(2019, 1, 1))) == ["Corby"]


def test_a_former_county_leads_to_both_its_successors_with_shares(places: Places) -> None:
    parts = places.successors("E10000006", MARCH_2025)
    assert names(parts) == ["Cumberland", "Westmorland and Furness"]
    assert sum(part.share for part in parts) == pytest.approx(1)


def test_before_there_were_alliances_and_icbs_nothing_lies_in_one(places: Places) -> None:
    assert places.parts(SHEFFIELD, Level.ALLIANCE, date(2020, 1, 1)) == ()
    assert places.parts(SHEFFIELD, Level.ICB, date(2022, 6, 30)) == ()
    assert places.parts(SHEFFIELD, Level.ICB, date(2022, 7, 1)) != ()


def test_every_merger_that_a_lookup_shows_is_marked_verified_and_the_others_are_not(places: Places) -> None:
    kinds = {
        (one.applies_from.year, one.trust.value)
        for code in ("E07000150", "E07000026")
        for one in places.changes_of(code)
    }
    assert kinds == {(2021, "verified"), (2023, "running_code")}
    assert places.changes_of("E08000039")[0].kind is ChangeKind.RECODED


@pytest.mark.parametrize("code", ["E06000063", "E06000064", "E06000065", "E06000066"])
def test_the_residents_of_the_authorities_of_2023_bear_out_what_they_were_made_of(places: Places, code: str) -> None:
    path = shared_path("data/population/local_authority_age.csv")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        later = {row["code"]: float(row["all"]) for row in csv.DictReader(lines)}
    earlier = places.pieces.people[places.membership([code], MARCH_2025)[0]].sum()
    assert later[code] / earlier == pytest.approx(1.0, abs=0.04)


def test_who_belongs_to_an_alliance_is_provisional_since_ccgs_ended() -> None:
    places = load_places()
    assert places.trust(Level.ALLIANCE, date(2022, 6, 30)).value == "verified"
    assert places.trust(Level.ALLIANCE, MARCH_2025).is_provisional
    assert not places.trust(Level.ICB, MARCH_2025).is_provisional


def test_an_alliances_own_organisations_may_stand_in() -> None:
    assert places_with(load_organisations()).within(SOUTH_YORKSHIRE_AND_BASSETLAW, Level.DISTRICT, MARCH_2025)


def test_every_piece_of_ground_lies_in_one_area_of_each_level(places: Places) -> None:
    for level in (Level.DISTRICT, Level.REGION, Level.ICB, Level.SUB_ICB, Level.ALLIANCE):
        codes = [area.code for area in places.areas(level, MARCH_2025)]
        assert (places.membership(codes, MARCH_2025).sum(axis=0) == 1).all()
