"""Every published file beside the checkout loads with one command, each with checks that pass or a true finding."""

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from tests.cli.conftest import environment
from tests.shared import shared_path

OLD = "data/cwt/provider_2015_17"
TRUE_FINDINGS = {
    "RELEASE_NOT_STATED": 67,  # the 66 tables of 2015 to 2017 and the extract of October 2024 to March 2025
    "MONTH_FROM_FILE_NAME": 3,  # the three tables of February 2017 have an empty period line
    "PERCENTAGE_MISSING": 24,  # twelve commissioners in each two-week table of July 2021
    "ENGLAND_ROW_MISSING": 10,  # no table of July 2021 prints a total
}


@pytest.mark.slow
def test_old_standards_answer_by_month_trust_and_care_setting_with_their_threshold(run, store: Path) -> None:
    wanted = [path for path in sorted(shared_path(OLD).glob("2015*-11.*")) if path.name[:6] in ("201506", "201510")]
    assert run("load", *wanted, "--store", store).code == 0
    asked = ("waits", "--store", store, "--basis", "published", "--standard", "62_gp", "--json")
    (england,) = run(*asked, "--month", "2015-06").json["rows"]
    assert round(england["rate"], 4) == 0.8136
    assert (england["threshold"], england["is_met"], england["release"]) == (0.85, False, "provisional")
    assert england["lower"] < england["rate"] < england["upper"]
    assert england["after_104"] == 594
    trusts = run(*asked, "--month", "2015-06", "--by", "provider").json["rows"]
    assert sum(row["total"] for row in trusts) == england["total"]
    assert {row["provider_name"] for row in trusts} >= {"Heart of England NHS Foundation Trust"}
    settings = run(*asked, "--month", "2015-06", "--by", "care_setting").json["rows"]
    assert {row["care_setting"] for row in settings} == {"Admitted", "Non-admitted"}
    whole = run(*asked).json
    assert whole["missing_months"] == ["2015-07", "2015-08", "2015-09"]
    assert any("never added to" in note for note in whole["notes"])
    assert "62_screening" in run("waits", "--help").out
    assert run("waits", "--store", store, "--basis", "computed", "--standard", "62_gp").code == 3


@pytest.mark.slow
def test_tables_of_one_month_stand_beside_one_another_and_the_same_bytes_again_are_a_no_op(run, store: Path) -> None:
    month = sorted(shared_path(OLD).glob("201703-*"))
    assert run("load", *month, "--store", store).code == 0
    again = run("load", month[0], "--store", store, "--json").json
    assert again["duplicate_of"] == again["submission"]
    rows = run("waits", "--store", store, "--basis", "published", "--standard", "62_gp,31_first,31_sub_radio", "--json")
    assert [row["standard"] for row in rows.json["rows"]] == ["62_gp", "31_first", "31_sub_radio"]


@pytest.mark.long
def test_every_published_file_loads_in_one_command(store: Path) -> None:
    paths = sorted(path for path in shared_path("data/cwt").rglob("*") if path.suffix in (".csv", ".xlsx"))
    command = [sys.executable, "-c", "from clearway.cli import main; main()", "load", *map(str, paths)]
    started = time.perf_counter()
    done = subprocess.run(
        [*command, "--store", str(store), "--json"], capture_output=True, text=True, env=environment(), timeout=900
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert len(told["submissions"]) == len(paths) == 100
    assert (told["accepted"], told["rejected"]) == (502_000, 0)
    found: Counter[str] = Counter()
    for finding in told["findings"]:
        found[finding["id"]] += finding["count"]
    assert found == TRUE_FINDINGS
    print(f"{len(paths)} files in {time.perf_counter() - started:.0f} s")
