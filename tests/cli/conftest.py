"""The command line as a person uses it: a process of its own, on a store of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.cli.forked import Forking

AGREEMENT = (
    *("--title", "Waits", "--purpose", "planning", "--legal-basis", "as the document says", "--owner", "the IG lead"),
    *("--party", "RZA=Ambridge", "--party", "E56000025", "--from", "2020-01-01", "--until", "2099-12-31"),
)
"""The agreement of the organisations of these tests: without it no identifiable record enters a live store."""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def environment(**more: str) -> dict[str, str]:
    """The environment without anything that points to another store."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("CLEARWAY_", "DJANGO_", "COV_"))}
    return kept | more


@cache
def forking() -> Forking:
    """What forks the commands of this test process."""
    return Forking(environment())


def clearway(*arguments: str | Path, given: str = "", seconds: int = 120) -> Ended:
    """Run the command line to its end in a process of its own, which finds imported what commands import."""
    done = forking().run([*map(str, arguments)], given=given, env=environment(), seconds=seconds)
    return Ended(done.returncode, done.stdout, done.stderr)


def installed(*arguments: str | Path, given: str = "", seconds: int = 120) -> Ended:
    """The same as it is installed, started from nothing."""
    command = [sys.executable, str(Path(sys.executable).with_name("clearway")), *map(str, arguments)]
    done = subprocess.run(command, input=given, capture_output=True, text=True, env=environment(), timeout=seconds)
    return Ended(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def run() -> Callable[..., Ended]:
    return clearway


@pytest.fixture(scope="session")
def founded(tmp_path_factory) -> Path:
    """A live store, just made. Tests that change it copy it."""
    place = tmp_path_factory.mktemp("founded") / "store"
    code = (
        "import sys; from pathlib import Path; from clearway.cli.stores import use_or_make_store;"
        "from clearway.store.folder import StoreKind;"
        "use_or_make_store(Path(sys.argv[1]), kind=StoreKind(sys.argv[2]))"
    )
    subprocess.run([sys.executable, "-c", code, str(place), "live"], check=True, env=environment(), timeout=120)
    agreed = clearway("agreements", "add", *AGREEMENT, "--store", place)
    assert agreed.code == 0, agreed.err
    return place


@pytest.fixture
def store(founded: Path, tmp_path: Path) -> Path:
    """A live store of the test's own."""
    import shutil

    place = tmp_path / "store"
    shutil.copytree(founded, place)
    shutil.copy(founded.with_name("store.key"), tmp_path / "store.key")
    return place
