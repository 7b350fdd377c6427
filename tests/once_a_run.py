"""What is costly and never changed is made once a run, by whichever test process asks first; the others wait for it."""

import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest


def once_a_run(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str, name: str, make: Callable[[Path], None]
) -> Path:
    """The folder of a name that all test processes of this run share, filled by `make`."""
    base = tmp_path_factory.getbasetemp()
    room = (base if worker_id == "master" else base.parent) / name
    room.mkdir(exist_ok=True)
    with (room / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (room / "made").exists():
            make(room)
            (room / "made").touch()
    return room
