"""One way to the position from Parquet, as a process of its own: `python -m bench.position_way WAY FILE…`.

Ways: `scan` reads the needed columns and does nothing with them; `quantiles` and `counts` give the position with and
without quantiles; `chunked` gives it with quantiles in 512 MB, a year at a time; `spark` asks the server of
CLEARWAY_SPARK_URL.
"""

import hashlib
import json
import os
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from bench.meter import Meter
from bench.needed_columns import COLUMNS, TRANSFER_COLUMNS
from clearway.measures.from_records import Resources, position_of_records
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations

RESOURCES = {
    "chunked": Resources(memory_limit="512MB", months_at_once=12),
    "spark": Resources(engine="spark", spark_url=os.environ.get("CLEARWAY_SPARK_URL")),
}


def scan(paths: list[Path]) -> dict[str, object]:
    """The needed columns read to the last value: a condition that no statistics can answer keeps DuckDB honest."""
    wanted = ", ".join(f"max({column})" for column in (*COLUMNS, *TRANSFER_COLUMNS))
    named = ", ".join(f"'{path}'" for path in paths)
    meter = Meter.started()
    connection = duckdb.connect(config={"threads": "2"})
    connection.execute(f"SELECT {wanted} FROM read_parquet([{named}]) WHERE file_row_number % 1000003 <> 7").fetchall()
    return {"measured": meter.read(), "columns": len(COLUMNS) + len(TRANSFER_COLUMNS)}


def position(paths: list[Path], way: str) -> dict[str, object]:
    """The whole position, by every detail."""
    rules, organisations = load_rule_book(), load_organisations()
    meter = Meter.started()
    answer = position_of_records(
        paths,
        rules,
        organisations,
        with_quantiles=way != "counts",
        resources=RESOURCES.get(way, Resources(threads=2)),
    )
    measured, held = meter.read(), sum(pq.read_metadata(path).num_rows for path in paths)
    return {"measured": measured, "records": held, "cells": answer.num_rows, "digest": digest(answer)}


def digest(answer: pa.Table) -> str:
    """SHA-256 over the counts of every cell, written as `pandas_position.digest` writes them."""
    connection = duckdb.connect()
    connection.register("answer", answer)
    lines = connection.execute(
        """
        SELECT concat_ws('|', standard, standard_key,
            CAST(substr("month", 1, 4) AS INTEGER) * 12 + CAST(substr("month", 6) AS INTEGER) - 1, provider,
            coalesce(cancer_type, ''), coalesce(stage_route, ''), CAST(total * 2 AS INTEGER),
            CAST(within * 2 AS INTEGER), pathways) AS line
        FROM answer
        """
    ).fetchnumpy()["line"]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


if __name__ == "__main__":
    way, *names = sys.argv[1:]
    files = [Path(name) for name in names]
    print(json.dumps(scan(files) if way == "scan" else position(files, way)))
