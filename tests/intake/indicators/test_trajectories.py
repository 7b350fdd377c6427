"""Agreed trajectories: read strictly, a share by its heading, one wrong row refusing the whole sheet."""

import datetime as dt
from pathlib import Path

import pytest

from clearway.intake.readers import read_here
from clearway.intake.reading import Declared, Reading
from clearway.records.findings import Refused

HEAD = "Measure,Organisation,Month,Target (%)\n"


def read(folder: Path, text: str, name: str = "agreed.csv") -> Reading:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_here(path, Declared())


def test_a_sheet_gives_one_value_for_each_measure_organisation_and_month(tmp_path: Path) -> None:
    reading = read(tmp_path, HEAD + "CWT-62D,RHQ,2026-04,72.5\nCWT-62D,E56000024,May 2026,74\n")
    rows = reading.tables["observations"].to_pylist()
    assert reading.reader == "agreed_trajectories"
    assert [(one["indicator"], one["area_type"], one["area_code"], one["value"]) for one in rows] == [
        ("agreed_share.CWT-62D", "provider", "RHQ", 0.725),
        ("agreed_share.CWT-62D", "alliance", "E56000024", 0.74),
    ]
    assert (rows[1]["period_start"], rows[1]["period_end"]) == (dt.date(2026, 5, 1), dt.date(2026, 5, 31))
    assert rows[0]["area_name"].startswith("Sheffield Teaching")
    assert (reading.facts["first_month"], reading.facts["last_month"]) == ("2026-04", "2026-05")


def test_the_heading_says_whether_a_number_is_a_percentage_a_fraction_or_a_number(tmp_path: Path) -> None:
    head = "Measure,Organisation,Month,Target (fraction),Target (number)\n"
    reading = read(tmp_path, head + "CWT-62D,RHQ,2026-04,0.725,\nCWT-104,RHQ,2026-04,,12\n")
    held = {one["indicator"]: one["value"] for one in reading.tables["observations"].to_pylist()}
    assert held == {"agreed_share.CWT-62D": 0.725, "agreed_number.CWT-104": 12}


def test_a_row_without_a_target_agrees_nothing(tmp_path: Path) -> None:
    reading = read(tmp_path, HEAD + "CWT-62D,RHQ,2026-04,\nCWT-62D,RHQ,2026-05,74\n")
    assert reading.tables["observations"].num_rows == 1


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("CWT-62D,RHQ,2026-04,101", "row 3: the target 101 is not from 0 to 100"),
        ("CWT-62D,RHQ,2026-04,-1", "row 3: the target -1 is not from 0 to 100"),
        ("CWT-62D,RHQ,2026-04,most", "row 3: the target 'most' is not a number"),
        ("CWT-62D,ZZZZ9,2026-04,74", "row 3: 'ZZZZ9' is not the code of an organisation"),
        ("CWT-62D,RHQ,spring,74", "row 3: 'spring' is not a month"),
        ("CWT-62D,RHQ,15/04/2026,74", "row 3: '15/04/2026' is not a month"),
        ("62 days,RHQ,2026-04,74", "row 3: '62 DAYS' is not the id of a measure"),
    ],
)
def test_one_wrong_row_refuses_the_whole_sheet_and_is_named(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(Refused) as raised:
        read(tmp_path, f"{HEAD}CWT-62D,RHQ,2026-05,74\n{row}\n")
    assert words in raised.value.reason
    assert "nothing was loaded" in raised.value.mend


def test_a_percentage_under_the_heading_of_a_fraction_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"the target 72.5 is not from 0 to 1\."):
        read(tmp_path, "Measure,Organisation,Month,Target (fraction)\nCWT-62D,RHQ,2026-04,72.5\n")


def test_two_targets_in_one_row_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="more than one target"):
        read(tmp_path, "Measure,Organisation,Month,Target (%),Target (fraction)\nCWT-62D,RHQ,2026-04,72,0.72\n")


def test_a_number_below_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="the target -3 is below 0"):
        read(tmp_path, "Measure,Organisation,Month,Target (number)\nCWT-104,RHQ,2026-04,-3\n")


def test_one_month_agreed_twice_in_a_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read(tmp_path, HEAD + "CWT-62D,RHQ,2026-04,72\nCWT-62D,RHQ,Apr-26,73\n")


def test_of_many_wrong_rows_twenty_are_named_and_the_others_counted(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="and 5 more"):
        read(tmp_path, HEAD + "CWT-62D,RHQ,spring,74\n" * 25)


def test_an_empty_template_is_refused_in_words_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"No row of agreed\.csv has a target"):
        read(tmp_path, HEAD + "CWT-62D,RHQ,2026-04,\n")


def test_a_column_that_nobody_knows_is_named(tmp_path: Path) -> None:
    reading = read(tmp_path, "Measure,Organisation,Month,Target (%),Mood\nCWT-62D,RHQ,2026-04,72,good\n")
    assert [one.id for one in reading.findings] == ["COLUMN_NOT_READ"]
