"""`clearway run`: use Clearway in a browser."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from clearway.cli.answers import Code, end, say
from clearway.cli.app import command


@command("run", example="clearway run --store demo-store")
def run(
    store: Annotated[Path, typer.Option("--store", metavar="DIR", help="The store folder.")] = Path("demo-store"),
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to serve on.")] = 8000,
    host: Annotated[str, typer.Option("--host", help="The address to serve on.")] = "127.0.0.1",
) -> None:
    """Serve a store: pages and slow work. Builds the demo first when the folder has no store yet."""
    from clearway.cli.demo_store import open_or_build
    from clearway.cli.serving import check_may_serve, serve

    folder = open_or_build(store, today=datetime.now(tz=ZoneInfo("Europe/London")).date())
    check_may_serve(folder, host, port)
    if not serve(folder, host, port):
        raise end(Code.FAULT)
    say("Stopped.")
