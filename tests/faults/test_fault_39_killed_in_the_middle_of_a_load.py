"""Fault 39: a load that is killed at any moment leaves all of it or nothing, and the next one goes on."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.intake.builders import csv_file, records
from tests.pipeline.manifest_on_disk import ManifestOnDisk

from clearway.pipeline.load import load
from clearway.pipeline.publish import publish
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations
from clearway.store.analytical import current_version, open_read_only
from clearway.store.folder import StoreFolder, StoreKind, create_store, open_store

MOMENTS = (
    "clearway.pipeline.staging.Staged.write",
    "clearway.pipeline.staging.Staged.write_identifiers",
    "clearway.pipeline.staging.Staged.move_into_place",
    "clearway.pipeline.staging._write_contents",
    "clearway.pipeline.load.mark_visible",
    "clearway.pipeline.publish.publish_version",
    "clearway.pipeline.build.build_cells",
)
"""Where the process is killed: before the named function runs."""

BEFORE_COMMIT = MOMENTS[:4]

KILLED = """
import os, signal, sys
from importlib import import_module
from pathlib import Path
place, moment, file = sys.argv[1:]
sys.path.insert(0, os.getcwd())
from tests.pipeline.manifest_on_disk import ManifestOnDisk
from clearway.pipeline.load import load
from clearway.pipeline.publish import publish
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations
from clearway.store.folder import open_store
parts = moment.split(".")
cut = next(n for n in range(len(parts), 0, -1) if parts[n - 1].islower() and n <= 3)
owner = import_module(".".join(parts[:cut]))
for name in parts[cut:-1]:
    owner = getattr(owner, name)
setattr(owner, parts[-1], lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL))
store = open_store(Path(place))
manifest = ManifestOnDisk(store.path / "manifest.json")
load([Path(file)], store=store, manifest=manifest)
publish(store=store, manifest=manifest, rules=load_rule_book(), organisations=load_organisations())
"""


@pytest.fixture
def store(tmp_path: Path) -> StoreFolder:
    return create_store(tmp_path / "store", kind=StoreKind.DEMO, alliance="E56000025")


def events(store: StoreFolder) -> int:
    version = current_version(store.analytical)
    if version is None:
        return 0
    connection = open_read_only(store.analytical / version.file)
    try:
        ((number,),) = connection.execute("SELECT count(*) FROM events").fetchall()
        return int(number)
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.parametrize("moment", MOMENTS)
def test_fault_39_a_killed_load_leaves_all_or_nothing_and_the_next_one_goes_on(
    moment: str, store: StoreFolder, tmp_path: Path
) -> None:
    path = csv_file(tmp_path, records({}, {}), "march.csv")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(store.path), moment, str(path)], env=os.environ)
    assert killed.returncode == -signal.SIGKILL
    manifest = ManifestOnDisk(store.path / "manifest.json")
    was_admitted = moment not in BEFORE_COMMIT
    assert len(manifest.submissions()) == was_admitted
    assert events(store) == 0, "figures are shown of a load that was never published"
    (loaded,) = load([path], store=open_store(store.path), manifest=manifest)
    assert loaded.is_duplicate == was_admitted
    assert [folder.name for folder in store.submissions.iterdir()] == [loaded.submission.id]
    assert [file.stem for file in store.identifiers.iterdir()] == [loaded.submission.id]
    publish(store=store, manifest=manifest, rules=load_rule_book(), organisations=load_organisations())
    assert events(store) == 6
    assert not list(store.analytical.glob("building-*"))


LAGGING = {
    "no figures have been published from what was loaded",
    "was built from other submissions than those that count now",
}
"""What a store may say of itself after a kill: figures that are older than the last load are old, not wrong."""


def run_rounds(place: Path, rounds: int, seed: int) -> list[dict[str, object]]:
    """Kill as many loads at random moments. Returns what each was found to have left."""
    command = [sys.executable, "-m", "tests.faults.killed_rounds", str(place), str(rounds), str(seed)]
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("CLEARWAY_", "DJANGO_"))}
    done = subprocess.run(command, capture_output=True, text=True, env=kept, timeout=60 + 20 * rounds)
    assert done.returncode == 0, done.stderr[-2_000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.slow
@pytest.mark.parametrize("rounds", [20, pytest.param(200, marks=pytest.mark.long)])
def test_fault_39_killed_at_random_moments_never_half_a_load_never_an_acknowledged_loss(
    rounds: int, tmp_path: Path
) -> None:
    told = run_rounds(tmp_path / "store", rounds, seed=39)
    assert len(told) == rounds
    acknowledged: set[int] = set()
    for one in told:
        number = int(one["round"])
        if "load" in one["acknowledged"]:
            acknowledged.add(number + 1)
        assert set(one["problems"]) <= LAGGING, one
        assert one["mark"] == [], "the mark of the trail is ahead of the database"
        assert acknowledged <= set(one["held"]), "what was acknowledged is not there"
        assert set(one["held"]) <= {1, *range(2, number + 2)}, "a load is there that nobody sent"
        assert one["rows_shown"] == one["rows_of_shown"], "a reader sees half a load"
        assert one["rows_shown"] in one["held"], "a reader sees what was never loaded"
        if "publish" in one["acknowledged"]:
            assert one["rows_shown"] == number + 1
    killed = [one for one in told if "publish" not in one["acknowledged"]]
    assert len(killed) >= rounds // 2, "too few of the loads were killed to mean anything"
    assert any("load" in one["acknowledged"] for one in killed), "no load was killed between its commit and its figures"
