"""The same text on Spark by Spark Connect gives what DuckDB gives: Sail in every run, real Spark in the long one."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.parity import by_spark
from tests.parity.books import books
from tests.parity.differences import differences
from tests.parity.servers import run_by_client, sail_server, spark_server

from clearway.clocks.table import assess_table, write_results
from clearway.measures.from_records import position_of_records
from clearway.standards import load_rule_book
from clearway.standards.examples import FOLDER
from clearway.standards.organisations import load_organisations

pytestmark = [pytest.mark.spark, pytest.mark.slow]
COMMAND_LINE = "from clearway.cli import main; main()"


def assert_spark_equals_duckdb(url: str, records: pa.Table, by_duckdb: pa.Table, folder: Path) -> None:
    """Under every book; the file written from Spark's rows has the bytes of the one written from DuckDB's."""
    numbered = records.append_column("ordinal", pa.array(range(records.num_rows), pa.int64()))
    pq.write_table(numbered, folder / "records.parquet", row_group_size=1_000)
    ended = run_by_client(by_spark.__file__, url, folder / "records.parquet", folder)
    assert ended.returncode == 0, ended.stderr[-3000:]
    for label, book in books().items():
        part = records.slice(0, by_spark.SOME)
        ours = by_duckdb if label == "national" else assess_table(part, book, load_organisations())
        assert differences(pq.read_table(folder / f"{label}.parquet"), ours) == [], label
    write_results(pq.read_table(folder / "national.parquet"), folder / "spark.csv")
    write_results(by_duckdb, folder / "duckdb.csv")
    position = position_of_records([folder / "records.parquet"], load_rule_book(), load_organisations())
    assert pq.read_table(folder / "position.parquet").equals(position)
    assert (folder / "spark.csv").read_bytes() == (folder / "duckdb.csv").read_bytes()


def test_sail_gives_the_same_rows_under_every_rule_book(records: pa.Table, by_duckdb: pa.Table, tmp_path: Path) -> None:
    with sail_server() as url:
        assert_spark_equals_duckdb(url, records, by_duckdb, tmp_path)


@pytest.mark.long
def test_spark_gives_the_same_rows_under_every_rule_book(
    records: pa.Table, by_duckdb: pa.Table, tmp_path: Path
) -> None:
    with spark_server() as url:
        assert_spark_equals_duckdb(url, records, by_duckdb, tmp_path)


def test_the_command_line_in_sparks_environment_writes_the_same_file(tmp_path: Path) -> None:
    file = FOLDER / "own.csv"
    with sail_server() as url:
        asked = ("assess", file, "--out", tmp_path / "spark.csv", "--engine", "spark", "--spark-url", url)
        ended = run_by_client("-c", COMMAND_LINE, *asked)
    assert ended.returncode == 0, ended.stderr[-3000:]
    ended = run_by_client("-c", COMMAND_LINE, "assess", file, "--out", tmp_path / "plain.csv", "--engine", "reference")
    assert ended.returncode == 0, ended.stderr[-3000:]
    assert (tmp_path / "spark.csv").read_bytes() == (tmp_path / "plain.csv").read_bytes()


@pytest.mark.parametrize("url", ["sc://127.0.0.1:9", "http://127.0.0.1:15002", "sc://127.0.0.1:words"])
def test_an_address_where_no_spark_answers_is_refused_in_words(url: str, tmp_path: Path) -> None:
    asked = ("assess", FOLDER / "given.csv", "--out", tmp_path / "x.csv", "--engine", "spark", "--spark-url", url)
    ended = run_by_client("-c", COMMAND_LINE, *asked)
    assert ended.returncode == 3
    assert url in ended.stderr
    assert "Traceback" not in ended.stderr
