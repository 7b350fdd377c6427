"""Whole tables through the clocks: the same rows from DuckDB, from Spark, and record by record from the plain rules."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from clearway.clocks.assess import ALL_CARRIED, assess_records
from clearway.clocks.row import RESULT_COLUMNS, result_row
from clearway.clocks.rule_tables import rule_tables
from clearway.clocks.rules import ClockRules
from clearway.clocks.statement import clock_statement, organisation_codes_statement
from clearway.records.pseudonym import PATHWAY
from clearway.records.waiting_times import COLUMN_NAMES, WaitingTimeRecord, schema
from clearway.standards import RuleBook
from clearway.standards.organisations import Organisations
from clearway.store.engine import Engine, FileEngine, open_engine
from clearway.store.engine_duckdb import DuckDBEngine

EngineName = Literal["duckdb", "spark", "reference"]

RESULT_SCHEMA = pa.schema([pa.field(name, pa.string()) for name in RESULT_COLUMNS])
"""Every result column as text, empty where it does not apply."""

CONTRACT = frozenset(COLUMN_NAMES)

_SQL_TYPES = {pa.string(): "STRING", pa.date32(): "DATE", pa.int32(): "INTEGER"}


def assess_table(
    records: pa.Table,
    book: RuleBook,
    organisations: Organisations,
    *,
    carried: frozenset[str] = ALL_CARRIED,
    engine: EngineName = "duckdb",
    spark_url: str | None = None,
) -> pa.Table:
    """One row of result columns for each record, in the order of the records.

    `records` holds columns of the waiting-time record; one that is absent counts as not recorded. `carried` names the
    columns that the feed can hold at all. Raises Refused when Spark's client or server is not there.
    """
    if engine == "reference":
        return _by_record(_typed(records), ClockRules(book, organisations), carried)
    with open_engine(engine, spark_url=spark_url) as opened:
        return run_clocks(opened, records, book, organisations, carried=carried)


def run_clocks(
    engine: Engine,
    records: pa.Table,
    book: RuleBook,
    organisations: Organisations,
    *,
    carried: frozenset[str] = ALL_CARRIED,
) -> pa.Table:
    """The clocks over a table on an open engine."""
    typed = _typed(records)
    engine.register("record", typed.append_column("ordinal", pa.array(range(typed.num_rows), pa.int64())))
    register_rules(engine, book, organisations, carried=carried)
    return engine.query(clock_statement()).cast(RESULT_SCHEMA)


def register_rules(
    engine: Engine, book: RuleBook, organisations: Organisations, *, carried: frozenset[str] = ALL_CARRIED
) -> None:
    """Make the rule tables known to an engine that knows `record` already."""
    codes = engine.query(organisation_codes_statement())["code"].to_pylist()
    tables = rule_tables(book, organisations, carried=carried, organisation_codes=codes)
    for name, table in tables.items():
        engine.register(name, table)


def register_record_files(engine: FileEngine, paths: Sequence[Path], *, where: str = "TRUE") -> None:
    """Make Parquet files of typed records known to an engine as `record`; `where` narrows what is read.

    All files have the columns of the first; a column of the record that they lack counts as not recorded.
    """
    engine.register_parquet("record", paths, ", ".join(_select_list(paths)), where=where)


def assess_parquet(
    path: Path,
    out: Path,
    book: RuleBook,
    organisations: Organisations,
    *,
    carried: frozenset[str] = ALL_CARRIED,
    memory_limit: str = "",
) -> None:
    """Result rows of a Parquet file of typed records straight into a `.parquet` or `.csv` file, by DuckDB.

    Rows are streamed: a file larger than memory spills to disk and never passes through Python.
    """
    with DuckDBEngine(memory_limit=memory_limit, spill_to=out.parent) as engine:
        register_record_files(engine, [path])
        register_rules(engine, book, organisations, carried=carried)
        write = engine.write_text_csv if out.suffix == ".csv" else engine.write_parquet
        write(clock_statement(), out)


def write_results(results: pa.Table, out: Path) -> None:
    """Result rows into a `.parquet` or `.csv` file: the same bytes whichever engine gave them."""
    with DuckDBEngine() as engine:
        engine.register("result", results)
        write = engine.write_text_csv if out.suffix == ".csv" else engine.write_parquet
        write("SELECT * FROM result", out)


def _typed(records: pa.Table) -> pa.Table:
    """The table with every column of the contract in its own type; what is absent or empty is not recorded (null)."""
    held = set(records.column_names)
    columns = [
        _blanks_as_null(records[name].cast(kind))
        if (name := _source(field.name, held))
        else pa.nulls(records.num_rows, kind)
        for field in schema()
        for kind in (field.type,)
    ]
    return pa.table(columns, schema=pa.schema([field.with_nullable(True) for field in schema()]))


def _blanks_as_null(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if not pa.types.is_string(column.type) or not pc.any(is_blank := pc.equal(column, "")).as_py():
        return column
    return pc.if_else(is_blank, pa.scalar(None, column.type), column)


def _select_list(paths: Sequence[Path]) -> list[str]:
    """The same in SQL for Parquet files, with each row's place among them."""
    names = set(pq.read_schema(paths[0]).names)
    blank = _may_be_blank(paths)
    return ["place_in_files AS ordinal", *(_selected(field, _source(field.name, names), blank) for field in schema())]


def _selected(field: pa.Field, source: str, may_be_blank: frozenset[str]) -> str:
    column = f"nullif({source}, '')" if source in may_be_blank else source or "NULL"
    return f"CAST({column} AS {_SQL_TYPES[field.type]}) AS {field.name}"


def _may_be_blank(paths: Sequence[Path]) -> frozenset[str]:
    """Text columns in which the files' statistics do not rule out an empty text. Those that cannot hold one are read as
    they are, several times faster."""
    found: set[str] = set()
    for path in paths:
        told = pq.read_metadata(path)
        texts = [number for number, field in enumerate(told.schema.to_arrow_schema()) if pa.types.is_string(field.type)]
        for group in range(told.num_row_groups):
            parts = (told.row_group(group).column(number) for number in texts)
            found.update(part.path_in_schema for part in parts if _shows_blank(part.statistics))
    return frozenset(found)


def _shows_blank(statistics: pq.Statistics | None) -> bool:
    if statistics is None:
        return True
    if not statistics.has_min_max:
        return bool(statistics.num_values)
    return bool(statistics.min == "")


def _source(column: str, held: set[str]) -> str:
    """The column to read: in pseudonymised rows `pathway` stands for the pathway's identifier. Empty when absent."""
    if column in held:
        return column
    return PATHWAY if column == "pathway_id" and PATHWAY in held else ""


def _by_record(records: pa.Table, rules: ClockRules, carried: frozenset[str]) -> pa.Table:
    assessed = assess_records(read_records(records), rules, carried=carried)
    return pa.Table.from_pylist([result_row(one) for one in assessed], schema=RESULT_SCHEMA)


def read_records(records: pa.Table) -> Iterator[WaitingTimeRecord]:
    """The records of a typed table one by one, as the plain rules take them: empty text is not recorded."""
    for row in records.to_pylist():
        given = {name: value for name, value in row.items() if name in CONTRACT and value not in (None, "")}
        yield WaitingTimeRecord(**given)
