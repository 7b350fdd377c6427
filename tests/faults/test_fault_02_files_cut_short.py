"""Fault 2: a file cut off in mid-row is refused by row and byte, and nothing of it is kept."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake.builders import MonthlyWorkbook, csv_text, records

from clearway.intake.readers import read_file, read_here
from clearway.intake.waiting_times.csv_reader import parsed
from clearway.records.findings import Refused

WHOLE = csv_text(records({}, {"pathway_id": 'P "2"'}, {})).encode()


def test_fault_02_the_cut_row_and_byte_are_named(tmp_path: Path) -> None:
    path = tmp_path / "march.csv"
    cut = WHOLE[:-30]
    path.write_bytes(cut)
    with pytest.raises(Refused) as caught:
        read_file(path)
    assert caught.value.code == "FILE_CUT_SHORT"
    assert "cut short in mid-row. Row 4 (from byte" in caught.value.reason
    assert f"ends at byte {len(cut):,}" in caught.value.reason


def test_fault_02_a_cut_inside_quotes_is_named_where_the_quote_opens(tmp_path: Path) -> None:
    path = tmp_path / "march.csv"
    at = WHOLE.index(b'"P ""2')
    path.write_bytes(WHOLE[: at + 3])
    with pytest.raises(Refused, match=rf"Row 3 \(byte {at + 1}\)"):
        read_here(path)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, len(WHOLE) - 1))
def test_fault_02_wherever_a_csv_is_cut_no_row_is_read_in_part_without_a_word(tmp_path: Path, length: int) -> None:
    path = tmp_path / "march.csv"
    path.write_bytes(WHOLE[:length])
    try:
        read = parsed(read_here(path))
    except Refused:
        return
    whole_rows = WHOLE[:length].count(b"\n") - 1
    assert read.rows_read == whole_rows or "NO_LAST_LINE_BREAK" in {finding.id for finding in read.findings}


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_fault_02_a_workbook_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    path = MonthlyWorkbook().save(tmp_path / "MARCH-2025-FINAL.xlsx")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(Refused, match=r"damaged or cut short|zip archive") as caught:
        read_file(path)
    assert caught.value.code in ("DAMAGED", "FILE_KIND")
