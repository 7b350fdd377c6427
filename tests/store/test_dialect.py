"""What differs between the engines' SQL, and nothing else, is written by the dialect."""

import pytest

from clearway.store.dialect import DUCKDB, SPARK

SOME = 'SELECT days_between(a, t.b) AS "62_days" FROM t'


def test_duckdb_counts_days_by_its_own_function() -> None:
    assert DUCKDB.write(SOME) == "SELECT date_diff('day', a, t.b) AS \"62_days\" FROM t"


def test_spark_counts_days_the_other_way_round_and_quotes_names_its_own_way() -> None:
    assert SPARK.write(SOME) == "SELECT datediff(t.b, a) AS `62_days` FROM t"


@pytest.mark.parametrize("dialect", [DUCKDB, SPARK])
def test_an_expression_between_the_brackets_is_refused_rather_than_left_as_it_is(dialect) -> None:
    with pytest.raises(ValueError, match="plain column names"):
        dialect.write("SELECT days_between(coalesce(a, c), b) FROM t")


def test_quantiles_are_exact_on_both() -> None:
    asked = "SELECT median_and_p90(days) FROM t"
    assert DUCKDB.write(asked) == "SELECT quantile_cont(days, [0.5, 0.9]) FROM t"
    assert SPARK.write(asked) == "SELECT percentile(days, array(0.5, 0.9)) FROM t"
