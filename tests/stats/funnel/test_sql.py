"""The same limits and places in DuckDB as from the functions on arrays."""

import duckdb
import numpy as np

from clearway.stats.funnel import OUTER, proportion_funnel, proportion_limits
from clearway.stats.funnel.sql import proportion_limits_sql, proportion_place_sql
from clearway.stats.sql import select_list


def test_limits_and_places_agree_row_by_row() -> None:
    random = np.random.default_rng(4)
    n = random.integers(0, 400, 5_000)
    x = random.binomial(n, np.clip(random.normal(0.7, 0.15, 5_000), 0, 1))
    funnel = proportion_funnel(x, n)
    columns = {**proportion_limits_sql("n", "c", OUTER), **proportion_place_sql("x", "n", "c")}
    rows = [(int(a), int(b), funnel.centre) for a, b in zip(x, n, strict=True)]
    with duckdb.connect() as engine:
        engine.execute("create table units (x integer, n integer, c double)")
        engine.executemany("insert into units values (?, ?, ?)", rows[:1_000])
        found = engine.execute(f"select {select_list(columns)} from units").fetchnumpy()
        odd = engine.execute(
            f"select {select_list(columns)} from (values (null, 5, 0.5), (7, 5, 0.5), (1, 2, null)) t (x, n, c)"
        ).fetchall()
    limits = proportion_limits(n[:1_000], funnel.centre, OUTER)
    np.testing.assert_allclose(found["lower"].filled(np.nan), limits.lower, rtol=1e-12)
    np.testing.assert_allclose(found["upper"].filled(np.nan), limits.upper, rtol=1e-12)
    assert list(found["place"]) == list(funnel.category[:1_000])
    assert [row[2] for row in odd] == ["not applicable"] * 3
