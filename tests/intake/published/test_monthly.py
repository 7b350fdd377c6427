"""The monthly workbook: every part is read by its headings, and says loudly when it does not add up."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from tests.intake.builders import MonthlyWorkbook

from clearway.intake.readers import read_here
from clearway.intake.reading import Declared, Reading
from clearway.records.findings import Finding, FindingKind, Refused
from clearway.records.published import ENGLAND, PUBLISHED_SCHEMA

SIXTY_TWO = "62-DAY (ALL CANCER)"


def read(tmp_path: Path, change: Callable[[MonthlyWorkbook], None] = lambda book: None, **declared: str) -> Reading:
    """The reading of a good workbook after a change to it."""
    book = MonthlyWorkbook()
    change(book)
    return read_here(book.save(tmp_path / "MARCH-2025-PROVIDER-FINAL.xlsx"), Declared(**declared))  # type: ignore[arg-type]


def only(reading: Reading, name: str) -> Finding:
    """The one finding with an id."""
    found = [finding for finding in reading.findings if finding.id == name]
    assert len(found) == 1, reading.findings
    return found[0]


def test_a_workbook_that_adds_up_has_no_findings(tmp_path: Path) -> None:
    reading = read(tmp_path)
    assert reading.findings == []
    assert reading.tables["figures"].schema == PUBLISHED_SCHEMA
    assert reading.facts == {
        "publication": "Cancer Waiting Times, monthly workbook, provider based",
        "release": "final",
        "basis": "provider",
        "month": "2025-03",
    }


def test_the_commissioner_workbook_is_read_by_the_same_reader(tmp_path: Path) -> None:
    reading = read_here(MonthlyWorkbook(basis="COMMISSIONER").save(tmp_path / "MARCH-2025-COMMISSIONER-FINAL.xlsx"))
    assert reading.findings == []
    assert reading.facts["basis"] == "commissioner"
    england = {row["org_name"] for row in reading.tables["figures"].to_pylist() if row["org_code"] == ENGLAND}
    assert england == {"ALL ENGLISH COMMISSIONERS"}


def test_cuts_of_one_total_that_differ_are_named(tmp_path: Path) -> None:
    def change(book: MonthlyWorkbook) -> None:
        sheet = "62-DAY (BY TREATMENT MODALITY)"
        for row in (9, 14):
            for column in (5, 6, 10):
                book.cells[sheet][row, column] += 1

    reading = read(tmp_path, change)
    assert {finding.id for finding in reading.findings} == {"SPLIT_NOT_WHOLE", "PERCENTAGE_NOT_SHARE"}
    split = next(finding for finding in reading.findings if finding.id == "SPLIT_NOT_WHOLE")
    assert "all cancers" in split.message or "all treatments" in split.message


def test_halves_stay_halves(tmp_path: Path) -> None:
    figures = read(tmp_path).tables["figures"].to_pylist()
    lung = next(
        row
        for row in figures
        if (row["standard"], row["org_code"], row["stage_route"], row["cancer_type"])
        == ("62", "RAA", "Screening", "Lung")
    )
    assert (lung["total"], lung["within"], lung["breaches"]) == (Decimal("1.0"), Decimal("0.5"), Decimal("0.5"))
    assert lung["band_edges"] == "31 38 48 62 76 90 104 +"
    assert lung["band_people"] == [Decimal(0)] * 3 + [Decimal("0.5"), Decimal("0.5")] + [Decimal(0)] * 3


def test_labels_stand_as_printed_and_missing_dimensions_are_all(tmp_path: Path) -> None:
    figures = read(tmp_path).tables["figures"].to_pylist()
    cuts = {(row["standard"], row["stage_route"], row["modality"], row["cancer_type"]) for row in figures}
    assert ("62", "ALL ROUTES", "ALL MODALITIES", "ALL CANCERS") in cuts
    assert ("62", "Consultant Upgrade", "ALL MODALITIES", "Skin") in cuts
    assert ("31", "First Treatment", "Surgery", "ALL CANCERS") in cuts
    assert ("28", "ALL ROUTES", None, "ALL CANCERS") in cuts
    assert ("usc_first_seen", "URGENT SUSPECTED CANCER", None, "Suspected lung cancer") in cuts


def test_the_england_row_stands_under_its_own_code(tmp_path: Path) -> None:
    figures = read(tmp_path).tables["figures"].to_pylist()
    england = [row for row in figures if row["org_code"] == ENGLAND]
    assert {row["org_name"] for row in england} == {"ALL ENGLISH PROVIDERS"}
    assert len(england) * 2 == len(figures) - len(england)


def test_first_seen_sheets_print_no_standard_so_within_is_their_first_band(tmp_path: Path) -> None:
    row = next(row for row in read(tmp_path).tables["figures"].to_pylist() if row["standard"] == "ubs_first_seen")
    assert row["within"] == row["band_people"][0]
    assert row["breaches"] == row["total"] - row["within"]
    assert row["band_edges"] == "14 16 21 28 +"


def test_headings_are_found_when_everything_moves_down(tmp_path: Path) -> None:
    def shift(book: MonthlyWorkbook) -> None:
        cells = book.cells[SIXTY_TWO]
        book.cells[SIXTY_TWO] = {(row + (row > 4) * 3, column): value for (row, column), value in cells.items()}

    assert read(tmp_path, shift).tables["figures"].drop_columns(["source_sha256"]) == read(tmp_path).tables[
        "figures"
    ].drop_columns(["source_sha256"])


def test_columns_are_found_when_they_change_places(tmp_path: Path) -> None:
    def swap(book: MonthlyWorkbook) -> None:
        places = {1: 2, 2: 1}
        cells = book.cells[SIXTY_TWO]
        book.cells[SIXTY_TWO] = {
            (row, places.get(column, column) if row > 6 else column): value for (row, column), value in cells.items()
        }

    reading = read(tmp_path, swap)
    assert reading.findings == []
    assert {row["org_code"] for row in reading.tables["figures"].to_pylist()} == {"RAA", "RBB", ENGLAND}


def test_an_unknown_column_is_named_and_not_read(tmp_path: Path) -> None:
    def add(book: MonthlyWorkbook) -> None:
        row, _ = book.find("USC referral to FOA", "TOTAL")
        book.put("USC referral to FOA", row, ["MEDIAN WAIT"], column=15)

    finding = only(read(tmp_path, add), "COLUMN_UNKNOWN")
    assert "MEDIAN WAIT" in finding.message
    assert finding.kind is FindingKind.STRUCTURAL


def test_a_missing_sheet_and_an_unknown_one_are_named(tmp_path: Path) -> None:
    def rename(book: MonthlyWorkbook) -> None:
        book.cells["Something new"] = book.cells.pop(SIXTY_TWO)

    reading = read(tmp_path, rename)
    assert SIXTY_TWO in only(reading, "SHEET_MISSING").message
    assert "Something new" in only(reading, "SHEET_UNKNOWN").message


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    def cut(book: MonthlyWorkbook) -> None:
        start, _ = book.find(SIXTY_TWO, "PART E: Consultant Upgrade")
        book.cells[SIXTY_TWO] = {place: value for place, value in book.cells[SIXTY_TWO].items() if place[0] < start}

    reading = read(tmp_path, cut)
    assert "has 4 parts" in only(reading, "PART_MISSING").message


def test_a_row_that_does_not_add_up_is_named_with_the_difference(tmp_path: Path) -> None:
    def change(book: MonthlyWorkbook) -> None:
        row, _ = book.find("28-DAY FDS (ALL ROUTES)", "RAA")
        total = book.find("28-DAY FDS (ALL ROUTES)", "TOTAL")[1]
        book.cells["28-DAY FDS (ALL ROUTES)"][row, total + 1] += 1.5

    reading = read(tmp_path, change)
    finding = only(reading, "TOTAL_NOT_PARTS")
    assert finding.row == 10
    assert "give 3.5, but 2 is printed: a difference of 1.5" in finding.message
    assert only(reading, "BANDS_NOT_WITHIN").row == 10


def test_bands_that_do_not_add_up_are_named(tmp_path: Path) -> None:
    def change(book: MonthlyWorkbook) -> None:
        row, _ = book.find("UBS referral to FHA", "RBB")
        book.cells["UBS referral to FHA"][row, 9] = 7

    assert "a difference of 7" in only(read(tmp_path, change), "BANDS_NOT_TOTAL").message


def test_two_months_in_one_workbook_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="different months") as caught:
        read(tmp_path, lambda book: book.put(SIXTY_TWO, 1, ["Apr-25"]))
    assert caught.value.code == "MONTHS_DIFFER"


def test_a_front_page_of_another_month_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Frontpage prints 2025-04"):
        read(tmp_path, lambda book: book.put("Frontpage", 7, ["April 2025"]))


def test_two_bases_in_one_workbook_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        read(tmp_path, lambda book: book.put(SIXTY_TWO, 2, ["BASIS: COMMISSIONER BASED"]))
    assert caught.value.code == "BASIS_UNCLEAR"


def test_a_sheet_without_its_headings_is_refused(tmp_path: Path) -> None:
    def cut(book: MonthlyWorkbook) -> None:
        row, column = book.find("28-DAY FDS (BY ROUTE)", "WITHIN 28 DAYS")
        book.cells["28-DAY FDS (BY ROUTE)"][row, column] = "WITHIN 21 DAYS"

    with pytest.raises(Refused) as caught:
        read(tmp_path, cut)
    assert caught.value.code in ("HEADING_MISSING", "BANDS_BROKEN")


def test_one_figure_printed_twice_is_refused(tmp_path: Path) -> None:
    def repeat(book: MonthlyWorkbook) -> None:
        row, column = book.find("28-DAY FDS (ALL ROUTES)", "RBB")
        book.cells["28-DAY FDS (ALL ROUTES)"][row, column] = "RAA"

    with pytest.raises(Refused, match="more than once") as caught:
        read(tmp_path, repeat)
    assert caught.value.code == "FIGURE_TWICE"


@pytest.mark.parametrize(
    ("status", "name", "release", "finding"),
    [
        ("Status: Final Official Statistics", "MARCH-2025-FINAL.xlsx", "final", None),
        ("Status: Provisional Official Statistics", "MARCH-2025.xlsx", "provisional", None),
        ("", "MARCH-2025-Provisional.xlsx", "provisional", None),
        ("", "MARCH-2025-CWT-FINAL.xlsx", "final", None),
        ("", "MARCH-2025.xlsx", "provisional", "RELEASE_NOT_STATED"),
        ("Status: Final Official Statistics", "MARCH-2025-PROVISIONAL.xlsx", "provisional", "RELEASE_UNCLEAR"),
    ],
)
def test_the_release_comes_from_the_front_page_or_the_name(
    tmp_path: Path, status: str, name: str, release: str, finding: str | None
) -> None:
    reading = read_here(MonthlyWorkbook(status=status).save(tmp_path / name))
    assert reading.facts["release"] == release
    assert [found.id for found in reading.findings] == ([finding] if finding else [])


def test_a_declared_release_is_refused_when_the_file_says_otherwise(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        read(tmp_path, release="provisional")
    assert caught.value.code == "RELEASE_DIFFERS"
