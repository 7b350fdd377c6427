"""A file of one series is read strictly: what is no date or no number is named by row and column."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from clearway.intake.point_series import read_day, read_point_series
from clearway.records.findings import Refused


def file_of(folder: Path, text: str) -> Path:
    path = folder / "series.csv"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str, *columns: str) -> Refused:
    with pytest.raises(Refused) as refused:
        read_point_series(file_of(folder, text), "month", columns or ("share",))
    return refused.value


def test_months_are_put_in_order_and_those_without_a_row_are_gaps(tmp_path: Path) -> None:
    read = read_point_series(file_of(tmp_path, "month,share\n2024-04,3\n2024-01,1\n2024-02,\n\n"), "month", ["share"])
    assert read.days == tuple(date(2024, month, 1) for month in (1, 2, 3, 4))
    assert read.numbers == ((1.0, None, None, 3.0),)
    assert read.is_in_file == (True, True, False, True)
    assert read.is_monthly


@pytest.mark.parametrize(
    "days", [("31/01/2024", "29/02/2024"), ("2024-01-01", "2024-02-01"), ("2024-01", "01/02/2024")]
)
def test_first_days_last_days_and_months_are_all_months(tmp_path: Path, days: tuple[str, str]) -> None:
    read = read_point_series(file_of(tmp_path, f"month,share\n{days[0]},1\n{days[1]},2\n"), "month", ["share"])
    assert read.is_monthly
    assert read.days == (date(2024, 1, 1), date(2024, 2, 1))


def test_weeks_keep_their_step_and_a_missing_week_is_a_gap(tmp_path: Path) -> None:
    text = "month,share\n2024-01-08,1\n2024-01-15,2\n2024-01-29,3\n"
    read = read_point_series(file_of(tmp_path, text), "month", ["share"])
    assert read.numbers == ((1.0, 2.0, None, 3.0),)
    assert read.has_step
    assert not read.is_monthly


def test_dates_without_a_step_have_no_gaps(tmp_path: Path) -> None:
    text = "month,share\n2024-01-08,1\n2024-01-15,2\n2024-01-25,3\n"
    read = read_point_series(file_of(tmp_path, text), "month", ["share"])
    assert not read.has_step
    assert len(read.days) == 3


def test_percent_signs_make_fractions_and_thousands_may_have_commas(tmp_path: Path) -> None:
    text = 'month,share,people\n2024-01,71.4%,"1,204"\n2024-02,70%,900\n'
    read = read_point_series(file_of(tmp_path, text), "month", ["share", "people"])
    assert read.numbers == ((pytest.approx(0.714), 0.7), (1204.0, 900.0))
    assert read.is_percent == (True, False)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("month,share\n2024-01,1\n2024-13,2\n", "NOT_A_DATE", "Row 3, column month: '2024-13' is not a date."),
        ("month,share\n2024-01,1\n,2\n", "NOT_A_DATE", "Row 3 has no date."),
        ("month,share\n03/2024,1\n", "NOT_A_DATE", "Row 2"),
        ("month,share\n2024-01,about 3\n", "NOT_A_NUMBER", "Row 2, column share: 'about 3' is not a number."),
        ("month,share\n2024-01,nan\n", "NOT_A_NUMBER", "Row 2"),
        ("month,share\n2024-01,1\n2024-01,2\n", "DATE_TWICE", "Row 3, column month: 2024-01 stands in row 2 already."),
        ("month,share\n2024-01,1%\n2024-02,2\n", "PERCENT_MIXED", "column share"),
        ("month,rate\n2024-01,1\n", "NO_COLUMN", "The column share is not among the headings: month, rate."),
        ("month,share,share\n2024-01,1,2\n", "NO_COLUMN", "stands twice"),
        ("month,share\n", "FILE_EMPTY", "no rows"),
        ("month;share\n2024-01;1\n", "SEPARATOR_WRONG", "semicolon"),
        ("month,share\n2024-01\n", "ROW_CUT", ""),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(tmp_path: Path, text: str, code: str, words: str) -> None:
    refused = refusal(tmp_path, text)
    assert refused.code == code or code == "ROW_CUT"
    assert words in refused.reason
    assert refused.mend


def test_a_workbook_with_one_sheet_is_read_and_one_with_two_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("month", "share"), (date(2024, 1, 1), 0.5), (date(2024, 2, 1), None), (date(2024, 3, 1), 0.25)):
        book.active.append(row)
    path = tmp_path / "series.xlsx"
    book.save(path)
    assert read_point_series(path, "month", ["share"]).numbers == ((0.5, None, 0.25),)
    book.create_sheet("more").append(("month", "share"))
    book.save(path)
    with pytest.raises(Refused, match="2 sheets with rows"):
        read_point_series(path, "month", ["share"])


def test_a_day_at_the_terminal_is_read_in_the_same_forms() -> None:
    assert read_day("2024-03") == date(2024, 3, 1)
    assert read_day("31/03/2024") == date(2024, 3, 31)
    with pytest.raises(ValueError, match="30/02/2024 is not a date; write 2024-03-31"):
        read_day("30/02/2024")
