"""`clearway demo`: from an empty folder to a store with figures, through the reader and the loader."""

import json
import shutil
from pathlib import Path

import pytest

from clearway.demo.published import packed_sources
from clearway.demo.published.indicators import packed_files


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A demo of one year of North Central London, and what the command answered."""
    from tests.cli.conftest import clearway

    place = tmp_path_factory.mktemp("demo") / "store"
    answered = clearway("demo", "--store", place, "--alliance", "E56000027", "--years", 1, "--seed", 5, "--json")
    assert answered.code == 0, answered.err
    yield place, answered
    shutil.rmtree(place.parent)


@pytest.mark.slow
def test_the_answer_says_what_the_store_holds(made):
    place, answered = made
    held = answered.json
    assert Path(held["store"]) == place
    assert (held["alliance"], held["first_month"], held["seen_on"]) == ("E56000027", "2024-05", "2025-04-23")
    assert held["published_files"] == len(packed_sources()) + len(packed_files())
    assert held["records"] > 100_000


@pytest.mark.slow
def test_progress_goes_to_the_terminal_and_says_that_the_people_are_made_up(made):
    _, answered = made
    assert "synthetic, no real patient" in answered.err
    assert "Loading synthetic records" in answered.err


@pytest.mark.slow
def test_the_store_is_a_demo_and_has_figures(made):
    place, _ = made
    described = json.loads((place / "store.json").read_text(encoding="utf-8"))
    assert (described["kind"], described["alliance"]) == ("demo", "E56000027")
    assert (place / "analytical" / "current").is_file()


@pytest.mark.slow
def test_the_computed_position_of_a_trust_looks_like_the_published_one(made, run):
    place, _ = made
    rates = {}
    for basis in ("computed", "published"):
        waits = run(
            *("waits", "--store", place, "--basis", basis, "--standard", "62", "--month", "2025-03"),
            *("--by", "provider", "--json"),
        )
        assert waits.code == 0, waits.err
        rows = [row for row in waits.json["rows"] if "Royal Free" in str(row)]
        rates[basis] = [row["rate"] for row in rows if row["total"] > 100]
    assert len(rates["computed"]) == 1
    assert rates["published"]
    assert min(abs(rates["computed"][0] - rate) for rate in rates["published"]) < 0.02


@pytest.mark.slow
def test_a_store_with_figures_is_not_filled_a_second_time(made, run):
    place, _ = made
    again = run("demo", "--store", place, "--alliance", "E56000027")
    assert again.code == 3
    assert "holds a store with figures already" in again.err


def test_a_store_and_records_alone_are_not_asked_for_at_once(run, tmp_path):
    both = run("demo", "--store", tmp_path / "store", "--records-only", tmp_path / "r.parquet")
    neither = run("demo")
    assert (both.code, neither.code) == (2, 2)
    assert "--records-only" in neither.err
    assert not any(tmp_path.iterdir())


@pytest.mark.slow
def test_records_alone_are_written_once_in_the_size_asked_for(run, tmp_path):
    wanted = ("demo", "--records-only", tmp_path / "r.parquet", "--scale", "england", "--years", 1, "--referrals", 9000)
    written = run(*wanted, "--json")
    assert written.code == 0, written.err
    assert 7_000 < written.json["records"] < 14_000
    assert written.json["files"] == [str(tmp_path / "r.parquet")]
    again = run(*wanted)
    assert again.code == 3
    assert "is there already" in again.err


@pytest.mark.slow
def test_files_with_faults_are_written_with_the_list_of_them(run, tmp_path):
    written = run(
        *("demo", "--records-only", tmp_path / "files", "--form", "csv", "--years", 1, "--referrals", 9000),
        *("--faults", "lost-leading-zero:0.5,duplicate-rows", "--truth", tmp_path / "truth.csv", "--json"),
    )
    assert written.code == 0, written.err
    listed = (tmp_path / "truth.csv").read_text(encoding="utf-8").splitlines()
    assert listed[0] == "file,record_id,fault,where,says"
    assert len(listed) == written.json["faults"] + 1
    assert any(",lost-leading-zero,finding,CODE_LOST_ZERO" in line for line in listed)


def test_a_fault_that_nobody_knows_is_refused_before_anything_is_written(run, tmp_path):
    refused = run("demo", "--records-only", tmp_path / "files", "--form", "csv", "--faults", "gremlins")
    assert refused.code == 3
    assert "missing-decision-date" in refused.err
    assert not any(tmp_path.iterdir())


@pytest.mark.slow
@pytest.mark.long
def test_england_in_one_store_has_records_of_every_trust_and_is_kept_for_one_alliance(run, tmp_path):
    made = run("demo", "--store", tmp_path / "store", "--scale", "england", "--years", 1, "--json", seconds=1_500)
    assert made.code == 0, made.err
    assert made.json["records"] > 3_500_000
    waits = run(
        *("waits", "--store", tmp_path / "store", "--basis", "computed", "--standard", "28", "--month", "2025-03"),
        *("--by", "provider", "--json"),
    )
    assert waits.code == 0, waits.err
    assert len(waits.json["rows"]) > 100


def test_an_unknown_alliance_is_refused_with_those_that_are_known(run, tmp_path):
    refused = run("demo", "--store", tmp_path / "store", "--alliance", "E1")
    assert refused.code == 3
    assert "E56000025 South Yorkshire and Bassetlaw" in refused.err
    assert not (tmp_path / "store").exists()


def test_a_live_store_never_becomes_a_demo(run, store):
    refused = run("demo", "--store", store)
    assert refused.code == 3
    assert "is a live store" in refused.err
