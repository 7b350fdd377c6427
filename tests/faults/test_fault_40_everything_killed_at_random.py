"""Fault 40, in a loop: web server and worker are killed at random moments; what was asked for is done once, each."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.faults.killed_services import rows_of


def run_rounds(place: Path, rounds: int, seed: int) -> tuple[list[dict], dict]:
    """What each round left, and what there is at the end."""
    command = [sys.executable, "-m", "tests.faults.killed_services", str(place), str(rounds), str(seed)]
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("CLEARWAY_", "DJANGO_"))}
    done = subprocess.run(command, capture_output=True, text=True, env=kept, timeout=120 + 60 * rounds)
    assert done.returncode == 0, done.stdout[-1_000:] + done.stderr[-4_000:]
    *told, end = [json.loads(line) for line in done.stdout.splitlines()]
    return told, end


@pytest.mark.slow
@pytest.mark.parametrize("rounds", [10, pytest.param(100, marks=pytest.mark.long)])
def test_fault_40_web_and_worker_killed_at_random_lose_nothing_and_do_nothing_twice(rounds: int, tmp_path: Path):
    told, end = run_rounds(tmp_path / "store", rounds, seed=40)
    assert len(told) == rounds
    for one in told:
        number = one["round"]
        assert one["sendings"] == [["loaded", "done"]], one
        assert one["submissions"] == [["live", number, rows_of(number), 0]], "each file is the next version, once"
        assert one["accepted"] == [1], one
        assert one["entries"] == 3, "a list of a register is there whole and once"
        assert one["figures"] == [["done"]], one
        assert one["unfinished"] == [], one
    assert end["problems"] == []
    assert end["mark"] == []
    assert sorted(end["held"]) == sorted(rows_of(number) for number in range(1, rounds + 1))
    assert end["shown"] == 1
    assert end["rows_shown"] == end["rows_of_shown"] == rows_of(rounds), "the figures are of the last file"
    assert end["deaths"] >= rounds, "too little was killed to mean anything"
    assert max(one["attempts"] for one in told) > 1, "no job was broken off"
