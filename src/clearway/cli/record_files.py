"""Reading a file of waiting-time records for a command that needs no store."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from clearway.cli.answers import say

if TYPE_CHECKING:
    from clearway.intake.waiting_times.csv_reader import Parsed
    from clearway.standards import RuleBook

RecordsFile = Annotated[Path, typer.Argument(metavar="FILE", help="A file of waiting-time records (CSV).")]
EngineOption = Annotated[
    Literal["duckdb", "spark", "reference"],
    typer.Option("--engine", help="What computes: DuckDB here, Spark elsewhere, or the plain rules record by record."),
]
SparkUrl = Annotated[
    str | None,
    typer.Option("--spark-url", metavar="sc://HOST:PORT", help="The Spark Connect server of --engine spark."),
]


def read_records_file(path: Path) -> "Parsed":
    """Its records, with what was wrong told on standard error. Raises Refused when it holds no records at all."""
    from clearway.intake.readers import TITLES, read_file
    from clearway.intake.waiting_times.csv_reader import NAME, parsed
    from clearway.records.findings import Refused, counted

    if not path.is_file():
        raise typer.BadParameter(f"There is no file {path}.", param_hint="FILE")
    reading = read_file(path)
    if reading.reader != NAME:
        raise Refused(
            f"{reading.source.file_name} holds figures ({TITLES[reading.reader]}), not people's records.",
            "Give a file of waiting-time records.",
            code="NO_RECORDS",
        )
    for one in counted(reading.findings):
        say(f"{one.count:,} × {one.id} ({one.kind}): {one.message} {one.mend}")
    return parsed(reading)


def rules_named(label: str | None, policies: Path | None) -> "RuleBook":
    """The rules of each date, or of a what-if set; with an alliance's own policies if a folder is named."""
    from clearway.standards import load_rule_book

    book = load_rule_book(policies)
    if label is None:
        return book
    if label not in book.sets:
        raise typer.BadParameter(f"There is no set {label}. Sets: {', '.join(book.sets)}.", param_hint="--rules")
    return book.as_set(label)
