"""Bringing a store up to date: a backup first, then the tables, then the format version."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.audit.actors import SystemProcess
from clearway.site.operational.tables import make_tables
from clearway.store.folder import FORMAT_VERSION, StoreFolder, mark_upgraded

UPGRADE = SystemProcess("upgrade")


@dataclass(frozen=True, slots=True)
class Upgraded:
    """That a store was brought up to date, and where the copy from before lies if one was needed."""

    backup: Path | None

    @property
    def told(self) -> str:
        """Where the copy lies, as the end of a sentence; empty when there is none."""
        return f"; a copy from before lies in {self.backup}" if self.backup else ""


def pending_migrations() -> list[str]:
    """The changes to tables that this program knows and the store has not had, as `app.name`."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def upgrade_store(store: StoreFolder, *, source: str) -> Upgraded | None:
    """Bring a store to this program's format. Returns None when nothing had to be done.

    When a step fails the store stays marked as old. On SQLite the backup is there to be put back; PostgreSQL changes
    all tables in one transaction, or none.
    """
    pending = pending_migrations()
    if not pending and store.format_version == FORMAT_VERSION:
        return None
    backup = back_up(store, at=timezone.now()) if store.database == "sqlite" else None
    try:
        make_tables()
    except Exception as error:
        raise Refused(
            f"The upgrade stopped at a change of tables ({type(error).__name__}).",
            f"Put the copy {backup} back in place of {store.operational}, and report this."
            if backup
            else "Nothing was changed: on PostgreSQL it is one transaction. Report this.",
            code="UPGRADE-FAILED",
        ) from error
    with transaction.atomic():
        audit.record(
            event="store upgraded",
            by=UPGRADE,
            subject=("store", store.id),
            source=source,
            before={"format_version": store.format_version},
            after={"format_version": FORMAT_VERSION, "changes": pending},
        )
    mark_upgraded(store)
    return Upgraded(backup)


def back_up(store: StoreFolder, *, at: datetime) -> Path:
    """A consistent copy of the operational database, made while it may be in use. Returns where it lies.

    A copy that breaks off is taken away: it would take up the room that is wanting.
    """
    store.backups.mkdir(mode=0o700, exist_ok=True)
    target = store.backups / f"operational-{at:%Y%m%d-%H%M%S-%f}.sqlite3"
    try:
        with closing(sqlite3.connect(store.operational)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    except sqlite3.Error:
        target.unlink(missing_ok=True)
        raise
    target.chmod(0o600)
    return target
