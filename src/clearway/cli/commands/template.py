"""`clearway template`: empty forms for figures that no publisher prints in a layout that could be read."""

from pathlib import Path
from typing import Annotated

import typer

from clearway.cli.answers import answer, answer_json
from clearway.cli.app import command
from clearway.cli.options import Json
from clearway.records.findings import Refused


@command("template", example="clearway template survey --out survey.csv")
def template(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="Which template; left out, all are listed.")] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write it.")] = None,
    as_json: Json = False,
) -> None:
    """Write a template: headings, and example rows of made-up numbers to replace. `clearway load` reads it back."""
    from clearway.intake.indicators.templates import TEMPLATES

    if not name:
        listed = [{"name": one.name, "title": one.title, "page": one.page} for one in TEMPLATES.values()]
        if as_json:
            answer_json({"templates": listed})
        else:
            for row in listed:
                answer(f"{row['name']}: {row['title']} ({row['page']})")
        return
    if name not in TEMPLATES:
        raise typer.BadParameter(f"The templates are {', '.join(TEMPLATES)}.", param_hint="NAME")
    if out is None:
        raise typer.BadParameter("Say where to write it.", param_hint="--out")
    if out.exists():
        raise Refused(f"{out} exists already.", "Choose another name; nothing was written.", code="FILE_EXISTS")
    try:
        out.write_text(TEMPLATES[name].text(), encoding="utf-8")
    except OSError as error:
        words = f"{out} could not be written ({error.strerror})."
        raise Refused(words, "Choose another place.", code="FILE_UNWRITABLE") from error
    if as_json:
        answer_json({"template": name, "file": str(out), "page": TEMPLATES[name].page})
    else:
        answer(f"{out}: {TEMPLATES[name].title}. Replace the example rows.")
        answer(f"{TEMPLATES[name].page} explains each column.")
