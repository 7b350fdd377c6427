"""Fault 11: title blocks, stacked parts, footnotes and total rows of the older tables, by provider and by commissioner.

Totals, bands, percentages and care settings must agree; HEART OF ENGLAND is a trust and not the total.
"""

from pathlib import Path

from tests.intake.published.former_table import rows, save

from clearway.intake.readers import read_here


def test_fault_11_a_trust_with_england_in_its_name_is_no_total(tmp_path: Path) -> None:
    lines = rows()
    for line in lines:
        if line[1] == "RAA":
            line[2] = "HEART OF ENGLAND NHS FOUNDATION TRUST"
    reading = read_here(save(tmp_path, lines))
    assert {one.id for one in reading.findings} == {"RELEASE_NOT_STATED"}
    codes = {row["org_code"] for row in reading.tables["figures"].to_pylist() if row["org_name"].startswith("HEART")}
    assert codes == {"RAA"}


def test_fault_11_a_row_left_out_is_noticed_by_its_total_and_by_all_care(tmp_path: Path) -> None:
    lines = rows()
    del lines[10]
    assert {"TOTAL_NOT_SUM", "SPLIT_NOT_WHOLE"} <= {one.id for one in read_here(save(tmp_path, lines)).findings}


def test_fault_11_an_organisation_without_any_count_is_named_and_left_out(tmp_path: Path) -> None:
    lines = rows()
    lines[10][5:] = [""] * len(lines[10][5:])
    left_out = [one for one in read_here(save(tmp_path, lines)).findings if one.id == "ROW_EMPTY"]
    assert [(one.row, one.is_rejection) for one in left_out] == [(11, True)]
