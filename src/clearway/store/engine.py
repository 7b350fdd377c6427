"""One face for what runs our SQL: DuckDB inside the process, or Spark by Spark Connect."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, Self

import pyarrow as pa

EngineName = Literal["duckdb", "spark"]

ROWS_OF_A_FILE = 1 << 40
"""More rows than a file can have: what sets the places of one file's rows apart from the next one's."""


class Engine(Protocol):
    """Holds tables by name and answers SQL written in our common dialect. Close it, or use it in a `with`."""

    name: str

    def register(self, name: str, table: pa.Table) -> None:
        """Make a table known under a name; a table known under it before is replaced."""

    def query(self, sql: str) -> pa.Table:
        """The answer to one SELECT as a table in memory."""

    def close(self) -> None:
        """Give back what the engine holds."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class FileEngine(Engine, Protocol):
    """An engine that reads Parquet files itself, so that records never pass through this process."""

    def register_parquet(self, name: str, paths: Sequence[Path], columns: str = "*", *, where: str = "TRUE") -> None:
        """Make Parquet files known under one name. `columns` is a SELECT list, to which the place of a row among all
        files is offered as `place_in_files`; `where` narrows what is read."""


def open_file_engine(
    name: EngineName,
    *,
    spark_url: str | None = None,
    memory_limit: str = "",
    threads: int = 0,
    spill_to: Path | None = None,
) -> FileEngine:
    """A fresh engine over files. The limits are DuckDB's; Spark has its own. Raises Refused as `open_engine` does."""
    if name == "spark":
        from clearway.store.engine_spark import SparkEngine

        return SparkEngine(spark_url)
    from clearway.store.engine_duckdb import DuckDBEngine

    return DuckDBEngine(memory_limit=memory_limit, threads=threads, spill_to=spill_to)


def open_engine(name: EngineName, *, spark_url: str | None = None) -> Engine:
    """A fresh engine. Raises Refused, with words on how to mend it, when Spark's client or its server is not there."""
    if name == "spark":
        from clearway.store.engine_spark import SparkEngine

        return SparkEngine(spark_url)
    from clearway.store.engine_duckdb import DuckDBEngine

    return DuckDBEngine()
