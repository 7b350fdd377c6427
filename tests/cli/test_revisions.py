"""`clearway revisions`: releases, snapshots and versions of records compared from the terminal."""

from pathlib import Path

import pytest
from tests.intake.builders import csv_text, records
from tests.shared import shared_path

REAL = {"nhs_number": "9434765919"}
FILES = (
    "data/cwt/provider_extracts/CWT-CRS-Oct-2024-to-Mar-2025-Data-Extract-Provider.xlsx",
    "data/cwt/provider_workbooks/MARCH-2025-CWT-CRS-PROVIDER-WORKBOOK-FINAL.xlsx",
)


@pytest.mark.slow
def test_the_revision_of_march_2025_is_told_trust_by_trust(run, store: Path) -> None:
    run("load", *(shared_path(name) for name in FILES), "--store", store, "--json")
    ended = run("revisions", "--store", store, "--month", "2025-03", "--standard", "62", "--json")
    assert ended.code == 0
    (told,) = ended.json["revisions"]
    assert (told["organisations"], told["totals_differing"], told["gone"]) == (145, 103, 2)
    assert (told["whole"]["before_total"], told["whole"]["after_total"]) == (27162.5, 27537.5)
    sheffield = next(row for row in told["rows"] if row["code"] == "RHQ")
    assert [sheffield[name] for name in ("before_total", "before_within", "after_total", "after_within")] == [
        *(368, 206.5, 382, 216.5)
    ]
    words = run("revisions", "--store", store, "--month", "2025-03", "--standard", "62").out
    assert "106 of 145 organisations differ (103 in their total)" in words


@pytest.mark.slow
def test_a_file_of_records_is_compared_with_the_one_it_replaced(run, store: Path, tmp_path: Path) -> None:
    rows = [dict(one) for one in records(REAL, REAL, REAL)]
    for name, changed in (("first.csv", rows), ("second.csv", [{**rows[0], "icd10": "C509"}, *rows[1:]])):
        (tmp_path / name).write_text(csv_text(changed), encoding="utf-8", newline="")
        loaded = run(
            "load", tmp_path / name, "--store", store, "--organisation", "RZA", "--month", "2025-03",
            "--json",
        ).json  # fmt: skip
    told = run("revisions", "--store", store, "--submission", loaded["submission"], "--json").json
    assert (told["added"], told["gone"], told["changed"], told["same"]) == (0, 0, 1, 2)
    assert told["changed_by_column"] == {"icd10": 1}
    nothing = run("revisions", "--store", store, "--submission", "no-such-file", "--json")
    assert (nothing.code, nothing.json["refused"]["code"]) == (3, "NO_EARLIER_VERSION")
    computed = run("revisions", "--store", store, "--month", "2025-03", "--basis", "computed", "--since", "2099-01-01")
    assert computed.code == 0


@pytest.mark.parametrize("wrong", [("--month", "March"), ("--month", "2025-03", "--by", "modality"), ()])
def test_what_cannot_be_compared_is_wrong_use(run, store: Path, wrong: tuple[str, ...]) -> None:
    assert run("revisions", "--store", store, *wrong).code in (2, 3)
