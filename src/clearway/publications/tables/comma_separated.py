"""A table as CSV: UTF-8 with a byte order mark (so that Excel reads it as such), one header row, nothing else."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from clearway.publications.tables.safe_text import guarded
from clearway.publications.tables.table import Cell, Kind, LongTable, Table

PART = 64_000
"""Characters that are written before a part of a file goes out."""


def comma_separated(table: Table) -> bytes:
    """The table as a CSV file, headed by the columns' keys.

    Shares are fractions, months `2025-03`, dates `2025-03-31`, missing values empty. A file cannot carry a sheet of
    notes, so the mark (synthetic, provisional), the source and the snapshot stand in three columns of every row.
    """
    return b"".join(comma_separated_parts(table))


def comma_separated_parts(table: Table | LongTable) -> Iterator[bytes]:
    """The same file in parts, so that a table of any length takes the memory of one of them."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    file.write("\ufeff")
    writer.writerow([*(column.key for column in table.columns), "mark", "source", "snapshot"])
    tail = [guarded(text) for text in (table.notes.mark, table.notes.source, table.notes.snapshot)]
    kinds = [column.kind for column in table.columns]
    for row in table.rows:
        writer.writerow([*(written(cell, kind) for cell, kind in zip(row, kinds, strict=True)), *tail])
        if file.tell() >= PART:
            yield file.getvalue().encode()
            file.seek(0)
            file.truncate()
    yield file.getvalue().encode()


def written(cell: Cell, kind: Kind) -> str:
    """One cell as it stands in the file; only text is guarded."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%Y-%m}" if kind is Kind.MONTH else cell.isoformat()
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    if isinstance(cell, int | float):
        return repr(round(cell, 6) if isinstance(cell, float) else cell)
    return guarded(cell)
