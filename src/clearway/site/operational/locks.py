"""Locks on rows and on data sets, where the database has them: SQLite lets one transaction write at a time anyway."""

import hashlib
from typing import TypeVar

from django.db import connections, models, transaction
from django.db.models import QuerySet

Row = TypeVar("Row", bound=models.Model)


def locked(rows: "QuerySet[Row]", *, skip: bool = False) -> "QuerySet[Row]":
    """Rows that nobody else changes until this transaction ends; `skip` leaves out those that somebody else holds."""
    features = connections[rows.db].features
    return rows.select_for_update(skip_locked=skip and features.has_select_for_update_skip_locked)


def one_writer(name: str) -> None:
    """Wait until no other transaction writes under this name, and hold it until this one ends."""
    connection = transaction.get_connection()
    if connection.vendor == "postgresql":
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
