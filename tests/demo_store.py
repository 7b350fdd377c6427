"""One demo store for all tests that look at it: built once a run, shared by every test process, never changed."""

import fcntl
import subprocess
import sys
from pathlib import Path

import pytest

SEED, YEARS = 20250307, 1


def shared_demo_store(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the demo store of this run. The first process that asks builds it; the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    room = (base if worker_id == "master" else base.parent) / "demo"
    room.mkdir(exist_ok=True)
    with (room / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        store = room / "store"
        if not (room / "built").exists():
            command = [sys.executable, "-c", "from clearway.cli import main; main()", "demo", "--store", str(store)]
            command += ["--years", str(YEARS), "--seed", str(SEED)]
            subprocess.run(command, check=True, timeout=300, capture_output=True)
            (room / "built").touch()
    return store
