"""Fault 34, on arrival: a printed nought is a nought, an empty cell is none, and a missing month stays missing."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

from tests.intake.builders import extract_file

from clearway.intake.readers import read_here
from clearway.intake.reading import Reading

HEAD = ["28-day FDS", "RHQ", "URGENT SUSPECTED CANCER", ""]
JANUARY, MARCH = datetime(2025, 1, 1), datetime(2025, 3, 1)  # noqa: DTZ001 - a workbook's cells know no time zone


def read(tmp_path: Path, *rows: list[object]) -> Reading:
    """The reading of an extract."""
    return read_here(extract_file(tmp_path / "Data-Extract-Provider-Final.xlsx", rows))


def test_fault_34_nobody_everybody_and_nobody_within_are_read_as_printed(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        [MARCH, "2024/25", "MAR", *HEAD, "Suspected lung cancer", 0, 0, 0],
        [MARCH, "2024/25", "MAR", *HEAD, "Suspected skin cancer", 1, 1, 0],
        [MARCH, "2024/25", "MAR", *HEAD, "Suspected sarcoma", 0.5, 0, 0.5],
    )
    assert reading.findings == []
    assert [(one["total"], one["within"]) for one in reading.tables["figures"].to_pylist()] == [
        (Decimal("0.0"), Decimal("0.0")),
        (Decimal("1.0"), Decimal("1.0")),
        (Decimal("0.5"), Decimal("0.0")),
    ]


def test_fault_34_an_empty_cell_is_not_read_as_nought(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        [MARCH, "2024/25", "MAR", *HEAD, "Suspected lung cancer", "", 0, 0],
        [MARCH, "2024/25", "MAR", *HEAD, "Suspected skin cancer", 1, 1, 0],
    )
    assert [finding.id for finding in reading.findings] == ["COUNT_EMPTY"]
    assert reading.tables["figures"].num_rows == 1


def test_fault_34_a_month_that_is_not_there_is_not_made_up(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        [JANUARY, "2024/25", "JAN", *HEAD, "Suspected lung cancer", 3, 2, 1],
        [MARCH, "2024/25", "MAR", *HEAD, "Suspected lung cancer", 3, 2, 1],
    )
    assert reading.facts["month"] == "2025-01 2025-03"
