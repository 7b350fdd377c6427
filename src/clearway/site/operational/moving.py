"""Moving the operational database of a store from SQLite to PostgreSQL and back: wholly or not at all.

What is moved is copied into an empty database, counted and summed on both sides, and only then used. The database it
came from is put aside, not removed.
"""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connection, connections, transaction

from clearway.records.findings import Refused
from clearway.site.operational.address import Settings, sqlite_settings
from clearway.site.operational.copying import Progress, TableSum, check_same, copy_rows, silent, sums
from clearway.site.operational.tables import make_tables
from clearway.site.organisations.row_security import role_problems
from clearway.store.folder import StoreFolder, mark_moved
from clearway.store.writing import writer_lock

SOURCE, TARGET, SERVING = "source", "target", "serving"


def move_to_postgresql(
    store: StoreFolder, *, serving: Settings, owner: Settings, at: datetime, progress: Progress = silent
) -> list[TableSum]:
    """Move every row to an empty PostgreSQL database: the owner makes the tables, the other role will serve.

    Returns what was counted and summed on both sides. Refused, with nothing moved, when the database is not empty,
    something still uses the store, the role that is to serve is too mighty, or a sum differs.
    """
    _connect(SERVING, serving)
    if wrong := role_problems(SERVING):
        raise Refused(
            f"Row-level security would hold nothing back: {'; '.join(wrong)}.",
            "Serve as a role that is neither superuser nor owner and has no BYPASSRLS (docs/deployment.md).",
            code="DATABASE-ROLE",
        )
    _connect(TARGET, owner)
    with writer_lock(store.path):
        _check_nobody_else_reads(store)
        with transaction.atomic(), transaction.atomic(using=TARGET):
            _check_empty(TARGET)
            make_tables(TARGET, role=serving["USER"])
            copy_rows("default", TARGET, progress=progress)
            moved = sums("default", progress=progress)
            check_same(moved, sums(TARGET, progress=progress))
        _put_aside(store, at)
        mark_moved(store, "postgresql")
    return moved


def move_to_sqlite(store: StoreFolder, *, progress: Progress = silent) -> list[TableSum]:
    """Move every row from PostgreSQL back into the store's folder. Returns and refuses as the way there does."""
    if store.operational.exists():
        raise Refused(
            f"{store.operational} is there already.", "Move it away if nothing needs it.", code="MOVE-NOT-EMPTY"
        )
    with writer_lock(store.path):
        _check_nobody_else_asks()
        aside = store.path / f".moving-{os.getpid()}.sqlite3"
        try:
            moved = copy_to_sqlite(aside, progress=progress)
            aside.replace(store.operational)
        finally:
            for left in store.path.glob(f"{aside.name}*"):
                left.unlink()
        mark_moved(store, "sqlite")
    return moved


def copy_to_sqlite(path: Path, *, progress: Progress = silent) -> list[TableSum]:
    """A copy of the operational database in a new SQLite file, as it was at one moment, counted and summed."""
    at_one_moment = {"isolation_level": psycopg.IsolationLevel.REPEATABLE_READ}
    default = connection.settings_dict
    _connect(SOURCE, {**default, "OPTIONS": {**default["OPTIONS"], **at_one_moment}})
    _connect(TARGET, sqlite_settings(path))
    try:
        call_command("migrate", verbosity=0, interactive=False, database=TARGET)
        with transaction.atomic(using=SOURCE), transaction.atomic(using=TARGET):
            copy_rows(SOURCE, TARGET, progress=progress)
            moved = sums(SOURCE, progress=progress)
            check_same(moved, sums(TARGET, progress=progress))
    finally:
        connections[SOURCE].close()
        connections[TARGET].close()
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
    path.chmod(0o600)
    return moved


def _connect(alias: str, settings: Settings) -> None:
    """Add a connection to those of the site, for this process."""
    known: dict[str, Any] = connections.settings
    connections.settings = connections.configure_settings({**known, alias: {**settings}})


def _check_empty(alias: str) -> None:
    there = connections[alias].introspection.table_names()
    if there:
        raise Refused(
            f"The database is not empty: it has {len(there)} tables, such as {sorted(there)[0]}.",
            "Name an empty one; nothing in this one was touched.",
            code="MOVE-NOT-EMPTY",
        )


def _check_nobody_else_reads(store: StoreFolder) -> None:
    """SQLite lets go of its log written ahead only where nobody else has the file open."""
    connection.close()
    try:
        with closing(sqlite3.connect(store.operational, timeout=1)) as file:
            file.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise _in_use() from error


def _check_nobody_else_asks() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )
        if cursor.fetchone()[0]:
            raise _in_use()


def _in_use() -> Refused:
    return Refused(
        "Something still uses the operational database of this store.",
        "Stop the web server and the job worker first, then move it.",
        code="STORE-BUSY",
    )


def _put_aside(store: StoreFolder, at: datetime) -> None:
    connection.close()
    store.backups.mkdir(mode=0o700, exist_ok=True)
    aside = store.backups / f"operational-moved-{at:%Y%m%d-%H%M%S}.sqlite3"
    for file in store.path.glob(f"{store.operational.name}*"):
        file.replace(aside.with_name(file.name.replace(store.operational.name, aside.name)))
