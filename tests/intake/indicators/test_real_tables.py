"""The publishers' own files, read whole: registrations, survival, stage, Health Index and populations."""

import datetime as dt

import pyarrow.compute as pc
import pytest
from tests.intake.indicators.tables import found, refusal, value
from tests.shared import shared_path

from clearway.intake.indicators.series import series_table
from clearway.intake.readers import read_here
from clearway.intake.reading import Declared
from clearway.records.observations import OBSERVATIONS_SCHEMA

REGISTRATIONS, INDEX, PEOPLE = "data/registrations", "data/health_index", "data/population"
FILES = {
    f"{REGISTRATIONS}/Inc_data_01to20_bysite_allandbysex.csv": ("ndrs_cancer_data", 19_920, set()),
    f"{REGISTRATIONS}/inc_2001to2020_bysite_bysexandage.csv.gz": ("ndrs_cancer_data", 199_200, {"YOUNGEST_MISSING"}),
    f"{REGISTRATIONS}/Inc_data_01to20_allsites_allandbyagesex.csv": ("ndrs_cancer_data", 1_320, {"YOUNGEST_MISSING"}),
    f"{REGISTRATIONS}/Inc_data_01to20_allsites_allageandbysex.csv": ("ndrs_cancer_data", 180, set()),
    f"{REGISTRATIONS}/Mort_data_01to20_allsites_allandbyagesex.csv": ("ndrs_cancer_data", 1_200, {"YOUNGEST_MISSING"}),
    f"{REGISTRATIONS}/Mort_data_01to20_allsites_allageandbysex.csv": ("ndrs_cancer_data", 180, set()),
    f"{REGISTRATIONS}/surv_data_trends_2009to2020.csv": ("ndrs_survival_trends", 62 * 11, {"SIGN_LOST"}),
    "data/stage/cancer-diagnosis-at-stage-1-and-2_2013-2018.csv": ("ons_stage_by_place", 2_172, set()),
    f"{INDEX}/england_health_index_indicators_ltla_2015-2020.csv.gz": (
        "ons_health_index",
        103_152,
        {"VALUES_REPEATED"},
    ),
    f"{INDEX}/england_health_index_indicators_icb_scores_2015-2020.csv.gz": (
        "ons_health_index",
        14_112,
        {"VALUES_REPEATED"},
    ),
    f"{PEOPLE}/population20_ltla21_single_year_of_age.csv.gz": ("ons_population", 309 * 92, {"OUTSIDE_ENGLAND"}),
    f"{PEOPLE}/ons_uk_population_2023_sex_age.csv.gz": ("ons_population", 182, {"OUTSIDE_ENGLAND"}),
    f"{PEOPLE}/npp_hhh.csv.gz": ("ons_population", 18 * 182, {"OUTSIDE_ENGLAND"}),
    f"{PEOPLE}/census2021_age_gender_ltla21.csv": ("ons_population", 309 * 3, {"OUTSIDE_ENGLAND", "COLUMN_NOT_READ"}),
}
"""Reader, observations and findings of each file."""


LARGE = ("inc_2001to2020_bysite_bysexandage.csv.gz", "england_health_index_indicators_ltla_2015-2020.csv.gz")
CASES = [pytest.param(name, marks=pytest.mark.slow) if name.endswith(LARGE) else name for name in FILES]


@pytest.mark.parametrize("name", CASES, ids=lambda name: name.rsplit("/", 1)[-1])
def test_a_file_is_read_whole_by_its_own_reader_with_the_findings_that_are_true_of_it(name: str) -> None:
    reader, many, findings = FILES[name]
    reading = read_here(shared_path(name))
    observations = reading.tables["observations"]
    assert (reading.reader, observations.num_rows, set(found(reading))) == (reader, many, findings)
    assert observations.schema == OBSERVATIONS_SCHEMA
    keys = set(pc.unique(observations["indicator"]).to_pylist())
    assert keys <= set(series_table())
    assert {series_table()[key].publisher for key in keys} == set(pc.unique(observations["publisher"]).to_pylist())


