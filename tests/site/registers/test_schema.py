"""Schemas: what is refused, with line and field; and any values that validate read back from every file."""

import io
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.site.registers.conftest import WIG_BANKS

from clearway.intake.plain_rows import plain_rows
from clearway.publications.tables import Column, Kind, Notes, Table, comma_separated, workbook
from clearway.site.registers.importing import read_cells
from clearway.site.registers.known import shipped_types
from clearway.site.registers.presenters.files import column_of
from clearway.site.registers.schema import FieldKind, NotAValue, SchemaError, read_schema
from clearway.site.registers.schema.values import cell_of, index_words, read_value, read_values

SCHEMA = read_schema(WIG_BANKS)


def refused(text: str) -> SchemaError:
    with pytest.raises(SchemaError) as refusal:
        read_schema(text)
    return refusal.value


def test_every_shipped_type_reads_and_says_what_to_do_when_it_is_empty():
    found = shipped_types()
    assert len(found) == 18
    for known in found.values():
        assert known.schema.empty
        assert known.schema.columns
        assert known.schema.filters
        for field in known.schema.fields:
            assert not field.links_to or field.links_to in found


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("kind: role}", "kind: rolle}", 27, "field contact, kind"),
        ("codes: kinds, required", "codes: kindz, required", 19, "field kind, codes"),
        ("title_field: name", "title_field: stock", 10, "title_field"),
        ("geography: place", "geography: kind", 11, "geography"),
        ("id: stock", "id: state", 21, "every entry has already"),
        ("id: stock", "id: place", 21, "stands twice"),
        ("label: Wigs", "label: Place", 21, "stands twice"),
        ("kind: number, column: true", "kind: number, filter: true", 21, "cannot be said of number"),
        ("review_months: 6", "review_months: sometimes", 7, "review_months"),
        ("    charity: Charity", "    charity: Hospital", 15, "reads like"),
        ("    charity: Charity", "    charity: One; two", 15, "label"),
        ("version: 1", "version: 1\nchanges: {opened: why not}", 5, "first version"),
        ("links_to: wig-banks", "codes: kinds", 31, "codes"),
        ("source: The hospitals of the alliance\n", "", 8, "source"),
        ("seen_by: public", "seen_by: nobody", 8, "seen_by"),
        ("type: wig-banks", "type: due", 1, "not a name"),
        ("version: 1", "version: &a 1", 4, "tag, or a reference"),
        ("version: 1", "version: [", 5, "YAML"),
    ],
)
def test_a_schema_that_does_not_stand_is_refused_with_its_line_and_field(old, new, line, words):
    assert old in WIG_BANKS
    wrong = refused(WIG_BANKS.replace(old, new, 1))
    assert abs(wrong.line - line) <= 1, (wrong.line, str(wrong))
    assert words in str(wrong)
    assert wrong.mend


def test_a_schema_that_digs_or_grows_without_end_is_refused_before_it_is_read():
    assert "levels deep" in str(refused("a: " + "[" * 50 + "]" * 50))
    assert "32,000" in str(refused("a" * 40_000))


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        ("stock", "1,200", "1200"),
        ("stock", 12.5, "12.5"),
        ("stock", "-0.0", "0"),
        ("cost", "£1,200.5", "1200.50"),
        ("since", date(2026, 3, 31), "2026-03-31"),
        ("is_free", "YES", True),
        ("kind", "Charity", "charity"),
        ("kinds_held", "charity; Hospital", ["hospital", "charity"]),
        ("run_by", " rff ", "RFF"),
        ("other", "12", 12),
        ("name", 2024.0, "2024"),
        ("notes", "a\r\nb", "a\nb"),
        ("name", "   ", None),
    ],
)
def test_a_value_is_kept_in_one_form_however_it_was_written(field, raw, value):
    assert read_value(SCHEMA.field(field), raw) == value


