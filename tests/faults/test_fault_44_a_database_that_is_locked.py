"""Fault 44: a second process holds the database. The first waits to its limit, then says so; nothing is corrupted."""

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from tests.cli.conftest import AGREEMENT, environment

pytestmark = pytest.mark.slow
COMMAND = [sys.executable, "-c", "from clearway.cli import main; main()", "agreements", "add", *AGREEMENT]


def add(store: Path, *, seconds: str) -> "subprocess.Popen[str]":
    """Start a command that writes, with so much patience."""
    return subprocess.Popen(
        [*COMMAND, "--store", str(store), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(CLEARWAY_LOCK_SECONDS=seconds),
    )


def count(store: Path) -> int:
    with closing(sqlite3.connect(store / "operational.sqlite3")) as database:
        ((number,),) = database.execute("SELECT count(*) FROM agreements_sharingagreement").fetchall()
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return int(number)


def test_fault_44_a_writer_that_waits_too_long_is_told_so_and_nothing_is_half_written(store: Path):
    before = count(store)
    with closing(sqlite3.connect(store / "operational.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        waiting = add(store, seconds="1")
        out, err = waiting.communicate(timeout=120)
        assert waiting.returncode == 3, err
        assert time.monotonic() - began >= 1
        assert "STORE-LOCKED" in out
        assert "Another process is writing" in err
        assert "Traceback" not in err
        other.execute("ROLLBACK")
    assert count(store) == before


def test_fault_44_a_writer_that_is_let_in_within_its_limit_goes_on(store: Path):
    before = count(store)
    with closing(sqlite3.connect(store / "operational.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = add(store, seconds="60")
        time.sleep(3)
        assert waiting.poll() is None, "it did not wait"
        other.execute("COMMIT")
        _, err = waiting.communicate(timeout=120)
    assert waiting.returncode == 0, err
    assert count(store) == before + 1


def test_fault_44_readers_are_not_kept_waiting_by_a_writer(store: Path):
    with closing(sqlite3.connect(store / "operational.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        command = [*COMMAND[:3], "submissions", "--store", str(store), "--json"]
        ended = subprocess.run(
            command, capture_output=True, text=True, env=environment(CLEARWAY_LOCK_SECONDS="1"), timeout=120
        )
        assert ended.returncode == 0, ended.stderr
