"""`clearway load`, `submissions`, `waits` and `verify`, as a person and a script run them."""

import csv
from pathlib import Path

import pytest
from tests.intake.builders import MonthlyWorkbook, csv_file, records
from tests.shared import shared_path

pytestmark = pytest.mark.slow

REAL = {"nhs_number": "9434765919"}
LOAD_KEYS = {"submission", "version", "accepted", "rejected", "findings", "duplicate_of"}
WAITS_KEYS = {
    *("standard", "month", "england", "total", "within", "breaches"),
    *("rate", "lower", "upper", "median_days", "p90_days"),
}


@pytest.fixture
def loaded(run, store: Path, tmp_path: Path) -> Path:
    """A live store with three records and one workbook."""
    rows = records(REAL, {**REAL, "treatment_start_date": "2025-05-30"}, {**REAL, "crtp_start": "2025-02-30"})
    path = csv_file(tmp_path, rows, "march.csv")
    assert run("load", path, "--store", store).code == 1
    assert run("load", MonthlyWorkbook().save(tmp_path / "MARCH-2025-FINAL.xlsx"), "--store", store).code == 0
    return store


def test_load_says_what_was_accepted_and_rejected_and_what_to_mend(run, store: Path, tmp_path: Path) -> None:
    path = csv_file(tmp_path, records(REAL, {**REAL, "crtp_start": "2025-02-30"}), "march.csv")
    ended = run("load", path, "--store", store, "--organisation", "rza", "--month", "2025-03", "--json")
    assert ended.code == 1, "a row was rejected"
    told = ended.json
    assert set(told) >= LOAD_KEYS
    assert (told["accepted"], told["rejected"], told["version"], told["duplicate_of"]) == (1, 1, 1, None)
    (finding,) = told["findings"]
    assert {"id", "kind", "count", "message", "first_row"} <= set(finding)
    assert (finding["id"], finding["kind"], finding["first_row"]) == ("DATE_IMPOSSIBLE", "logical", 3)
    again = run("load", path, "--store", store, "--json")
    assert again.json["duplicate_of"] == told["submission"]


def test_load_into_a_folder_without_a_store_makes_a_live_one_and_says_so(run, tmp_path: Path) -> None:
    ended = run("load", MonthlyWorkbook().save(tmp_path / "MARCH-2025-FINAL.xlsx"), "--store", tmp_path / "new")
    assert ended.code == 0
    assert f"Made a live store in {tmp_path / 'new'}" in ended.err


def test_a_refusal_has_its_own_code_and_its_words_in_json(run, store: Path, tmp_path: Path) -> None:
    path = csv_file(tmp_path, records(REAL), "march.csv")
    ended = run("load", path, "--store", store, "--organisation", "RHQ", "--json")
    assert ended.code == 3
    assert ended.json["refused"]["code"] == "ORGANISATION_DIFFERS"
    assert ended.json["refused"]["mend"]
    assert run("load", tmp_path / "nowhere.csv", "--store", store).code == 2


def test_submissions_tell_what_has_been_loaded_by_whom_in_which_version(run, loaded: Path) -> None:
    (sent, workbook) = run("submissions", "--store", loaded, "--json").json["submissions"]
    assert (sent["data_set"], sent["state"], sent["accepted"], sent["rejected"]) == (
        "waiting_time_records",
        "live",
        2,
        1,
    )
    assert workbook["source"] == "published_workbook_provider"
    assert sent["loaded_by"].endswith("@localhost.localdomain")
    assert "march.csv" in run("submissions", "--store", loaded).out


def test_waits_answer_in_the_shape_that_scripts_read(run, loaded: Path) -> None:
    ended = run("waits", "--store", loaded, "--basis", "published", "--standard", "62", "--month", "2025-03", "--json")
    assert ended.code == 0
    told = ended.json
    assert {"rows", "snapshot", "basis"} <= set(told)
    (row,) = told["rows"]
    assert set(row) >= WAITS_KEYS
    assert (row["england"], row["basis_of_place"], row["release"]) == ("England", "trusts", "final")
    assert row["total"] == row["within"] + row["breaches"]
    assert 0 <= row["lower"] <= row["rate"] <= row["upper"] <= 1


