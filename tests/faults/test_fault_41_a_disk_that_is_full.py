"""Fault 41: a full disk in a load, in building, in an export, in a backup, in an upgrade, in an answer and in the log.

It fails cleanly, says what and how much, leaves nothing half, and readers keep what they have.
"""

import errno
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import environment
from tests.faults.small_disk import fill, small_disk
from tests.intake.builders import records
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.cli.mishaps import mishap_in_words
from clearway.pipeline.originals import give_back, originals_of
from clearway.records.findings import Refused
from clearway.store.folder import StoreKind, create_store

pytestmark = pytest.mark.slow
COMMAND = [sys.executable, "-c", "from clearway.cli import main; main()"]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", kilobytes=24_000) as place:
        yield place


@pytest.fixture
def desk(disk: Path, tmp_path: Path) -> Desk:
    """A desk whose store lies on a small disk, with one month loaded and published; files are sent from elsewhere."""
    store = create_store(disk / "store", kind=StoreKind.DEMO, alliance="E56000025")
    sent = tmp_path / "sent"
    sent.mkdir()
    desk = Desk(store, ManifestInMemory(), sent)
    desk.load(desk.csv(records({}, {})), organisation="RZA", month="2025-03")
    desk.publish()
    return desk


def names(desk: Desk) -> list[str]:
    return sorted(path.name for path in (*desk.store.submissions.iterdir(), *desk.store.identifiers.iterdir()))


def test_fault_41_a_load_into_a_full_disk_leaves_nothing_and_says_how_much_room_there_is(desk: Desk, disk: Path):
    before = names(desk)
    filler = fill(disk, leave=12_288)
    with pytest.raises(Refused, match=r"could not be written .* bytes are free there") as refusal:
        desk.load(desk.csv(records(*[{} for _ in range(400)])), organisation="RZA", month="2025-03")
    assert refusal.value.code == "STORE-UNWRITABLE"
    assert names(desk) == before
    assert desk.rows("SELECT count(*) FROM records") == [(2,)]
    filler.unlink()
    desk.load(desk.csv(records({}, {}, {})), organisation="RZA", month="2025-03")


def test_fault_41_figures_that_find_no_room_leave_the_ones_before_and_say_what_they_need(desk: Desk, disk: Path):
    desk.load(desk.csv(records({}, {}, {})), organisation="RZA", month="2025-03")
    filler = fill(disk, leave=100_000)
    with pytest.raises(Refused, match=r"disk is full.* bytes are free there; the figures may need about") as refusal:
        desk.publish(anew=True)
    assert refusal.value.code == "ANALYTICAL-UNWRITABLE"
    assert "clearway rebuild" in refusal.value.mend
    assert desk.rows("SELECT count(*) FROM records") == [(2,)]
    assert not list(desk.store.analytical.glob("building-*"))
    filler.unlink()
    desk.publish()
    assert desk.rows("SELECT count(*) FROM records") == [(3,)]


def test_fault_41_an_export_that_finds_no_room_leaves_nothing_behind(desk: Desk, disk: Path):
    (original,) = originals_of(desk.store, desk.manifest.rows[0].id)
    filler = fill(disk, leave=0)
    with pytest.raises(Refused, match="could not be written"):
        give_back(original, disk / "out.csv")
    filler.unlink()
    assert not (disk / "out.csv").exists()
    assert not list(disk.glob(".out.csv*"))


def test_fault_41_a_backup_and_an_upgrade_that_find_no_room_leave_the_store_as_it_was(store: Path, disk: Path):
    place = disk / "live"
    shutil.copytree(store, place)
    shutil.copy(store.with_name("store.key"), disk / "live.key")
    filler = fill(disk, leave=20_000)
    ended = run(["backup", "--store", place, "--out", disk / "backup.tar"])
    assert ended.returncode == 3, ended.stderr
    assert "full" in ended.stderr or "bytes are free" in ended.stderr
    description = (place / "store.json").read_text()
    (place / "store.json").write_text(description.replace('"format_version": 2', '"format_version": 1'))
    older = (place / "store.json").read_text()
    ended = run(["upgrade", "--store", place])
    assert ended.returncode == 3, ended.stderr
    assert (place / "store.json").read_text() == older
    filler.unlink()
    assert not list(disk.glob("*backup.tar*"))
    assert not list(place.glob(".backup-*"))
    assert run(["upgrade", "--store", place]).returncode == 0
    assert run(["verify", "--store", place]).returncode == 0


def test_fault_41_an_answer_that_cannot_be_written_is_a_refusal_and_not_a_fault(store: Path):
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*COMMAND, "submissions", "--store", str(store)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
            timeout=120,
        )
    assert ended.returncode == 3, ended.stderr
    assert "The disk is full" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_fault_41_messages_that_cannot_be_told_stop_no_command(store: Path):
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*COMMAND, "submissions", "--store", str(store)],
            stdout=subprocess.PIPE,
            stderr=full,
            text=True,
            env=environment(),
            timeout=120,
        )
    assert ended.returncode == 0
    assert "Nothing has been loaded yet" in ended.stdout


def test_fault_41_a_log_that_cannot_be_written_stops_nothing():
    code = (
        "import logging, logging.config; from clearway.site.logs import logging_settings;"
        "logging.config.dictConfig(logging_settings());"
        "logging.getLogger('clearway.site').error('a line that finds no room'); print('went on', flush=True);"
        "import os; os._exit(0)"
    )
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=full, text=True, timeout=60)
    assert (ended.returncode, ended.stdout) == (0, "went on\n")


def test_fault_41_the_words_name_the_file_that_found_no_room():
    mishap = mishap_in_words(OSError(errno.ENOSPC, "No space left on device", "/srv/store/x.parquet"))
    assert mishap is not None
    assert "/srv/store/x.parquet" in mishap.reason


def run(arguments: list[str | Path]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, text=True, env=environment(), timeout=120
    )
