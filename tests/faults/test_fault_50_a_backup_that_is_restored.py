"""Fault 50: a backup is restored. All of it is verified first; what is damaged is never put in place."""

import json
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from tests.cli.conftest import environment
from tests.intake.builders import csv_file, records
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.pipeline.backup import back_up, check_seal, unpack
from clearway.pipeline.staging import folder_of, remove
from clearway.records.findings import Refused
from clearway.store.folder import StoreKind, create_store
from clearway.store.keys import StoreKey

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SUFFIXES = (".tar", ".tar.gz", ".tar.zst")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A store with one month, and a database that is there."""
    store = create_store(tmp_path / "store", kind=StoreKind.DEMO, alliance="E56000025")
    with closing(sqlite3.connect(store.operational)) as database:
        database.execute("CREATE TABLE things (name TEXT)")
    desk = Desk(store, ManifestInMemory(), tmp_path)
    desk.load(desk.csv(records({}, {})), organisation="RZA", month="2025-03")
    desk.publish()
    return desk


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under a folder but the database, whose pages may lie in another order."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if "operational" not in path.name}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_fault_50_everything_comes_back_as_it_was(desk: Desk, tmp_path: Path, suffix: str):
    for agreed in ("retention.yaml", "exports.yaml", "break_glass.yaml"):
        (desk.store.path / agreed).write_text("# what the alliance has agreed\n")
    before = contents(desk.store.path)
    archive = tmp_path / f"backup{suffix}"
    back_up(desk.store, archive, at=NOW)
    about, seal = unpack(archive, tmp_path / "again")
    check_seal(archive, about, seal, desk.store.key())
    assert contents(tmp_path / "again") == before
    assert archive.stat().st_mode & 0o077 == 0
    assert not list(desk.store.path.glob(".backup-*"))


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("share", [0.02, 0.5, 0.97])
def test_fault_50_a_backup_cut_short_or_with_a_bit_turned_is_refused_and_leaves_nothing(
    desk: Desk, tmp_path: Path, suffix: str, share: float
):
    archive = tmp_path / f"backup{suffix}"
    back_up(desk.store, archive, at=NOW)
    whole = archive.read_bytes()
    place = int(len(whole) * share)
    turned = whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
    for held in (whole[:place], turned):
        archive.write_bytes(held)
        target = tmp_path / "again"
        code = what_unpacking_gives(archive, target, desk)
        if code:
            assert code == "BACKUP-DAMAGED"
        else:
            # A bit in the padding between files changes nothing that is restored.
            assert contents(target) == contents(desk.store.path)
        shutil.rmtree(target, ignore_errors=True)


def what_unpacking_gives(archive: Path, target: Path, desk: Desk) -> str:
    """The code of the refusal, or nothing when the backup was unpacked and its seal is genuine."""
    try:
        about, seal = unpack(archive, target)
        check_seal(archive, about, seal, desk.store.key())
    except Refused as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "submissions/../../outside", "extra"])
def test_fault_50_a_file_that_the_backup_does_not_name_or_that_climbs_out_is_refused(
    desk: Desk, tmp_path: Path, name: str
):
    archive = tmp_path / "backup.tar"
    back_up(desk.store, archive, at=NOW)
    with tarfile.open(archive, "a") as held:
        member = tarfile.TarInfo(name)
        member.size = 1
        held.addfile(member, BytesIO(b"x"))
    with pytest.raises(Refused) as refusal:
        unpack(archive, tmp_path / "again")
    assert refusal.value.code == "BACKUP-DAMAGED"
    assert not (tmp_path / "outside").exists()
    assert not (tmp_path / "again").exists()


def test_fault_50_a_link_in_a_backup_is_refused(desk: Desk, tmp_path: Path):
    archive = tmp_path / "backup.tar"
    back_up(desk.store, archive, at=NOW)
    with tarfile.open(archive, "a") as held:
        member = tarfile.TarInfo("policies/x.yaml")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        held.addfile(member)
    with pytest.raises(Refused):
        unpack(archive, tmp_path / "again")


def test_fault_50_a_list_that_was_changed_with_its_files_is_found_by_the_seal(desk: Desk, tmp_path: Path):
    archive, forged = tmp_path / "backup.tar", tmp_path / "forged.tar"
    back_up(desk.store, archive, at=NOW)
    with tarfile.open(archive) as held, tarfile.open(forged, "w") as made:
        for member in held:
            body = held.extractfile(member).read()
            if member.name == "backup.json":
                told = json.loads(body)
                told["about"]["made_at"] = "2020-01-01T00:00:00+00:00"
                body = json.dumps(told).encode()
            member.size = len(body)
            made.addfile(member, BytesIO(body))
    about, seal = unpack(forged, tmp_path / "again")
    with pytest.raises(Refused, match="seal is not genuine"):
        check_seal(forged, about, seal, desk.store.key())
    with pytest.raises(Refused, match="belongs to another store"):
        check_seal(forged, about, seal, StoreKey("other", b"0" * 32))


def test_fault_50_what_is_purged_while_a_backup_is_written_leaves_it_whole(desk: Desk, tmp_path: Path):
    """The copy is fixed in a moment: what goes afterwards is still in it, and it still verifies."""
    name = desk.manifest.rows[0].id
    went: list[bool] = []

    def purge_meanwhile(words: str, done: int, total: int) -> None:
        if not went:
            went.append(True)
            remove(desk.store, name)

    archive = tmp_path / "backup.tar"
    before = contents(desk.store.path)
    back_up(desk.store, archive, at=NOW, progress=purge_meanwhile)
    assert went
    assert not folder_of(desk.store, name).exists()
    about, seal = unpack(archive, tmp_path / "again")
    check_seal(archive, about, seal, desk.store.key())
    assert contents(tmp_path / "again") == before


@pytest.mark.long
@pytest.mark.slow
def test_fault_50_a_backup_taken_while_loads_go_on_restores_to_a_store_that_verifies(run, store: Path, tmp_path: Path):
    real = {"nhs_number": "9434765919"}
    loads = []
    for month in ("2025-03", "2025-04", "2025-05"):
        day = {**real, "treatment_start_date": f"{month}-28", "fds_end_date": f"{month}-20"}
        path = csv_file(tmp_path, records(*[day for _ in range(50)]), f"{month}.csv")
        command = [sys.executable, "-c", "from clearway.cli import main; main()", "load", str(path)]
        command += ["--store", str(store), "--organisation", "RZA", "--month", month]
        loads.append(subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    archives = [tmp_path / f"backup-{number}.tar" for number in range(3)]
    for archive in archives:
        made = run("backup", "--store", store, "--out", archive)
        assert made.code == 0, made.err
    assert all(one.wait(120) in (0, 1) for one in loads)
    for number, archive in enumerate(archives):
        again = tmp_path / f"again-{number}"
        restored = run("restore", archive, "--store", again, "--key", store.with_name("store.key"), "--json")
        assert restored.code == 0, restored.err
        if restored.json["figures"]:
            assert run("rebuild", "--store", again).code == 0
        assert run("verify", "--store", again, "--json").json["problems"] == []