def test_waits_are_computed_where_there_are_records_and_written_as_csv(run, loaded: Path, tmp_path: Path) -> None:
    out = tmp_path / "waits.csv"
    ended = run("waits", "--store", loaded, "--by", "provider,cancer_type", "--standard", "62", "--csv", out, "--json")
    assert ended.json["basis"] == "computed"
    assert [(row["month"], row["provider"], row["cancer_type"], row["pathways"]) for row in ended.json["rows"]] == [
        ("2025-04", "RZA", "Lung", 1),
        ("2025-05", "RZA", "Lung", 1),
    ]
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["total"] for row in rows] == ["1", "1"]
    assert {row["mark"] for row in rows} == {"provisional"}


def test_waits_for_an_audience_leave_out_what_would_give_few_people_away(run, loaded: Path, tmp_path: Path) -> None:
    words = ("waits", "--store", loaded, "--basis", "computed", "--by", "provider,cancer_type", "--standard", "62")
    kept = run(*words, "--json").json
    assert kept["audience"] == "own_trust"
    assert kept["hidden"] == []
    assert kept["rows"], "who keeps the store sees all of it"
    out = tmp_path / "waits.csv"
    seen = run(*words, "--json", "--audience", "alliance", "--csv", out).json
    assert (seen["audience"], seen["rows"]) == ("alliance", [])
    assert seen["small_numbers"] == "1 to 4 hidden, with what would give them away"
    assert {one["provider"] for one in seen["hidden"]} == {one["provider"] for one in kept["rows"]}
    text = out.read_text(encoding="utf-8-sig")
    assert "hidden: so few people" in text
    assert "100" not in text, "no share stands where its people are hidden"
    assert run(*words, "--audience", "everybody").code == 2


def test_published_waits_are_for_everybody(run, loaded: Path) -> None:
    told = run("waits", "--store", loaded, "--basis", "published", "--standard", "62", "--json").json
    assert (told["audience"], told["small_numbers"], told["hidden"]) == ("public", "shown as they are", [])
    assert told["rows"]


def test_waits_as_known_on_a_day_before_anything_came_are_refused_in_words(run, loaded: Path) -> None:
    ended = run("waits", "--store", loaded, "--as-known-on", "2020-01-01", "--json")
    assert (ended.code, ended.json["refused"]["code"]) == (3, "NOTHING_KNOWN")
    ahead = run("waits", "--store", loaded, "--as-known-on", "2099-01-01", "--standard", "62", "--json")
    assert (ahead.code, len(ahead.json["rows"]), ahead.json["as_known_on"]) == (0, 2, "2099-01-01")


def test_a_question_that_no_figures_answer_is_refused(run, loaded: Path) -> None:
    ended = run("waits", "--store", loaded, "--basis", "published", "--by", "cancer_type,modality", "--json")
    assert (ended.code, ended.json["refused"]["code"]) == (3, "CUT_NOT_PUBLISHED")


def test_verify_finds_nothing_wrong_and_then_what_was_changed(run, loaded: Path) -> None:
    assert run("verify", "--store", loaded, "--json").json["problems"] == []
    next(loaded.glob("submissions/*/figures.parquet")).write_bytes(b"changed")
    ended = run("verify", "--store", loaded, "--json")
    assert ended.code == 1
    assert {one["problem"] for one in ended.json["problems"]} >= {"figures.parquet is not as it was written"}


def test_the_official_files_read_as_published_beside_their_earlier_release(run, store: Path) -> None:
    workbook = shared_path("data/cwt/provider_workbooks/MARCH-2025-CWT-CRS-PROVIDER-WORKBOOK-FINAL.xlsx")
    extract = shared_path("data/cwt/provider_extracts/CWT-CRS-Oct-2024-to-Mar-2025-Data-Extract-Provider.xlsx")
    ended = run("load", extract, workbook, "--store", store, "--json")
    assert [one["release"] for one in ended.json["submissions"]] == ["provisional", "final"]
    asked = ("waits", "--store", store, "--basis", "published", "--standard", "62", "--month", "2025-03", "--json")
    (row,) = run(*asked).json["rows"]
    assert (row["total"], row["within"], f"{row['rate']:.1%}", row["release"]) == (27537.5, 19669.5, "71.4%", "final")
    assert [one["total"] for one in row["other_releases"]] == [27162.5]
