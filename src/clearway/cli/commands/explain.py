"""`clearway explain`: why one record of a file is, or is not, a breach."""

from pathlib import Path
from typing import Annotated

import typer

from clearway.cli.answers import Code, answer, answer_json, end, say
from clearway.cli.app import command
from clearway.cli.options import Json


@command("explain", example="clearway explain march.csv --record 1024")
def explain(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file of waiting-time records (CSV).")],
    record: Annotated[str, typer.Option("--record", metavar="ID", help="The record's own id in the file.")],
    policies: Annotated[
        Path | None,
        typer.Option("--policies", metavar="DIR", help="An alliance's own dated policies, to show their sharing too."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Tell one record's story, rule by rule: what counted, what was taken off, who answers, what would have changed it.

    Ends with 1 when the file has no such record, or when its row could not be accepted.
    """
    from clearway.clocks.explanation import as_json as plain
    from clearway.clocks.explanation import as_text
    from clearway.pathways.in_a_file import RecordMissing, told_from_file
    from clearway.pathways.told import Storyteller
    from clearway.standards import load_rule_book
    from clearway.standards.organisations import load_organisations

    if not file.is_file():
        raise typer.BadParameter(f"There is no file {file}.", param_hint="FILE")
    local = load_rule_book(policies) if policies else None
    try:
        told = told_from_file(file, record, Storyteller(load_rule_book(), load_organisations(), local))
    except RecordMissing as missing:
        say(f"{missing.reason}\n{missing.mend}")
        if as_json:
            answer_json({"record_id": record, "found": False, "reason": missing.reason, "mend": missing.mend})
        raise end(Code.FOUND_PROBLEMS) from None
    if as_json:
        answer_json(plain(told.explanation))
    else:
        answer(as_text(told.explanation))
