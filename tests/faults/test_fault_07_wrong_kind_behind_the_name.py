"""Fault 7: a file that is not what its name says is told what it is and how to save it."""

from pathlib import Path

import pytest
from tests.intake.builders import MonthlyWorkbook, csv_file, records

from clearway.intake.file_kind import ENCRYPTED_PACKAGE, OLE
from clearway.intake.readers import read_file, read_here
from clearway.records.findings import Refused


def refusal(path: Path) -> Refused:
    """The refusal that reading ends in."""
    with pytest.raises(Refused) as caught:
        read_here(path)
    assert caught.value.code == "FILE_KIND"
    return caught.value


def test_fault_07_a_csv_that_is_a_workbook(tmp_path: Path) -> None:
    refused = refusal(MonthlyWorkbook().save(tmp_path / "march.csv"))
    assert "named like a text file, but it is an Excel workbook" in refused.reason
    assert "CSV UTF-8" in refused.mend


def test_fault_07_a_workbook_that_is_a_csv(tmp_path: Path) -> None:
    refused = refusal(csv_file(tmp_path, records({}), "march.xlsx"))
    assert "named like an Excel workbook (.xlsx), but it is a text file" in refused.reason
    assert "Excel Workbook (*.xlsx)" in refused.mend


@pytest.mark.parametrize("name", ["march.xls", "march.xlsx", "march.csv"])
def test_fault_07_a_web_page_sent_as_excel(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("<html><body><table><tr><td>RHQ</td></tr></table></body></html>")
    refused = refusal(path)
    assert "web page" in refused.reason
    assert "Excel Workbook (*.xlsx)" in refused.mend


def test_fault_07_a_workbook_locked_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "march.xlsx"
    path.write_bytes(OLE + b"\0" * 504 + ENCRYPTED_PACKAGE + b"\0" * 504)
    with pytest.raises(Refused, match="locked with a password") as caught:
        read_file(path)
    assert "Encrypt with Password" in caught.value.mend


def test_fault_07_an_old_workbook(tmp_path: Path) -> None:
    path = tmp_path / "march.xls"
    path.write_bytes(OLE + b"\0" * 1000)
    assert "before 2007" in refusal(path).reason
