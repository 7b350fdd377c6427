"""`clearway person export`: everything that is held about one person, for the person who asks for it."""

import os
from pathlib import Path
from typing import Annotated

import typer

from clearway.cli.answers import answer, answer_json
from clearway.cli.app import command, group
from clearway.cli.options import Json, RunAs, Store
from clearway.cli.stores import acting_person, use_store
from clearway.records.findings import Refused

group("person", "What is held about one person.")

ONLY_OWNER = 0o600


@command(
    "person export",
    example="clearway person export --number-file number.txt --reason 'request 2026/31' --out person.zip "
    "--as lead@example.org --store my-store",
)
def export(
    number_file: Annotated[
        Path, typer.Option("--number-file", help="A file with the NHS number alone: a command line is seen by others.")
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why; kept in the audit trail.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The zip to write; it must not be there yet.")],
    store: Store,
    run_as: RunAs = None,
    as_json: Json = False,
) -> None:
    """Take out everything held about one person: rows as received, records, findings, figures, looks, forms.

    Only an information governance lead who answers for the whole store may. The trail keeps who, why and how much.
    """
    folder = use_store(store)
    from clearway.site.governance.person_export import export_person

    if not number_file.is_file():
        raise typer.BadParameter("There is no such file.", param_hint="--number-file")
    if out.exists():
        raise Refused(f"{out} is there already.", "Name another file.", code="FILE-EXISTS")
    number = number_file.read_text(encoding="utf-8").strip()
    taken = export_person(by=acting_person(run_as), number=number, reason=reason, store=folder)
    with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_OWNER), "wb") as file:
        file.write(taken.content)
    if as_json:
        answer_json({"person": taken.person, "lists": taken.lists, "rows": taken.rows, "file": str(out)})
    else:
        answer(
            f"{taken.rows} rows in {taken.lists} lists were written to {out}. Read it through before you give it away."
        )
