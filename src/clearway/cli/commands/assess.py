"""`clearway assess`: every record of a file through the clocks."""

from pathlib import Path
from typing import Annotated

import typer

from clearway.cli.answers import Code, answer, answer_json, end, say
from clearway.cli.app import command
from clearway.cli.options import Json
from clearway.cli.record_files import EngineOption, RecordsFile, SparkUrl, read_records_file, rules_named

CLOCKS = {"2ww": "two week wait", "fds": "faster diagnosis", "31": "31-day", "62": "62-day"}


@command("assess", example="clearway assess march.csv --out march-results.csv")
def assess(
    file: RecordsFile,
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="Where the results go: .csv, or .parquet.", dir_okay=False)
    ],
    engine: EngineOption = "duckdb",
    rules: Annotated[
        str | None,
        typer.Option("--rules", metavar="SET", help="What if: every date under the rules of v9, v10, v11 or v12."),
    ] = None,
    policies: Annotated[
        Path | None, typer.Option("--policies", metavar="DIR", help="An alliance's own dated policies.")
    ] = None,
    spark_url: SparkUrl = None,
    as_json: Json = False,
) -> None:
    """Waits, allocation and flags of each record of a file: one row a record out, in the order of the file.

    Ends with 1 when rows of the file could not be accepted; they have no result.
    """
    from clearway.clocks.table import assess_table, write_results
    from clearway.records.findings import counted
    from clearway.standards.organisations import load_organisations

    if out.suffix not in (".csv", ".parquet"):
        raise typer.BadParameter("The name ends in .csv or .parquet.", param_hint="--out")
    book = rules_named(rules, policies)
    read = read_records_file(file)
    results = assess_table(
        read.records, book, load_organisations(), carried=read.carried, engine=engine, spark_url=spark_url
    )
    write_results(results, out)
    told = {clock: results[f"{clock}_counted"].to_pylist().count("Y") for clock in CLOCKS}
    if as_json:
        answer_json(
            {
                "out": out,
                "engine": engine,
                "rules": book.label,
                "records": results.num_rows,
                "rejected": read.rejected.num_rows,
                "counted": told,
                "findings": counted(read.findings),
            }
        )
    else:
        answer(f"{results.num_rows:,} records assessed by {engine} under {book.label} rules, written to {out}")
        answer("  counted: " + ", ".join(f"{CLOCKS[clock]} {count:,}" for clock, count in told.items()))
    if read.rejected.num_rows:
        say(f"{read.rejected.num_rows:,} rows were rejected and have no result.")
        raise end(Code.FOUND_PROBLEMS)
