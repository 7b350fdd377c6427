"""The monthly diagnostics by provider: what is read, what is checked, what is refused."""

from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pytest
from tests.intake.indicators.dm01_book import DiagnosticBook
from tests.shared import shared_path

from clearway.intake.readers import read_here
from clearway.intake.reading import Declared, Reading
from clearway.records.findings import Refused
from clearway.records.observations import ALL, OBSERVATIONS_SCHEMA

FILES = {
    "August-2024": (1_562_141, 374_205, "final"),
    "September-2024": (1_587_330, 359_933, "final"),
    "October-2024": (1_630_981, 337_482, "final"),
    "November-2024": (1_615_001, 321_795, "final"),
    "December-2024": (1_563_343, 355_915, "final"),
    "March-2025_SW40K": (1_703_242, 312_744, "provisional"),
}
"""People waiting in England and those of them waiting six weeks or more, as the files print them."""


def read(tmp_path: Path, book: DiagnosticBook | None = None, **declared: Any) -> Reading:
    return read_here((book or DiagnosticBook()).save(tmp_path / "diagnostics.xlsx"), Declared(**declared))


def value(reading: Reading, indicator: str, area: str, category: str = ALL) -> dict[str, Any]:
    kept = (pc.field("indicator") == indicator) & (pc.field("area_code") == area) & (pc.field("category") == category)
    (row,) = reading.tables["observations"].filter(kept).to_pylist()
    return row


def found(reading: Reading) -> dict[str, str]:
    return {one.id: one.message for one in reading.findings}


@pytest.mark.parametrize("name", FILES)
def test_the_publishers_own_files_read_whole_and_agree_with_themselves(name: str) -> None:
    waiting, six, release = FILES[name]
    reading = read_here(shared_path(f"data/dm01/Monthly-Diagnostics-Web-File-Provider-{name}.xls"))
    assert reading.reader == "dm01_provider"
    assert reading.findings == []
    assert reading.tables["observations"].schema == OBSERVATIONS_SCHEMA
    england = value(reading, "dm01.six_weeks_or_more", "E92000001")
    assert (england["numerator"], england["denominator"], england["release"]) == (six, waiting, release)
    by_test = reading.tables["observations"].filter(
        (pc.field("indicator") == "dm01.waiting") & (pc.field("area_code") == "E92000001")
    )
    assert by_test.num_rows == 16
    assert pc.sum(by_test["value"]).as_py() == 2 * waiting


def test_a_value_says_its_place_and_a_share_its_parts(tmp_path: Path) -> None:
    reading = read(tmp_path)
    assert reading.findings == []
    six = value(reading, "dm01.six_weeks_or_more", "RHQ")
    assert (six["numerator"], six["denominator"], six["value"]) == (50, 300, 50 / 300)
    assert six["place_in_file"] == "Provider, row 17"
    assert str(six["period_start"]) == "2025-03-01"
    assert str(six["period_end"]) == "2025-03-31"
    colonoscopy = value(reading, "dm01.thirteen_weeks_or_more", "RHQ", "Colonoscopy")
    assert (colonoscopy["value"], colonoscopy["place_in_file"]) == (0.06, "Provider by Test, row 18")
    assert value(reading, "dm01.tests_from_waiting_list", "RFF")["value"] == 30


def test_england_by_test_is_added_up_and_says_so(tmp_path: Path) -> None:
    row = value(read(tmp_path), "dm01.six_weeks_or_more", "E92000001", "Magnetic Resonance Imaging")
    assert (row["numerator"], row["denominator"]) == (26, 260)
    assert row["place_in_file"] == "Provider by Test, 2 rows of Magnetic Resonance Imaging added up"


def test_a_provider_where_nobody_waits_has_no_share_and_says_why(tmp_path: Path) -> None:
    row = value(read(tmp_path), "dm01.six_weeks_or_more", "NVC0Y")
    assert (row["value"], row["denominator"], row["flag"]) == (None, 0, "nobody waiting")


def test_a_file_that_names_its_revision_is_final_and_another_provisional(tmp_path: Path) -> None:
    assert read(tmp_path).facts["release"] == "provisional"
    revised = read(tmp_path, DiagnosticBook(revised="10th July 2025"))
    assert (revised.facts["release"], revised.facts["revised"]) == ("final", "10th July 2025")


