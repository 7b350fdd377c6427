"""Fault 22: a date format is declared; an ambiguous date, or two formats in one column, refuses the file."""

from datetime import date
from pathlib import Path

import pytest
from tests.intake.builders import GOOD_RECORD, csv_file, records
from tests.intake.profiles.written import OWN_COLUMNS, profile

from clearway.intake.readers import read_here
from clearway.intake.reading import Declared
from clearway.intake.waiting_times.csv_reader import parsed
from clearway.intake.waiting_times.dates import FORMATS
from clearway.records.findings import Refused

PATTERNS = {"DD/MM/YYYY": "%d/%m/%Y", "MM/DD/YYYY": "%m/%d/%Y", "YYYYMMDD": "%Y%m%d", "DD-MON-YYYY": "%d-%b-%Y"}


def in_format(pattern: str) -> dict[str, str]:
    """The good record with its dates written another way."""
    iso = {name: value for name, value in GOOD_RECORD.items() if value.startswith("2025-")}
    return {name: date.fromisoformat(value).strftime(pattern) for name, value in iso.items()}


@pytest.mark.parametrize(("name", "pattern"), PATTERNS.items())
def test_fault_22_a_declared_format_is_read(tmp_path: Path, name: str, pattern: str) -> None:
    path = csv_file(tmp_path, records(in_format(pattern)))
    read = parsed(read_here(path, Declared(date_format=name)))
    assert read.findings == []
    assert read.records["crtp_start"].to_pylist() == [date(2025, 3, 3)]
    assert name in FORMATS


def test_fault_22_an_ambiguous_date_that_was_not_declared_refuses_the_file(tmp_path: Path) -> None:
    path = csv_file(tmp_path, records({"crtp_start": "02/03/2024"}))
    with pytest.raises(Refused) as caught:
        read_here(path)
    assert caught.value.code == "DATE_FORMAT"
    assert "Row 2, crtp_start: 02/03/2024" in caught.value.reason
    assert "DD/MM/YYYY or MM/DD/YYYY" in caught.value.reason
    assert "declare the file's format" in caught.value.mend


def test_fault_22_two_formats_in_one_column_refuse_the_file_naming_a_row_of_each(tmp_path: Path) -> None:
    path = csv_file(tmp_path, records({}, {}, {"crtp_start": "25/03/2025"}))
    with pytest.raises(Refused) as caught:
        read_here(path)
    assert caught.value.code == "DATE_TWO_FORMATS"
    assert "row 2 is written YYYY-MM-DD, row 4 is 25/03/2025" in caught.value.reason


@pytest.mark.parametrize("odd", ["2025-03-25", "03/25/2025", "25/3/2025", "25/03/25", "25-Mar-2025"])
def test_fault_22_a_declared_format_mixed_with_another_is_refused_too(tmp_path: Path, odd: str) -> None:
    day_first = in_format("%d/%m/%Y")
    path = csv_file(tmp_path, records(day_first, {**day_first, "crtp_start": odd}))
    with pytest.raises(Refused) as caught:
        read_here(path, Declared(date_format="DD/MM/YYYY"))
    assert caught.value.code == "DATE_TWO_FORMATS"


def test_fault_22_a_time_of_day_is_not_cut_off_in_silence(tmp_path: Path) -> None:
    path = csv_file(tmp_path, records({"treatment_start_date": "2025-04-30 00:00:00"}))
    with pytest.raises(Refused, match="with a time"):
        read_here(path)


WITH_TIMES = {
    "YYYY-MM-DD with a time": "%Y-%m-%dT23:30:00",
    "YYYY-MM-DD with a time and zone": "%Y-%m-%dT10:00:00Z",
    "DD/MM/YYYY with a time": "%d/%m/%Y 00:00",
    "DD-MON-YYYY": "%d-%b-%Y",
    "DD/MM/YY": "%d/%m/%y",
}


@pytest.mark.parametrize(("name", "pattern"), WITH_TIMES.items())
def test_fault_22_a_profile_declares_moments_and_short_years_which_a_sender_cannot(
    tmp_path: Path, name: str, pattern: str
) -> None:
    path = csv_file(tmp_path, records(in_format(pattern)))
    read = parsed(read_here(path, Declared(profile=profile(more=f"dates: {name}\n"))))
    assert read.records["crtp_start"].to_pylist() == [date(2025, 3, 3)]
    assert read.rejected.num_rows == 0


def test_fault_22_a_moment_told_with_its_zone_is_the_day_in_london(tmp_path: Path) -> None:
    by = profile(columns=OWN_COLUMNS.replace("{from: fds_end_date}", "{from: fds_end_date, dates: ZONED}").replace(
        "ZONED", "YYYY-MM-DD with a time and zone"))  # fmt: skip
    told = ["2025-06-30T23:30:00Z", "2025-01-31T23:30:00Z", "2025-03-30T00:30:00+00:00", "2025-10-26T00:30:00+01:00"]
    path = csv_file(tmp_path, records(*({"fds_end_date": one} for one in told)))
    read = parsed(read_here(path, Declared(profile=by)))
    days = [date(2025, 7, 1), date(2025, 1, 31), date(2025, 3, 30), date(2025, 10, 26)]
    assert read.records["fds_end_date"].to_pylist() == days


def test_fault_22_a_column_with_its_own_format_is_held_to_it_and_named_as_its_owner_knows_it(tmp_path: Path) -> None:
    columns = OWN_COLUMNS.replace("{from: crtp_start}", "{from: CRTPDATE, dates: DD/MM/YYYY}")
    by = profile(columns=columns)
    path = csv_file(tmp_path, records({"crtp_start": "03/02/2025"}))
    path.write_text(path.read_text().replace("crtp_start", "CRTPDATE"))
    assert parsed(read_here(path, Declared(profile=by))).records["crtp_start"].to_pylist() == [date(2025, 2, 3)]
    path.write_text(path.read_text().replace("03/02/2025", "2025-02-03"))
    with pytest.raises(Refused, match=r"crtp_start \(your column CRTPDATE\): 2025-02-03 is not written DD/MM/YYYY"):
        read_here(path, Declared(profile=by))
