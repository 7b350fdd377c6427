"""Fault 19: NHS numbers are read strictly, with a finding for each kind of fault, and never appear in one."""

from pathlib import Path

import pytest
from tests.intake.builders import HEADINGS, csv_file, records

from clearway.intake.readers import read_here
from clearway.intake.reading import Declared, StoreKind
from clearway.intake.waiting_times.csv_reader import Parsed, parsed

SYNTHETIC, REAL_RANGE = "9990000018", "4505577104"
UNSOUND = {
    "9990000019": "NHS_NUMBER_CHECK_DIGIT",
    "0000000000": "NHS_NUMBER_REPEATED_DIGITS",
    "1111111111": "NHS_NUMBER_REPEATED_DIGITS",
    "999 000 0018": "NHS_NUMBER_SPACES",
    "999-000-0018": "NHS_NUMBER_SPACES",
    "９９９０００００１８": "NHS_NUMBER_NOT_TEN_DIGITS",
    "999000001": "NHS_NUMBER_NOT_TEN_DIGITS",
    "99900000180": "NHS_NUMBER_NOT_TEN_DIGITS",
    "": "NHS_NUMBER_MISSING",
}


def read(folder: Path, number: str, store_kind: StoreKind | None = None, **changes: str) -> Parsed:
    """The parse of one record with this number and one sound record."""
    rows = records({"nhs_number": number, **changes}, {"nhs_number": REAL_RANGE if store_kind == "live" else SYNTHETIC})
    return parsed(read_here(csv_file(folder, rows), Declared(store_kind=store_kind)))


@pytest.mark.parametrize(("number", "fault"), UNSOUND.items())
def test_fault_19_an_unsound_number_is_a_finding_of_its_kind_and_the_record_stays_under_its_local_identifier(
    tmp_path: Path, number: str, fault: str
) -> None:
    found = read(tmp_path, number)
    assert [(finding.id, finding.row) for finding in found.findings] == [(fault, 2)]
    assert found.records["nhs_number"].to_pylist() == [None, SYNTHETIC]
    assert found.records["pathway_id"].to_pylist() == ["P1", "P2"]


@pytest.mark.parametrize("number", UNSOUND)
def test_fault_19_without_a_local_identifier_the_record_is_rejected(tmp_path: Path, number: str) -> None:
    found = read(tmp_path, number, pathway_id="")
    assert found.records["record_id"].to_pylist() == ["R2"]
    assert found.rejected["reasons"].to_pylist() == [["NO_IDENTIFIER"]]


@pytest.mark.parametrize("number", [SYNTHETIC, REAL_RANGE, *filter(None, UNSOUND)])
@pytest.mark.parametrize("kind", ["demo", "live", None])
def test_fault_19_no_message_ever_shows_the_number(tmp_path: Path, number: str, kind: StoreKind | None) -> None:
    for finding in read(tmp_path, number, kind).findings:
        assert number not in finding.message + finding.mend


def test_fault_19_a_live_store_rejects_the_synthetic_range(tmp_path: Path) -> None:
    found = read(tmp_path, SYNTHETIC, "live")
    assert found.rejected.to_pylist() == [{"row": 2, "reasons": ["NHS_NUMBER_SYNTHETIC"], "columns": ["nhs_number"]}]
    assert found.records["nhs_number"].to_pylist() == [REAL_RANGE]


def test_fault_19_a_demo_store_rejects_numbers_that_are_issued_to_people(tmp_path: Path) -> None:
    found = read(tmp_path, REAL_RANGE, "demo")
    assert found.rejected["reasons"].to_pylist() == [["NHS_NUMBER_NOT_SYNTHETIC"]]


def test_fault_19_a_feed_without_the_column_needs_no_number(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, records({}), headings=[name for name in HEADINGS if name not in ("nhs_number", "pathway_id")]
    )
    found = parsed(read_here(path))
    assert found.findings == []
    assert found.records.num_rows == 1
