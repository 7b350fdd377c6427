"""One face for what runs our SQL: DuckDB inside the process, or Spark by Spark Connect."""

from types import TracebackType
from typing import Literal, Protocol, Self

import pyarrow as pa

EngineName = Literal["duckdb", "spark"]


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


def open_engine(name: EngineName, *, spark_url: str | None = None) -> Engine:
    """A fresh engine. Raises Refused, with words on how to mend it, when Spark's client or its server is not there."""
    if name == "spark":
        from clearway.store.engine_spark import SparkEngine

        return SparkEngine(spark_url)
    from clearway.store.engine_duckdb import DuckDBEngine

    return DuckDBEngine()
