"""A store moves from SQLite to PostgreSQL and back with every row, or not at all; a backup of either is restored."""

import json
import os
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests import postgresql
from tests.cli.conftest import Ended, environment, founded, run, store  # noqa: F401

from clearway.store.folder import read_store

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]
NAME = "clearway_moved"


@pytest.fixture
def database() -> str:
    """An empty database, under a name of this process's own."""
    name = f"{NAME}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    postgresql.new_database(name)
    return name


@pytest.fixture
def clearway(database: str, run) -> Callable[..., Ended]:  # noqa: F811
    """The command line, with the settings of a store that keeps its rows in PostgreSQL, or without."""

    def asked(*arguments: str | Path, served: bool = True, owner: bool = True) -> Ended:
        more = {"CLEARWAY_DATABASE": postgresql.address(database)} if served else {}
        more |= {"CLEARWAY_DATABASE_OWNER": postgresql.address(database, postgresql.OWNER)} if owner else {}
        done = subprocess.run(
            [Path(os.sys.executable).with_name("clearway"), *map(str, arguments)],
            capture_output=True, text=True, env=environment(**more), timeout=120,
        )  # fmt: skip
        return Ended(done.returncode, done.stdout, done.stderr)

    return asked


def events(place: Path) -> list[tuple]:
    with closing(sqlite3.connect(place / "operational.sqlite3")) as held:
        return held.execute("SELECT sequence, event, hash FROM audit_event ORDER BY sequence").fetchall()


def moved(clearway, store, database) -> Ended:  # noqa: F811
    return clearway("move", "--store", store, "--to", postgresql.address(database), "--json", served=False)


def test_a_store_moves_there_and_back_with_every_row_and_its_trail(clearway, store, database, tmp_path):  # noqa: F811
    before = events(store)
    there = moved(clearway, store, database)
    assert there.code == 0, there.err
    summed = {one["table"]: one["rows"] for one in there.json["tables"]}
    assert summed["audit_event"] == len(before) + 1
    assert not (store / "operational.sqlite3").exists()
    assert list((store / "backups").glob("operational-moved-*.sqlite3"))
    verified = clearway("verify", "--store", store, owner=False)
    assert verified.code == 0, verified.out + verified.err
    assert clearway("agreements", "list", "--store", store, "--json", owner=False).json

    archive = tmp_path / "there.tar.gz"
    backup = clearway("backup", "--store", store, "--out", archive, owner=False)
    assert backup.code == 0, backup.err
    again = tmp_path / "again"
    restored = clearway("restore", archive, "--store", again, "--key", tmp_path / "store.key")
    assert restored.code == 0, restored.err
    assert read_store(again).database == "sqlite"
    assert events(again)[: len(before)] == before

    back = clearway("move", "--store", store, "--to", "sqlite", "--json", owner=False)
    assert back.code == 0, back.err
    assert clearway("verify", "--store", store, served=False).code == 0
    kept = events(store)
    assert kept[: len(before)] == before
    assert [event for _, event, _ in kept[len(before) :]] == [
        "move of the operational database begun", "backup taken", "move of the operational database begun",
    ]  # fmt: skip


def test_a_store_is_opened_only_where_its_rows_are(clearway, store, database):  # noqa: F811
    assert "keeps its operational database in its own folder" in clearway("verify", "--store", store).err
    assert moved(clearway, store, database).code == 0
    assert "keeps its operational database in PostgreSQL" in clearway("verify", "--store", store, served=False).err
    other = clearway("move", "--store", store, "--to", postgresql.address(database), "--json")
    assert other.code == 3


def test_a_database_that_holds_something_is_left_alone(clearway, store, database):  # noqa: F811
    with postgresql.connect(database) as root:
        root.execute("CREATE TABLE something (id int)")
    refused = moved(clearway, store, database)
    assert (refused.code, json.loads(refused.out)["refused"]["code"]) == (3, "MOVE-NOT-EMPTY")
    assert clearway("verify", "--store", store, served=False).code == 0


def test_a_row_that_postgresql_cannot_keep_stops_the_move_and_leaves_nothing(clearway, store, database):  # noqa: F811
    with closing(sqlite3.connect(store / "operational.sqlite3")) as rows, rows:
        rows.execute("UPDATE organisations_organisation SET name = 'N' || char(0) || 'x' WHERE code = 'RZA'")
    refused = moved(clearway, store, database)
    assert refused.code == 3, refused.err
    assert "organisations_organisation" in refused.out
    with postgresql.connect(database) as root:
        assert root.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
    assert (store / "operational.sqlite3").exists()
    assert read_store(store).database == "sqlite"


def test_a_store_that_is_in_use_is_not_moved(clearway, store, database):  # noqa: F811
    with closing(sqlite3.connect(store / "operational.sqlite3")) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("SELECT count(*) FROM audit_event").fetchone()
        assert "Stop the web server" in moved(clearway, store, database).out


def test_a_role_that_nothing_holds_back_is_not_served_with(clearway, store, database):  # noqa: F811
    mighty = postgresql.address(database, postgresql.ROOT)
    refused = clearway("move", "--store", store, "--to", mighty, "--json", served=False)
    assert (refused.code, json.loads(refused.out)["refused"]["code"]) == (3, "DATABASE-ROLE")
    assert moved(clearway, store, database).code == 0
    with postgresql.connect(database) as root:
        root.execute("ALTER TABLE submissions_submission NO FORCE ROW LEVEL SECURITY")
    found = clearway("verify", "--store", store, "--json", owner=False)
    assert found.code == 1
    assert "submissions_submission" in found.json["problems"][0]["problem"]
