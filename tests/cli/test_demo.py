"""`clearway demo`: from an empty folder to a store with figures, through the reader and the loader."""

import json
import shutil
from pathlib import Path

import pytest


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
    assert held["published_files"] == 33
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


def test_england_in_one_store_is_refused_with_the_reason(run, tmp_path):
    refused = run("demo", "--store", tmp_path / "store", "--scale", "england", "--json")
    assert refused.code == 3
    assert "999 range" in refused.json["refused"]["reason"]
    assert not (tmp_path / "store").exists()


def test_an_unknown_alliance_is_refused_with_those_that_are_known(run, tmp_path):
    refused = run("demo", "--store", tmp_path / "store", "--alliance", "E1")
    assert refused.code == 3
    assert "E56000025 South Yorkshire and Bassetlaw" in refused.err
    assert not (tmp_path / "store").exists()


def test_a_live_store_never_becomes_a_demo(run, store):
    refused = run("demo", "--store", store)
    assert refused.code == 3
    assert "is a live store" in refused.err
