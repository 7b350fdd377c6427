"""The page of the record contract is as fresh as the contract."""

from dataclasses import fields
from pathlib import Path

from clearway.records.contract_page import contract_page
from clearway.records.waiting_times import COLUMNS, WaitingTimeRecord

PAGE = Path(__file__).parents[2] / "docs/records.md"


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == contract_page(), (
        "python -m clearway.records.contract_page > docs/records.md"
    )


def test_every_field_of_the_record_is_a_column_with_a_meaning() -> None:
    assert [one.name for one in COLUMNS] == [one.name for one in fields(WaitingTimeRecord)]
    assert all(one.meaning for one in COLUMNS)
