"""What the commands of publications share: for which month and day, into which folder, and the files written there."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clearway.records.findings import Refused

if TYPE_CHECKING:
    from clearway.publications.releases import MadeFile

Month = Annotated[str, typer.Option("--month", metavar="YYYY-MM", help="The month that it speaks of.")]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write into; made if it is not there.")]


def check_asked(month: str, out: Path) -> date:
    """What can be wrong before the store is opened; the first day of the month.

    `BadParameter` for words that are no month; refused where a file lies in place of the folder to write into.
    """
    from clearway.measures.months import first_day

    try:
        first = first_day(month)
    except ValueError:
        raise typer.BadParameter("Write the month as 2025-03.", param_hint="--month") from None
    if out.exists() and not out.is_dir():
        raise Refused(f"{out} is a file.", "Name a folder with --out.", code="OUT-IS-FILE")
    return first


def today() -> date:
    """The day on which a publication is made, in London."""
    from clearway.pipeline.manifest import LONDON

    return datetime.now(tz=LONDON).date()


def write_made(out: Path, made: Iterable["MadeFile"]) -> list[str]:
    """Write files that have names of their own; their paths."""
    paths = []
    for file in made:
        stem, _, kind = file.name.rpartition(".")
        paths.append(str(write_files(out, stem, {kind: file.content})[kind]))
    return paths


def write_files(out: Path, title: str, made: Mapping[str, bytes]) -> dict[str, Path]:
    """Write files beside their names first, then under them, so that none is ever half there."""
    from clearway.publications.tables import file_name

    out.mkdir(parents=True, exist_ok=True)
    paths = {}
    for kind, content in made.items():
        paths[kind] = out / file_name(title, extension=kind)
        aside = paths[kind].with_suffix(f".{kind}.part")
        try:
            aside.write_bytes(content)
            aside.replace(paths[kind])
        finally:
            aside.unlink(missing_ok=True)
    return paths
