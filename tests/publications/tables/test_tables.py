"""Tables leave the house with numbers as numbers, text as text, and their notes."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.publications.tables import (
    Column,
    Kind,
    LongTable,
    Notes,
    Table,
    comma_separated,
    comma_separated_parts,
    content_disposition,
    file_name,
    workbook,
    write_workbook,
)
from clearway.publications.tables.safe_text import guarded

NOTES = Notes(
    definition="People treated within 62 days.",
    source="NHS England, March 2025 (final)",
    as_at="8 May 2025",
    snapshot="version-000007",
    licence="Open Government Licence v3.0",
    mark="SYNTHETIC: made-up people",
    remarks=(("Halves", "A person treated at two trusts counts half to each."),),
)
TABLE = Table(
    title="62 days by trust",
    columns=(
        Column("month", "Month", Kind.MONTH),
        Column("name", "Trust"),
        Column("total", "People", Kind.COUNT),
        Column("share", "Within 62 days", Kind.SHARE),
        Column("change", "Change", Kind.COUNT),
    ),
    rows=(
        (date(2025, 3, 1), "Sheffield", Decimal("382.0"), 0.566754, -3),
        (date(2025, 3, 1), "Doncaster", Decimal("101.5"), None, -1.5),
    ),
    notes=NOTES,
)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def sheets_of(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_csv_file_says_months_halves_fractions_and_missing_values_plainly() -> None:
    first, second = rows_of(comma_separated(TABLE))
    assert (first["month"], first["total"], first["share"], first["change"]) == ("2025-03", "382", "0.566754", "-3")
    assert (second["total"], second["share"], second["change"]) == ("101.5", "", "-1.5")


def test_every_row_of_a_csv_file_carries_mark_source_and_snapshot() -> None:
    for row in rows_of(comma_separated(TABLE)):
        assert row["mark"] == NOTES.mark
        assert row["source"] == NOTES.source
        assert row["snapshot"] == NOTES.snapshot


def test_numbers_and_months_are_numbers_and_dates_in_a_workbook() -> None:
    sheet = sheets_of(workbook(TABLE))["Table"]
    month, name, total, share, change = next(sheet.iter_rows(min_row=2, max_row=2))
    assert (month.value, month.number_format) == (datetime(2025, 3, 1), "mmmm yyyy")  # noqa: DTZ001 - a sheet has no zone
    assert (name.value, total.value, change.value) == ("Sheffield", 382, -3)
    assert (share.value, share.number_format) == (0.566754, "0.0%")
    assert sheet["D3"].value is None


def test_the_heading_of_a_sheet_stays_in_sight() -> None:
    assert sheets_of(workbook(TABLE))["Table"].freeze_panes == "A2"


def test_the_notes_sheet_says_definition_source_age_snapshot_licence_and_mark() -> None:
    notes = {row[0].value: row[1].value for row in sheets_of(workbook(TABLE))["Notes"].iter_rows()}
    assert notes == {
        "Table": "62 days by trust",
        "Read this first": NOTES.mark,
        "Definition": NOTES.definition,
        "Source": NOTES.source,
        "As at": NOTES.as_at,
        "Snapshot": NOTES.snapshot,
        "Licence": NOTES.licence,
        "Halves": "A person treated at two trusts counts half to each.",
    }


def test_a_row_that_does_not_fit_its_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="1 cells under 2 columns"):
        Table("Wrong", (Column("a", "A"), Column("b", "B")), (("x",),), NOTES)


def test_an_empty_table_still_has_its_heading_and_notes() -> None:
    empty = Table("None", TABLE.columns, (), NOTES)
    assert comma_separated(empty).decode("utf-8-sig").startswith("month,name,total,share,change,mark")
    assert sheets_of(workbook(empty))["Table"].max_row == 1


@given(st.text())
def test_no_text_of_any_kind_starts_a_formula(text: str) -> None:
    assert guarded(text)[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n", "\x00"}


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=40))
def test_text_without_control_signs_comes_back_from_a_csv_file(text: str) -> None:
    table = Table("T", (Column("a", "A"),), ((text,),), NOTES)
    assert rows_of(comma_separated(table))[0]["a"].removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("62 days", "by trust", "2025-03"), "62-days-by-trust-2025-03.csv"),
        (("../../etc/passwd",), "etc-passwd.csv"),
        (('a"b\\c', ""), "a-b-c.csv"),
        (("Ysbyty Môn",), "ysbyty-môn.csv"),
        (("///",), "table.csv"),
    ],
)
def test_a_file_name_is_words_and_hyphens(parts: tuple[str, ...], expected: str) -> None:
    assert file_name(*parts, extension="csv") == expected


def test_a_file_name_is_never_too_long_for_a_disk() -> None:
    assert len(file_name("x" * 5_000, extension="xlsx")) <= 125


@given(st.text())
def test_a_download_header_can_never_be_ended_by_its_name(name: str) -> None:
    header = content_disposition(name)
    assert header.isprintable()
    assert header.isascii()
    assert header.count('"') == 2


def long_of(table: Table, times: int = 1) -> LongTable:
    return LongTable(table.title, table.columns, (row for _ in range(times) for row in table.rows), table.notes)


def test_a_long_table_says_the_same_as_a_short_one_in_parts_and_on_disk(tmp_path: Path) -> None:
    assert b"".join(comma_separated_parts(long_of(TABLE))) == comma_separated(TABLE)
    path = tmp_path / "long.xlsx"
    with path.open("wb") as file:
        write_workbook(long_of(TABLE), file)
    long, short = sheets_of(path.read_bytes()), sheets_of(workbook(TABLE))
    for sheet in ("Table", "Notes"):
        cells = [[(one.value, one.number_format) for one in row] for row in long[sheet].iter_rows()]
        assert cells == [[(one.value, one.number_format) for one in row] for row in short[sheet].iter_rows()]
    assert long["Table"].auto_filter.ref == short["Table"].auto_filter.ref
    assert long["Table"].freeze_panes == "A2"


def test_a_long_csv_file_goes_out_in_parts_that_hold_every_row_once() -> None:
    parts = list(comma_separated_parts(long_of(TABLE, 2_000)))
    assert max(len(part) for part in parts) < 70_000
    assert len(parts) > 3
    assert len(rows_of(b"".join(parts))) == 4_000
