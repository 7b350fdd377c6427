"""SQL expressions of the statistics give on Spark what they give on DuckDB: Sail in every run, Spark in the long."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.parity.servers import ROOT, run_by_client, sail_server, spark_server

from clearway.stats import sql
from clearway.store.engine import open_engine

pytestmark = [pytest.mark.spark, pytest.mark.slow]

AREAS, BANDS = 500, 8


def given() -> pa.Table:
    """Events and people of areas by age band; some events are missing, some bands empty, some rows impossible."""
    random = np.random.default_rng(8)
    size = AREAS * BANDS
    people = random.integers(0, 400, size).astype(float)
    events = np.round(people * random.random(size) ** 3 * 2) / 2
    events[:40] = [-1, 500, 0.5, np.nan] * 10
    area = np.arange(size) // BANDS
    masked = random.random(size) < 0.02
    return pa.table({"area": area, "x": pa.array(events, mask=masked), "n": people, "weight": np.arange(size) % BANDS})


def question() -> str:
    """Every expression in one query: those of a row summed into an area by their counts, sums and extremes."""
    rows = {
        **{f"wilson_{name}": part for name, part in sql.wilson_sql("x", "n", 0.998).items()},
        **{f"count_{name}": part for name, part in sql.count_limits_sql("x").items()},
        **{f"rate_{name}": part for name, part in sql.rate_sql("x", "n", 1000).items()},
        **sql.proportion_score_sql("x", "n", "0.2e0"),
        **sql.ratio_score_sql("x", "n"),
    }
    sums = sql.standardised_rate_sums_sql("n / 40", "n", "weight")
    spread = {f"{asked}_{name}": f"{asked}({name})" for name in rows for asked in ("count", "sum", "min", "max")}
    return f"""with steps as (select area, x, n, weight, {sql.select_list(rows)} from given),
        areas as (select area, {sql.select_list(spread)}, {sql.select_list(sums)} from steps group by area)
        select *, {sql.select_list(sql.standardised_rate_sql(), "dsr_")} from areas order by area"""


@pytest.mark.parametrize("server", [sail_server, pytest.param(spark_server, marks=pytest.mark.long)])
def test_every_expression_gives_the_same_on_spark(server, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    table, query = given(), question()
    with open_engine("duckdb") as engine:
        engine.register("given", table)
        ours = engine.query(query)
    pq.write_table(table, tmp_path / "given.parquet")
    (tmp_path / "query.sql").write_text(query, encoding="utf-8")
    files = (tmp_path / name for name in ("given.parquet", "query.sql", "answer.parquet"))
    with server() as url:
        ended = run_by_client(ROOT / "tests" / "parity" / "statistics_by_spark.py", url, *files)
    assert ended.returncode == 0, ended.stderr[-3000:]
    theirs = pq.read_table(tmp_path / "answer.parquet")
    assert theirs.column_names == ours.column_names
    assert ours.num_rows == AREAS
    for name in ours.column_names:
        expected, found = (np.array(part.column(name).to_pylist(), dtype=float) for part in (ours, theirs))
        assert np.count_nonzero(~np.isnan(expected)) > 100, name
        np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12, err_msg=name)
