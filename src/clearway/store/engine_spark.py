"""Spark by Spark Connect: the second engine, for data that outgrow one machine. Its client is imported when used."""

import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.parquet as pq

from clearway.records.findings import Refused
from clearway.store.dialect import SPARK
from clearway.store.engine import ROWS_OF_A_FILE, FileEngine

DEFAULT_URL = "sc://127.0.0.1:15002"
"""Where a Spark Connect server listens unless told otherwise."""

USUAL_PORT = 15002
SECONDS_TO_ANSWER = 5.0
PLACE = "ordinal"


class SparkEngine(FileEngine):
    """A session of its own on a Spark Connect server (Spark, Databricks, Sail): temporary views die with it."""

    name = "spark"

    def __init__(self, url: str | None = None) -> None:
        self.url = url or DEFAULT_URL
        self._session = _connect(self.url)

    def register(self, name: str, table: pa.Table) -> None:
        """Send an Arrow table to the server and make it known under a name for this session."""
        self._session.createDataFrame(table).createOrReplaceTempView(name)

    def register_parquet(self, name: str, paths: Sequence[Path], columns: str = "*", *, where: str = "TRUE") -> None:
        """Make Parquet files known under one name: the server reads them, so it must see the same folders.

        Spark does not say where a row stands in a file, so each file needs a column `ordinal` that does. Raises Refused
        where there is none.
        """
        placed = []
        for number, path in enumerate(paths):
            if PLACE not in pq.read_schema(path).names:
                words = f"{path.name} has no column {PLACE}, and Spark cannot tell the place of a record by itself."
                raise Refused(words, f"Add {PLACE} (0, 1, 2 …), or use --engine duckdb.", code="ENGINE-PLACE")
            view = f"{name}_file_{number}"
            self._session.read.parquet(str(path.resolve())).createOrReplaceTempView(view)
            placed.append(f"SELECT *, {number * ROWS_OF_A_FILE} + {PLACE} AS place_in_files FROM {view}")  # noqa: S608 (names are ours)
        sql = f"SELECT {columns} FROM ({' UNION ALL '.join(placed)}) WHERE {where}"  # noqa: S608
        self._session.sql(sql).createOrReplaceTempView(name)

    def query(self, sql: str) -> pa.Table:
        """The answer to one SELECT in our common dialect, brought here as a table."""
        return self._session.sql(SPARK.write(sql)).toArrow()

    def close(self) -> None:
        """End the session on the server."""
        self._session.stop()


def _connect(url: str) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError as missing:
        raise Refused(
            "Spark's client is not installed here.",
            "Install it (pip install 'clearway[spark]', or the locked requirements/spark.txt in an environment of its "
            "own), or use --engine duckdb, which needs nothing more.",
            code="ENGINE-MISSING",
        ) from missing
    _knock(url)
    return SparkSession.builder.remote(url).create()


def _knock(url: str) -> None:
    """See that something listens at the address: the client itself would try again for minutes."""
    try:
        address = urlsplit(url)
        host, port = address.hostname, address.port or USUAL_PORT
    except ValueError:
        host, port = None, USUAL_PORT
    if not url.startswith("sc://") or host is None:
        raise Refused(f"{url!r} is not a Spark Connect address.", "Write it as sc://host:port.", code="ENGINE-ADDRESS")
    try:
        socket.create_connection((host, port), timeout=SECONDS_TO_ANSWER).close()
    except OSError as wrong:
        raise Refused(
            f"No Spark Connect server answers at {url} ({wrong}).",
            "Start it, or check host and port.",
            code="ENGINE-UNREACHABLE",
        ) from wrong
