"""Fault 9: the separator is declared or the file refused; quotes and line breaks inside cells are kept."""

from pathlib import Path

import pytest
from tests.intake.builders import HEADINGS, csv_file, records
from tests.intake.profiles.written import OWN_COLUMNS, profile

from clearway.intake.readers import read_here
from clearway.intake.reading import Declared
from clearway.intake.waiting_times.csv_reader import parsed
from clearway.records.findings import Refused

COMMENT = 'Said "no",\nthen; yes|\tafter all'
WITH_COMMENT = [*HEADINGS, "delay_comment"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_fault_09_a_declared_separator_is_read_and_cells_keep_quotes_and_line_breaks(
    tmp_path: Path, separator: str
) -> None:
    path = csv_file(tmp_path, records({"delay_comment": COMMENT}, {}), headings=WITH_COMMENT, separator=separator)
    read = parsed(read_here(path, Declared(separator=separator)))
    assert read.findings == []
    assert read.records["delay_comment"].to_pylist() == [COMMENT, None]


@pytest.mark.parametrize(("separator", "name"), [(";", "semicolon"), ("\t", "tab"), ("|", "pipe")])
def test_fault_09_a_separator_that_was_not_declared_is_named(tmp_path: Path, separator: str, name: str) -> None:
    path = csv_file(tmp_path, records({}), separator=separator)
    with pytest.raises(Refused) as caught:
        read_here(path)
    assert caught.value.code == "SEPARATOR_WRONG"
    assert f"Declare the separator as {name}" in caught.value.mend


def test_fault_09_a_stray_quote_is_refused_by_row_and_byte(tmp_path: Path) -> None:
    path = csv_file(tmp_path, records({}, {}))
    content = path.read_text().replace("R2,", 'R"2,')
    path.write_text(content)
    place = content.index('"') + 1
    with pytest.raises(Refused, match=rf"Row 3 \(byte {place}\)") as caught:
        read_here(path)
    assert caught.value.code == "QUOTE_MISPLACED"


def test_fault_09_a_row_with_a_cell_too_many_is_refused_by_row_and_byte(tmp_path: Path) -> None:
    path = csv_file(tmp_path, records({}, {}))
    path.write_text(path.read_text().replace("R2,", "R,2,"))
    with pytest.raises(Refused, match=r"Row 3 \(from byte .* has 29 cells, the heading has 28"):
        read_here(path)


@pytest.mark.parametrize(("separator", "name"), [(";", "semicolon"), ("\t", "tab"), ("|", "pipe"), (",", "comma")])
def test_fault_09_a_separator_declared_by_a_profile_is_read_and_a_line_break_in_a_cell_is_kept(
    tmp_path: Path, separator: str, name: str
) -> None:
    by = profile(
        layout=f"{{kind: csv, separator: {name}}}", columns=OWN_COLUMNS + "  delay_comment: {from: delay_comment}\n"
    )
    path = csv_file(tmp_path, records({"delay_comment": COMMENT}, {}), headings=WITH_COMMENT, separator=separator)
    read = parsed(read_here(path, Declared(profile=by)))
    assert read.records["delay_comment"].to_pylist() == [COMMENT, None]
    assert read.record_rows.to_pylist() == [2, 3]
    other = profile(layout=f"{{kind: csv, separator: {'comma' if name != 'comma' else 'tab'}}}")
    with pytest.raises(Refused, match=r"separated by|holds the headings|cells, the heading has|quotation mark"):
        read_here(path, Declared(profile=other))
