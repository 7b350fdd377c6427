"""Which reader a file gets, and what is said of a file that nobody knows."""

from pathlib import Path

import pytest
import xlsxwriter

from clearway.intake.limits import Limits
from clearway.intake.readers import TITLES, read_here
from clearway.intake.reading import Declared
from clearway.intake.waiting_times.csv_reader import parsed
from clearway.records.findings import Refused
from tests.intake.builders import MonthlyWorkbook, csv_file, records
from tests.shared import shared_path


def refusal(path: Path, declared: Declared | None = None, limits: Limits | None = None) -> Refused:
    """The refusal that reading a file ends in."""
    with pytest.raises(Refused) as caught:
        read_here(path, declared, limits or Limits())
    return caught.value


def test_each_layout_finds_its_reader(tmp_path: Path) -> None:
    assert read_here(MonthlyWorkbook().save(tmp_path / "m.xlsx")).reader == "published_workbook"
    assert read_here(csv_file(tmp_path, records({}))).reader == "waiting_time_records"


def test_an_unknown_workbook_is_refused_with_the_names_of_its_sheets(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "budget.xlsx"))
    book.add_worksheet("Budget 2025").write(0, 0, "pounds")
    book.close()
    refused = refusal(tmp_path / "budget.xlsx")
    assert refused.code == "LAYOUT_UNKNOWN"
    assert "Budget 2025" in refused.reason
    assert "monthly cancer waiting times workbook" in refused.mend


def test_an_unknown_csv_is_refused_saying_what_was_recognised(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("ICD10,ward,beds\nC34,4,20\n")
    refused = refusal(path)
    assert refused.code == "LAYOUT_UNKNOWN"
    assert "recognised: ICD10; not recognised: ward, beds" in refused.reason


def test_an_unknown_csv_with_title_lines_is_refused_by_its_headings(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("Our register\nMarch 2025\n\nICD10;Ward;Seen by\nC341;4;Dr A\nC504;5;Dr B\n")
    refused = refusal(path)
    assert refused.code == "LAYOUT_UNKNOWN"
    assert "seem to stand in row 4. Recognised: ICD10; not recognised: Ward, Seen by." in refused.reason


def test_a_workbook_of_the_former_standards_has_a_reader_of_its_own() -> None:
    path = shared_path("data/cwt/commissioner_2021_old_standards/nhs_commissioner_wait_times_jul_2021.xlsx")
    assert read_here(path).reader == "published_former_tables"


def test_a_declared_source_must_be_what_the_file_is(tmp_path: Path) -> None:
    path = csv_file(tmp_path, records({}))
    assert read_here(path, Declared(source="waiting_time_records")).reader == "waiting_time_records"
    assert refusal(path, Declared(source="published_extract")).code == "SOURCE_DIFFERS"
    unknown = refusal(path, Declared(source="tea_leaves"))
    assert unknown.code == "SOURCE_UNKNOWN"
    assert all(name in unknown.mend for name in TITLES)


def test_the_source_holds_name_size_and_checksum_of_the_bytes(tmp_path: Path) -> None:
    path = csv_file(tmp_path, records({}))
    source = read_here(path, Declared(file_name="folder/sent.csv")).source
    assert source.file_name == "sent.csv"
    assert source.byte_count == path.stat().st_size
    assert len(source.sha256) == 64


def test_a_file_above_the_size_limit_is_refused_with_the_limit(tmp_path: Path) -> None:
    refused = refusal(csv_file(tmp_path, records({})), limits=Limits(file_bytes=100))
    assert refused.code == "FILE_SIZE"
    assert "the limit is 100" in refused.reason


def test_a_reading_of_figures_is_no_reading_of_records(tmp_path: Path) -> None:
    reading = read_here(MonthlyWorkbook().save(tmp_path / "m.xlsx"))
    with pytest.raises(ValueError, match="published_workbook"):
        parsed(reading)
