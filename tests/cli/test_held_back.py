"""What a person at the terminal meets when a file is unlike those before it, and how they decide."""

from pathlib import Path

import pytest
from tests.intake.builders import HEADINGS, csv_text
from tests.pipeline.quality.months import month_of_records, whole_months


@pytest.fixture
def march(tmp_path: Path) -> Path:
    path = tmp_path / "march.csv"
    path.write_text(csv_text(month_of_records("2025-03", 30), headings=HEADINGS), encoding="utf-8")
    return path


@pytest.fixture
def store(run, tmp_path: Path) -> Path:
    """A demo store with five good months of Barnsley's."""
    store = tmp_path / "store"
    before = tmp_path / "before.csv"
    before.write_text(csv_text(whole_months(), headings=HEADINGS), encoding="utf-8")
    ended = run("load", before, "--store", store, "--kind", "demo", "--organisation", "RFF")
    assert ended.code == 0, ended.err
    return store


@pytest.mark.slow
def test_a_held_file_ends_with_1_says_what_and_how_to_decide_and_counts_once_accepted(run, store, march):
    ended = run("load", march, "--store", store, "--organisation", "RFF", "--month", "2025-03")
    assert ended.code == 1
    assert "50% fewer than usual" in ended.out
    assert "HELD BACK" in ended.out
    (held,) = [
        one for one in run("submissions", "--store", store, "--json").json["submissions"] if one["state"] == "held"
    ]
    assert f"clearway submissions accept {held['id']} --because" in ended.out
    question = ("waits", "--store", store, "--basis", "computed", "--month", "2025-03", "--standard", "28", "--json")
    assert run(*question).json["rows"] == []
    unreasoned = run("submissions", "accept", held["id"], "--store", store)
    assert (unreasoned.code, unreasoned.err) == (
        3,
        "Refused: Say why.\nA few words are enough (at least 10 letters).\n",
    )
    accepted = run(
        "submissions", "accept", held["id"], "--because", "the clinic was closed", "--store", store, "--json"
    )
    assert (accepted.code, accepted.json["submission"]["state"]) == (0, "live")
    assert run(*question).json["rows"][0]["total"] == 30


@pytest.mark.slow
def test_a_withdrawn_file_is_kept_and_never_counts(run, store, march):
    said = ("--store", store, "--organisation", "RFF", "--month", "2025-03", "--json")
    held = run("load", march, *said).json
    assert held["state"] == "held"
    withdrawn = run(
        "submissions", "withdraw", held["submission"], "--because", "half of it is missing", "--store", store
    )
    assert (withdrawn.code, "will not count" in withdrawn.out) == (0, True)
    assert (store / "submissions" / held["submission"] / "records.parquet").exists()
    assert run("submissions", "accept", held["submission"], "--because", "changed my mind", "--store", store).code == 3
    assert run("submissions", "accept", "nothing", "--because", "changed my mind", "--store", store).code == 3
    assert run("submissions", "publish", held["submission"], "--store", store).code == 2
    assert run("verify", "--store", store).code == 0
