"""Agreements, retention, export, backup and restore from the terminal, as a person and a script run them."""

import hashlib
import shutil
import sqlite3
import tarfile
from pathlib import Path

import pytest
from tests.cli.conftest import AGREEMENT
from tests.intake.builders import MonthlyWorkbook, csv_file, records

pytestmark = pytest.mark.slow

REAL = {"nhs_number": "9434765919"}
WAITS = ("waits", "--basis", "computed", "--by", "provider", "--json")


@pytest.fixture
def march(run, store: Path, tmp_path: Path) -> tuple[Path, str]:
    """A live store with one month of records; the file that was sent, and the submission's name."""
    path = csv_file(tmp_path, records(*[REAL for _ in range(7)]), "march.csv")
    ended = run("load", path, "--store", store, "--organisation", "RZA", "--month", "2025-03", "--json")
    assert ended.code == 0, ended.err
    return path, ended.json["submission"]


def test_a_load_without_an_agreement_is_refused_with_the_command_that_records_it(run, store: Path, tmp_path: Path):
    (first,) = run("agreements", "list", "--store", store, "--json").json["agreements"]
    assert first["state"] == "live"
    ended = run("agreements", "end", str(first["agreement"]), "--reason", "withdrew", "--store", store)
    assert ended.code == 0, ended.err
    assert "stays here" in ended.out
    path = csv_file(tmp_path, records(REAL), "march.csv")
    refused = run("load", path, "--store", store, "--organisation", "RZA", "--json")
    assert refused.code == 3
    assert refused.json["refused"]["code"] == "AGREEMENT_MISSING"
    assert "clearway agreements add" in refused.json["refused"]["mend"]
    workbook = MonthlyWorkbook().save(tmp_path / "MARCH-2025-FINAL.xlsx")
    assert run("load", workbook, "--store", store).code == 0, "published figures need no agreement"
    assert run("agreements", "add", *AGREEMENT, "--store", store).code == 0
    assert run("load", path, "--store", store, "--organisation", "RZA").code == 0


def test_the_file_as_received_comes_out_byte_for_byte(run, store: Path, march, tmp_path: Path):
    sent, name = march
    out = tmp_path / "again.csv"
    ended = run("submissions", "export", name, "--out", out, "--store", store, "--json")
    assert ended.code == 0, ended.err
    assert out.read_bytes() == sent.read_bytes()
    assert ended.json["sha256"] == hashlib.sha256(sent.read_bytes()).hexdigest()
    assert run("submissions", "export", name, "--out", out, "--store", store).code == 3, "never written over"
    assert run("submissions", "export", name, "--store", store).code == 2


def test_a_purge_asks_for_the_name_tells_what_goes_and_leaves_a_store_that_verifies(run, store: Path, march):
    _, name = march
    assert run("purge", name, "--because", "over", "--store", store, given="no\n").code == 3
    assert run(*WAITS, "--store", store).json["rows"]
    ended = run("purge", name, "--because", "over", "--store", store, "--json", given=f"{name}\n")
    assert ended.code == 0, ended.err
    assert "Will go for good" in ended.err
    assert ended.json["tombstone"]["accepted"] == 7
    assert not run(*WAITS, "--store", store).json.get("rows")
    assert run("verify", "--store", store, "--json").json["problems"] == []
    assert run("submissions", "--store", store, "--json").json["submissions"][0]["state"] == "purged"


def test_a_held_file_is_listed_as_held_and_not_purged(run, store: Path, march):
    _, name = march
    assert run("retention", "hold", name, "--reason", "inquiry", "--store", store).code == 0
    (kept,) = run("retention", "list", "--store", store, "--json").json["kept"]
    assert (kept["hold"], kept["is_due"]) == ("inquiry", False)
    assert run("purge", name, "--because", "over", "--yes", "--store", store).code == 3
    assert run("retention", "release", name, "--reason", "closed", "--store", store).code == 0
    assert run("purge", name, "--because", "over", "--yes", "--store", store).code == 0


@pytest.mark.parametrize("suffix", [".tar", ".tar.gz", ".tar.zst"])
def test_a_restored_store_answers_the_same_and_verifies(run, store: Path, march, tmp_path: Path, suffix: str):
    before = run(*WAITS, "--store", store).json
    archive = tmp_path / f"backup{suffix}"
    made = run("backup", "--store", store, "--out", archive, "--json")
    assert made.code == 0, made.err
    assert made.json["submissions"] == 1
    assert "The key is not in it" in made.err
    again = tmp_path / "again"
    restored = run("restore", archive, "--store", again, "--key", store.with_name("store.key"), "--json")
    assert restored.code == 0, restored.err
    assert restored.json["problems"] == []
    assert run(*WAITS, "--store", again).json == before
    assert run("verify", "--store", again, "--json").json["problems"] == []


def test_a_backup_without_figures_is_small_and_they_are_built_anew(run, store: Path, march, tmp_path: Path):
    before = run(*WAITS, "--store", store).json["rows"]
    archive = tmp_path / "backup.tar.gz"
    assert run("backup", "--store", store, "--out", archive, "--without-figures", "--with-key").code == 0
    shutil.rmtree(store)
    store.with_name("store.key").unlink()
    ended = run("restore", archive, "--store", store)
    assert ended.code == 0, ended.err
    assert "clearway rebuild" in ended.out
    assert run("rebuild", "--store", store).code == 0
    assert run(*WAITS, "--store", store).json["rows"] == before


def test_a_backup_is_refused_without_its_key_or_with_another_and_nothing_is_left(
    run, store: Path, march, tmp_path: Path
):
    archive = tmp_path / "backup.tar"
    assert run("backup", "--store", store, "--out", archive).code == 0
    other = tmp_path / "other.key"
    other.write_text('{"id": "00000000", "key": "' + "00" * 32 + '"}\n')
    other.chmod(0o600)
    again = tmp_path / "again"
    assert run("restore", archive, "--store", again).code == 3
    refused = run("restore", archive, "--store", again, "--key", other, "--json")
    assert refused.json["refused"]["code"] == "STORE-KEY-OTHER"
    assert not again.exists()
    assert not again.with_name("again.key").exists()
    assert not list(tmp_path.glob(".restoring-*"))


def test_an_older_database_put_back_in_its_place_is_found_out(run, store: Path, march, tmp_path: Path):
    def copied(target: Path) -> None:
        with sqlite3.connect(store / "operational.sqlite3") as source, sqlite3.connect(target) as copy:
            source.backup(copy)

    copied(tmp_path / "older.sqlite3")
    assert run("retention", "hold", march[1], "--reason", "inquiry", "--store", store).code == 0
    for file in store.glob("operational.sqlite3*"):
        file.unlink()
    shutil.copy(tmp_path / "older.sqlite3", store / "operational.sqlite3")
    ended = run("verify", "--store", store, "--json")
    assert ended.code == 1
    assert any("older than the last acknowledged event" in one["problem"] for one in ended.json["problems"])


def test_a_backup_holds_no_key_unless_it_was_asked_for(run, store: Path, march, tmp_path: Path):
    archive = tmp_path / "backup.tar"
    assert run("backup", "--store", store, "--out", archive).code == 0
    with tarfile.open(archive) as held:
        names = held.getnames()
        secret = store.with_name("store.key").read_bytes().strip()
        assert not any(secret in held.extractfile(one).read() for one in held.getmembers() if one.size < 1_000_000)
    assert "store.key" not in names
    assert {"store.json", "audit.mark", "operational.sqlite3"} <= set(names)
