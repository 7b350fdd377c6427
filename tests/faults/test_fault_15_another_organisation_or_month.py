"""Fault 15: a file for another organisation or another month than declared is refused."""

from pathlib import Path

import pytest
from tests.intake.builders import MonthlyWorkbook, csv_file, records

from clearway.intake.readers import read_here
from clearway.intake.reading import Declared
from clearway.intake.waiting_times.csv_reader import parsed
from clearway.records.findings import Refused


def refusal(path: Path, **declared: str) -> Refused:
    """The refusal of a declaration."""
    with pytest.raises(Refused) as caught:
        read_here(path, Declared(**declared))  # type: ignore[arg-type]
    return caught.value


def test_fault_15_records_of_another_trust_are_refused_naming_the_one_they_name(tmp_path: Path) -> None:
    path = csv_file(tmp_path, records({}, {}, {"org_treatment": "RHQ"}))
    refused = refusal(path, organisation="RHQ")
    assert refused.code == "ORGANISATION_DIFFERS"
    assert "only 1 of 3 rows name it; most name RZA" in refused.reason


@pytest.mark.parametrize("organisation", ["RZA", "RZA01"])
def test_fault_15_the_right_trust_passes_by_its_sites_too(tmp_path: Path, organisation: str) -> None:
    rows = records({"org_first_seen": "RZA01", "org_fds_end": "RZA01", "org_treatment": "RZA01"}, {})
    assert parsed(read_here(csv_file(tmp_path, rows), Declared(organisation=organisation))).rows_read == 2


def test_fault_15_records_of_another_month_are_refused(tmp_path: Path) -> None:
    path = csv_file(tmp_path, records({}, {}, {}))
    refused = refusal(path, month="2025-02")
    assert refused.code == "MONTH_DIFFERS"
    assert "2025-03" in refused.reason


@pytest.mark.parametrize("month", ["2025-03", "2025-04"])
def test_fault_15_a_month_that_the_file_speaks_of_passes(tmp_path: Path, month: str) -> None:
    path = csv_file(tmp_path, records({}, {"date_first_seen": "2025-04-02"}))
    assert parsed(read_here(path, Declared(month=month))).rows_read == 2


def test_fault_15_a_month_of_treatments_passes_whatever_month_the_people_were_seen_in(tmp_path: Path) -> None:
    """Everybody was seen and told in March and treated in April: the file of April."""
    row = {"treatment_start_date": "2025-04-28", "ctp_start_date": "2025-04-02"}
    assert parsed(read_here(csv_file(tmp_path, records(row, row, row)), Declared(month="2025-04"))).rows_read == 3


def test_fault_15_a_published_workbook_of_another_month_is_refused(tmp_path: Path) -> None:
    path = MonthlyWorkbook().save(tmp_path / "MARCH-2025-FINAL.xlsx")
    assert refusal(path, month="2025-04").code == "MONTH_DIFFERS"
    assert read_here(path, Declared(month="2025-03")).facts["month"] == "2025-03"


def test_fault_15_a_published_workbook_without_the_declared_organisation_is_refused(tmp_path: Path) -> None:
    path = MonthlyWorkbook().save(tmp_path / "MARCH-2025-FINAL.xlsx")
    assert refusal(path, organisation="RHQ").code == "ORGANISATION_DIFFERS"
    assert read_here(path, Declared(organisation="RAA")).findings == []
