"""Copying the rows of the operational database from one database into another, and comparing what arrived.

Rows go through the fields of the models, so that a date or a document of JSON is the same on both sides, whatever
either keeps it as. Sums do not hang on the order of rows.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import DataError, connections, models
from django.db.models import QuerySet

from clearway.records.findings import Refused

AT_ONCE = 2_000
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class TableSum:
    """How many rows a table has, and a checksum over all of them that does not hang on their order."""

    table: str
    rows: int
    checksum: str


def silent(words: str, done: int, total: int) -> None:
    """Progress that nobody is told."""


def copied_models() -> list[type[models.Model]]:
    """Every model whose rows are kept, those between two others among them."""
    found = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    return [found[table] for table in sorted(found)]


def copy_rows(source: str, target: str, *, progress: Progress = silent) -> None:
    """Put every row of one connection in place of those of another, inside the transaction that runs on the target.

    Refused when the target cannot keep a row as it is.
    """
    kept = copied_models()
    _begin(target, kept)
    for number, model in enumerate(kept):
        progress("Copying", number, len(kept))
        target_rows: QuerySet[Any] = QuerySet(model, using=target)
        try:
            for batch in _batches(QuerySet(model, using=source).order_by("pk").iterator(chunk_size=AT_ONCE)):
                target_rows.bulk_create(batch, batch_size=AT_ONCE)
        except (DataError, ValueError) as error:
            raise Refused(
                f"A row of {model._meta.db_table} cannot be kept as it is: {str(error).splitlines()[0]}.",
                "Nothing was moved. Report this with the name of the table.",
                code="MOVE-ROW",
            ) from error
    _end(target, kept)


def sums(using: str, *, progress: Progress = silent) -> list[TableSum]:
    """Count and checksum of every table of a connection."""
    kept = copied_models()
    found = []
    for number, model in enumerate(kept):
        progress("Comparing", number, len(kept))
        found.append(_sum(model, using))
    return found


def check_same(before: list[TableSum], after: list[TableSum]) -> None:
    """Refuse a copy in which a table has other rows than the one it was copied from."""
    differing = [one.table for one, other in zip(before, after, strict=True) if one != other]
    if differing:
        raise Refused(
            f"The copy differs from what was copied in {', '.join(differing)}.",
            "Nothing was moved. Report this with the names of the tables.",
            code="MOVE-DIFFERS",
        )


def _sum(model: type[models.Model], using: str) -> TableSum:
    columns = [field.attname for field in model._meta.concrete_fields]
    total = count = 0
    for row in QuerySet(model, using=using).order_by().values_list(*columns).iterator(chunk_size=AT_ONCE):
        told = json.dumps(row, default=_told, sort_keys=True, ensure_ascii=False)
        total = (total + int.from_bytes(hashlib.sha256(told.encode()).digest())) % (1 << 256)
        count += 1
    return TableSum(model._meta.db_table, count, f"{total:064x}")


def _told(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Decimal):
        return str(value.normalize())
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value)


def _batches(rows: Iterator[models.Model]) -> Iterator[list[models.Model]]:
    batch: list[models.Model] = []
    for row in rows:
        batch.append(row)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _begin(target: str, kept: list[type[models.Model]]) -> None:
    """Empty what the making of tables put there, and let rows in before those they lead to."""
    connection = connections[target]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for model in kept:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - our tables


def _end(target: str, kept: list[type[models.Model]]) -> None:
    connection = connections[target]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in connection.ops.sequence_reset_sql(no_style(), kept):
            cursor.execute(statement)
