"""DuckDB, embedded: the default engine. Core features only; nothing is downloaded at run time."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from clearway.store.dialect import DUCKDB
from clearway.store.engine import ROWS_OF_A_FILE, FileEngine

SAFE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


JOINS_AS_WRITTEN = "join_order,build_side_probe_side"
"""Our steps join records on the left with small tables on the right. Estimates of tens of millions of records through
twenty such joins go so far astray that the optimiser would build its hash tables on the records."""


class DuckDBEngine(FileEngine):
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
        self._connection.execute(f"SET disabled_optimizers = '{JOINS_AS_WRITTEN}'")

    def register(self, name: str, table: pa.Table) -> None:
        """Make an Arrow table known under a name, without a copy."""
        self._connection.register(name, table)

    def register_parquet(self, name: str, paths: Sequence[Path], columns: str = "*", *, where: str = "TRUE") -> None:
        """Make Parquet files known under one name; they are read in a stream when asked. `columns` is a SELECT list.

        The place of each row is offered to that list as `place_in_files`; `where` is pushed down to the statistics of
        the files.
        """
        sources = ", ".join(f"'{_escaped(path)}'" for path in paths)
        self._run(
            f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT {columns} FROM ("  # noqa: S608 (names are ours, paths escaped)
            f"SELECT *, file_index * {ROWS_OF_A_FILE} + file_row_number AS place_in_files "
            f"FROM read_parquet([{sources}])) WHERE {where}"
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
        self._run(f"COPY ({select}) TO '{_escaped(out)}' ({how})")

    def _run(self, statement: str) -> None:
        self._connection.execute(statement).fetchall()


def _escaped(path: Path) -> str:
    return str(path).replace("'", "''")
