"""`clearway reconcile`, as a person and a script run it."""

from pathlib import Path

import pytest
from tests.intake.builders import csv_file
from tests.measures.reconciliation.truth import MONTH, Row, counted_of, treated, workbook

pytestmark = pytest.mark.slow

HERE = treated("a", trust="RFF", on="2025-04-10", icd10="C341")
THERE = treated("b", trust="RFF", on="2025-04-11", icd10="C61")


def store_with(run, folder: Path, ours: list[Row], theirs: list[Row]) -> Path:
    """A demo store with our records and the workbook that theirs would print."""
    store = folder / "store"
    records = csv_file(folder, ours, "ours.csv")
    printed = workbook(folder / "april.xlsx", MONTH, counted_of(theirs))
    for ended in (
        run("load", records, "--store", store, "--kind", "demo", "--organisation", "RFF"),
        run("load", printed, "--store", store),
    ):
        assert ended.code == 0, ended.err
    return store


def test_differences_end_with_one_and_are_illustrative_in_a_demo_store(run, tmp_path: Path) -> None:
    store = store_with(run, tmp_path, [HERE], [HERE, THERE])
    ended = run("reconcile", "--store", store, "--month", MONTH, "--json")
    assert ended.code == 1
    assert ended.json["illustrative"] is True
    assert ended.json["trusts"] == [{"code": "RFF", "name": "Barnsley Hospital NHS Foundation Trust"}]
    (cause,) = ended.json["causes"]
    assert cause["kind"] == "missing_here"
    assert {one["standard"] for one in ended.json["differences"]} == {"31", "62"}
    assert "made-up people beside real published figures" in ended.err
    table = tmp_path / "differences.csv"
    ended = run("reconcile", "--store", store, "--month", MONTH, "--standard", "62", "--csv", table)
    assert ended.code == 1
    assert "Urological - Prostate" in ended.out
    assert table.read_text("utf-8-sig").startswith("standard,month,trust")


def test_sides_that_agree_end_with_nought_and_a_download_is_compared_record_by_record(run, tmp_path: Path) -> None:
    store = store_with(run, tmp_path, [HERE], [HERE])
    assert run("reconcile", "--store", store, "--month", MONTH).code == 0
    download = csv_file(tmp_path, [HERE | {"treatment_start_date": "2025-05-01"}, THERE], "download.csv")
    ended = run("reconcile", "--store", store, "--month", MONTH, "--against", download, "--json")
    assert ended.code == 1
    assert ended.json["counts"] == {"missing_here": 1, "month": 1}
    assert HERE["nhs_number"] not in ended.out + ended.err
    assert run("reconcile", "--store", store, "--month", "2024-04").code == 3
    assert run("reconcile", "--store", store, "--month", "April").code == 3
