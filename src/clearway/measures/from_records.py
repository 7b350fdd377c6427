"""The position straight from a Parquet file of waiting-time records: every rule, no store, nothing explained.

The same steps as everywhere (`clocks/sql`), but only the columns that counting needs: for whole national years.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from clearway.clocks.assess import ALL_CARRIED
from clearway.clocks.statement import STEPS_TO, Stop, counted_statement
from clearway.clocks.table import register_record_files, register_rules
from clearway.measures.labels import STAGE_ROUTE
from clearway.standards import RuleBook
from clearway.standards.organisations import Organisations
from clearway.store.engine import EngineName, FileEngine, open_file_engine

Detail = Literal["provider", "cancer_type", "stage_route"]

DETAILS: tuple[Detail, ...] = ("provider", "cancer_type", "stage_route")
STOPPED_ON: dict[Stop, str] = {
    "first_seen": "date_first_seen",
    "told": "fds_end_date",
    "treated": "treatment_start_date",
}
MONTH_NUMBER = "year(stopped_on) * 12 + month(stopped_on) - 1"
QUANTILES = ("median_days", "p90_days")
TOLD_APART: dict[Stop, tuple[Detail, ...]] = {"first_seen": ("provider",), "told": DETAILS, "treated": DETAILS}
"""What each clock tells apart; the two week wait knows neither cancer type nor route."""

COUNTS_ON: dict[Stop, tuple[tuple[str, str], ...]] = {
    "first_seen": (("date_first_seen", "two_week_in_force OR two_week_breast_in_force"),),
    "told": (("crtp_start", "fds_in_force"), ("fds_end_date", "fds_days IS NOT NULL")),
    "treated": (),
}
"""Dates that a clock needs to lie on days with something in the rule table: others are not worth reading."""


@dataclass(frozen=True, slots=True)
class Resources:
    """What counting may use. `months_at_once` 0 takes all months together; fewer need less memory and give the same.

    `memory_limit` is DuckDB's, such as "512MB"; empty means four fifths of the machine's.
    """

    engine: EngineName = "duckdb"
    spark_url: str | None = None
    memory_limit: str = ""
    threads: int = 0
    months_at_once: int = 0


def position_of_records(
    paths: Sequence[Path],
    rules: RuleBook,
    organisations: Organisations,
    *,
    by: Sequence[Detail] = DETAILS,
    with_quantiles: bool = True,
    resources: Resources | None = None,
) -> pa.Table:
    """One row for each standard, month and place in the cut `by`, in order.

    Columns: `standard` (2ww, 28, 31, 62), `standard_key`, `month` (YYYY-MM), those of `by`, `total`, `within` and
    `breaches` (exact halves), `pathways`, and with quantiles `median_days` and `p90_days` (exact, rounded to six
    places as in the store). Records are each counted as they stand: what replaces what is for the store to say.
    Raises Refused when Spark's client or server is not there.
    """
    resources = resources or Resources()
    answers: list[pa.Table] = []
    with open_file_engine(
        resources.engine,
        spark_url=resources.spark_url,
        memory_limit=resources.memory_limit,
        threads=resources.threads,
        spill_to=paths[0].parent,
    ) as engine:
        register_record_files(engine, paths)
        register_rules(engine, rules, organisations, carried=ALL_CARRIED)
        parts = [(stop, where) for stop in STEPS_TO for where in _parts(engine, stop, resources.months_at_once)]
        for stop, where in parts:
            register_record_files(engine, paths, where=where)
            answers.append(engine.query(_statement(stop, tuple(by), with_quantiles=with_quantiles)))
    return _finished(answers, by)


def _parts(engine: FileEngine, stop: Stop, months_at_once: int) -> Iterator[str]:
    """Conditions on the stop, one for each group of months; only what can count is asked for.

    Dates stand in them as constants, so that an engine can pass over what a Parquet file's statistics exclude.
    """
    column = STOPPED_ON[stop]
    everything = " AND ".join([f"{column} IS NOT NULL", *_possible_days(engine, stop)])
    if not months_at_once:
        yield everything
        return
    span = engine.query(f"SELECT min({column}) AS first, max({column}) AS last FROM record WHERE {everything}")  # noqa: S608 (columns are ours)
    first, last = span["first"][0].as_py(), span["last"][0].as_py()
    if first is None:
        return
    last_number = last.year * 12 + last.month - 1
    for number in range(first.year * 12 + first.month - 1, last_number + 1, months_at_once):
        start, after = _first_day(number), _first_day(number + months_at_once)
        yield f"{everything} AND {column} >= DATE '{start}' AND {column} < DATE '{after}'"


def _possible_days(engine: FileEngine, stop: Stop) -> Iterator[str]:
    """From which day to which a record's dates can count. The rule table's first and last day stand for all beyond."""
    for column, condition in COUNTS_ON[stop]:
        days = engine.query(f"SELECT on_date, {condition} AS can_count FROM rule_day ORDER BY on_date")  # noqa: S608
        can = pc.fill_null(days["can_count"].combine_chunks(), False)
        found = pc.indices_nonzero(can)
        if not len(found):
            yield "FALSE"
            return
        first, last = found[0].as_py(), found[-1].as_py()
        if first:
            yield f"{column} >= DATE '{days['on_date'][first]}'"
        if last < len(can) - 1:
            yield f"{column} <= DATE '{days['on_date'][last]}'"


def _first_day(month_number: int) -> date:
    return date(month_number // 12, month_number % 12 + 1, 1)


@cache
def _statement(stop: Stop, by: tuple[Detail, ...], *, with_quantiles: bool) -> str:
    known = [name for name in by if name in TOLD_APART[stop]]
    named = (name if name in known else f"CAST(NULL AS STRING) AS {name}" for name in by)
    template = files("clearway.measures").joinpath("sql", f"{stop}.sql").read_text(encoding="utf-8").strip()
    return template.format(
        keys=", ".join([f"{MONTH_NUMBER} AS month_number", *named]),
        group=", ".join([MONTH_NUMBER, *known]),
        quantiles=",\n    median_and_p90(days) AS quantiles" if with_quantiles else "",
        counted=counted_statement(stop),
    )


def _finished(answers: Sequence[pa.Table], by: Sequence[Detail]) -> pa.Table:
    """Parts together: month numbers as months, routes in one set of words, half people as exact decimals."""
    told = pa.concat_tables(answers, promote_options="permissive")
    halves, within = (told[name].cast(pa.int64()) for name in ("halves", "halves_within"))
    columns = {
        "standard": told["standard"],
        "standard_key": told["standard_key"],
        "month": _in_words(
            told["month_number"].cast(pa.int64()), lambda number: f"{number // 12}-{number % 12 + 1:02}"
        ),
        **{name: told[name].cast(pa.string()) for name in by},
        "total": _people(halves),
        "within": _people(within),
        "breaches": _people(pc.subtract(halves, within)),
        "pathways": told["pathways"].cast(pa.int64()),
        **_quantiles(told),
    }
    if "stage_route" in columns:
        columns["stage_route"] = _in_words(columns["stage_route"], lambda label: STAGE_ROUTE.get(label, label))
    keys = ("standard", "standard_key", "month", *by)
    return pa.table(columns).sort_by([(key, "ascending") for key in keys])


def _in_words(column: pa.ChunkedArray, words: Callable[[Any], str]) -> pa.ChunkedArray:
    """Each of a column's few different values in words; nothing stays nothing."""
    coded = column.combine_chunks().dictionary_encode()
    named = pa.array([words(value) for value in coded.dictionary.to_pylist()], pa.string())
    return pa.chunked_array([pa.DictionaryArray.from_arrays(coded.indices, named).dictionary_decode()])


def _quantiles(told: pa.Table) -> dict[str, pa.ChunkedArray]:
    if "quantiles" not in told.column_names:
        return {}
    return {name: pc.round(pc.list_element(told["quantiles"], n), 6) for n, name in enumerate(QUANTILES)}


def _people(halves: pa.ChunkedArray) -> pa.ChunkedArray:
    half = pa.scalar(Decimal("0.5"), pa.decimal128(2, 1))
    return pc.multiply(halves.cast(pa.decimal128(20, 0)), half).cast(pa.decimal128(12, 1))
