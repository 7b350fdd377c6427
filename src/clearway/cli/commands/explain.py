"""`clearway explain`: why one record of a file is, or is not, a breach."""

from pathlib import Path
from typing import Annotated, Any, cast

import typer

from clearway.cli.answers import Code, answer, answer_json, end, say
from clearway.cli.app import command
from clearway.cli.options import Json
from clearway.cli.record_files import RecordsFile, rules_named


@command("explain", example="clearway explain march.csv --record 1024")
def explain(
    file: RecordsFile,
    record: Annotated[str, typer.Option("--record", metavar="ID", help="The record's own id in the file.")],
    rules: Annotated[
        str | None,
        typer.Option("--rules", metavar="SET", help="What if: every date under the rules of v9, v10, v11 or v12."),
    ] = None,
    policies: Annotated[
        Path | None,
        typer.Option("--policies", metavar="DIR", help="An alliance's own dated policies, told beside the others."),
    ] = None,
    date_format: Annotated[
        str, typer.Option("--date-format", help="How dates are written, such as DD/MM/YYYY.")
    ] = "YYYY-MM-DD",
    encoding: Annotated[str, typer.Option("--encoding", help="utf-8, utf-16 or cp1252.")] = "utf-8",
    separator: Annotated[str, typer.Option("--separator", help="What stands between the columns.")] = ",",
    as_json: Json = False,
) -> None:
    """Tell one record's story, rule by rule: what counted, what was taken off, who answers, what would have changed it.

    Ends with 1 when the file has no such record, or when its row could not be accepted.
    """
    from clearway.clocks.explanation import as_json as plain
    from clearway.clocks.explanation import as_text
    from clearway.intake.reading import Declared
    from clearway.pathways.in_a_file import RecordMissing, told_from_file
    from clearway.pathways.told import Storyteller
    from clearway.standards.organisations import load_organisations

    if not file.is_file():
        raise typer.BadParameter(f"There is no file {file}.", param_hint="FILE")
    local = rules_named(rules, policies) if policies else None
    teller = Storyteller(rules_named(rules, None), load_organisations(), local)
    declared = Declared(date_format=date_format, encoding=cast(Any, encoding), separator=separator)
    try:
        told = told_from_file(file, record, teller, declared)
    except RecordMissing as missing:
        say(f"{missing.reason}\n{missing.mend}")
        if as_json:
            answer_json({"record_id": record, "found": False, "reason": missing.reason, "mend": missing.mend})
        raise end(Code.FOUND_PROBLEMS) from None
    if as_json:
        answer_json(plain(told.explanation))
    else:
        answer(as_text(told.explanation))