@pytest.mark.parametrize(
    ("field", "raw"),
    [
        ("stock", "12 or so"), ("stock", "1,20"), ("stock", "1e9"), ("stock", "９"), ("cost", "-3"), ("cost", "1.234"),
        ("since", "31/03/2026"), ("since", "2026-02-31"), ("since", "1066-01-01"), ("is_free", "perhaps"),
        ("kind", "shop"), ("kinds_held", "hospital; shop"), ("run_by", "Barnsley Hospital"), ("run_by", 42.0),
        ("email", "nobody"), ("email", "=a@b.org"), ("phone", 1226000000.0), ("phone", "call us"),
        ("web", "javascript:alert(1)"), ("web", "example.org"), ("other", "0"), ("other", "first"),
        ("name", "a\nb"), ("name", "a\x00b"), ("name", "x" * 201), ("name", "'=1+1"), ("notes", "NHS 999 000 0018"),
        ("contact", "x" * 121),
    ],
)  # fmt: skip
def test_what_no_field_of_the_kind_can_hold_is_refused_without_being_repeated(field, raw):
    with pytest.raises(NotAValue) as wrong:
        read_value(SCHEMA.field(field), raw)
    assert SCHEMA.field(field).label in str(wrong.value)
    assert "999" not in str(wrong.value)


def test_numbers_stand_in_the_index_in_their_order():
    held = ["-12.5", "-1", "0", "0.000001", "3", "12", "999999999"]
    words = [index_words(SCHEMA.field("stock"), one)[0] for one in held]
    assert words == sorted(words)
    assert len(set(words)) == len(words)


TEXT = st.text(max_size=40)
RAW = {
    FieldKind.TEXT: TEXT,
    FieldKind.ROLE: TEXT,
    FieldKind.LONG_TEXT: st.text(max_size=200),
    FieldKind.NUMBER: st.decimals(-(10**8), 10**8, places=4).map(str) | st.floats(-1e6, 1e6),
    FieldKind.MONEY: st.decimals(0, 10**9, places=2).map(str),
    FieldKind.DATE: st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    FieldKind.YES_NO: st.booleans() | st.sampled_from(["yes", "No"]),
    FieldKind.CHOICE: st.sampled_from(["hospital", "Charity"]),
    FieldKind.CHOICES: st.lists(st.sampled_from(["hospital", "charity"])),
    FieldKind.ORGANISATION: st.sampled_from(["RFF", "rhq", "A-1"]),
    FieldKind.PLACE: st.sampled_from(["E08000016", "E56000025"]),
    FieldKind.MEASURE: st.sampled_from(["CWT-62D", "cwt-28d"]),
    FieldKind.EMAIL: st.emails(),
    FieldKind.PHONE: st.from_regex(r"\+?[0-9]{5} [0-9]{6}", fullmatch=True),
    FieldKind.WEB: st.from_regex(r"https://[a-z]{2,9}\.org/[a-z=+-]{0,9}", fullmatch=True),
    FieldKind.LINK: st.integers(1, 10**9).map(str),
}
ENTRY = st.fixed_dictionaries({one.id: st.none() | RAW[one.kind] for one in SCHEMA.fields})
NOTES = Notes("d", "s", "a", "v", "l", mark="=m")


def files_of(values: dict) -> list[tuple[str, bytes]]:
    columns = (Column("number", "Number", Kind.NUMBER), *(column_of(one) for one in SCHEMA.fields))
    row = (7, *(cell_of(one, values.get(one.id)) for one in SCHEMA.fields))
    table = Table("t", columns, (row,), NOTES)
    return [("entries.csv", comma_separated(table)), ("entries.xlsx", workbook(table))]


@given(raw=ENTRY)
def test_any_values_that_validate_read_back_from_csv_and_from_excel(raw):
    values = {}
    for field in SCHEMA.fields:
        try:
            value = read_value(field, raw[field.id])
        except NotAValue:
            continue
        if value is not None:
            values[field.id] = value
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files_of(values):
            path = Path(folder) / name
            path.write_bytes(content)
            sheet = read_cells(SCHEMA, plain_rows(path, name))
            (row,) = sheet.rows
            again, problems = read_values(SCHEMA, row.raw)
            assert set(problems) <= {"name", "kind"}, (name, problems)
            assert again == values, name
            assert row.number == 7


def test_no_cell_of_a_file_is_a_formula():
    for name, content in files_of({"name": "=1+1", "notes": "@cmd\n-3"}):
        if name.endswith("csv"):
            assert "'=1+1" in content.decode("utf-8-sig")
        else:
            import zipfile

            with zipfile.ZipFile(io.BytesIO(content)) as book:
                assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
