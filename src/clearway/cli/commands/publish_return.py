"""`clearway publish return`: the forms of returns, filled from the plan, the measures and what was typed."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clearway.cli.answers import answer, answer_json, say
from clearway.cli.app import command
from clearway.cli.options import Json, Store
from clearway.cli.publication_files import Month, Out, check_asked, write_files
from clearway.cli.stores import use_store
from clearway.records.findings import Refused

if TYPE_CHECKING:
    from clearway.site.returns.models import ReturnTemplate
    from clearway.store.folder import StoreFolder


@command("publish return", example="clearway publish return --store my-store --month 2025-03 --out returns")
def publish_return(
    store: Store,
    month: Month,
    out: Out,
    template: Annotated[
        int | None, typer.Option("--template", metavar="ID", help="Only this return, by its number.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Fill the forms of returns for the quarter of a month, and write them as Excel files.

    A return that was submitted is written as it was submitted, byte for byte, unless it is being corrected. Any other
    is a draft: it takes what was typed on its page, and submitting is done there. Cells that could not be filled are
    named with the reason; figures are those that the public may see.
    """
    first_day = check_asked(month, out)
    folder = use_store(store)
    from clearway.site.returns.models import ReturnTemplate

    rows = list(ReturnTemplate.objects.filter(**({} if template is None else {"pk": template})))
    if not rows:
        raise Refused(
            "This store has no return." if template is None else f"This store has no return {template}.",
            "Add one on the page of returns: load its Excel form and mark its cells.",
            code="RETURN-NONE",
        )
    made = [_made(row, first_day, folder, out) for row in rows]
    if as_json:
        answer_json({"month": month, "returns": made})
        return
    for one in made:
        answer(one["file"])
        lacks = "These cells stay empty, or are to be looked at:" if one["unfilled"] else "Every marked cell is filled."
        say(f"{one['title']}, {one['quarter']}: {one['state']}. {lacks}")
        for each in one["unfilled"]:
            say(f"  {each['cells']}: {each['why']}")


def _made(row: "ReturnTemplate", month: date, folder: "StoreFolder", out: Path) -> dict[str, Any]:
    """Write one return, and what is told of it."""
    import hashlib

    from clearway.planning.spans import Quarter
    from clearway.site.returns.answers import read
    from clearway.site.returns.services.filling import content_of, file_of, filled_of, first_answers

    of = Quarter.of(month)
    draft = row.drafts.filter(quarter=str(of)).first()
    submitted = row.submitted.filter(quarter=str(of)).order_by("-number").first()
    if submitted is not None and draft is None:
        content, snapshot = content_of(submitted), submitted.snapshot
        state = f"submitted by {submitted.by_name} on {submitted.at:%Y-%m-%d}, version {submitted.number}"
        unfilled = [{"cells": f"{one['sheet']} {one['cell']}", "why": one["missing"]} for one in submitted.cells
                    if one["missing"]]  # fmt: skip
    else:
        answers = read(draft.answers) if draft else first_answers(row, of)
        held = filled_of(row.newest, month, answers)
        content, snapshot = file_of(held, folder), held.facts.snapshot
        state = "a draft, not submitted"
        unfilled = [{"cells": cells, "why": why} for cells, why in held.filling.lacking]
        unfilled += [{"cells": one.at, "why": "carried forward, not confirmed yet"} for one in held.filling.waiting]
        unfilled += [{"cells": "rows", "why": words} for words in held.filling.too_many]
        unfilled += [{"cells": one.at, "why": f"{one.wrong} {one.mend}"} for one in held.refused]
    (path,) = write_files(out, f"{row.title} {of}", {"xlsx": content}).values()
    return {
        "template": row.pk,
        "title": row.title,
        "quarter": str(of),
        "state": state,
        "file": str(path),
        "sha256": hashlib.sha256(content).hexdigest(),
        "snapshot": snapshot,
        "unfilled": unfilled,
    }
