"""Any indicator of the Fingertips download: units told, groups kept apart, doubles seen, doubts named."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.shared import shared_path

from clearway.intake.indicators.fingertips_period import period_days
from clearway.intake.readers import read_here
from clearway.intake.reading import Declared, Reading
from clearway.records.deprivation_groups import DeprivationGroup, deprivation_group
from clearway.records.findings import Refused
from clearway.records.observations import ALL, OBSERVATIONS_SCHEMA

HEADINGS = (
    *("Indicator ID", "Indicator Name", "Parent Code", "Parent Name", "Area Code", "Area Name", "Area Type", "Sex"),
    *("Age", "Category Type", "Category", "Time period", "Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit"),
    *("Lower CI 99.8 limit", "Upper CI 99.8 limit", "Count", "Denominator", "Value note", "Recent Trend"),
    *("Compared to England value or percentiles", "Compared to Region value or percentiles"),
    *("Time period Sortable", "New data", "Compared to goal", "Time period range"),
)
ENGLAND = {
    "Indicator ID": "90001",
    "Indicator Name": "Made-up coverage",
    "Area Code": "E92000001",
    "Area Name": "England",
    "Area Type": "England",
    "Sex": "Persons",
    "Age": "All ages",
    "Time period": "2022",
    "Value": "60",
    "Lower CI 95.0 limit": "59",
    "Upper CI 95.0 limit": "61",
    "Count": "600",
    "Denominator": "1000",
}
BARNSLEY = ENGLAND | {"Area Code": "E08000016", "Area Name": "Barnsley", "Area Type": "Districts & UAs (from Apr 2023)"}
DECILES = "County & UA deprivation deciles in England (IMD2019, 4/23 geography)"


def read(tmp_path: Path, *rows: dict[str, str], headings: tuple[str, ...] = HEADINGS, **declared: Any) -> Reading:
    path = tmp_path / "indicators.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, headings, restval="", extrasaction="ignore")
        out.writeheader()
        out.writerows(rows)
    return read_here(path, Declared(**declared))


def values(reading: Reading) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = reading.tables["observations"].to_pylist()
    return found


def found(reading: Reading) -> dict[str, str]:
    return {one.id: one.message for one in reading.findings}


def test_the_real_download_reads_as_a_share_with_its_limits() -> None:
    reading = read_here(shared_path("data/fingertips/England_Bowel_Screening_Trends.csv"))
    assert reading.tables["observations"].schema == OBSERVATIONS_SCHEMA
    rows = values(reading)
    assert len(rows) == 10
    last = rows[-1]
    assert (last["indicator"], last["area_type"], last["age"]) == ("fingertips.92601", "england", "60-74")
    assert (last["period_start"], last["period_end"]) == (date(2022, 4, 1), date(2023, 3, 31))
    assert (last["numerator"], last["denominator"]) == (3_194_565, 4_550_285)
    assert last["value"] == pytest.approx(last["numerator"] / last["denominator"], abs=5e-7)
    assert last["lower"] < last["value"] < last["upper"]
    assert set(found(reading)) == {"UNIT_FROM_COUNTS"}
    assert "read as a percentage" in found(reading)["UNIT_FROM_COUNTS"]


@pytest.mark.parametrize(
    ("value", "kept"), [("60", 0.6), ("600", 60_000), ("6000", 60_000), ("60000", 60_000), ("47000", 47_000)]
)
def test_what_a_value_is_per_is_told_from_its_count_and_denominator(tmp_path: Path, value: str, kept: float) -> None:
    limits = {"Lower CI 95.0 limit": "", "Upper CI 95.0 limit": ""}
    reading = read(tmp_path, ENGLAND | limits | {"Value": value})
    assert values(reading)[0]["value"] == pytest.approx(kept)
    assert "UNIT_FROM_COUNTS" in found(reading)


def test_a_unit_that_nothing_tells_leaves_the_value_as_printed_and_says_so(tmp_path: Path) -> None:
    reading = read(tmp_path, ENGLAND | {"Count": "", "Denominator": ""})
    assert values(reading)[0]["value"] == 60
    assert "neither the download nor its counts say the unit" in found(reading)["UNIT_NOT_SAID"]


def test_a_listed_indicator_needs_no_counts(tmp_path: Path) -> None:
    breast = {"Indicator ID": "94063", "Indicator Name": "Breast screening coverage", "Sex": "Female"}
    reading = read(tmp_path, ENGLAND | breast | {"Count": "", "Denominator": ""})
    assert reading.findings == []
    assert (values(reading)[0]["value"], values(reading)[0]["sex"]) == (0.6, "Female")


def test_a_listed_unit_that_the_counts_contradict_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(tmp_path, ENGLAND | {"Indicator ID": "94063", "Value": "600"})
    assert refused.value.code == "UNIT_CONTRADICTED"


def test_deprivation_ethnicity_and_other_categories_are_kept_apart(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        ENGLAND,
        ENGLAND | {"Category Type": DECILES, "Category": "Most deprived decile (IMD2019)"},
        ENGLAND | {"Category Type": DECILES, "Category": "Fifth less deprived decile (IMD2019)"},
        ENGLAND | {"Category Type": DECILES, "Category": "Least deprived decile (IMD2019)"},
        ENGLAND | {"Category Type": "Ethnic groups", "Category": "Mixed"},
        ENGLAND | {"Category Type": "Religion - 8 categories", "Category": "Hindu"},
    )
    assert [(row["deprivation"], row["ethnicity"], row["category"]) for row in values(reading)] == [
        (ALL, ALL, ALL),
        (f"1 of 10, {DECILES}", ALL, ALL),
        (f"6 of 10, {DECILES}", ALL, ALL),
        (f"10 of 10, {DECILES}", ALL, ALL),
        (ALL, "Mixed", ALL),
        (ALL, ALL, "Religion - 8 categories: Hindu"),
    ]
    assert deprivation_group(values(reading)[1]["deprivation"]) == DeprivationGroup(1, 10, DECILES)
    assert deprivation_group(ALL) is None


def test_an_area_that_stands_with_and_without_its_parent_counts_once(tmp_path: Path) -> None:
    reading = read(tmp_path, BARNSLEY, BARNSLEY | {"Parent Code": "E12000003", "Parent Name": "Yorkshire"})
    assert len(values(reading)) == 1
    with pytest.raises(Refused) as refused:
        read(tmp_path, BARNSLEY, BARNSLEY | {"Value": "60.1"})
    assert refused.value.code == "VALUE_TWICE"
    assert "row 2 and row 3" in refused.value.reason


@pytest.mark.parametrize(
    ("code", "printed", "kind"),
    [
        ("E12000003", "Regions (statistical)", "region"),
        ("E40000012", "NHS regions", "region"),
        ("E10000007", "Counties & UAs (from Apr 2023)", "county"),
        ("E54000054", "ICBs", "icb"),
        ("E38000006", "ICB sub-locations", "sub_icb"),
        ("U12345", "PCNs (v. 24/04/24)", "pcn"),
        ("A81002", "GPs", "practice"),
        ("RFF", "Acute Trusts", "provider"),
    ],
)
def test_the_kind_of_an_area_is_told_from_its_code(tmp_path: Path, code: str, printed: str, kind: str) -> None:
    reading = read(tmp_path, ENGLAND | {"Area Code": code, "Area Name": "A place", "Area Type": printed})
    assert (values(reading)[0]["area_type"], values(reading)[0]["area_code"]) == (kind, code)


def test_areas_of_a_kind_that_is_not_kept_are_counted_and_named(tmp_path: Path) -> None:
    ward = ENGLAND | {"Area Code": "E05000001", "Area Name": "A ward", "Area Type": "Electoral wards"}
    reading = read(tmp_path, ENGLAND, ward)
    assert len(values(reading)) == 1
    assert "Electoral wards (1 rows)" in found(reading)["AREA_NOT_KEPT"]


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Value suppressed for disclosure control due to small count", "suppressed"),
        ("Interpret with caution", "unreliable"),
        ("Aggregated from all known lower geography values", "Aggregated from all known lower geography values"),
    ],
)
def test_a_note_becomes_the_flag_of_its_value(tmp_path: Path, note: str, flag: str) -> None:
    assert values(read(tmp_path, ENGLAND | {"Value note": note}))[0]["flag"] == flag


@pytest.mark.parametrize("missing", ["", "-1"])
def test_a_missing_value_is_kept_as_missing_and_never_as_a_number(tmp_path: Path, missing: str) -> None:
    gone = dict.fromkeys(("Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit", "Count"), missing)
    reading = read(tmp_path, ENGLAND, BARNSLEY | gone)
    barnsley = values(reading)[1]
    assert (barnsley["value"], barnsley["numerator"], barnsley["lower"]) == (None, None, None)
    assert barnsley["flag"] == "unavailable"
    assert "no note says why" in found(reading)["VALUE_MISSING"]


def test_what_does_not_add_up_is_told_with_its_row(tmp_path: Path) -> None:
    districts = [BARNSLEY | {"Area Code": f"E080000{number}"} for number in range(10, 29)]
    men, women = (ENGLAND | {"Sex": sex, "Count": "360", "Denominator": "600"} for sex in ("Male", "Female"))
    reading = read(tmp_path, ENGLAND, men, women, *districts, BARNSLEY | {"Area Code": "E08000029", "Value": "61"})
    told = found(reading)
    assert "row 24: the value is 61, its count by its denominator 60" in told["VALUE_NOT_PARTS"]
    assert "row 2: persons are 600, both sexes together 720" in told["SEXES_NOT_PERSONS"]
    assert "England's denominator is 1,000, that of every area of the kind E08" in told["AREAS_OVER_ENGLAND"]


def test_a_new_column_is_named_and_the_comparisons_of_the_publisher_are_known(tmp_path: Path) -> None:
    reading = read(tmp_path, ENGLAND, headings=(*HEADINGS, "Data quality"))
    assert found(reading)["COLUMN_NOT_READ"].endswith("left out: DATA QUALITY.")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"Value": "about 60"}, "NOT_A_NUMBER"),
        ({"Time period": "last year"}, "PERIOD_UNKNOWN"),
        ({"Sex": "Both"}, "CELL_CANNOT_STAND"),
        ({"Indicator ID": "coverage"}, "INDICATOR_UNCLEAR"),
    ],
)
def test_what_cannot_be_read_surely_is_refused(tmp_path: Path, row: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(tmp_path, ENGLAND | row)
    assert refused.value.code == code
    assert "row 2" in refused.value.reason or code == "INDICATOR_UNCLEAR"


def test_one_indicator_under_two_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is called 'Made-up coverage' and, in row 3, 'Another name'"):
        read(tmp_path, ENGLAND, BARNSLEY | {"Indicator Name": "Another name"})


def test_downloads_of_other_areas_are_other_tables_and_many_indicators_have_a_short_name(tmp_path: Path) -> None:
    assert read(tmp_path, ENGLAND).facts["table"] == "90001_england"
    assert read(tmp_path, ENGLAND, BARNSLEY).facts["table"] == "90001_district-england"
    many = [ENGLAND | {"Indicator ID": str(number), "Indicator Name": str(number)} for number in range(90001, 90021)]
    assert read(tmp_path, *many).facts["table"].startswith("20-indicators-")


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022/23", date(2022, 4, 1), date(2023, 3, 31)),
        ("1999/00", date(1999, 4, 1), date(2000, 3, 31)),
        ("2020 - 22", date(2020, 1, 1), date(2022, 12, 31)),
        ("1998-00", date(1998, 1, 1), date(2000, 12, 31)),
        ("2018/19 - 20/21", date(2018, 4, 1), date(2021, 3, 31)),
        ("2023 Q2", date(2023, 4, 1), date(2023, 6, 30)),
        ("2023/24 Q1", date(2023, 4, 1), date(2023, 6, 30)),
        ("2023/24 Q4", date(2024, 1, 1), date(2024, 3, 31)),
        ("Feb 2024", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_a_period_begins_and_ends_on_the_days_it_says(printed: str, first: date, last: date) -> None:
    assert period_days(printed) == (first, last)


@pytest.mark.parametrize("printed", ["", "2022/24", "2022 - 2020", "Q2 2023", "Febtober 2024", "2018/19 - 20/22"])
def test_words_that_are_no_period_are_none(printed: str) -> None:
    assert period_days(printed) is None
