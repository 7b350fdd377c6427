"""`clearway examples`: a file of worked examples checked against the clocks."""

from typing import TYPE_CHECKING

from clearway.cli.answers import Code, answer, answer_json, end
from clearway.cli.app import command
from clearway.cli.options import Json
from clearway.cli.record_files import EngineOption, RecordsFile, SparkUrl, read_records_file, rules_named

if TYPE_CHECKING:
    from clearway.intake.waiting_times.csv_reader import Parsed

EXAMPLE_ID = "example_id"


@command("examples", example="clearway examples our-examples.csv")
def examples(
    file: RecordsFile, engine: EngineOption = "duckdb", spark_url: SparkUrl = None, as_json: Json = False
) -> None:
    """Check worked examples: records with what is expected of them in columns that start with `exp_`.

    Tells each difference by example and column. Ends with 1 when there is one.
    """
    from clearway.clocks.table import assess_table
    from clearway.clocks.worked_examples import differences
    from clearway.standards.organisations import load_organisations

    read = read_records_file(file)
    expected = _expectations(read)
    results = assess_table(
        read.records,
        rules_named(None, None),
        load_organisations(),
        carried=read.carried,
        engine=engine,
        spark_url=spark_url,
    )
    found = differences(expected, results)
    failed = len({one.example_id for one in found})
    if as_json:
        answer_json({"passed": len(expected) - failed, "failed": failed, "differences": found})
    else:
        for one in found:
            answer(str(one))
        answer(f"{len(expected) - failed} passed, {failed} failed")
    if found:
        raise end(Code.FOUND_PROBLEMS)


def _expectations(read: "Parsed") -> dict[str, dict[str, str]]:
    """Example id to column to what is expected, as sent. Raises Refused when the file expects nothing."""
    from clearway.clocks.worked_examples import EXPECTED, expected_columns
    from clearway.records.findings import Refused

    headings = read.received.column_names
    try:
        columns = expected_columns(headings)
    except ValueError as unknown:
        raise Refused(f"{read.source.file_name}: {unknown}", "Correct the heading.", code="UNKNOWN_COLUMN") from None
    if not columns or EXAMPLE_ID not in headings:
        raise Refused(
            f"{read.source.file_name} holds no worked examples.",
            f"Give a file with {EXAMPLE_ID} and columns that start with {EXPECTED}.",
            code="NO_EXAMPLES",
        )
    rows = read.received.select([EXAMPLE_ID, *(f"{EXPECTED}{column}" for column in columns)]).to_pylist()
    return {
        row[EXAMPLE_ID].strip(): {column: (row[f"{EXPECTED}{column}"] or "").strip() for column in columns}
        for row in rows
    }
