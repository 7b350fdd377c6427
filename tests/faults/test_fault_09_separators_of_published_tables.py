"""Fault 9: published tables with other separators are read where declared, and broken quotes are refused by row."""

from pathlib import Path

import pytest
from tests.intake.published.former_table import rows, save

from clearway.intake.readers import read_here
from clearway.intake.reading import Declared
from clearway.records.findings import Refused


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_fault_09_a_declared_separator_is_used_and_an_undeclared_one_refused(tmp_path: Path, separator: str) -> None:
    path = save(tmp_path, rows(), delimiter=separator)
    expected = read_here(save(tmp_path, rows(), "201609-plain.csv")).tables["figures"].num_rows
    assert read_here(path, Declared(separator=separator)).tables["figures"].num_rows == expected
    with pytest.raises(Refused):
        read_here(path)


def test_fault_09_commas_and_line_breaks_inside_a_quoted_name_are_kept(tmp_path: Path) -> None:
    lines = rows()
    lines[10][2] = "AMBRIDGE,\nFELPERSHAM"
    assert "AMBRIDGE,\nFELPERSHAM" in read_here(save(tmp_path, lines)).tables["figures"]["org_name"].to_pylist()


def test_fault_09_a_quote_that_is_never_closed_and_a_row_cut_short_are_refused(tmp_path: Path) -> None:
    path = save(tmp_path, rows())
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"PATIENTS", b'"PATIENTS', 1) + b'"')
    with pytest.raises(Refused):
        read_here(path)
    row = whole.index(b",NV2,", whole.index(b"ALL CARE,"))
    path.write_bytes(whole[: row + 30])
    with pytest.raises(Refused) as caught:
        read_here(path)
    assert caught.value.code == "FILE_CUT_SHORT"
