"""DuckDB, embedded: the default engine. Core features only; nothing is downloaded at run time."""

from pathlib import Path

import duckdb
import pyarrow as pa

from clearway.store.dialect import DUCKDB
from clearway.store.engine import Engine

SAFE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


class DuckDBEngine(Engine):
    """A DuckDB database in memory that spills to disk. `memory_limit` such as "1GB"; `threads` 0 means one a core."""

    name = "duckdb"

    def __init__(self, *, memory_limit: str = "", threads: int = 0, spill_to: Path | None = None) -> None:
        settings = dict(SAFE)
        if memory_limit:
            settings["memory_limit"] = memory_limit
        if threads:
            settings["threads"] = str(threads)
        if spill_to:
            settings["temp_directory"] = str(spill_to)
        self._connection = duckdb.connect(":memory:", config=settings)
        self._connection.execute("SET enable_progress_bar = false")  # it would print among the answers

    def register(self, name: str, table: pa.Table) -> None:
        """Make an Arrow table known under a name, without a copy."""
        self._connection.register(name, table)

    def register_parquet(self, name: str, path: Path, columns: str = "*") -> None:
        """Make a Parquet file known under a name; it is read in a stream when asked. `columns` is a SELECT list.

        The place of each row in the file is offered to that list as `file_row_number`.
        """
        source = str(path).replace("'", "''")
        self._run(
            f"CREATE OR REPLACE TEMP VIEW {name} AS "  # noqa: S608 (names and columns are ours, the path is escaped)
            f"SELECT {columns} FROM read_parquet('{source}', file_row_number = true)"
        )

    def query(self, sql: str) -> pa.Table:
        """The answer to one SELECT in our common dialect, as a table in memory."""
        return self._connection.sql(DUCKDB.write(sql)).to_arrow_table()

    def write_parquet(self, sql: str, out: Path) -> None:
        """The answer to one SELECT straight into a Parquet file, without passing through Python."""
        self._copy(DUCKDB.write(sql), out, "FORMAT parquet, COMPRESSION zstd")

    def write_text_csv(self, sql: str, out: Path) -> None:
        """The same into a CSV file in UTF-8 with a heading row, for a SELECT whose columns are all text.

        An empty text stands as nothing between two commas; only a value that needs quotes has them.
        """
        self._copy(f"SELECT nullif(COLUMNS(*), '') FROM ({DUCKDB.write(sql)})", out, "FORMAT csv, HEADER true")  # noqa: S608

    def close(self) -> None:
        """Close the database; registered tables are let go."""
        self._connection.close()

    def _copy(self, select: str, out: Path, how: str) -> None:
        target = str(out).replace("'", "''")
        self._run(f"COPY ({select}) TO '{target}' ({how})")

    def _run(self, statement: str) -> None:
        self._connection.execute(statement).fetchall()
