"""Run in Spark's environment: the SQL on a Spark Connect server, under every book, into one file a book; and
the position straight from the records.

python tests/parity/by_spark.py sc://HOST:PORT records.parquet FOLDER
"""

import sys
from pathlib import Path

import pyarrow.parquet as pq
from tests.parity.books import books

from clearway.clocks.table import run_clocks
from clearway.measures.from_records import Resources, position_of_records
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations
from clearway.store.engine import open_engine

SOME = 2_000


def main(url: str, records: Path, folder: Path) -> None:
    """All records under the national rules, some under the others."""
    table = pq.read_table(records)
    with open_engine("spark", spark_url=url) as engine:
        for label, book in books().items():
            part = table if label == "national" else table.slice(0, SOME)
            pq.write_table(run_clocks(engine, part, book, load_organisations()), folder / f"{label}.parquet")
    by_spark = Resources(engine="spark", spark_url=url)
    told = position_of_records([records], load_rule_book(), load_organisations(), resources=by_spark)
    pq.write_table(told, folder / "position.parquet")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
