"""A file read by a profile is judged like every other; what is told speaks of the sender's own rows and columns."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from tests.intake.builders import csv_text, records
from tests.intake.profiles.written import OWN_COLUMNS, profile

from clearway.intake.profiles import Profile
from clearway.intake.readers import read_here
from clearway.intake.reading import Declared
from clearway.intake.waiting_times.csv_reader import Parsed, parsed
from clearway.intake.waiting_times.headings import REQUIRED
from clearway.records.findings import Refused

PRIORITY = OWN_COLUMNS.replace("{from: priority_type}", "{from: [Priority, Prio], codes: {2WW: 3, Urgent: 2}%s}")


def read(folder: Path, text: str, by: Profile) -> Parsed:
    path = folder / "ours.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return parsed(read_here(path, Declared(profile=by)))


def text_of(*changes: dict[str, str], **renamed: str) -> str:
    rows = [{renamed.get(name, name): row.get(name, "") for name in REQUIRED} for row in records(*changes)]
    return csv_text(rows, [renamed.get(name, name) for name in REQUIRED])


def test_a_value_that_is_not_on_the_map_rejects_its_row_naming_the_senders_column(tmp_path):
    text = text_of({"priority_type": "2WW"}, {"priority_type": "Blue"}, priority_type="Prio")
    found = read(tmp_path, text, profile(columns=PRIORITY % ""))
    assert found.records["priority_type"].to_pylist() == ["3"]
    told = next(one for one in found.findings if one.id == "CODE_NOT_MAPPED")
    assert told.message.startswith("Row 3, priority_type (your column Prio): 'Blue' is not on the map")
    assert found.rejected.to_pylist() == [{"row": 3, "reasons": ["CODE_NOT_MAPPED"], "columns": ["priority_type"]}]


def test_a_value_kept_as_sent_is_still_judged_by_the_code_list(tmp_path):
    text = text_of({"priority_type": "Blue"}, {"priority_type": "2ww"}, priority_type="Priority")
    found = read(tmp_path, text, profile(columns=PRIORITY % ", unmapped: as_sent, case: ignore"))
    assert found.records["priority_type"].to_pylist() == ["Blue", "3"]
    assert [one.id for one in found.findings] == ["CODE_UNKNOWN"]


def test_title_rows_are_passed_over_and_rows_keep_the_files_own_numbers(tmp_path):
    text = 'Report, "March"\n\nmade on,1\n' + text_of({}, {"crtp_start": "2025-02-31"})
    found = read(tmp_path, text, profile())
    assert found.first_row == 5
    assert found.record_rows.to_pylist() == [5]
    assert found.rejected["row"].to_pylist() == [6]
    assert "Row 6, crtp_start" in next(one.message for one in found.findings if one.id == "DATE_IMPOSSIBLE")
    with pytest.raises(Refused, match=r"Row 6 \(from byte"):
        read(tmp_path, text.rstrip("\n") + ",1\n", profile())


def test_what_stands_for_nothing_is_nothing_without_a_finding(tmp_path):
    by = profile(more="empty: ['null', '-', '1900-01-01']\n")
    text = text_of({"consultant_upgrade_date": "1900-01-01", "org_upgrade": "NULL", "wta_first_seen": "-"})
    found = read(tmp_path, text, by)
    assert found.findings == []
    assert found.records["org_upgrade"].null_count == found.records["consultant_upgrade_date"].null_count == 1
    assert found.records["wta_first_seen"].to_pylist() == [0]


def test_a_record_id_that_stands_for_nothing_is_missing(tmp_path):
    found = read(tmp_path, text_of({"record_id": "NULL"}), profile(more="empty: ['NULL']\n"))
    assert found.rejected["reasons"].to_pylist() == [["RECORD_ID_MISSING"]]


def test_two_columns_joined_name_a_record_and_one_value_may_hold_for_every_row(tmp_path):
    columns = (
        OWN_COLUMNS.replace("{from: record_id}", "{join: [Case, Part], with: /}")
        + "  pathway_issuer: {constant: RFF}\n"
    )
    rows = [
        {**row, "Case": row["record_id"], "Part": part} for row, part in zip(records({}, {}), ["1", ""], strict=True)
    ]
    found = read(tmp_path, csv_text(rows, ["Case", "Part", *REQUIRED[1:]]), profile(columns=columns))
    assert found.records["record_id"].to_pylist() == ["R1/1"]
    assert found.records["pathway_issuer"].to_pylist() == ["RFF"]
    assert found.rejected["reasons"].to_pylist() == [["RECORD_ID_MISSING"]]


def test_local_codes_of_sites_are_mapped_and_others_rejected_unless_kept_as_sent(tmp_path):
    text = text_of({"org_treatment": "MAIN SITE"}, {"org_treatment": "RFR"})
    more = "organisations: {codes: {MAIN SITE: RFF, RZA: RZA}%s}\n"
    assert read(tmp_path, text, profile(more=more % "")).records["org_treatment"].to_pylist() == ["RFF"]
    kept = read(tmp_path, text, profile(more=more % ", unmapped: as_sent"))
    assert kept.records["org_treatment"].to_pylist() == ["RFF", "RFR"]


def test_a_pattern_takes_the_part_of_a_cell_that_is_the_value(tmp_path):
    columns = OWN_COLUMNS.replace("{from: icd10}", "{from: icd10, pattern: '([A-Z][0-9]{2,3}) .*'}")
    found = read(tmp_path, text_of({"icd10": "C341 Upper lobe"}, {"icd10": "lung"}), profile(columns=columns))
    assert found.records["icd10"].to_pylist() == ["C341"]
    assert found.rejected["reasons"].to_pylist() == [["PATTERN_MISSED"]]


def test_a_missing_heading_is_named_as_the_profile_knows_it_and_unknown_ones_are_listed(tmp_path):
    with pytest.raises(
        Refused, match="does not have 1 column of the profile our-register@1: Priority or Prio"
    ) as caught:
        read(tmp_path, text_of({}, priority_type="Rank"), profile(columns=PRIORITY % ""))
    assert "not recognised: Rank" in caught.value.reason
    found = read(
        tmp_path,
        text_of({}),
        profile(columns=OWN_COLUMNS.replace("  icd10: {from: icd10}\n", ""), more="absent: [icd10]\n"),
    )
    assert {one.id for one in found.findings} == {"COLUMN_IGNORED", "COLUMN_ABSENT"}
    assert "icd10" in next(one.message for one in found.findings if one.id == "COLUMN_ABSENT")


def workbook(path: Path, change=lambda sheet: None, **options) -> Path:
    book = xlsxwriter.Workbook(str(path), options)
    sheet, day = book.add_worksheet("List"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write(0, 0, "Tracking list")
    for column, name in enumerate(REQUIRED):
        sheet.write(2, column, name)
        value = records({})[0].get(name, "")
        if value.startswith("2025-"):
            sheet.write_datetime(3, column, date.fromisoformat(value), day)
        elif name.startswith("wta_"):
            sheet.write(3, column, int(value) if value else "")
        elif value:
            sheet.write_string(3, column, value)
    change(sheet)
    book.close()
    return path


@pytest.mark.parametrize("is_1904", [False, True])
def test_fault_12_a_workbook_is_read_by_values_in_its_own_date_system(tmp_path, is_1904):
    path = workbook(tmp_path / "list.xlsx", date_1904=is_1904)
    found = parsed(read_here(path, Declared(profile=profile(layout="{kind: xlsx}"))))
    assert found.findings == []
    assert found.records["crtp_start"].to_pylist() == [date(2025, 3, 3)]
    assert found.first_row == 4
    assert found.record_rows.to_pylist() == [4]


def test_fault_12_an_error_cell_is_a_finding_by_row_and_column(tmp_path):
    place = REQUIRED.index("crtp_start")
    path = workbook(tmp_path / "list.xlsx", lambda sheet: sheet.write_formula(3, place, "=A1/0", None, "#DIV/0!"))
    found = parsed(read_here(path, Declared(profile=profile(layout="{kind: xlsx}"))))
    assert found.rejected.to_pylist() == [{"row": 4, "reasons": ["CELL_ERROR"], "columns": ["crtp_start"]}]


def test_a_profile_for_text_refuses_a_workbook_and_one_for_workbooks_a_text(tmp_path):
    path = workbook(tmp_path / "list.xlsx")
    with pytest.raises(Refused, match="is for a text file, but list"):
        read_here(path, Declared(profile=profile()))
    with pytest.raises(Refused, match="is for an Excel workbook"):
        read(tmp_path, text_of({}), profile(layout="{kind: xlsx}"))


def test_an_nhs_number_as_it_is_printed_for_people_is_the_same_number(tmp_path):
    person = ("nhs_number", "pathway_id", "pathway_issuer")
    numbers = ({"nhs_number": "999 000 0018"}, {"nhs_number": "999-000-0018"})
    columns = OWN_COLUMNS + "".join(f"  {name}: {{from: {name}}}\n" for name in person)
    found = read(tmp_path, csv_text(records(*numbers), (*person, *REQUIRED)), profile(columns=columns))
    assert found.records["nhs_number"].to_pylist() == ["9990000018", None]
    assert [one.id for one in found.findings if one.column == "nhs_number"] == ["NHS_NUMBER_SPACES"]
