"""Analytical versions: published by rename, kept while readers may need them, and swept when a build was broken off."""

import os
import threading
from pathlib import Path

import duckdb
import pytest

from clearway.records.findings import Refused
from clearway.store.analytical import Reader, Version, aside, building, current_version, publish
from clearway.store.writing import writer_lock

WHOLE = {number: (f"version-00000{number}.duckdb", f"version-00000{number}.sha256") for number in range(1, 6)}
"""The files of each version: the figures and their checksum."""


def build(folder: Path, number: int) -> Version:
    """Publish a version that holds one number."""
    with building(folder) as path:
        with duckdb.connect(str(path)) as connection:
            connection.execute("CREATE TABLE held AS SELECT ? AS number", [number])
        return publish(folder, path)


def test_readers_see_a_version_whole_and_move_to_the_next_when_it_is_there(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    with pytest.raises(Refused, match="no figures yet"), reader.open():
        pass
    build(tmp_path, 1)
    with reader.open() as before:
        build(tmp_path, 2)
        assert before.execute("FROM held").fetchall() == [(1,)]
    with reader.open() as after:
        assert after.execute("FROM held").fetchall() == [(2,)]
    reader.close()


def test_only_the_last_two_versions_are_kept_and_numbers_never_come_back(tmp_path: Path) -> None:
    for number in range(5):
        build(tmp_path, number)
    assert sorted(path.name for path in tmp_path.glob("version-*")) == [*WHOLE[4], *WHOLE[5]]
    assert current_version(tmp_path) == Version(5)


def test_a_build_that_fails_leaves_the_current_version_and_nothing_else(tmp_path: Path) -> None:
    build(tmp_path, 1)
    with pytest.raises(RuntimeError, match="half way"), building(tmp_path, start_from=current_version(tmp_path)):
        raise RuntimeError("half way")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", *WHOLE[1]]


def test_what_a_killed_build_left_is_swept_and_what_a_living_question_uses_is_not(tmp_path: Path) -> None:
    gone = 2**22 + 1
    (tmp_path / "building-1.spill").mkdir()
    (tmp_path / "building-1.spill" / "part").touch()
    (tmp_path / "building-1.duckdb.wal").touch()
    (tmp_path / f"aside-{gone}-x").mkdir()
    with aside(tmp_path) as living:
        build(tmp_path, 1)
        assert living.is_dir()
        assert living.name.startswith(f"aside-{os.getpid()}-")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", *WHOLE[1]]


def test_a_damaged_pointer_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "current").write_text("../../etc/passwd")
    with pytest.raises(Refused, match="is damaged"):
        current_version(tmp_path)


def test_readers_can_neither_write_nor_read_another_file(tmp_path: Path) -> None:
    build(tmp_path, 1)
    reader = Reader(tmp_path)
    with reader.open() as figures:
        for statement in (f"COPY held TO '{tmp_path}/out.csv'", "CREATE TABLE more AS SELECT 1", "FROM '/etc/passwd'"):
            with pytest.raises(duckdb.Error):
                figures.execute(statement).fetchall()
    reader.close()


def test_a_second_writer_waits_its_turn_and_is_told_when_it_takes_too_long(tmp_path: Path) -> None:
    entered, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with writer_lock(tmp_path):
            entered.set()
            leave.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    entered.wait(10)
    with pytest.raises(Refused, match="Another load is writing"), writer_lock(tmp_path, patience=0.2):
        pass
    leave.set()
    with writer_lock(tmp_path, patience=5):
        pass
    holder.join()
