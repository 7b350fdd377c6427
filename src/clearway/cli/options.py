"""Options that several commands share, so that they are called the same everywhere."""

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Answer for machines: JSON alone on standard output.")]
Store = Annotated[Path, typer.Option("--store", metavar="DIR", help="The store folder.")]
RunAs = Annotated[
    str | None,
    typer.Option("--as", metavar="EMAIL", help="Whose change this is; the one local administrator if left out."),
]
Audience = Annotated[
    str,
    typer.Option(
        "--audience",
        help="For whom: public, alliance or own_trust. Small numbers of computed figures are hidden by the policy for "
        "that audience.",
    ),
]
