"""Fault 37: free text with HTML, scripts, marks of direction, emoji or a megabyte is kept as sent, and escaped."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.template import engines
from tests.intake.builders import HEADINGS, csv_file, records

from clearway.intake.readers import read_here
from clearway.intake.reading import Declared
from clearway.intake.waiting_times.csv_reader import parsed
from clearway.publications.tables import Column, Notes, Table, comma_separated

COMMENTS = {
    "HTML": "<b>bold</b> & 'quoted' \"words\"",
    "a script": "</td><script>alert(document.cookie)</script>",
    "marks of direction": "clinic \u202etxet desrever\u202c and \u2066isolated\u2069",
    "emoji": "patient away 🏖️ until Tuesday 👩\u200d⚕️",
    "lines in a cell": "first line\nsecond line\r\nthird",
    "a formula": '=HYPERLINK("http://example.org")',
}
HEADINGS_WITH_COMMENT = (*HEADINGS, "delay_comment")


@pytest.mark.parametrize("what", COMMENTS)
def test_fault_37_free_text_is_read_as_it_was_sent(tmp_path: Path, what: str) -> None:
    rows = records({"delay_comment": COMMENTS[what]})
    read = parsed(read_here(csv_file(tmp_path, rows, headings=HEADINGS_WITH_COMMENT), Declared(store_kind="demo")))
    assert read.records["delay_comment"].to_pylist() == [COMMENTS[what]]
    assert read.received["delay_comment"].to_pylist() == [COMMENTS[what]]


def test_fault_37_a_megabyte_in_a_cell_rejects_its_row_and_no_other(tmp_path: Path) -> None:
    rows = records({"delay_comment": "x" * 1_000_000}, {"delay_comment": "late"})
    read = parsed(read_here(csv_file(tmp_path, rows, headings=HEADINGS_WITH_COMMENT), Declared(store_kind="demo")))
    assert read.records["record_id"].to_pylist() == ["R2"]
    assert read.rejected["reasons"].to_pylist() == [["CELL_TOO_LONG"]]
    (finding,) = [one for one in read.findings if one.id == "CELL_TOO_LONG"]
    assert "xxxx" not in finding.message


@pytest.mark.slow
def test_fault_37_free_text_never_stands_among_what_is_counted(tmp_path: Path, run) -> None:
    """A comment may name somebody: it is kept with the identifiers, apart."""
    rows = records(*({"delay_comment": comment} for comment in COMMENTS.values()))
    path = csv_file(tmp_path, rows, headings=HEADINGS_WITH_COMMENT)
    assert run("load", path, "--store", tmp_path / "demo", "--kind", "demo").code == 0
    (counted,) = (tmp_path / "demo" / "submissions").glob("*/records.parquet")
    (apart,) = (tmp_path / "demo" / "identifiers").glob("*.parquet")
    assert "delay_comment" not in pq.read_schema(counted).names
    assert set(pq.read_table(apart)["delay_comment"].to_pylist()) == set(COMMENTS.values())


@pytest.mark.parametrize("what", COMMENTS)
def test_fault_37_free_text_is_text_on_a_page_and_in_a_file(what: str) -> None:
    shown = engines.all()[0].from_string("<td>{{ comment }}</td>").render({"comment": COMMENTS[what]})
    assert shown.count("<") == 2
    assert "<script" not in shown
    notes = Notes(definition="d", source="s", as_at="a", snapshot="v", licence="l")
    table = Table("Comments", (Column("comment", "Comment"),), ((COMMENTS[what],),), notes)
    cells = comma_separated(table).decode("utf-8-sig")
    assert "\n=" not in cells
    assert '\n"=' not in cells
