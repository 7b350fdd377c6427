"""Waiting-time records: every row is accepted or rejected with a reason, and order decides nothing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake.builders import HEADINGS, csv_file, csv_text, records
from tests.shared import shared_path

from clearway.intake.limits import Limits
from clearway.intake.readers import read_here
from clearway.intake.reading import Declared
from clearway.intake.waiting_times.csv_reader import Parsed, parsed
from clearway.intake.waiting_times.ledger import MOST_SHOWN
from clearway.records.findings import Refused, counted
from clearway.records.waiting_times import schema

TODAY = date(2025, 6, 1)


def parse(folder: Path, rows: list[dict[str, str]], limits: Limits | None = None, **declared: Any) -> Parsed:
    """The parse of records written to a file."""
    path = csv_file(folder, rows)
    return parsed(read_here(path, Declared(today=TODAY, **declared), limits or Limits()))


def ids(parse: Parsed) -> list[str]:
    """The ids of all findings."""
    return [finding.id for finding in parse.findings]


def test_a_good_record_is_typed_as_the_contract_says(tmp_path: Path) -> None:
    read = parse(tmp_path, records({}))
    assert read.findings == []
    assert read.records.schema == schema()
    record = read.records.to_pylist()[0]
    assert record["crtp_start"] == date(2025, 3, 3)
    assert record["wta_first_seen"] == 0
    assert record["source_of_referral"] == "03"
    assert record["consultant_upgrade_date"] is None
    assert record["death_date"] is None
    assert (read.first_month, read.last_month) == ("2025-03", "2025-04")


def test_received_holds_every_row_as_sent_and_all_text(tmp_path: Path) -> None:
    rows = records({"icd10": " C341 "}, {"crtp_start": "2025-02-31"})
    read = parse(tmp_path, rows)
    assert read.received.column_names == list(HEADINGS)
    assert {str(field.type) for field in read.received.schema} == {"string"}
    assert read.received["icd10"].to_pylist() == [" C341 ", "C341"]
    assert read.received["crtp_start"].to_pylist() == ["2025-03-03", "2025-02-31"]


def test_accepted_and_rejected_rows_add_up_to_rows_read(tmp_path: Path) -> None:
    rows = records({}, {"crtp_start": "x"}, {"wta_treatment": "-1", "modality": "3.0"}, {}, {"record_id": ""})
    read = parse(tmp_path, rows)
    assert read.rows_read == 5
    assert read.records["record_id"].to_pylist() == ["R1", "R4"]
    assert read.record_rows.to_pylist() == [2, 5]
    assert read.rejected.to_pylist() == [
        {"row": 3, "reasons": ["DATE_UNREADABLE"], "columns": ["crtp_start"]},
        {"row": 4, "reasons": ["DAYS_NEGATIVE", "CODE_DECIMAL"], "columns": ["wta_treatment", "modality"]},
        {"row": 6, "reasons": ["RECORD_ID_MISSING"], "columns": ["record_id"]},
    ]


def test_carried_names_the_columns_of_the_feed_filled_or_not(tmp_path: Path) -> None:
    read = parse(tmp_path, records({}))
    assert read.carried == frozenset(HEADINGS)
    assert "delay_ref_to_treat" not in read.carried


def test_empty_adjustments_are_none_taken_off(tmp_path: Path) -> None:
    read = parse(tmp_path, records({"wta_first_seen": "", "wta_treatment": " "}))
    record = read.records.to_pylist()[0]
    assert (record["wta_first_seen"], record["wta_treatment"]) == (0, 0)


@pytest.mark.parametrize(
    ("days", "fault"),
    [
        ("-3", "DAYS_NEGATIVE"),
        ("-0.5", "DAYS_NEGATIVE"),
        ("2.5", "DAYS_NOT_WHOLE"),
        ("1000", "DAYS_TOO_MANY"),
        ("two", "DAYS_NOT_WHOLE"),
    ],
)
def test_an_adjustment_that_is_no_number_of_days_rejects_its_record(tmp_path: Path, days: str, fault: str) -> None:
    read = parse(tmp_path, records({"wta_treatment": days}, {"wta_treatment": "999"}))
    assert ids(read) == [fault]
    assert read.records["wta_treatment"].to_pylist() == [999]


def test_copies_of_a_row_count_once(tmp_path: Path) -> None:
    row = records({})
    read = parse(tmp_path, row + row + row)
    assert read.records.num_rows == 1
    assert [finding.row for finding in read.findings] == [3, 4]
    assert set(ids(read)) == {"ROW_TWICE"}


def test_different_rows_under_one_name_are_all_rejected(tmp_path: Path) -> None:
    rows = records({"record_id": "A"}, {"record_id": "A", "modality": "05"}, {"record_id": "B"})
    read = parse(tmp_path, rows)
    assert read.records["record_id"].to_pylist() == ["B"]
    assert set(ids(read)) == {"RECORD_ID_TWICE"}


def test_blank_rows_are_passed_over_and_said(tmp_path: Path) -> None:
    path = tmp_path / "march.csv"
    lines = csv_text(records({}, {})).splitlines()
    blank = "," * (len(HEADINGS) - 1)
    path.write_text("\n".join([lines[0], blank, lines[1], "", lines[2], blank, ""]) + "\n")
    read = parsed(read_here(path, Declared(today=TODAY)))
    assert (read.rows_read, read.records.num_rows) == (2, 2)
    assert read.record_rows.to_pylist() == [3, 5]
    assert ids(read) == ["ROWS_BLANK"]


def test_empty_columns_that_a_spreadsheet_leaves_behind_are_let_pass_but_not_with_values(tmp_path: Path) -> None:
    path = tmp_path / "march.csv"
    lines = csv_text(records({})).splitlines()
    path.write_text("\n".join(line + ",," for line in lines) + "\n")
    assert parsed(read_here(path)).records.num_rows == 1
    path.write_text(f"{lines[0]},,\n{lines[1]},,7\n")
    with pytest.raises(Refused) as caught:
        read_here(path)
    assert caught.value.code == "HEADING_EMPTY"


def test_spaces_around_values_are_removed_and_counted(tmp_path: Path) -> None:
    read = parse(tmp_path, records({"modality": " 23"}, {"modality": "23 "}, {}))
    assert read.records["modality"].to_pylist() == ["23"] * 3
    (finding,) = read.findings
    assert (finding.id, finding.column, finding.count) == ("SPACES_REMOVED", "modality", 2)


def test_a_code_in_use_at_the_time_of_the_file_is_known(tmp_path: Path) -> None:
    read = parse(tmp_path, records({"modality": "18"}, {"modality": "19"}))
    assert [(finding.id, finding.row) for finding in read.findings] == [("CODE_UNKNOWN", 2)]


def test_a_file_without_a_line_break_at_its_end_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "march.csv"
    path.write_text(csv_text(records({})).rstrip("\n"))
    assert ids(parsed(read_here(path))) == ["NO_LAST_LINE_BREAK"]


def test_many_findings_of_one_kind_are_told_singly_up_to_a_limit_and_then_counted(tmp_path: Path) -> None:
    rows = records(*({"wta_treatment": "-1"} for _ in range(MOST_SHOWN + 30)))
    read = parse(tmp_path, rows)
    assert len(read.findings) == MOST_SHOWN + 1
    (total,) = counted(read.findings)
    assert (total.count, total.first_row) == (MOST_SHOWN + 30, 2)
    assert read.rejected.num_rows == MOST_SHOWN + 30


def test_a_cell_longer_than_the_limit_rejects_its_record(tmp_path: Path) -> None:
    read = parse(tmp_path, records({"pathway_id": "x" * 200}, {}), Limits(cell_characters=100))
    assert "CELL_TOO_LONG" in ids(read)
    assert read.records.num_rows == 1


def test_an_unknown_date_format_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="DD/MM/YYYY") as caught:
        parse(tmp_path, records({}), date_format="MM-YY")
    assert caught.value.code == "DATE_FORMAT_UNKNOWN"


def test_values_are_shown_only_as_far_as_they_identify_nobody(tmp_path: Path) -> None:
    read = parse(
        tmp_path,
        records(
            {"modality": "9990000018"}, {"modality": "999 000 0018"}, {"modality": "Ünal, 12 High Street, Ambridge"}
        ),
    )
    words = " ".join(finding.message for finding in read.findings)
    assert "9990000018" not in words
    assert "999 000 0018" not in words
    assert "Ambridge" not in words


@pytest.mark.parametrize("name", ["domain/cwt-examples.csv"])
def test_every_worked_example_is_read_without_a_word(name: str) -> None:
    read = parsed(read_here(shared_path(name)))
    assert read.findings == []
    assert (read.rows_read, read.rejected.num_rows) == (49, 0)
    assert read.records["record_id"].to_pylist() == [f"E{number:02}" for number in range(1, 50)]


changes = st.fixed_dictionaries(
    {},
    optional={
        "crtp_start": st.sampled_from(["2025-03-03", "2025-02-31", "1900-01-01", "0202-01-01", "", "2031-01-01"]),
        "modality": st.sampled_from(["23", "5", "77", "1-Mar", ""]),
        "wta_treatment": st.sampled_from(["0", "14", "-1", "x", ""]),
        "nhs_number": st.sampled_from(["9990000018", "9990000019", "0000000000", "", "9990000018.0"]),
        "pathway_id": st.sampled_from(["P1", ""]),
        "record_id": st.sampled_from(["A", "B", "C", ""]),
        "icd10": st.sampled_from(["C341", "C99", "lung"]),
    },
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(changes, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_order_of_rows_and_headings_does_not_change_the_parse(
    tmp_path: Path, edits: list[dict[str, str]], chance: Any
) -> None:
    rows = records(*edits)
    shuffled, headings = list(rows), list(HEADINGS)
    chance.shuffle(shuffled)
    chance.shuffle(headings)
    one = parsed(read_here(csv_file(tmp_path, rows, "one.csv"), Declared(today=TODAY, store_kind="demo")))
    other = parsed(
        read_here(
            csv_file(tmp_path, shuffled, "other.csv", headings=headings), Declared(today=TODAY, store_kind="demo")
        )
    )
    assert sorted(map(str, one.records.to_pylist())) == sorted(map(str, other.records.to_pylist()))
    assert sorted(map(reason, one.rejected.to_pylist())) == sorted(map(reason, other.rejected.to_pylist()))
    assert sorted((said.id, said.column) for said in one.findings) == sorted(
        (said.id, said.column) for said in other.findings
    )
    assert one.rows_read == other.rows_read == len(rows)


def reason(rejected: dict[str, Any]) -> str:
    """A rejection without its row number, its reasons in any order."""
    return str(sorted(zip(rejected["reasons"], rejected["columns"], strict=True)))
