"""Fault 51: a page of the database or a Parquet file is damaged. It is found by checksum; the last good is shown."""

import shutil
from pathlib import Path

import pytest
from django.test import Client
from tests.intake.builders import csv_file, records
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.pipeline.staging import folder_of
from clearway.pipeline.verify import problems_of
from clearway.records.findings import Refused
from clearway.store.analytical import Reader, current_version
from clearway.store.folder import StoreKind, create_store

pytestmark = pytest.mark.slow
REAL = {"nhs_number": "9434765919"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two versions of the figures: of two rows, and of three."""
    desk = Desk(
        create_store(tmp_path / "store", kind=StoreKind.DEMO, alliance="E56000025"), ManifestInMemory(), tmp_path
    )
    for number in (2, 3):
        desk.load(desk.csv(records(*[{} for _ in range(number)])), organisation="RZA", month="2025-03")
        desk.publish()
    return desk


def spoil(path: Path, *, at: float = 0.5) -> None:
    """Turn some bytes in the middle of a file round; its length stays."""
    held = bytearray(path.read_bytes())
    place = int(len(held) * at)
    held[place : place + 16] = bytes(255 - one for one in held[place : place + 16])
    path.write_bytes(held)


def shown(reader: Reader) -> int:
    with reader.open() as figures:
        ((number,),) = figures.execute("SELECT count(*) FROM records").fetchall()
    return int(number)


@pytest.mark.parametrize("at", [0.0, 0.1, 0.5, 0.9])
def test_fault_51_damaged_figures_are_found_on_opening_and_the_last_sound_ones_are_shown(desk: Desk, at: float):
    version = current_version(desk.store.analytical)
    assert version is not None
    spoil(desk.store.analytical / version.file, at=at)
    reader = Reader(desk.store.analytical)
    assert shown(reader) == 2
    assert version.file in reader.notice
    assert "clearway rebuild" in reader.notice
    assert [one.problem for one in problems_of(desk.store, desk.manifest.rows)] == ["is not as it was written"]
    desk.publish()
    assert shown(reader) == 3
    assert reader.notice == ""
    reader.close()


def test_fault_51_when_no_figures_are_sound_it_is_said_so_and_they_are_built_anew(desk: Desk):
    for path in desk.store.analytical.glob("version-*.duckdb"):
        spoil(path)
    reader = Reader(desk.store.analytical)
    with pytest.raises(Refused, match="is not as it was written") as refusal:
        shown(reader)
    assert "clearway rebuild" in refusal.value.mend
    desk.publish()
    assert shown(reader) == 3
    reader.close()


def test_fault_51_damaged_rows_are_never_built_from_and_the_figures_before_stay(desk: Desk):
    (loaded,) = desk.load(desk.csv(records(*[{} for _ in range(4)])), organisation="RZA", month="2025-03")
    spoil(folder_of(desk.store, loaded.submission.id) / "records.parquet")
    with pytest.raises(Refused, match="not as it was written") as refusal:
        desk.publish()
    assert refusal.value.code == "SUBMISSION-DAMAGED"
    assert loaded.submission.id in refusal.value.reason
    assert desk.rows("SELECT count(*) FROM records") == [(3,)]
    assert any(one.where == loaded.submission.id for one in problems_of(desk.store, desk.manifest.rows))


def test_fault_51_damaged_pages_of_the_database_are_told_by_verify_and_a_backup_brings_the_store_back(
    run, store: Path, tmp_path: Path
):
    path = csv_file(tmp_path, records(REAL, REAL), "march.csv")
    assert run("load", path, "--store", store, "--organisation", "RZA").code == 0
    assert run("backup", "--store", store, "--out", tmp_path / "good.tar").code == 0
    database = store / "operational.sqlite3"
    for wal in store.glob("operational.sqlite3-*"):
        wal.unlink()
    held = bytearray(database.read_bytes())
    for page in range(2, len(held) // 4096, 3):
        held[page * 4096 : page * 4096 + 512] = b"\xa5" * 512
    database.write_bytes(held)
    ended = run("verify", "--store", store, "--json")
    assert ended.code == 1, ended.err
    assert ended.json["problems"][0]["where"] == "operational.sqlite3"
    assert "clearway restore" in ended.json["problems"][0]["mend"]
    assert "Traceback" not in ended.err
    shutil.rmtree(store)
    assert run("restore", tmp_path / "good.tar", "--store", store).code == 0
    assert run("verify", "--store", store).code == 0


def test_fault_51_pages_say_that_earlier_figures_stand_in(desk: Desk, settings, as_analyst: Client):
    settings.STORE = desk.store
    version = current_version(desk.store.analytical)
    assert version is not None
    spoil(desk.store.analytical / version.file)
    as_analyst.get("/")
    page = as_analyst.get("/data/").content.decode()
    assert f"The newest figures ({version.file}) are damaged" in page
