"""Run in Spark's environment: one query about one table on a Spark Connect server, its answer into a file.

python tests/parity/statistics_by_spark.py sc://HOST:PORT given.parquet query.sql answer.parquet
"""

import sys
from pathlib import Path

import pyarrow.parquet as pq

from clearway.store.engine import open_engine

if __name__ == "__main__":
    url, given, query, answer = sys.argv[1:]
    with open_engine("spark", spark_url=url) as engine:
        engine.register("given", pq.read_table(given))
        pq.write_table(engine.query(Path(query).read_text(encoding="utf-8")), answer)
