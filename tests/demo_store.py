"""One demo store for all tests that look at it: built once a run, shared by every test process, never changed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.once_a_run import once_a_run

SEED, YEARS = 20250307, 1


def shared_demo_store(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the demo store of this run."""
    return once_a_run(tmp_path_factory, worker_id, "demo", _build) / "store"


def _build(room: Path) -> None:
    command = [sys.executable, "-c", "from clearway.cli import main; main()", "demo", "--store", str(room / "store")]
    command += ["--years", str(YEARS), "--seed", str(SEED)]
    subprocess.run(command, check=True, timeout=300, capture_output=True)