@pytest.mark.parametrize(
    ("place", "number", "finding", "said"),
    [
        (("Provider", 15, 6), 361, "TOTAL_NOT_SUM", "its providers give 360 (waiting), but 361 is printed"),
        (("Provider", 17, 10), 249, "BANDS_NOT_TOTAL", "its bands of weeks give 299 (waiting), but 300 is printed"),
        (("Provider", 17, 9), 0.5, "SHARE_NOT_PARTS", "0.5 is printed as the share waiting six weeks or more"),
        (("Provider by Test", 18, 27), 11, "TESTS_NOT_TOTAL", "the tests of RHQ give 21 (planned tests), but 20"),
        (("Provider", 18, 26), 41, "SHEETS_DIFFER", "the sheet Provider by Test give 20 (unscheduled tests), but 41"),
    ],
)
def test_what_does_not_add_up_is_told_with_its_row_and_size(
    tmp_path: Path, place: tuple[str, int, int], number: float, finding: str, said: str
) -> None:
    reading = read(tmp_path, DiagnosticBook(cells={place: number}))
    assert said in found(reading)[finding]
    assert f"{place[0]}, row " in found(reading)[finding]


def test_a_sheet_without_an_england_row_says_that_it_was_not_checked(tmp_path: Path) -> None:
    book = DiagnosticBook(cells={("Provider", 15, column): "" for column in range(1, 29)})
    reading = read(tmp_path, book)
    assert "could not be checked" in found(reading)["ENGLAND_ROW_MISSING"]


def test_a_new_test_and_a_new_column_are_named(tmp_path: Path) -> None:
    book = DiagnosticBook(
        cells={("Provider by Test", 17, 6): 17, ("Provider by Test", 17, 7): "Capsule endoscopy"},
        more_headings=["Median wait"],
    )
    reading = read(tmp_path, book)
    assert "Capsule endoscopy" in found(reading)["TEST_NEW"]
    assert "MEDIAN WAIT" in found(reading)["COLUMN_NOT_READ"]


@pytest.mark.parametrize(
    ("book", "code"),
    [
        (DiagnosticBook(cells={("Provider", 17, 6): "-"}), "NOT_A_COUNT"),
        (DiagnosticBook(cells={("Provider", 17, 6): ""}), "NOT_A_COUNT"),
        (DiagnosticBook(cells={("Provider", 17, 6): 1.5}), "NOT_A_COUNT"),
        (DiagnosticBook(cells={("Provider", 17, 4): ""}), "CODE_MISSING"),
        (DiagnosticBook(cells={("Provider", 18, 4): "RHQ"}), "VALUE_TWICE"),
        (DiagnosticBook(cells={("Provider by Test", 17, 7): "Colonoscopy"}), "TEST_DIFFERS"),
        (DiagnosticBook(cells={("Provider", 14, 8): "Number waiting thirteen"}), "HEADING_MISSING"),
        (DiagnosticBook(cells={("Provider", 14, 12): "Some weeks"}), "BANDS_BROKEN"),
        (DiagnosticBook(cells={("Provider", 5, 3): "April 2025"}), "MONTHS_DIFFER"),
        (DiagnosticBook(period="Quarter 4"), "PERIOD_NOT_A_MONTH"),
        (DiagnosticBook(basis="Commissioner"), "BASIS_NOT_PROVIDER"),
    ],
)
def test_a_file_that_cannot_be_read_surely_is_refused_whole(tmp_path: Path, book: DiagnosticBook, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(tmp_path, book)
    assert refused.value.code == code
    assert refused.value.mend


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        ({"month": "2025-04"}, "MONTH_DIFFERS"),
        ({"release": "final"}, "RELEASE_DIFFERS"),
        ({"organisation": "RFR"}, "ORGANISATION_DIFFERS"),
        ({"source": "published_extract"}, "SOURCE_DIFFERS"),
    ],
)
def test_a_file_that_is_not_what_was_declared_is_refused(tmp_path: Path, declared: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(tmp_path, **declared)
    assert refused.value.code == code


def test_an_old_workbook_that_nobody_knows_is_told_how_to_save_it(tmp_path: Path) -> None:
    path = tmp_path / "tracker.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(Refused, match="of the old kind"):
        read_here(path)
