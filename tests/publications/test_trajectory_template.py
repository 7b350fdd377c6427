"""The template of agreed trajectories is what its reader reads."""

from pathlib import Path

import openpyxl

from clearway.intake.readers import read_here
from clearway.measures.catalogue import load_catalogue
from clearway.publications.trajectory_template import trajectory_template
from clearway.standards.organisations import load_organisations


def made(folder: Path, *measures: str) -> Path:
    catalogue = load_catalogue()
    path = folder / "agreed.xlsx"
    wanted = [catalogue[one] for one in measures]
    path.write_bytes(trajectory_template(wanted, ["RHQ", "E56000024"], "2026-12", 2, load_organisations()))
    return path


def test_it_has_a_row_for_each_measure_organisation_and_month_across_the_year(tmp_path: Path) -> None:
    rows = list(openpyxl.load_workbook(made(tmp_path, "CWT-62D", "CWT-104"))["Table"].iter_rows(values_only=True))
    assert rows[0][:5] == ("Measure", "Measure name", "Organisation", "Organisation name", "Month")
    assert rows[0][5:] == ("Target (%)", "Target (number)", "Note")
    assert len(rows) == 1 + 2 * 2 * 2
    assert [f"{row[4]:%Y-%m}" for row in rows[1:3]] == ["2026-12", "2027-01"]


def test_a_unit_that_no_measure_has_gets_no_column(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(made(tmp_path, "CWT-62D"))["Table"]
    assert "Target (number)" not in [cell.value for cell in sheet[1]]


def test_filled_in_it_is_read_back(tmp_path: Path) -> None:
    path = made(tmp_path, "CWT-62D", "CWT-104")
    book = openpyxl.load_workbook(path)
    book["Table"]["F2"], book["Table"]["G6"] = 72.5, 12
    book.save(path)
    held = read_here(path).tables["observations"].to_pylist()
    assert [(one["indicator"], f"{one['period_start']:%Y-%m}", one["value"]) for one in held] == [
        ("agreed_share.CWT-62D", "2026-12", 0.725),
        ("agreed_number.CWT-104", "2026-12", 12),
    ]
