"""`clearway publish workbook`: the figures and the plan as tidy tables in one Excel file."""

from typing import Annotated, Literal

import typer

from clearway.cli.answers import answer, answer_json, say
from clearway.cli.app import command
from clearway.cli.options import Json, Store
from clearway.cli.publication_files import Month, Out, check_asked, today, write_files
from clearway.cli.stores import use_store


@command("publish workbook", example="clearway publish workbook --store my-store --month 2025-03 --out books")
def publish_workbook(
    store: Store,
    month: Month,
    out: Out,
    audience: Annotated[
        Literal["alliance", "public"],
        typer.Option("--audience", help="For whom: the alliance, or the public, who get the figures alone."),
    ] = "alliance",
    as_json: Json = False,
) -> None:
    """Write one workbook: a tidy long table a sheet (waits, measures, plan, milestones, money, risks, actions).

    The sheet of notes says of each table what it is, where it comes from, as at which day, and from which snapshot.
    Figures that would give few people away are hidden for the audience, and say so.
    """
    check_asked(month, out)
    use_store(store)
    from clearway.publications.disclosure import Audience
    from clearway.site.publishing.tidy_tables import tidy_tables

    made = tidy_tables(month, Audience(audience), today())
    (path,) = write_files(out, made.about.title, {"xlsx": made.content}).values()
    sheets = {name: len(table.rows) for name, table in made.tables}
    if as_json:
        told = {"month": month, "audience": audience, "snapshot": made.about.snapshot, "sheets": sheets}
        answer_json(told | {"file": str(path)})
        return
    answer(str(path))
    say(f"{made.about.title}, for {made.about.audience}: {', '.join(f'{one} {sheets[one]:,}' for one in sheets)} rows.")