def test_every_count_of_lung_cancer_stands_once_beside_both_its_rates() -> None:
    reading = read_here(shared_path(f"{REGISTRATIONS}/Inc_data_01to20_bysite_allandbysex.csv"))
    of_2019 = reading.tables["observations"].filter(
        (pc.field("period_start") == pc.scalar(dt.date(2019, 1, 1)))
        & (pc.field("category") == "C33-C34")
        & (pc.field("sex") == "ALL")
    )
    assert {row["indicator"]: row["value"] for row in of_2019.to_pylist()} == {
        "ndrs.incidence_count": 40_316,
        "ndrs.incidence_crude": 71.6,
        "ndrs.incidence_standardised": 75.5,
    }


def test_the_districts_of_mid_2020_add_up_to_the_publishers_england() -> None:
    reading = read_here(shared_path(f"{PEOPLE}/population20_ltla21_single_year_of_age.csv.gz"))
    table = reading.tables["observations"]
    assert pc.sum(table.filter(pc.field("age") == "ALL")["value"]).as_py() == 56_550_138
    assert pc.sum(table.filter(pc.field("age") != "ALL")["value"]).as_py() == 56_550_138


def test_a_file_of_people_that_says_no_year_is_read_for_the_year_that_is_declared() -> None:
    path = shared_path(f"{PEOPLE}/local_authority_age.csv")
    assert refusal(path).code == "YEAR_MISSING"
    reading = read_here(path, Declared(month="2023-06"))
    whole = reading.tables["observations"].filter(pc.field("age") == "ALL")
    assert pc.sum(whole["value"]).as_py() == 57_690_323
    england = read_here(shared_path(f"{PEOPLE}/ons_uk_population_2023_sex_age.csv.gz")).tables["observations"]
    assert pc.sum(england["value"]).as_py() == 57_690_323


def test_small_areas_are_refused_by_name() -> None:
    words = refusal(shared_path(f"{PEOPLE}/population20_lsoa11_single_year_of_age.csv.gz"))
    assert words.code == "SMALL_AREAS"


def test_the_early_stage_share_of_england_and_of_a_place_with_a_borrowed_value() -> None:
    table = read_here(shared_path("data/stage/cancer-diagnosis-at-stage-1-and-2_2013-2018.csv")).tables["observations"]
    last = table.filter(pc.field("period_end") == pc.scalar(dt.date(2018, 12, 31)))
    by_code = {row["area_code"]: row for row in last.to_pylist()}
    assert round(by_code["E92000001"]["value"], 3) == 0.545
    assert by_code["E06000066"]["flag"] == "Value for Somerset Cty applied to Somerset UA"
    assert by_code["E08000018"]["area_name"] == "Rotherham"
    missing = table.filter(pc.is_null(pc.field("value")))
    assert (missing.num_rows, pc.unique(missing["flag"]).to_pylist()) == (94, ["unreliable"])


def test_survival_is_kept_as_shares_and_its_trend_as_points() -> None:
    reading = read_here(shared_path(f"{REGISTRATIONS}/surv_data_trends_2009to2020.csv"))
    lung = value(reading, "ndrs.survival_trend_1_year", sex="Female", category="Lung")
    assert (lung["value"], lung["flag"]) == (1.6, "")
    assert value(reading, "ndrs.survival_trend_1_year", sex="Female", category="Colon")["flag"] == "not significant"
    shares = reading.tables["observations"].filter(pc.field("indicator") == "ndrs.survival_net_1_year")
    assert 0.28 < pc.min(shares["value"]).as_py() < pc.max(shares["value"]).as_py() < 0.97


@pytest.mark.slow
def test_screening_attendance_is_a_share_by_district_and_a_score_by_icb() -> None:
    values = read_here(shared_path(f"{INDEX}/england_health_index_indicators_ltla_2015-2020.csv.gz"))
    scores = read_here(shared_path(f"{INDEX}/england_health_index_indicators_icb_scores_2015-2020.csv.gz"))
    shares = values.tables["observations"].filter(pc.field("indicator") == "health_index.cancer_screening_attendance")
    assert 0.5 < pc.min(shares["value"]).as_py() < pc.max(shares["value"]).as_py() < 0.82
    keys = pc.unique(scores.tables["observations"]["indicator"]).to_pylist()
    assert len(keys) == 56
    assert all(key.startswith("health_index_score.") for key in keys)
